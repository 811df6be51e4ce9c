//! *No*, with a reason and words for the e-mail.

use api::Attempt;
use domain::booking::appointment::Appointment;
use domain::booking::request::DeclineRequest;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Fetched, Field, FieldKind, Form, Submit};

use super::answering::use_answering;
use crate::refusal::refuse_wrong;
use crate::session::use_session;

/// The form.
#[component]
pub fn DeclineForm(appointment: Appointment, found: Fetched<Appointment>) -> impl IntoView {
    let (session, answering) = (use_session(), use_answering(found));
    let reason = RwSignal::new(String::new());
    let message = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let id = appointment.id;
    let send = move || {
        let text = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().into());
        let input = DeclineRequest { reason: text(reason), message: text(message) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            let answer = session.ask(api.decline_appointment_request(&attempt, id, &input)).await;
            answering.end(answer, |name| format!("Declined. The time is free again, and {name} is told."))
        }
    };
    let close = Signal::derive(move || answering.close());
    view! {
        <Form send guard=true>
            <Field label="Reason" value=reason pointer="/reason" maxlength=200_u32 autocomplete="off"
                hint="A few words for the client, such as: I am away that week" />
            <Field label="Message" value=message kind=FieldKind::Area pointer="/message" rows=4 maxlength=2_000_u32
                hint="More words for the e-mail; a link back to booking is always put in" />
            <div class="actions">
                <ButtonLink href=close>"Cancel"</ButtonLink>
                <Submit kind=ButtonKind::Danger>"Decline"</Submit>
            </div>
        </Form>
    }
    .into_any()
}
