//! One conversation in the list: who, when, with whom, what is unread. Never what was said: that stands in the thread only.

use domain::ConversationId;
use domain::messaging::{AuthorKind, Conversation, PartyKind};
use domain::time::Timestamp;
use leptos::ev;
use leptos::prelude::*;
use ui::{Avatar, live, use_shortcut};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::inbox::Inbox;
use crate::wall;
use crate::workplace::{Workplace, use_workplace};

/// The rows, walked by the arrows, j and k.
#[component]
pub fn Rows(inbox: Inbox) -> impl IntoView {
    use_shortcut("j", "Next conversation", || walk(1));
    use_shortcut("k", "Previous conversation", || walk(-1));
    let keys = |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        walk(step);
    };
    let ids = Memo::new(move |_| inbox.list.items().with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>()).unwrap_or_default());
    view! {
        <ul class="rows" on:keydown=keys>
            <For each=move || ids.get() key=|id| *id let:id><li><Line id inbox /></li></For>
        </ul>
    }
    .into_any()
}

/// Moves focus along the list: from the row that has it, else from the conversation that is open.
fn walk(step: i32) {
    let Ok(rows) = document().query_selector_all(".conversations .rows a") else { return };
    let row = |at: i32| rows.item(u32::try_from(at).ok()?).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let count = i32::try_from(rows.length()).unwrap_or(0);
    let active = document().active_element();
    let focused = (0..count).find(|at| row(*at).is_some_and(|row| row.is_same_node(active.as_deref())));
    let current = || (0..count).find(|at| row(*at).is_some_and(|row| row.has_attribute("aria-current")));
    if let Some(row) = next(focused.or_else(current), step, count).and_then(row) {
        let _ = row.focus();
    }
}

/// The row to go to, of `count`.
fn next(from: Option<i32>, step: i32, count: i32) -> Option<i32> {
    let to = from.map_or(if step > 0 { 0 } else { count - 1 }, |from| from + step);
    (count > 0).then(|| to.clamp(0, count - 1))
}

#[component]
fn Line(id: ConversationId, inbox: Inbox) -> impl IntoView {
    let workplace = use_workplace();
    let one = Memo::new(move |_| inbox.find(id));
    let of = move |pick: fn(&Conversation) -> String| Signal::derive(move || one.with(|one| one.as_ref().map(pick).unwrap_or_default()));
    let name = of(client);
    let unread = Memo::new(move |_| one.with(|one| one.as_ref().map_or(0, |one| one.unread)));
    let href = Signal::derive(move || inbox.wish.get().address_of(id));
    let current = Signal::derive(move || (inbox.open.get() == Some(id)).then_some("page"));
    let when = move || {
        let at = one.with(|one| Some(one.as_ref()?.last.as_ref()?.at))?;
        Some(view! { <time class="small soft" datetime=at.to_string() title=workplace.moment(at)>{short_time(at, workplace)}</time> })
    };
    let about = of(about);
    let waits = Memo::new(move |_| unread.get() > 0);
    let mark = move || {
        let n = unread.get();
        (n > 0).then(|| view! { <span class="tag count">{n} <span class="visually-hidden">" unread"</span></span> })
    };
    view! {
        <a href=href class="line" class:unread=move || waits.get() aria-current=current>
            <Avatar name />
            <span class="who">{name}</span>
            {live(when)}
            <span class="about small soft">{about}</span>
            {live(mark)}
        </a>
    }
    .into_any()
}

/// The client's name.
pub fn client(conversation: &Conversation) -> String {
    conversation.client_name.clone().map(String::from).unwrap_or_default()
}

/// Who the conversation is with, who looks after it in their place, and whether the practice spoke last.
fn about(conversation: &Conversation) -> String {
    let with = match conversation.with.kind {
        PartyKind::FrontDesk => "With the front desk".to_owned(),
        PartyKind::Clinician => format!("With {}", conversation.with.name.as_str()),
    };
    let assigned = conversation.assigned_to.as_ref().map(|who| format!("assigned to {}", who.display_name.as_str()));
    let last = match (conversation.last.as_ref().map(|last| last.author), conversation.unread) {
        (None, _) => Some("nothing said yet".to_owned()),
        (Some(AuthorKind::Staff), _) => Some("answered".to_owned()),
        (Some(AuthorKind::Client), 0) => Some("the client wrote last".to_owned()),
        // The mark says it.
        (Some(AuthorKind::Client), _) => None,
    };
    [Some(with), assigned, last].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "10:30 AM" today, "Wed, Mar 3" before.
fn short_time(at: Timestamp, workplace: Workplace) -> String {
    let zone = workplace.zone();
    let (then, now) = (wall::local(at, &zone), wall::now(&zone));
    if then.date() == now.date() { wall::clock(then.minute()) } else { wall::day(then.date()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation, staff};

    #[test]
    fn m10_keys_stay_in_the_list() {
        assert_eq!([next(None, 1, 3), next(None, -1, 3)], [Some(0), Some(2)]);
        assert_eq!([next(Some(0), -1, 3), next(Some(2), 1, 3), next(Some(1), 1, 3)], [Some(0), Some(2), Some(2)]);
        assert_eq!(next(None, 1, 0), None);
    }

    #[test]
    fn m10_a_row_says_with_whom_and_who_looks_after_it() {
        let mut one = conversation(MAYA_WITH_JORDAN);
        assert_eq!(about(&one), "With Jordan Hale, PhD · the client wrote last");
        one.unread = 2;
        assert_eq!(about(&one), "With Jordan Hale, PhD");
        one.assigned_to = Some(domain::practice::staff::StaffName { id: staff(2), display_name: "Sam Reyes".into() });
        one.last = one.last.map(|last| domain::messaging::LastMessage { author: AuthorKind::Staff, ..last });
        assert_eq!(about(&one), "With Jordan Hale, PhD · assigned to Sam Reyes · answered");
        one.with.kind = PartyKind::FrontDesk;
        one.last = None;
        assert_eq!(about(&one), "With the front desk · assigned to Sam Reyes · nothing said yet");
    }
}
