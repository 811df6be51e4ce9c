//! Signing (D4): the document in full, seen to its end; electronic records agreed to once; then the signature.

mod consent;
mod end;
mod form;

use api::{Attempt, Failure};
use domain::DocumentId;
use domain::documents::{Content, MyDocument, ViewMyDocument};
use leptos::prelude::*;
use paper::Text;
use ui::{Fetched, live};

use super::decline::Decline;
use super::words;
use crate::portal::{Portal, use_portal};
use consent::ElectronicConsent;
use end::{End, Seen};
use form::SignForm;

/// Notes that a document is on the screen, or its end.
///
/// # Errors
/// When the server could not be told, or nobody asks for the document any more.
pub async fn note(portal: Portal, id: DocumentId, to_end: bool) -> Result<(), Failure> {
    let api = portal.api();
    api.view_my_document(&Attempt::new(), id, &ViewMyDocument { to_end }).await.map(|_| ())
}

/// A document to sign.
#[component]
pub fn Consent(document: MyDocument, content: Content, one: Fetched<MyDocument>) -> impl IntoView {
    let portal = use_portal();
    let (id, title) = (document.summary.id, document.summary.title.clone());
    let seen = Seen::new(portal, id, document.read_to_end);
    let needs_consent = RwSignal::new(document.needs_electronic_consent);
    let declined = Callback::new(move |declined| one.set(declined));
    let document = StoredValue::new((document, content.statement));
    let sign = live(move || {
        if needs_consent.get() {
            return view! { <ElectronicConsent needs=needs_consent /> }.into_any();
        }
        let (document, statement) = document.get_value();
        view! { <SignForm document statement seen one needs=needs_consent /> }.into_any()
    });
    view! {
        <article class="card" lang=content.language.tag()><Text blocks=content.blocks words=words(portal) /><End seen /></article>
        {sign}
        <Decline id title on_declined=declined />
    }
    .into_any()
}
