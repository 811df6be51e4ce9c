//! Messages (M10 to M12): the inbox, what is said in a conversation, and who looks after it.
//!
//! `incoming` is the line with what it tells, `inbox` the list as it is on the screen, `wish` its address, `placing` where
//! something new goes in it, `part` who may do what. What a conversation shows and how it is written in is the same in both
//! applications and stands in the crate `conversation`; `side` is what this one brings to it.

mod acts;
mod assign;
mod begin;
#[cfg(test)]
mod examples;
mod export;
mod inbox;
mod incoming;
mod of_client;
mod page;
mod part;
mod placing;
mod redact;
mod row;
mod side;
mod thread;
mod wish;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

use begin::NewMessage;
use page::{MessagesPage, NothingOpen};
use thread::ThreadPane;

pub use begin::hindrance;
pub use incoming::{Incoming, provide_incoming};
pub use of_client::{ClientMessagesCard, ClientMessagesPage};

/// The addresses below `/admin/messages`.
#[component(transparent)]
pub fn MessageRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("messages") view=MessagesPage>
            <Route path=path!("") view=NothingOpen />
            <Route path=path!("new") view=NewMessage />
            <Route path=path!(":id") view=ThreadPane />
        </ParentRoute>
    }
    .into_inner()
}

/// The line about emergencies as clients read it: the practice's own, or ours where it has none.
pub fn emergency_text(own: &str) -> String {
    let own = own.trim();
    if own.is_empty() { conversation::words_in(domain::practice::profile::Language::En).emergency.to_owned() } else { own.to_owned() }
}
