//! The people in care: list, new, import, and each client's page (S3, S4, A2–A10).

mod appointments;
mod banner;
mod contacts;
mod documents;
mod edit;
mod finding;
mod form;
mod import;
mod import_report;
mod list;
mod new;
mod overview;
mod page;
mod pin_code;
mod portal;
mod portal_invitation;
mod portal_rights;
mod portal_state;
mod query;
mod sessions;
mod update_access;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

use appointments::AppointmentsPage;
use documents::{DocumentsPage, FilePanel, SharePanel};
use edit::EditPage;
use import::ImportPage;
use list::ListPage;
use new::NewPage;
use overview::OverviewPage;
use page::ClientPage;
use portal::PortalPage;

use crate::messages::ClientMessagesPage;

pub use finding::find_clients;
pub use form::address_text;
pub use page::use_client;
pub use portal_rights::{RightFields, RightsDraft, lines as rights_lines};

/// The addresses below `/admin/clients`.
#[component(transparent)]
pub fn ClientRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("clients") view=leptos_router::components::Outlet>
            <Route path=path!("") view=ListPage />
            <Route path=path!("new") view=NewPage />
            <Route path=path!("import") view=ImportPage />
            <ParentRoute path=path!(":id") view=ClientPage>
                <Route path=path!("") view=OverviewPage />
                <Route path=path!("appointments") view=AppointmentsPage />
                <Route path=path!("messages") view=ClientMessagesPage />
                <ParentRoute path=path!("documents") view=DocumentsPage>
                    <Route path=path!("") view=|| () />
                    <Route path=path!("share") view=SharePanel />
                    <Route path=path!("file") view=FilePanel />
                </ParentRoute>
                <Route path=path!("edit") view=EditPage />
                <Route path=path!("portal") view=PortalPage />
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}
