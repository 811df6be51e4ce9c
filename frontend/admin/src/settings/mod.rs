//! Settings: the practice, its portal, places, services, hours, rules of booking, calendars, messaging, documents,
//! e-mails, team and audit log (S5–S7, B1–B3, B17, M1, M7–M9, M11, D9, D10).

mod accent;
mod audit;
mod audit_filters;
mod availability;
mod documents;
mod email_text;
mod emails;
mod embed;
mod exceptions;
mod feed;
mod feeds;
mod frame;
mod logo;
mod messaging;
mod office_form;
mod offices;
mod outside;
mod people;
mod portal;
mod practice;
mod questions;
mod scheduling;
mod service_booking;
mod service_form;
mod services;
mod sign_in;
mod staff_acts;
mod staff_form;
mod team;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

use audit::AuditPage;
use availability::AvailabilityPage;
use documents::DocumentsPage;
use email_text::EmailTextPanel;
use emails::EmailsPage;
use feeds::FeedsPage;
use frame::{FirstPage, SettingsFrame};
use messaging::MessagingPage;
use office_form::{NewOffice, OneOffice};
use offices::OfficesPage;
use portal::PortalPage;
use practice::PracticePage;
use scheduling::SchedulingPage;
use service_form::{NewService, OneService};
use services::ServicesPage;
use sign_in::SignInRulesPage;
use staff_form::{NewStaff, OneStaff};
use team::TeamPage;

/// The addresses below `/admin/settings`.
#[component(transparent)]
pub fn SettingsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("settings") view=SettingsFrame>
            <Route path=path!("") view=FirstPage />
            <Route path=path!("practice") view=PracticePage />
            <Route path=path!("portal") view=PortalPage />
            <Route path=path!("sign-in") view=SignInRulesPage />
            <ParentRoute path=path!("offices") view=OfficesPage>
                <Route path=path!("") view=|| () />
                <Route path=path!("new") view=NewOffice />
                <Route path=path!(":id") view=OneOffice />
            </ParentRoute>
            <ParentRoute path=path!("services") view=ServicesPage>
                <Route path=path!("") view=|| () />
                <Route path=path!("new") view=NewService />
                <Route path=path!(":id") view=OneService />
            </ParentRoute>
            <Route path=path!("availability") view=AvailabilityPage />
            <Route path=path!("scheduling") view=SchedulingPage />
            <Route path=path!("feeds") view=FeedsPage />
            <Route path=path!("messaging") view=MessagingPage />
            <Route path=path!("documents") view=DocumentsPage />
            <ParentRoute path=path!("emails") view=EmailsPage>
                <Route path=path!("") view=|| () />
                <Route path=path!(":kind/:language") view=EmailTextPanel />
            </ParentRoute>
            <ParentRoute path=path!("team") view=TeamPage>
                <Route path=path!("") view=|| () />
                <Route path=path!("new") view=NewStaff />
                <Route path=path!(":id") view=OneStaff />
            </ParentRoute>
            <Route path=path!("audit") view=AuditPage />
        </ParentRoute>
    }
    .into_inner()
}
