//! What became of a session: attended, no-show, late cancelled; or back, where that was a mistake.

use api::Attempt;
use domain::booking::appointment::{Appointment, AppointmentStatus, Outcome, SetOutcome};
use leptos::prelude::*;
use ui::{Button, ButtonKind, act, use_toasts};

use super::appointment::ThisAppointment;
use super::labels;
use crate::session::use_session;

/// A button for each.
#[component]
pub fn Outcomes(appointment: Appointment, this: ThisAppointment) -> impl IntoView {
    let now = appointment.status;
    let others = Outcome::ALL.iter().copied().filter(|outcome| AppointmentStatus::from(*outcome) != now);
    let question = if now == AppointmentStatus::Confirmed { "What became of it?" } else { "Was that a mistake?" };
    let appointment = StoredValue::new(appointment);
    view! {
        <section class="stack tight" aria-label=question>
            <h3>{question}</h3>
            <div class="row">
                {others.map(|outcome| view! { <OneOutcome outcome appointment this /> }).collect_view()}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn OneOutcome(outcome: Outcome, appointment: StoredValue<Appointment>, this: ThisAppointment) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let attempt = Attempt::new();
    let set = act(move || {
        let (api, attempt, old) = (session.api(), attempt.clone(), appointment.get_value());
        async move {
            match session.ask(api.set_appointment_status(&attempt, old.id, &SetOutcome { status: outcome })).await {
                Ok(now) => {
                    toasts.say(format!("{}: {}.", now.client_name.as_str(), labels::status(now.status)));
                    this.put(now, false);
                    Ok(())
                }
                Err(failure) => {
                    this.reload(&failure);
                    Err(failure)
                }
            }
        }
    });
    // What most sessions are is the button that stands out.
    let usual = outcome == Outcome::Attended && appointment.with_value(|a| a.status == AppointmentStatus::Confirmed);
    let kind = if usual { ButtonKind::Primary } else { ButtonKind::Plain };
    view! { <Button small=true kind busy=set.busy() on_press=move |()| set.run()>{labels::outcome(outcome)}</Button> }.into_any()
}
