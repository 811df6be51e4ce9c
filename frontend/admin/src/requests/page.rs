//! The list of requests, and the panel of the one being answered.

use domain::booking::appointment::{Appointment, AppointmentStatus};
use domain::booking::request::ListAppointmentRequests;
use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_query_map;
use ui::{ButtonLink, Empty, Heading, IconName, Load, Pager, Pages, pages};

use super::card::RequestCard;
use super::open_requests::OpenRequests;
use crate::app::NothingHere;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// Where the list is.
pub const LIST: &str = "/admin/requests";

/// The list that cards and panels change.
#[derive(Clone, Copy)]
pub struct Requests {
    /// What is shown.
    pub list: Pages<Appointment>,
    /// Those that were answered or put away, instead of those that wait.
    pub archived: Memo<bool>,
    open: OpenRequests,
}

impl Requests {
    /// Shows a request as it is now, and counts again.
    pub fn put(self, appointment: Appointment) {
        let away = self.archived.get_untracked();
        self.list.items().update(|all| {
            if put_away(&appointment) != away {
                all.retain(|a| a.id != appointment.id);
            } else if let Some(known) = all.iter_mut().find(|a| a.id == appointment.id) {
                *known = appointment;
            }
        });
        self.open.reload();
    }

    /// Reads all again, after somebody else was quicker.
    pub fn reload(self) {
        self.list.reload();
        self.open.reload();
    }

    /// The address of the list as it is shown. Tracks.
    pub fn address(self, panel: &str) -> String {
        let filter = if self.archived.get() { "?archived=yes" } else { "" };
        format!("{LIST}{panel}{filter}")
    }
}

/// Whether it stands among the answered and archived ones. What nobody answered stays until somebody has seen it.
fn put_away(a: &Appointment) -> bool {
    let answered = !matches!(
        a.status,
        AppointmentStatus::Requested | AppointmentStatus::Proposed | AppointmentStatus::Lapsed | AppointmentStatus::Withdrawn
    );
    a.archived || answered
}

/// The requests around the caller.
pub fn use_requests() -> Requests {
    expect_context::<Requests>()
}

/// `/admin/requests` and below
#[component]
pub fn RequestsPage() -> impl IntoView {
    let session = use_session();
    if use_workplace().role() == Role::Biller {
        return view! { <NothingHere /> }.into_any();
    }
    let query = use_query_map();
    let archived = Memo::new(move |_| query.with(|q| q.get("archived")).is_some_and(|v| v == "yes"));
    let list = pages(move |cursor| {
        let (api, archived) = (session.api(), archived.get());
        async move {
            let query = ListAppointmentRequests { archived: archived.then_some(true), limit: None, cursor };
            let page = session.ask(api.list_appointment_requests(&query)).await?;
            Ok((page.items, page.next_cursor))
        }
    });
    provide_context(Requests { list, archived, open: expect_context() });
    view! {
        <div class="page">
            <Heading text="Requests" />
            <Kinds archived />
            <div class="with-panel">
                <div class="stack">
                    <Load from=list.items() lines=8 let:all>
                        {if all.is_empty() {
                            view! { <Nothing archived /> }.into_any()
                        } else {
                            let cards = all.into_iter().map(|appointment| view! { <RequestCard appointment /> }).collect_view();
                            view! { <div class="stack">{cards}</div> }.into_any()
                        }}
                    </Load>
                    <Pager of=list />
                </div>
                <Outlet />
            </div>
        </div>
    }
    .into_any()
}

/// Those that wait, and those that were answered or put away.
#[component]
fn Kinds(archived: Memo<bool>) -> impl IntoView {
    let link = move |of: bool, href: &'static str, text: &'static str| {
        let current = move || (archived.get() == of).then_some("true");
        view! { <a class="button small" href=href aria-current=current>{text}</a> }
    };
    view! {
        <div class="row spans" role="group" aria-label="Which requests">
            {link(false, LIST, "Open")} {link(true, "/admin/requests?archived=yes", "Answered and archived")}
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(archived: Memo<bool>) -> impl IntoView {
    if archived.get_untracked() {
        return view! {
            <Empty title="Nothing here yet" text="Requests that you answered or put away are kept here." icon=IconName::Inbox>
                <ButtonLink href=LIST>"Show open requests"</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title="No requests" icon=IconName::Inbox
            text="When a client asks for a time in the portal, it waits here for your answer. Which times are offered follows from your hours.">
            <ButtonLink href="/admin/calendar">"Open the calendar"</ButtonLink>
        </Empty>
    }
    .into_any()
}
