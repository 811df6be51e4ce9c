//! Another time, length, clinician or office, by form.

use api::Attempt;
use domain::booking::appointment::{Appointment, MoveAppointment, Reach};
use leptos::prelude::*;
use ui::{Checkbox, DateField, Field, FieldKind, Form, Select, Submit, use_toasts};

use super::appointment::ThisAppointment;
use super::labels;
use super::overlap::{Overlap, OverlapTick};
use super::reach::{ReachChoice, reach_of};
use super::state::use_calendar;
use crate::refusal::{no_such_time, refuse_wrong};
use crate::session::use_session;
use crate::wall;

/// The form.
#[component]
pub fn ChangeForm(appointment: Appointment, this: ThisAppointment) -> impl IntoView {
    let (session, calendar, toasts) = (use_session(), use_calendar(), use_toasts());
    let old = wall::local(appointment.start, &calendar.zone());
    let day = RwSignal::new(old.date().to_string());
    let time = RwSignal::new(wall::time_text(old.minute()));
    let minutes = RwSignal::new(labels::minutes(&appointment).to_string());
    let staff = RwSignal::new(appointment.staff_id.to_string());
    let office = RwSignal::new(appointment.office_id.to_string());
    let reach = RwSignal::new(Reach::ThisOne.as_str().to_owned());
    let tell = RwSignal::new(true);
    let overlap = Overlap::new();
    let series = appointment.series_id.is_some();
    let attempt = Attempt::new();
    let send = move || {
        let start = wall::typed(&day.get_untracked(), &time.get_untracked());
        let (api, attempt) = (session.api(), attempt.clone());
        let (id, version) = (appointment.id, appointment.version);
        async move {
            let input = MoveAppointment {
                start: start.ok_or_else(|| no_such_time("/start"))?,
                minutes: Some(minutes.get_untracked().trim().parse().unwrap_or(0)),
                staff_id: staff.get_untracked().parse().ok(),
                office_id: office.get_untracked().parse().ok(),
                reach: reach_of(&reach.get_untracked()),
                allow_overlap: overlap.allows(),
                tell_client: tell.get_untracked(),
            };
            refuse_wrong(&input)?;
            match session.ask(api.move_appointment(&attempt, id, Some(version), &input)).await {
                Ok(now) => {
                    toasts.say("The appointment was moved.");
                    this.put(now, input.reach == Reach::ThisAndLater);
                    Ok(())
                }
                Err(failure) => {
                    overlap.hear(&failure);
                    this.reload(&failure);
                    Err(failure)
                }
            }
        }
    };
    view! {
        <Form send>
            <OverlapTick overlap />
            <div class="row fields">
                <DateField label="Day" value=day required=true pointer="/start" />
                <Field label="Time" value=time kind=FieldKind::Time required=true />
                <Field label="Length" value=minutes kind=FieldKind::Number inputmode="numeric" required=true unit="minutes" pointer="/minutes" />
            </div>
            <Select label="Clinician" value=staff required=true choices=Signal::derive(move || calendar.clinician_choices()) pointer="/staff_id" />
            <Select label="Office" value=office required=true choices=Signal::derive(move || calendar.office_choices()) pointer="/office_id" />
            {series.then(|| view! { <ReachChoice value=reach legend="Which ones change?" /> })}
            <Checkbox label="Tell the client by e-mail" value=tell />
            <div class="actions"><Submit>"Save the change"</Submit></div>
        </Form>
    }
    .into_any()
}
