//! The panels beside the list: each is about one request, read afresh so that the answer fits how it stands now.

use domain::AppointmentId;
use domain::booking::appointment::Appointment;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Banner, Empty, Fetched, IconName, Load, SidePanel, Tag, Tone, fetched};

use super::accept::AcceptForm;
use super::card::{Answers, Conflicts};
use super::decline::DeclineForm;
use super::page::use_requests;
use super::propose::ProposeForm;
use crate::calendar::{Facts, labels};
use crate::session::use_session;

/// What the panel is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Look,
    Accept,
    Decline,
    Propose,
}

/// `/admin/requests/{id}`
#[component]
pub fn OnePanel() -> impl IntoView {
    panel(Act::Look)
}

/// `/admin/requests/{id}/accept`
#[component]
pub fn AcceptPanel() -> impl IntoView {
    panel(Act::Accept)
}

/// `/admin/requests/{id}/decline`
#[component]
pub fn DeclinePanel() -> impl IntoView {
    panel(Act::Decline)
}

/// `/admin/requests/{id}/propose`
#[component]
pub fn ProposePanel() -> impl IntoView {
    panel(Act::Propose)
}

fn panel(act: Act) -> impl IntoView {
    let requests = use_requests();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<AppointmentId>().ok()));
    move || match id.get() {
        Some(id) => view! { <One id act /> }.into_any(),
        None => {
            let close = Signal::derive(move || requests.address(""));
            view! { <SidePanel title="Request" close_href=close><Empty title="There is no such request" /></SidePanel> }.into_any()
        }
    }
}

#[component]
fn One(id: AppointmentId, act: Act) -> impl IntoView {
    let (session, requests) = (use_session(), use_requests());
    let found = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_appointment(id)).await }
    });
    let name = move || found.with(|a| String::from(a.client_name.clone()));
    let title = Signal::derive(move || match (act, name()) {
        (_, None) => "Request".to_owned(),
        (Act::Look, Some(name)) => format!("Request of {name}"),
        (Act::Accept, Some(name)) => format!("Accept {name}"),
        (Act::Decline, Some(name)) => format!("Decline {name}"),
        (Act::Propose, Some(name)) => format!("Other times for {name}"),
    });
    let close = Signal::derive(move || requests.address(""));
    view! {
        <SidePanel title close_href=close>
            <Load from=found lines=6 let:appointment><Body appointment act found /></Load>
        </SidePanel>
    }
    .into_any()
}

#[component]
fn Body(appointment: Appointment, act: Act, found: Fetched<Appointment>) -> impl IntoView {
    let requests = use_requests();
    let a = appointment.clone();
    let conflicts = a.conflicts.clone();
    let answered = !a.status.is_pending();
    let tag = view! { <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag> };
    let form = match act {
        _ if answered && act != Act::Look => view! {
            <Banner tone=Tone::Accent icon=IconName::Info><p>"This request was answered already."</p></Banner>
        }
        .into_any(),
        Act::Look => view! { <Answers appointment requests /> }.into_any(),
        Act::Accept => view! { <AcceptForm appointment found /> }.into_any(),
        Act::Decline => view! { <DeclineForm appointment found /> }.into_any(),
        Act::Propose => view! { <ProposeForm appointment found /> }.into_any(),
    };
    view! {
        <div>{tag}</div>
        <Facts appointment=a />
        <Conflicts conflicts />
        {form}
    }
    .into_any()
}
