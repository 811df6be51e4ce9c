//! A new client.

use api::Attempt;
use domain::practice::client::{ClientEmail, ClientInput, ClientStatus, ContactKind};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Form, Heading, Submit, use_toasts};

use super::form::{ClientDraft, ClientFields};
use crate::refusal::refuse_wrong;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/clients/new`
#[component]
pub fn NewPage() -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let navigate = use_navigate();
    let toasts = use_toasts();
    let own = untrack(|| workplace.staff()).filter(|s| s.role == domain::practice::staff::Role::Clinician).map(|s| s.id);
    let blank = ClientInput {
        first_name: "".into(),
        last_name: "".into(),
        preferred_name: "".into(),
        status: ClientStatus::Active,
        birth_date: None,
        // One line to fill: without an address nobody can be invited.
        emails: vec![ClientEmail { address: "".into(), kind: ContactKind::Home, email_ok: false }],
        phones: Vec::new(),
        address: None,
        primary_clinician_id: own,
        language: None,
    };
    let draft = ClientDraft::new(&blank);
    let attempt = Attempt::new();
    let send = move || {
        let input = draft.input();
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            refuse_wrong(&input)?;
            let client = session.ask(api.create_client(&attempt, &input)).await?;
            toasts.say(format!("{} was added.", client.display_name.as_str()));
            navigate(&format!("/admin/clients/{}", client.id), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <div class="page">
            <Heading text="New client" />
            <Form send guard=true>
                <ClientFields draft />
                <div class="actions">
                    <ButtonLink href="/admin/clients">"Cancel"</ButtonLink>
                    <Submit>"Add client"</Submit>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
