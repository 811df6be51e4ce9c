//! The frame of a client's page: name, yellow banner, tabs. Record and portal access are read once for all tabs.

use std::time::Duration;

use domain::ClientId;
use domain::access::portal_access::{DeliveryState, PortalAccess};
use domain::practice::client::Client;
use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};
use ui::{ButtonLink, Empty, Failure, Fetched, Heading, IconName, Load, TabLink, Tabs, Tag, fetched, live};

use super::banner::NotSignedIn;
use crate::app::NothingHere;
use crate::documents::has_documents;
use crate::labels;
use crate::messages::hindrance;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// How often a queued invitation is looked at, in milliseconds.
const LOOK: u64 = 1_000;

/// The client whose page this is.
#[derive(Clone, Copy)]
pub struct ThisClient {
    /// Their id.
    pub id: ClientId,
    /// What staff wrote.
    pub record: Fetched<Client>,
    /// Where they stand with the portal.
    pub access: Fetched<PortalAccess>,
}

/// The client of the page around the caller.
pub fn use_client() -> ThisClient {
    expect_context::<ThisClient>()
}

impl ThisClient {
    /// How they are called; empty while that is not known.
    pub fn name(self) -> Signal<String> {
        Signal::derive(move || self.record.with(|c| c.display_name.as_str().to_owned()).unwrap_or_default())
    }

    /// Shows a new state of portal access everywhere on the page.
    pub fn set_access(self, access: PortalAccess) {
        let state = access.state;
        let waits = state == domain::access::portal_access::AccessState::Invited && access.first_signed_in_at.is_none();
        self.access.set(access);
        self.record.update(|client| {
            client.access = state;
            client.never_signed_in = waits;
        });
    }
}

/// `/admin/clients/{id}` and below
#[component]
pub fn ClientPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<ClientId>().ok()));
    move || match id.get() {
        Some(id) => view! { <OneClient id /> }.into_any(),
        None => view! { <NothingHere /> }.into_any(),
    }
}

#[component]
fn OneClient(id: ClientId) -> impl IntoView {
    let session = use_session();
    let record = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_client(id)).await }
    });
    let access = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_portal_access(id)).await }
    });
    let this = ThisClient { id, record, access };
    provide_context(this);
    watch_delivery(access);
    // The frame is made once, whatever changes in the record: what somebody types in a tab must not be lost to it.
    let there = Memo::new(move |_| record.with(|_| ()).is_some());
    let missing = Memo::new(move |_| record.failure().is_some_and(|f: Failure| f.code == "not_found"));
    move || match (there.get(), missing.get()) {
        (true, _) => view! { <Frame this /> }.into_any(),
        (false, true) => view! {
            <div class="page narrow">
                <Heading text="There is no such client" />
                <Empty title="This client is not here" text="The address may be misspelt, or the record was removed." icon=IconName::People>
                    <ButtonLink href="/admin/clients">"Go to Clients"</ButtonLink>
                </Empty>
            </div>
        }
        .into_any(),
        (false, false) => view! { <div class="page"><Load from=record lines=8 let:_client>{}</Load></div> }.into_any(),
    }
}

/// While the last invitation is queued, looks again what became of it.
fn watch_delivery(access: Fetched<PortalAccess>) {
    let queued = Memo::new(move |_| {
        access.with(|a| a.invitation.as_ref().is_some_and(|i| i.delivery.state == DeliveryState::Queued)).unwrap_or_default()
    });
    Effect::new(move |_| {
        if !queued.get() {
            return;
        }
        let ticking = set_interval_with_handle(move || access.reload(), Duration::from_millis(LOOK)).ok();
        on_cleanup(move || {
            if let Some(ticking) = ticking {
                ticking.clear();
            }
        });
    });
}

#[component]
fn Frame(this: ThisClient) -> impl IntoView {
    let status = move || this.record.with(|c| c.details.status);
    let tag = move || status().map(|s| view! { <Tag tone=labels::status_tone(s)>{labels::status(s)}</Tag> });
    let at = format!("/admin/clients/{}", this.id);
    let role = use_workplace().role();
    let mut tabs = vec![
        TabLink::new(at.clone(), "Overview").exact(),
        TabLink::new(format!("{at}/appointments"), "Appointments"),
        TabLink::new(format!("{at}/messages"), "Messages"),
        TabLink::new(format!("{at}/documents"), "Documents"),
        TabLink::new(format!("{at}/edit"), "Client Info"),
        TabLink::new(format!("{at}/portal"), "Client Portal"),
    ];
    if !has_documents(role) {
        tabs.retain(|tab| tab.label != "Documents");
    }
    // Whoever can be written to and who may write: the rest is told under Messages.
    let may_write = role != Role::Biller;
    let reached = Memo::new(move |_| may_write && this.access.with(|access| hindrance(access).is_none()).unwrap_or_default());
    let write = format!("/admin/messages/new?client={}", this.id);
    let message = move || {
        let write = write.clone();
        reached.get().then(|| view! { <ButtonLink href=write icon=IconName::Message>"Message"</ButtonLink> })
    };
    let path = use_location().pathname;
    let title = Signal::derive(move || {
        let tab = path.with(|path| match path.rsplit('/').next() {
            Some("appointments") => " (Appointments)",
            Some("messages") => " (Messages)",
            Some("documents") => " (Documents)",
            Some("edit") => " (Client Info)",
            Some("portal") => " (Client Portal)",
            _ => "",
        });
        this.name().get() + tab
    });
    view! {
        <div class="page">
            <div class="page-head">
                <div>
                    <p class="soft small"><a href="/admin/clients">"Clients"</a></p>
                    <div class="row"><Heading text=this.name() title /> {tag}</div>
                </div>
                {live(message)}
            </div>
            <NotSignedIn this />
            <Tabs label="Client" items=tabs />
            <Outlet />
        </div>
    }
    .into_any()
}
