//! *No*, with a reason and words for the e-mail.

use api::Attempt;
use domain::booking::appointment::Appointment;
use domain::booking::request::DeclineRequest;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{ButtonKind, ButtonLink, Fetched, Field, FieldKind, Form, Submit, use_toasts};

use super::page::use_requests;
use crate::refusal::refuse_wrong;
use crate::session::use_session;

/// The form.
#[component]
pub fn DeclineForm(appointment: Appointment, found: Fetched<Appointment>) -> impl IntoView {
    let (session, requests, toasts) = (use_session(), use_requests(), use_toasts());
    let navigate = use_navigate();
    let reason = RwSignal::new(String::new());
    let message = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let id = appointment.id;
    let send = move || {
        let text = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().into());
        let input = DeclineRequest { reason: text(reason), message: text(message) };
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            refuse_wrong(&input)?;
            match session.ask(api.decline_appointment_request(&attempt, id, &input)).await {
                Ok(now) => {
                    toasts.say(format!("Declined. The time is free again, and {} is told.", now.client_name.as_str()));
                    requests.put(now);
                    navigate(&untrack(|| requests.address("")), NavigateOptions::default());
                    Ok(())
                }
                Err(failure) => {
                    if failure.code == "settled" {
                        found.reload();
                        requests.reload();
                    }
                    Err(failure)
                }
            }
        }
    };
    let close = Signal::derive(move || requests.address(""));
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
