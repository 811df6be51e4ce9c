//! A document that is only read: done, shared, taken back or over (D7, D11, D12).

use domain::documents::{Content, DocumentKind as K, DocumentState as S, MyDocument, MyDocuments, Signature, SignerRole};
use leptos::prelude::*;
use paper::{AnswerList, Text};
use ui::{Banner, Fetched, IconName, Tone, time};

use super::download::{Files, Pdf};
use super::texts::own::{self, Pick};
use super::walk::Next;
use super::words;
use crate::access::PhoneLink;
use crate::portal::use_portal;
use crate::texts::fill;

/// What there is to read, and how it stands.
#[component]
pub fn Closed(document: MyDocument, content: Content, all: Fetched<MyDocuments>) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let MyDocument { summary, answers, files, signatures, .. } = document;
    let (id, state) = (summary.id, summary.state);
    let (words, lang) = (words(portal), content.language.tag());
    let stands = stands(summary.kind, state).map(|(tone, icon, text)| view! { <Banner tone icon>{t.say(text)}</Banner> }.into_any());
    // What was taken back is not asked for any more; what somebody signed or answered stays theirs to read.
    let gone = !state.is_done() && summary.kind != K::File && signatures.is_empty();
    if gone {
        return view! {
            {stands}
            <p class="soft">{t.say(|c| c.stands.call)} " " <PhoneLink /></p>
            <Next all id />
        }
        .into_any();
    }
    let pdf = summary.has_pdf.then(|| view! { <p><Pdf id title=summary.title /></p> }.into_any());
    let text = (!content.blocks.is_empty())
        .then(|| view! { <section class="card" lang=lang><Text blocks=content.blocks words /></section> }.into_any());
    let questions = content.questions;
    let answered = (!questions.is_empty()).then(|| {
        view! {
            <section class="card"><h2>{t.say(|c| c.stands.answers)}</h2><div lang=lang><AnswerList questions answers words level=3 /></div></section>
        }
        .into_any()
    });
    let files = (!files.is_empty())
        .then(|| view! { <section class="card"><h2>{t.say(|c| c.stands.files)}</h2><Files files /></section> }.into_any());
    // A form's signature is among its answers.
    let signed = (summary.kind == K::Consent && !signatures.is_empty()).then(|| view! { <Signatures signatures /> }.into_any());
    view! {
        {stands}
        {pdf}
        {text}
        {answered}
        {files}
        {signed}
        <Next all id />
    }
    .into_any()
}

/// How it stands, in plain words; a shared file just lies there.
fn stands(kind: K, state: S) -> Option<(Tone, IconName, Pick)> {
    Some(match state {
        _ if kind == K::File => return None,
        S::Submitted => (Tone::Good, IconName::Check, |c| c.stands.submitted),
        S::Completed => (Tone::Good, IconName::Check, |c| c.stands.completed),
        S::Countersigned => (Tone::Good, IconName::Check, |c| c.stands.countersigned),
        S::Expired => (Tone::Due, IconName::Clock, |c| c.stands.expired),
        S::Void => (Tone::Plain, IconName::Info, |c| c.stands.void),
        S::Declined => (Tone::Plain, IconName::Info, |c| c.stands.declined),
        S::Sent | S::Viewed | S::InProgress | S::Returned => return None,
    })
}

#[component]
fn Signatures(signatures: Vec<Signature>) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let zone = StoredValue::new(untrack(|| portal.zone()));
    let line = move |signature: Signature| {
        let name = String::from(signature.name);
        let (at, role) = (signature.signed_at.to_string(), signature.role);
        let text = Signal::derive(move || {
            let stands = &t.all().stands;
            let text = if role == SignerRole::Practice { stands.signed_practice } else { stands.signed_client };
            let when = zone.with_value(|zone| time::date_time(&at, zone, portal.texts.all().words.locale));
            fill(text, &[("name", &name), ("when", &when)])
        });
        view! { <li dir="auto">{text}</li> }.into_any()
    };
    let lines = signatures.into_iter().map(line).collect_view();
    view! { <section class="card"><h2>{t.say(|c| c.stands.signatures)}</h2><ul class="stack tight">{lines}</ul></section> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d11_each_state_that_is_over_says_so_in_words_of_its_own() {
        let over = S::ALL.iter().filter(|state| !state.is_open());
        assert!(over.clone().all(|state| stands(K::Form, *state).is_some()));
        assert!(S::ALL.iter().all(|state| stands(K::File, *state).is_none()), "a file is just there");
    }
}
