//! One conversation, open: who it is with, what always stands beside it, the thread and the box.

use conversation::{Composer, LineState, Live, Standing, Talk, ThreadView};
use domain::messaging::Conversation;
use leptos::prelude::*;

use super::side::Mine;
use super::words;
use crate::portal::use_portal;

/// The conversation, in whatever height there is. `head` stands above it.
#[component]
pub fn One(
    /// The conversation.
    conversation: Conversation,
    /// Who asks the server.
    side: Mine,
    /// The line to what is new.
    line: Live,
    /// Above it: its name, ways to others.
    head: AnyView,
) -> impl IntoView {
    let portal = use_portal();
    let words = words(portal);
    let zone = untrack(|| portal.zone());
    let talk = Talk::open(side, &conversation, words, zone, line, portal.messages.outbox);
    view! {
        <section class="conversation">
            <div class="above">
                {head}
                <Standing conversation words />
            </div>
            <ThreadView talk />
            <div>
                <LineState live=line words />
                <Composer talk />
            </div>
        </section>
    }
    .into_any()
}
