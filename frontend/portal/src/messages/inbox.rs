//! The client's conversations, and whom else they may write to (M1).

use std::time::Duration;

use api::Attempt;
use domain::ConversationId;
use domain::messaging::{Conversation, ConversationParty, LiveEvent, MyConversations, OpenMyConversation, PartyKind};
use leptos::prelude::*;
use ui::{Avatar, Button, Empty, Fetched, Icon, IconName, act, fetched, live, time};

use super::line::line_of;
use super::texts::own;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// Events that come within so many milliseconds are answered by one look.
const TOGETHER: u64 = 200;

/// The list, which follows what is new.
pub fn inbox(portal: Portal) -> Fetched<MyConversations> {
    let known = portal.messages.list;
    let again = StoredValue::new(known.with_value(Option::is_some));
    let list = fetched(move || {
        // The first time somebody came to look; later the page looks by itself.
        let api = if again.get_value() { portal.api().unattended() } else { portal.api() };
        again.set_value(true);
        async move {
            let all = api.list_my_conversations().await.map_err(|failure| portal.tell(&failure))?;
            known.set_value(Some(all.clone()));
            Ok(all)
        }
    });
    if let Some(all) = known.get_value() {
        list.set(all);
    }
    let due = StoredValue::new(false);
    if let Some(line) = line_of(portal) {
        line.follow(move |event| {
            let new = matches!(event, LiveEvent::Message(_) | LiveEvent::Read(_) | LiveEvent::Conversation(_) | LiveEvent::Resync {});
            if new && due.try_get_value() == Some(false) {
                due.set_value(true);
                set_timeout(
                    move || {
                        if due.try_update_value(|due| *due = false).is_some() {
                            list.reload();
                        }
                    },
                    Duration::from_millis(TOGETHER),
                );
            }
        });
    }
    list
}

/// The conversation that opens at once: where there is one.
pub fn only(all: &MyConversations) -> Option<&Conversation> {
    match all.items.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Whether there is something to choose from.
pub fn several(all: &MyConversations) -> bool {
    all.items.len() + all.others.len() > 1
}

/// How a conversation of the list is opened.
#[derive(Clone, Copy)]
pub enum Opens {
    /// At its address.
    ByAddress,
    /// Where the list stands.
    Here(Callback<Conversation>),
}

/// The list: what was said last first, then whom else one may write to.
#[component]
pub fn Conversations(
    /// The list.
    all: MyConversations,
    /// How one is opened.
    opens: Opens,
    /// Which one is open beside it.
    #[prop(optional)]
    current: Option<ConversationId>,
) -> impl IntoView {
    let t = own::texts();
    if all.items.is_empty() && all.others.is_empty() {
        return view! { <Empty title=t.of(|c| c.list.nobody) text=t.of(|c| c.list.nobody_text) icon=IconName::Message /> }.into_any();
    }
    let items = all.items.into_iter().map(|item| view! { <Item item opens current /> }.into_any()).collect_view();
    let others = (!all.others.is_empty()).then(|| {
        let others = all.others.into_iter().map(|party| view! { <Other party opens /> }.into_any()).collect_view();
        view! { <div class="others">{others}</div> }.into_any()
    });
    view! {
        <ul class="talks">{items}</ul>
        {others}
    }
    .into_any()
}

#[component]
fn Item(item: Conversation, opens: Opens, current: Option<ConversationId>) -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let href = portal.path(&format!("/messages/{}", item.id));
    let name = item.with.name.as_str().to_owned();
    let desk = item.with.kind == PartyKind::FrontDesk;
    let zone = StoredValue::new(untrack(|| portal.zone()));
    let last = item.last.as_ref().map(|last| last.at.to_string());
    let when = Signal::derive(move || match &last {
        Some(at) => zone.with_value(|zone| time::relative(at, ui::now(), zone, portal.texts.all().words.locale)),
        None => t.all().list.nothing.to_owned(),
    });
    let unread = item.unread;
    let new = Signal::derive(move || fill(t.all().list.unread, &[("n", &unread.to_string())]));
    let here = (current == Some(item.id)).then_some("page");
    let press = move |event: leptos::ev::MouseEvent| {
        if let Opens::Here(open) = opens {
            event.prevent_default();
            open.run(item.clone());
        }
    };
    view! {
        <li>
            <a href=href aria-current=here on:click=press>
                <Avatar name=name.clone() />
                <span class="text">
                    <span class="name">{name}</span>
                    <span class="soft small">{desk.then(|| view! { {t.say(|c| c.list.desk)} " · " }.into_any())} {when}</span>
                </span>
                {(unread > 0).then(|| view! { <span class="tag count">{new}</span> }.into_any())}
                <Icon name=IconName::ChevronRight />
            </a>
        </li>
    }
    .into_any()
}

#[component]
fn Other(party: ConversationParty, opens: Opens) -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = leptos_router::hooks::use_navigate();
    let staff_id = party.staff_id;
    let open = act(move || {
        let navigate = navigate.clone();
        async move {
            let input = OpenMyConversation { staff_id };
            let opened = portal.api().open_my_conversation(&attempt.get_value(), &input).await.map_err(|failure| portal.tell(&failure))?;
            match opens {
                Opens::Here(open) => open.run(opened),
                Opens::ByAddress => {
                    navigate(&portal.path(&format!("/messages/{}", opened.id)), leptos_router::NavigateOptions::default());
                }
            }
            Ok(())
        }
    });
    let name = String::from(party.name);
    let desk = party.kind == PartyKind::FrontDesk;
    let text = Signal::derive(move || {
        let list = &t.all().list;
        if desk { list.write_desk.to_owned() } else { fill(list.write_to, &[("name", &name)]) }
    });
    view! { <Button icon=IconName::Plus busy=open.busy() on_press=move |()| open.run()>{live(move || text.get())}</Button> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(n: u32) -> ConversationParty {
        ConversationParty { kind: PartyKind::Clinician, staff_id: id(n).parse().ok(), name: "Dr. Hale".into() }
    }

    fn id(n: u32) -> String {
        format!("01890000-0000-7000-8000-{n:012}")
    }

    fn conversation(n: u32) -> Conversation {
        Conversation {
            id: id(n).parse().unwrap(),
            version: 1,
            with: party(n),
            client_id: None,
            client_name: None,
            last: None,
            unread: 0,
            archived: false,
            assigned_to: None,
            out_of_office: None,
            emergency_line: String::new(),
        }
    }

    #[test]
    fn m2_one_conversation_opens_at_once() {
        let all = |items: &[u32], others: &[u32]| MyConversations {
            items: items.iter().map(|n| conversation(*n)).collect(),
            others: others.iter().map(|n| party(*n)).collect(),
            next_cursor: None,
        };
        assert_eq!(only(&all(&[1], &[2])).map(|one| one.id), Some(conversation(1).id));
        assert!(only(&all(&[1, 2], &[])).is_none() && only(&all(&[], &[1])).is_none());
        assert!(several(&all(&[1], &[2])) && several(&all(&[1, 2], &[])) && !several(&all(&[1], &[])) && !several(&all(&[], &[1])));
    }
}
