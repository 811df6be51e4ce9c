//! Documents and forms (D1, D2, D9, D12): who has what open, one document with what was answered and signed, and what the
//! practice authors.
//!
//! `open` and `one` are about what was sent, `standing` says how it stands and `acts` what can be done with it, `choose` is the
//! one chooser of what goes to a client, `waiting` counts what waits for the practice, `reading` says who reads. `templates`
//! and `packets` are what the practice authors, `arrange` the lists in an order of one's own, `frame` the tabs around all.

mod acts;
mod arrange;
mod choose;
#[cfg(test)]
pub mod examples;
mod frame;
mod one;
mod open;
mod packets;
mod reading;
pub mod standing;
mod templates;
mod waiting;
mod wish;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

use frame::DocumentsFrame;
use one::OneDocument;
use open::OpenPage;
use packets::{NewPacket, OnePacket, PacketsPage};
use templates::{NewDocument, NewForm, OneTemplate, TemplatesPage};

pub use acts::RowActs;
pub use choose::{ChooseDocuments, Chosen};
pub use open::{Due, TitleLink, put};
pub use reading::{has_documents, use_reading};
pub use waiting::{WaitingDocuments, provide_waiting_documents, use_waiting_documents};
pub use wish::Wish;

/// The addresses below `/admin/documents`.
#[component(transparent)]
pub fn DocumentRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("documents") view=DocumentsFrame>
            <Route path=path!("") view=OpenPage />
            <Route path=path!("templates") view=TemplatesPage />
            <Route path=path!("templates/new-document") view=NewDocument />
            <Route path=path!("templates/new-form") view=NewForm />
            <Route path=path!("templates/:id") view=OneTemplate />
            <ParentRoute path=path!("packets") view=PacketsPage>
                <Route path=path!("") view=|| () />
                <Route path=path!("new") view=NewPacket />
                <Route path=path!(":id") view=OnePacket />
            </ParentRoute>
            <Route path=path!(":id") view=OneDocument />
        </ParentRoute>
    }
    .into_inner()
}
