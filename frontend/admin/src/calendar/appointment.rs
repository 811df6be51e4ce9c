//! The panel of one appointment: what it is, what became of it, and what can be done with it.

use domain::AppointmentId;
use domain::booking::appointment::{Answer, Appointment, AppointmentStatus};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Banner, ButtonLink, Empty, Failure, Fetched, IconName, Load, SidePanel, Tag, Tone, fetched};

use super::cancel::CancelForm;
use super::change::ChangeForm;
use super::labels;
use super::outcome::Outcomes;
use super::state::{Calendar, use_calendar};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The appointment of the panel, and the calendar behind it.
#[derive(Clone, Copy)]
pub struct ThisAppointment {
    found: Fetched<Appointment>,
    calendar: Calendar,
}

impl ThisAppointment {
    /// Shows it as it is now, in the panel and in the calendar; others of its series are read again.
    pub fn put(self, appointment: Appointment, others_too: bool) {
        self.calendar.put(appointment.clone());
        self.found.set(appointment);
        if others_too {
            self.calendar.appointments.reload();
        }
    }

    /// Reads it again, after somebody else was quicker.
    pub fn reload(self, failure: &Failure) {
        if matches!(failure.code.as_str(), "stale" | "settled" | "not_found") {
            self.found.reload();
            self.calendar.appointments.reload();
        }
    }
}

/// `/admin/calendar/appointments/{id}`
#[component]
pub fn AppointmentPanel() -> impl IntoView {
    let calendar = use_calendar();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<AppointmentId>().ok()));
    move || match id.get() {
        Some(id) => view! { <One id /> }.into_any(),
        None => {
            let close = Signal::derive(move || calendar.wish.get().address());
            view! { <SidePanel title="Appointment" close_href=close><Empty title="There is no such appointment" /></SidePanel> }.into_any()
        }
    }
}

#[component]
fn One(id: AppointmentId) -> impl IntoView {
    let (session, calendar) = (use_session(), use_calendar());
    let found = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_appointment(id)).await }
    });
    let this = ThisAppointment { found, calendar };
    let title = Signal::derive(move || found.with(|a| String::from(a.client_name.clone())).unwrap_or_else(|| "Appointment".to_owned()));
    let close = Signal::derive(move || calendar.wish.get().address());
    view! {
        <SidePanel title close_href=close>
            <Load from=found lines=6 let:appointment><Details appointment this /></Load>
        </SidePanel>
    }
    .into_any()
}

#[component]
fn Details(appointment: Appointment, this: ThisAppointment) -> impl IntoView {
    let calendar = this.calendar;
    let (zone, write) = (calendar.zone(), calendar.may_write());
    let a = appointment.clone();
    let pending = a.status.is_pending();
    let open = matches!(a.status, AppointmentStatus::Confirmed);
    let over = a.start.as_millisecond() as f64 <= ui::now();
    let settled = matches!(a.status, AppointmentStatus::Attended | AppointmentStatus::NoShow | AppointmentStatus::LateCancelled);
    let series = a.series_position.map(|n| format!("Number {n} of a series"));
    view! {
        <div class="row">
            <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag>
            {a.overlap.then(|| view! { <Tag tone=Tone::Due>"May overlap"</Tag> })}
            {a.new_client.then(|| view! { <Tag tone=Tone::Accent>"New client"</Tag> })}
        </div>
        <Facts appointment=a />
        {series.map(|text| view! { <p class="soft">{text}</p> })}
        {(pending && write).then(|| view! {
            <Banner tone=Tone::Due icon=IconName::Inbox>
                <p>"This is a request. It waits for an answer."</p>
                <ButtonLink href=format!("/admin/requests/{}", appointment.id) small=true>"Answer it"</ButtonLink>
            </Banner>
        })}
        {(write && (open && over || settled)).then(|| view! { <Outcomes appointment=appointment.clone() this /> })}
        {(write && open).then(|| {
            let (a, b) = (appointment.clone(), appointment.clone());
            view! {
                <details class="fold">
                    <summary>"Change time, clinician or office"</summary>
                    <ChangeForm appointment=a this />
                </details>
                <details class="fold">
                    <summary>"Cancel this appointment"</summary>
                    <CancelForm appointment=b this />
                </details>
            }
        })}
        <p class="soft small">{format!("Times are those of {}.", zone.replace('_', " "))}</p>
    }
    .into_any()
}

/// Who, when, what and where.
#[component]
pub fn Facts(
    /// The appointment.
    appointment: Appointment,
    /// Without who and when, which stand above.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let workplace = use_workplace();
    let a = appointment;
    let when = labels::when(&a, &workplace.zone());
    let name = String::from(a.client_name);
    let client = match a.client_id {
        Some(id) => view! { <a href=format!("/admin/clients/{id}")>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    let note = String::from(a.note);
    let reason = a.decline_reason.map(String::from).filter(|r| !r.is_empty());
    let answers: Vec<_> = a.answers.into_iter().filter(|x| !x.answer.is_blank()).collect();
    let answer = |x: Answer| view! { <dt>{x.question}</dt> <dd>{String::from(x.answer)}</dd> };
    let answers = (!answers.is_empty()).then(|| view! { <dl class="answers">{answers.into_iter().map(answer).collect_view()}</dl> });
    view! {
        <dl class="facts">
            {(!brief).then(|| view! {
                <dt>"Client"</dt> <dd>{client}</dd>
                <dt>"When"</dt> <dd><time datetime=a.start.to_string()>{when}</time></dd>
            })}
            <dt>"Clinician"</dt> <dd>{String::from(a.staff_name)}</dd>
            <dt>"Service"</dt> <dd>{a.service_name}</dd>
            <dt>"Office"</dt> <dd>{a.office_name}</dd>
            {(!note.is_empty()).then(|| view! { <dt>"Note"</dt> <dd class="said">{note}</dd> })}
            {reason.map(|text| view! { <dt>"Declined because"</dt> <dd>{text}</dd> })}
        </dl>
        {answers}
    }
    .into_any()
}
