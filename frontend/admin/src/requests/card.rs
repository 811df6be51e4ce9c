//! One request in the list: who, when, what, where, what stands in its way, and the answers.

use api::Attempt;
use domain::booking::appointment::{Appointment, AppointmentStatus, Conflict};
use leptos::prelude::*;
use ui::{Banner, Button, ButtonKind, ButtonLink, IconName, Tag, Tone, act, use_toasts};

use super::page::{Requests, use_requests};
use crate::calendar::{Facts, labels};
use crate::session::use_session;
use crate::wall;
use crate::workplace::{Workplace, use_workplace};

/// The card.
#[component]
pub fn RequestCard(appointment: Appointment) -> impl IntoView {
    let (requests, workplace) = (use_requests(), use_workplace());
    let a = appointment.clone();
    let heading = format!("{}, {}", a.client_name.as_str(), labels::when(&a, &workplace.zone()));
    let href = Signal::derive(move || requests.address(&format!("/{}", a.id)));
    let asked = asked_text(&a, workplace);
    let offered = offered_text(&a, &workplace.zone());
    view! {
        <section class="card request">
            <div class="row between">
                <h2><a href=href>{heading}</a></h2>
                <div class="row">
                    {a.new_client.then(|| view! { <Tag tone=Tone::Accent>"New client"</Tag> })}
                    <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag>
                </div>
            </div>
            <Facts appointment=a.clone() brief=true />
            {offered.map(|text| view! { <p>{text}</p> })}
            <Conflicts conflicts=a.conflicts />
            <p class="soft small">{asked}</p>
            <Answers appointment requests />
        </section>
    }
    .into_any()
}

/// When it was asked for, and until when it waits.
fn asked_text(a: &Appointment, workplace: Workplace) -> String {
    let asked = a.requested_at.map(|at| format!("Asked on {}.", workplace.moment(at)));
    let expires = a.expires_at.filter(|_| a.status.is_pending()).map(|at| format!("Lapses {} without an answer.", workplace.soon(at)));
    [asked, expires].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The times that were offered instead.
fn offered_text(a: &Appointment, zone: &str) -> Option<String> {
    if a.status != AppointmentStatus::Proposed || a.proposals.is_empty() {
        return None;
    }
    let times = a.proposals.iter().map(|at| wall::day_and_clock(wall::local(*at, zone))).collect::<Vec<_>>();
    Some(format!("You offered: {}. The client has not chosen yet.", times.join("; ")))
}

/// What stands in its way.
#[component]
pub fn Conflicts(conflicts: Vec<Conflict>) -> impl IntoView {
    if conflicts.is_empty() {
        return ().into_any();
    }
    let zone = use_workplace().zone();
    let lines = conflicts.into_iter().map(move |conflict| view! { <li>{labels::conflict(&conflict, &zone)}</li> });
    view! {
        <Banner tone=Tone::Due icon=IconName::Warning>
            <div><p><b>"In the way"</b></p> <ul>{lines.collect_view()}</ul></div>
        </Banner>
    }
    .into_any()
}

/// The buttons that fit how far it is.
#[component]
pub fn Answers(appointment: Appointment, requests: Requests) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let (id, status, archived) = (appointment.id, appointment.status, appointment.archived);
    let name = String::from(appointment.client_name);
    let to = move |act: &'static str| Signal::derive(move || requests.address(&format!("/{id}/{act}")));
    let attempt = Attempt::new();
    let who = StoredValue::new(name);
    let archive = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let now = session.ask(api.archive_appointment_request(&attempt, id)).await?;
            toasts.say(format!("The request of {} is archived.", who.try_get_value().unwrap_or_default()));
            requests.put(now);
            Ok(())
        }
    });
    let waits = status == AppointmentStatus::Requested;
    let calendar = (!status.is_pending() && labels::stands(status, true)).then(|| format!("/admin/calendar/appointments/{id}"));
    view! {
        <div class="actions">
            {waits.then(|| view! { <ButtonLink href=to("accept") kind=ButtonKind::Primary>"Accept"</ButtonLink> })}
            {status.is_pending().then(|| view! {
                <ButtonLink href=to("propose")>"Propose other times"</ButtonLink>
                <ButtonLink href=to("decline")>"Decline"</ButtonLink>
            })}
            {calendar.map(|href| view! { <ButtonLink href=href>"Open in the calendar"</ButtonLink> })}
            {(!status.is_pending() && !archived).then(|| view! {
                <Button kind=ButtonKind::Quiet busy=archive.busy() on_press=move |()| archive.run()>"Archive"</Button>
            })}
        </div>
    }
    .into_any()
}
