//! What a screen reader and the tab's title learn when the page changes without a reload.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::HtmlElement;

use crate::dom::{focus_quietly, query_all};

/// The headings on the page, outermost first, and whether focus should go to the newest.
#[derive(Clone, Copy)]
struct Arrival {
    titles: RwSignal<Vec<(u32, Signal<String>)>>,
    next: StoredValue<u32>,
    due: StoredValue<bool>,
    /// The heading that was given the focus last.
    focused: StoredValue<Option<HtmlElement>, LocalStorage>,
    spoken: RwSignal<String>,
}

fn arrival() -> Option<Arrival> {
    use_context::<Arrival>()
}

/// Says something to screen readers without showing it, politely, also what was said the last time. Needs an [`Announcer`]
/// around; give the returned function to whatever happens later.
pub fn announce() -> impl Fn(String) + Copy + Send + Sync + 'static {
    let arrival = arrival();
    move |text: String| {
        if let Some(arrival) = arrival {
            let _ = arrival.spoken.try_update(|spoken| *spoken = anew(spoken, text));
        }
    }
}

/// `text` as it is read out after `before`. Only what changes is: the same words get a space behind them.
fn anew(before: &str, text: String) -> String {
    if before == text && !text.is_empty() { text + "\u{a0}" } else { text }
}

/// Stands around everything, inside the router. When the address changes it moves focus to the page's [`Heading`], and it
/// keeps the title of the tab: heading, then `suffix`.
#[component]
pub fn Announcer(
    /// What follows the heading in the tab's title: the practice's name.
    #[prop(into)]
    suffix: Signal<String>,
    /// What waits to be read: a number before the title, nothing when zero.
    #[prop(optional, into)]
    count: Signal<u32>,
    /// The application.
    children: Children,
) -> impl IntoView {
    let arrival = Arrival {
        titles: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        due: StoredValue::new(false),
        focused: StoredValue::new_local(None),
        spoken: RwSignal::new(String::new()),
    };
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|b| b != path) {
            arrival.due.set_value(true);
            // After the next frame, so that the new page's heading is there when the old one's is gone.
            request_animation_frame(move || request_animation_frame(move || arrive(arrival)));
        }
        path
    });
    Effect::new(move |_| {
        let title = arrival.titles.with(|all| all.last().map(|(_, t)| *t)).and_then(|t| t.try_get()).unwrap_or_default();
        // A page that is headed by the suffix itself says it once.
        let suffix = Some(suffix.get()).filter(|s| *s != title).unwrap_or_default();
        let whole = [title, suffix].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
        let waits = Some(count.get()).filter(|n| *n > 0).map(|n| format!("({n}) ")).unwrap_or_default();
        if !whole.is_empty() {
            document().set_title(&(waits + &whole));
        }
    });
    view! {
        <leptos::context::Provider value=arrival>{children()}</leptos::context::Provider>
        <div class="visually-hidden" role="status" aria-live="polite">{arrival.spoken}</div>
    }
    .into_any()
}

/// Gives the newest heading the focus, once for each address; and once more where a page's heading was there first and that of
/// what the address is about came later, unless somebody has gone on meanwhile.
fn arrive(arrival: Arrival) {
    let due = arrival.due.try_get_value() == Some(true);
    if !due && !arrival.focused.try_with_value(is_where_we_left_it).unwrap_or_default() {
        return;
    }
    let Some(heading) = query_all(None, "[data-heading]").last().cloned() else { return };
    if due {
        arrival.due.set_value(false);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    focus_quietly(&heading);
    arrival.focused.set_value(Some(heading));
}

/// Whether the focus is still on this heading, or nowhere because the heading is gone.
fn is_where_we_left_it(heading: &Option<HtmlElement>) -> bool {
    let Some(heading) = heading else { return false };
    let active = document().active_element();
    if heading.is_connected() {
        return active.is_some_and(|active| active == **heading);
    }
    active.is_none_or(|active| document().body().is_some_and(|body| active == *body))
}

/// The heading of a page (an h1), or of a panel with its own address (`panel`, an h2). Takes focus on arrival and names the tab.
#[component]
pub fn Heading(
    /// Its text, and the title of the tab.
    #[prop(into)]
    text: Signal<String>,
    /// The title of the tab where the same heading stands over several pages.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    /// Whether it heads a panel beside the page.
    #[prop(optional)]
    panel: bool,
) -> impl IntoView {
    if let Some(arrival) = arrival() {
        let id = arrival.next.try_update_value(|n| {
            *n += 1;
            *n
        });
        let id = id.unwrap_or_default();
        arrival.titles.update(|all| all.push((id, title.unwrap_or(text))));
        on_cleanup(move || {
            let _ = arrival.titles.try_update(|all| all.retain(|(other, _)| *other != id));
        });
        // A page that had to load first gets its heading later than the address.
        request_animation_frame(move || arrive(arrival));
    }
    if panel {
        let node = NodeRef::<html::H2>::new();
        return view! { <h2 node_ref=node tabindex="-1" data-heading="">{text}</h2> }.into_any();
    }
    view! { <h1 tabindex="-1" data-heading="">{text}</h1> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::anew;

    #[test]
    fn what_is_said_twice_is_heard_twice() {
        let mut spoken = String::new();
        for heard in ["Dr. Hale wrote.", "Dr. Hale wrote.\u{a0}", "Dr. Hale wrote."] {
            let next = anew(&spoken, "Dr. Hale wrote.".to_owned());
            assert!(next != spoken && next == heard, "{next:?} after {spoken:?}");
            spoken = next;
        }
        assert_eq!(anew(&spoken, "Sent.".to_owned()), "Sent.");
        assert_eq!(anew("", String::new()), "", "silence stays silence");
    }
}
