//! *Yes*, with the e-mail as it will arrive, its words to be changed.

use api::Attempt;
use domain::booking::appointment::Appointment;
use domain::booking::request::AcceptRequest;
use domain::practice::email_text::Wording;
use leptos::prelude::*;
use ui::{ButtonLink, Fetched, Field, FieldKind, Form, Submit};

use super::answering::use_answering;
use crate::calendar::{Overlap, OverlapTick, labels};
use crate::documents::{ChooseDocuments, Chosen};
use crate::mail_preview::MailPreview;
use crate::refusal::refuse_wrong;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The form.
#[component]
pub fn AcceptForm(appointment: Appointment, found: Fetched<Appointment>) -> impl IntoView {
    let (session, answering, workplace) = (use_session(), use_answering(found), use_workplace());
    let subject = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let overlap = Overlap::known(appointment.conflicts.iter().any(|c| c.kind.is_overlap()));
    let input = move |words: Wording, allow_overlap: bool| AcceptRequest {
        subject: words.subject.trim().into(),
        text: words.text.trim().into(),
        allow_overlap,
        ..AcceptRequest::default()
    };
    let attempt = Attempt::new();
    let id = appointment.id;
    let when = labels::when(&appointment, &workplace.zone());
    let reachable = appointment.client_email.is_some();
    let new_client = appointment.new_client;
    let chosen = Chosen::new(new_client);
    let send = move || {
        let words = Wording { subject: subject.get_untracked(), text: text.get_untracked() };
        let along = AcceptRequest { packet_id: chosen.packet_id(), templates: chosen.templates(), ..input(words, overlap.allows()) };
        let (api, attempt, input) = (session.api(), attempt.clone(), along);
        async move {
            refuse_wrong(&input)?;
            let answer = session.ask(api.accept_appointment_request(&attempt, id, &input)).await;
            let answer = answer.inspect_err(|failure| overlap.hear(failure));
            answering.end(answer, |name| format!("Accepted: {name}. The e-mail is on its way."))
        }
    };
    let preview = move |input: AcceptRequest| {
        let api = session.api();
        async move { session.ask(api.preview_appointment_acceptance(&Attempt::new(), id, &input)).await }
    };
    let close = Signal::derive(move || answering.close());
    view! {
        <Form send guard=true>
            <p>
                {format!("{when} will be in the calendar.")}
                {new_client.then_some(" They are invited to the portal in the same act.")}
            </p>
            <OverlapTick overlap />
            {if reachable {
                view! {
                    <Field label="Subject" value=subject pointer="/subject" maxlength=150_u32 autocomplete="off" hint="Leave empty for the usual subject" />
                    <Field label="Text" value=text kind=FieldKind::Area pointer="/text" rows=4 maxlength=5_000_u32
                        hint="Leave empty for the usual words. Time, place and the calendar file are always put in." />
                    <MailPreview subject text request=move |words| input(words, false) ask=preview />
                }
                .into_any()
            } else {
                view! { <p class="soft">"There is no address to write to: no e-mail will be sent."</p> }.into_any()
            }}
            <details class="fold" open=new_client>
                <summary>
                    {move || match chosen.count() {
                        0 => "Documents to send along".to_owned(),
                        n => format!("Documents to send along: {n}"),
                    }}
                </summary>
                <div class="stack">
                    <p class="soft">"They wait in the portal, and are due as usual. The e-mail does not say which."</p>
                    <ChooseDocuments chosen asks_due=false />
                </div>
            </details>
            <div class="actions">
                <ButtonLink href=close>"Cancel"</ButtonLink>
                <Submit>"Accept"</Submit>
            </div>
        </Form>
    }
    .into_any()
}
