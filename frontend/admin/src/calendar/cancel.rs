//! Cancelling a session: as what, with which words, and how far in its series.

use api::Attempt;
use domain::booking::appointment::{Appointment, CancelAppointment, CancelledAs, Reach};
use leptos::prelude::*;
use ui::{ButtonKind, Checkbox, Choice, Field, FieldKind, Form, Radios, Submit, use_toasts};

use super::appointment::ThisAppointment;
use super::reach::{ReachChoice, reach_of};
use crate::refusal::refuse_wrong;
use crate::session::use_session;

/// The form.
#[component]
pub fn CancelForm(appointment: Appointment, this: ThisAppointment) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let kind = RwSignal::new(String::new());
    let message = RwSignal::new(String::new());
    let reach = RwSignal::new(Reach::ThisOne.as_str().to_owned());
    let tell = RwSignal::new(true);
    let series = appointment.series_id.is_some();
    let id = appointment.id;
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt) = (session.api(), attempt.clone());
        let input = CancelAppointment {
            // The form does not let go without a choice.
            status: CancelledAs::named(&kind.get_untracked()).unwrap_or(CancelledAs::CancelledByClinician),
            message: if tell.get_untracked() { message.get_untracked().trim().into() } else { "".into() },
            reach: reach_of(&reach.get_untracked()),
            tell_client: tell.get_untracked(),
        };
        async move {
            refuse_wrong(&input)?;
            match session.ask(api.cancel_appointment(&attempt, id, &input)).await {
                Ok(now) => {
                    toasts.say("The appointment was cancelled. Its time is free.");
                    this.put(now, input.reach == Reach::ThisAndLater);
                    Ok(())
                }
                Err(failure) => {
                    this.reload(&failure);
                    Err(failure)
                }
            }
        }
    };
    let kinds = vec![
        Choice::new(CancelledAs::CancelledByClinician.as_str(), "By us"),
        Choice::new(CancelledAs::Cancelled.as_str(), "By the client, in time"),
        Choice::new(CancelledAs::LateCancelled.as_str(), "By the client, too late").hint("Counts as late cancelled"),
    ];
    view! {
        <Form send>
            <Radios legend="Who cancelled?" value=kind choices=kinds required=true pointer="/status" />
            {series.then(|| view! { <ReachChoice value=reach legend="Which ones are cancelled?" /> })}
            <Checkbox label="Tell the client by e-mail" value=tell />
            {move || tell.get().then(|| view! {
                <Field label="Words for the e-mail" value=message kind=FieldKind::Area rows=3 maxlength=2_000_u32 pointer="/message"
                    hint="Time and place are always put in" />
            })}
            <div class="actions"><Submit kind=ButtonKind::Danger>"Cancel appointment"</Submit></div>
        </Form>
    }
    .into_any()
}
