//! *Client Info*: what staff wrote about a client. When the login's address is no longer among the addresses, saving asks
//! what becomes of the portal access (A7).

use api::Attempt;
use domain::access::portal_access::{AccessState, EmailChoice};
use domain::practice::client::Client;
use leptos::prelude::*;
use ui::{ButtonLink, Submit, use_toasts};

use super::form::{ClientDraft, ClientFields, record_lines};
use super::page::{ThisClient, use_client};
use super::update_access::UpdateAccess;
use crate::refusal::refuse_wrong;
use crate::saving::{Record, SavingForm};
use crate::session::use_session;

/// `/admin/clients/{id}/edit`
#[component]
pub fn EditPage() -> impl IntoView {
    let this = use_client();
    // The form is made of the record as it was read; only taking somebody else's version makes it anew.
    let made = RwSignal::new(0_u32);
    let asked = RwSignal::new(false);
    let choices = RwSignal::new(Vec::<EmailChoice>::new());
    let chosen = RwSignal::new(String::new());
    view! {
        {move || {
            made.track();
            let client = this.record.with_untracked(Client::clone);
            client.map(|client| view! { <Info client this made asked choices chosen /> })
        }}
        <UpdateAccess open=asked this choices chosen on_keep=|()| () />
    }
    .into_any()
}

#[component]
fn Info(
    client: Client,
    this: ThisClient,
    made: RwSignal<u32>,
    asked: RwSignal<bool>,
    choices: RwSignal<Vec<EmailChoice>>,
    chosen: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let draft = ClientDraft::new(&client.details);
    let attempt = Attempt::new();
    let id = this.id;
    let save = move |version: i64| {
        let input = draft.input();
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_client(&attempt, id, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_client(id)).await }
    };
    let saved = move |client: Client| {
        toasts.say("Saved.");
        if let Some(options) = address_lost(&client, this) {
            chosen.set(options.iter().find(|e| e.email_ok).or(options.first()).map(|e| e.address.as_str().to_owned()).unwrap_or_default());
            choices.set(options);
            asked.set(true);
        }
        this.record.set(client);
        this.access.reload();
    };
    let theirs = move |client: Client| {
        this.record.set(client);
        made.update(|n| *n += 1);
    };
    let overview = format!("/admin/clients/{id}");
    view! {
        <SavingForm version=RwSignal::new(client.version) record=Record { version: |c: &Client| c.version, lines: record_lines } save read
                mine=move |()| draft.lines() on_saved=saved on_theirs=theirs>
                <ClientFields draft />
                <div class="actions">
                    <ButtonLink href=overview>"Cancel"</ButtonLink>
                    <Submit>"Save"</Submit>
                </div>
        </SavingForm>
    }
    .into_any()
}

/// The addresses to choose from when the login's own is no longer among them; `None` when nothing needs to be asked.
fn address_lost(client: &Client, this: ThisClient) -> Option<Vec<EmailChoice>> {
    let (state, login) = this.access.with_untracked(|a| (a.state, a.email.clone()))?;
    let login = login.filter(|_| matches!(state, AccessState::Invited | AccessState::Active))?;
    let emails = &client.details.emails;
    if emails.iter().any(|email| email.address.key() == login.key()) {
        return None;
    }
    Some(emails.iter().map(|e| EmailChoice { address: e.address.clone(), email_ok: e.email_ok }).collect())
}
