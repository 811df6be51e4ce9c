//! The message icon at the top right of every page, with a dot while something waits (M2). It is all that signing in
//! brings; what it opens comes later.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui::{Icon, IconName, live};

use crate::parts::{Part, PieceOf};
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// The icon's id, for the focus to come back to.
pub const ICON: &str = "messages";

/// The icon, for who may write.
#[component]
pub fn MessagesIcon() -> impl IntoView {
    let portal = use_portal();
    let may = Memo::new(move |_| portal.session.of_client(|me| me.rights.messages));
    live(move || may.get().then(|| view! { <Button /> }.into_any()))
}

#[component]
fn Button() -> impl IntoView {
    let portal = use_portal();
    let messages = portal.messages;
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let label = Signal::derive(move || {
        let general = &portal.texts.all().general;
        match messages.unread.get() {
            0 => general.messages.to_owned(),
            n => fill(general.messages_unread, &[("n", &n.to_string())]),
        }
    });
    let press = move |_| {
        let page = portal.path("/messages");
        if is_phone() || path.with_untracked(|path| is_below(path, &page)) {
            navigate(&page, NavigateOptions::default());
        } else {
            messages.open.update(|open| *open = !*open);
        }
    };
    let expanded = Signal::derive(move || if messages.open.get() { "true" } else { "false" });
    let none = Signal::derive(move || messages.unread.get() == 0);
    view! {
        <button type="button" id=ICON class="icon-button" aria-label=label title=label aria-haspopup="dialog" aria-expanded=expanded on:click=press>
            <Icon name=IconName::Message />
            <span class="dot" hidden=none></span>
        </button>
    }
    .into_any()
}

/// Where there is no room beside a page, messages are a page.
fn is_phone() -> bool {
    window().match_media("(max-width: 640px)").ok().flatten().is_some_and(|query| query.matches())
}

/// Whether an address is that page or below it.
pub fn is_below(path: &str, page: &str) -> bool {
    path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What goes on about messages while somebody is signed in who may write: it comes as a part of its own.
#[component]
pub fn MessagesHere() -> impl IntoView {
    let portal = use_portal();
    portal.messages.owner.set_value(Owner::current());
    on_cleanup(move || forget(portal));
    Part::Messages.comes_ahead();
    view! { <PieceOf part=Part::MessageLine /> }.into_any()
}

/// They are gone: nothing of theirs stays.
fn forget(portal: Portal) {
    let messages = portal.messages;
    messages.owner.set_value(None);
    messages.list.set_value(None);
    messages.live.set(None);
    messages.unread.set(0);
    messages.open.set(false);
    messages.hidden.set(false);
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn m2_the_pages_of_messages_need_no_frame_over_them() {
        let below = |path| is_below(path, "/p/w/messages");
        assert!(below("/p/w/messages") && below("/p/w/messages/0189"));
        assert!(!below("/p/w/messages-of-others") && !below("/p/w/home"));
    }
}
