//! The signature: that one has read and agrees, the typed name, and as what one signs (D4).

use api::{Attempt, Failure};
use domain::DocumentId;
use domain::documents::{Capacity, MyDocument, SignDocument};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Checkbox, Choice, Fetched, Field, Form, Radios, Submit, live, use_toasts};

use super::super::Waits;
use super::super::page::sha256;
use super::super::problems::{is_over, tell};
use super::super::texts::own;
use super::super::walk::next;
use super::end::Seen;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// The id of the heading above the form.
pub const HEADING: &str = "signature";

/// The form at the end of a document.
#[component]
pub fn SignForm(
    document: MyDocument,
    /// What is agreed to.
    statement: String,
    seen: Seen,
    one: Fetched<MyDocument>,
    /// Whether electronic records are to be agreed to before.
    needs: RwSignal<bool>,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let id = document.summary.id;
    let agreed = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let capacity = RwSignal::new(Capacity::Self_.as_str().to_owned());
    let relationship = RwSignal::new(String::new());
    let is_other = Memo::new(move |_| capacity.with(|capacity| capacity == Capacity::Other.as_str()));
    // Of the very bytes that are shown above.
    let hash = StoredValue::new(sha256(document.content.as_bytes()));
    let title = StoredValue::new(document.summary.title);
    let attempt = StoredValue::new(Attempt::new());
    let (navigate, toasts) = (use_navigate(), use_toasts());
    let send = move || {
        let capacity = Capacity::named(&capacity.get_untracked()).unwrap_or(Capacity::Self_);
        let who = if capacity == Capacity::Other { relationship.get_untracked() } else { String::new() };
        let input = SignDocument {
            agreed: agreed.get_untracked(),
            name: name.get_untracked().trim().into(),
            capacity,
            relationship: who.trim().into(),
            content_sha256: hash.get_value(),
        };
        let navigate = navigate.clone();
        async move {
            match sign(portal, id, seen, &attempt.get_value(), &input).await {
                Ok(()) => {
                    let signed = title.try_with_value(|title| fill(t.untracked().sign.signed, &[("title", title)]));
                    toasts.say(signed.unwrap_or_default());
                    navigate(&follows(portal, id).await, NavigateOptions::default());
                    Ok(())
                }
                Err(failure) => {
                    if failure.is("electronic_consent_required") {
                        needs.set(true);
                    } else if is_over(failure.code()) || failure.is("document_changed") {
                        one.reload();
                    }
                    Err(tell(portal, &failure))
                }
            }
        }
    };
    let label = Signal::derive(move || if statement.is_empty() { t.all().sign.agree.to_owned() } else { statement.clone() });
    let choices = Signal::derive(move || {
        let sign = &t.all().sign;
        let words = [
            (Capacity::Self_, sign.self_),
            (Capacity::Parent, sign.parent),
            (Capacity::Guardian, sign.guardian),
            (Capacity::Other, sign.other),
        ];
        words.map(|(capacity, label)| Choice::new(capacity.as_str(), label)).to_vec()
    });
    view! {
        <section class="card">
            <h2 id=HEADING tabindex="-1">{t.say(|c| c.sign.title)}</h2>
            {live(move || (!seen.get()).then(|| view! { <p class="soft">{t.say(|c| c.sign.read_first)}</p> }.into_any()))}
            <Form send>
                <Checkbox label value=agreed pointer="/agreed" required=true />
                <Field label=t.of(|c| c.sign.name) hint=t.of(|c| c.sign.name_hint) value=name pointer="/name" required=true autocomplete="name"
                    enterkeyhint="done" />
                <Radios legend=t.of(|c| c.sign.capacity) value=capacity choices pointer="/capacity" required=true />
                {live(move || is_other.get().then(|| view! {
                    <Field label=t.of(|c| c.sign.relationship) hint=t.of(|c| c.sign.relationship_hint) value=relationship
                        pointer="/relationship" required=true maxlength=100_u32 />
                }.into_any()))}
                <Submit>{t.say(|c| c.sign.submit)}</Submit>
            </Form>
        </section>
    }
    .into_any()
}

/// Signs. That the end was seen is told before, where the server does not know it yet.
async fn sign(portal: Portal, id: DocumentId, seen: Seen, attempt: &Attempt, input: &SignDocument) -> Result<(), Failure> {
    let may_tell = untrack(|| seen.get());
    if may_tell {
        seen.tell().await?;
    }
    match portal.api().sign_my_document(attempt, id, input).await {
        Err(failure) if failure.is("document_not_read") && may_tell => {
            seen.forget();
            seen.tell().await?;
            portal.api().sign_my_document(attempt, id, input).await.map(|_| ())
        }
        other => other.map(|_| ()),
    }
}

/// The page that comes after this document: the next one, or thanks.
async fn follows(portal: Portal, id: DocumentId) -> String {
    let Ok(all) = portal.api().list_my_documents().await else { return portal.path(&format!("/documents/{id}/done")) };
    portal.documents.know(Waits::of_list(&all));
    match next(&all, id) {
        Some(next) => portal.path(&format!("/documents/{}", next.id)),
        None => portal.path(&format!("/documents/{id}/done")),
    }
}
