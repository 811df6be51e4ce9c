//! Requests of clients: each with what the practice needs to know, and its answer (B12).

mod accept;
mod answering;
mod card;
mod decline;
mod open_requests;
mod page;
mod panel;
mod propose;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

use page::RequestsPage;
use panel::{AcceptPanel, DeclinePanel, OnePanel, ProposePanel};

pub use open_requests::{OpenRequests, provide_open_requests};

/// The addresses below `/admin/requests`.
#[component(transparent)]
pub fn RequestRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("requests") view=RequestsPage>
            <Route path=path!("") view=|| () />
            <Route path=path!(":id") view=OnePanel />
            <Route path=path!(":id/accept") view=AcceptPanel />
            <Route path=path!(":id/decline") view=DeclinePanel />
            <Route path=path!(":id/propose") view=ProposePanel />
        </ParentRoute>
    }
    .into_inner()
}
