//! One document that was sent: what it says, what was answered and signed, what happened, and what is to be done (D9).

mod attached;
mod doing;
mod facts;
mod proposal;
mod signed;
mod unchanged;

use domain::DocumentId;
use domain::documents::{Answers, Content, DocumentKind, DocumentState, StaffDocument};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use paper::{AnswerList, Text, Words};
use ui::{Banner, ButtonLink, Card, Empty, Failure, Fetched, Heading, IconName, Load, Tag, Tone, fetched, live};

use self::attached::FilesCard;
use self::doing::Doing;
use self::facts::FactsCard;
use self::proposal::ProposalCard;
use self::signed::{SignaturesCard, TrailCard};
use self::unchanged::UnchangedCard;
use super::reading::{has_documents, use_reading};
use super::standing;
use super::wish::LIST;
use crate::app::NothingHere;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/documents/{id}`
#[component]
pub fn OneDocument() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<DocumentId>().ok()));
    let has = has_documents(use_workplace().role());
    move || match id.get().filter(|_| has) {
        Some(id) => view! { <One id /> }.into_any(),
        None => view! { <NothingHere /> }.into_any(),
    }
}

#[component]
fn One(id: DocumentId) -> impl IntoView {
    let (session, reading) = (use_session(), use_reading());
    let found = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_document(id)).await }
    });
    let missing = Memo::new(move |_| found.failure().is_some_and(|failure: Failure| failure.code == "not_found"));
    move || {
        match (missing.get(), reading.get()) {
        (false, _) => view! { <Page found /> }.into_any(),
        (true, Some(false)) => view! {
            <NotHere title="Your role does not read these"
                text="What clients sign and answer is read by owners and clinicians. An owner can open it to the front desk under Settings, Documents." />
        }
        .into_any(),
        (true, _) => {
            view! { <NotHere title="There is no such document" text="The address may be misspelt, or the document was removed." /> }.into_any()
        }
    }
    }
}

#[component]
fn NotHere(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="narrow">
            <Heading text=title />
            <Empty title="Nothing to read here" text icon=IconName::Document>
                <ButtonLink href=LIST>"Go to Documents"</ButtonLink>
            </Empty>
        </div>
    }
    .into_any()
}

#[component]
fn Page(found: Fetched<StaffDocument>) -> impl IntoView {
    // The head is made once: its heading keeps the focus whatever is done.
    let title = Signal::derive(move || found.with(|d| d.summary.title.clone()).unwrap_or_else(|| "Document".to_owned()));
    let tag = move || {
        found.with(|d| {
            let (tone, word) = (standing::tone(&d.summary), standing::state(&d.summary));
            view! { <Tag tone>{word}</Tag> }
        })
    };
    let client = move || {
        found.with(|d| {
            let href = format!("/admin/clients/{}/documents", d.summary.client_id);
            view! { " / " <a href=href>{String::from(d.summary.client_name.clone())}</a> }
        })
    };
    view! {
        <div class="stack one-document">
            <div class="page-head">
                <div>
                    <p class="soft small"><a href=LIST>"Documents"</a> {live(client)}</p>
                    <div class="row"><Heading text=title /> {live(tag)}</div>
                </div>
                {live(move || found.get().map(|document| view! { <Doing document found /> }))}
            </div>
            <Load from=found lines=12 let:document><Body document found /></Load>
        </div>
    }
    .into_any()
}

#[component]
fn Body(document: StaffDocument, found: Fetched<StaffDocument>) -> impl IntoView {
    let note = note(&document).map(|(tone, text)| {
        view! { <Banner tone icon=IconName::Info><p class="said">{text}</p></Banner> }
    });
    let content = paper::read(&document.content);
    let proposed = !document.proposal.fields.is_empty();
    let (files, signatures) = (!document.files.is_empty(), !document.signatures.is_empty());
    let done = document.summary.state.is_done() || signatures;
    let d = document.clone();
    view! {
        {note}
        <div class="columns">
            <div class="stack">
                <Said content kind=d.summary.kind state=d.summary.state answers=d.answers total=d.total />
                {files.then(|| view! { <FilesCard files=d.files kind=d.summary.kind /> })}
            </div>
            <div class="stack">
                {proposed.then(|| view! { <ProposalCard document=document.clone() found /> })}
                <FactsCard document=document.clone() />
                {signatures.then(|| view! { <SignaturesCard signatures=d.signatures /> })}
                {done.then(|| view! { <UnchangedCard id=d.summary.id /> })}
                <TrailCard trail=d.trail />
            </div>
        </div>
    }
    .into_any()
}

/// Why it was returned, declined or taken back, in words.
fn note(document: &StaffDocument) -> Option<(Tone, String)> {
    let said = document.note.as_ref().map(|note| note.as_str().trim()).filter(|note| !note.is_empty());
    let name = document.summary.client_name.as_str();
    let (tone, alone, before) = match document.summary.state {
        DocumentState::Returned | DocumentState::InProgress if said.is_some() => (Tone::Due, "", "You asked for corrections: ".to_owned()),
        DocumentState::Declined => (Tone::Bad, "They gave no reason.", format!("{name} does not want to do this. ")),
        DocumentState::Void => (Tone::Plain, "No reason was noted.", "This was taken back. ".to_owned()),
        _ => return None,
    };
    Some((tone, before + said.unwrap_or(alone)))
}

/// What it says, and what was answered.
#[component]
fn Said(content: Option<Content>, kind: DocumentKind, state: DocumentState, answers: Answers, total: Option<i64>) -> impl IntoView {
    let Some(content) = content else {
        return view! { <Card title="What it says"><p>"This page is too old to show it. Please reload the page."</p></Card> }.into_any();
    };
    let words = Signal::stored(Words::en());
    let Content { blocks, questions, statement, .. } = content;
    let lang = content.language.tag();
    let answered = !answers.is_empty() || state.is_done();
    let list = (kind == DocumentKind::Form).then(|| {
        let given = if answered {
            view! { <div lang=lang><AnswerList questions answers words level=3 /></div> }.into_any()
        } else {
            view! { <p class="soft">"Nothing was submitted yet. What somebody is still writing is theirs alone."</p> }.into_any()
        };
        view! {
            <Card title="Answers">
                {total.map(|total| view! { <p>"The answers add up to " <b class="num">{total}</b> "."</p> })}
                {given}
            </Card>
        }
    });
    let agreed = (!statement.is_empty()).then(|| view! { <p class="agreed">{statement}</p> });
    let text = (!blocks.is_empty()).then(|| {
        let title = if kind == DocumentKind::Form { "What stands above the questions" } else { "What it says" };
        view! {
            <Card title>
                <div lang=lang class="read"><Text blocks words level=3 /></div>
                {(kind == DocumentKind::Consent).then_some(agreed)}
            </Card>
        }
    });
    view! { {list} {text} }.into_any()
}

#[cfg(test)]
mod tests {
    use domain::documents::{DocumentSummary, Proposal};

    use super::*;
    use crate::documents::examples::summary;

    fn document(state: DocumentState, note: Option<&str>) -> StaffDocument {
        StaffDocument {
            summary: DocumentSummary { state, ..summary() },
            template_id: None,
            template_version: None,
            content: String::new(),
            content_sha256: String::new(),
            answers: Answers::new(),
            total: None,
            files: Vec::new(),
            note: note.map(Into::into),
            signatures: Vec::new(),
            trail: Vec::new(),
            proposal: Proposal::default(),
        }
    }

    #[test]
    fn d9_a_note_says_whose_it_is_and_is_not_shown_where_it_is_over() {
        let said = |state, text| note(&document(state, text)).map(|(_, text)| text);
        assert_eq!(
            said(DocumentState::Returned, Some("Please add a phone.")).as_deref(),
            Some("You asked for corrections: Please add a phone.")
        );
        assert_eq!(said(DocumentState::InProgress, None), None);
        assert_eq!(said(DocumentState::Completed, Some("Please add a phone.")), None);
        assert!(said(DocumentState::Declined, None).is_some_and(|text| text.contains("Maya Lopez") && text.contains("no reason")));
        assert_eq!(said(DocumentState::Void, Some("Wrong client")).as_deref(), Some("This was taken back. Wrong client"));
    }
}
