//! Examples of what clients see of their documents, and of sending some.

use domain::documents::{
    Block, Capacity, Content, DeclineDocument, DocumentFile, DocumentKind, DocumentState, ElectronicConsent, ElectronicConsentGiven,
    MyDocument, MyDocumentSummary, MyDocuments, Question, QuestionKind, SaveMyAnswers, SavedAnswers, ShareDocuments, SignDocument,
    Signature, SignerRole, Span, SubmitMyForm, ViewMyDocument,
};
use domain::practice::profile::Language;
use domain::time::Timestamp;
use platform::secrets::hash;
use uuid::Uuid;

use crate::disclosure::{Disclosure, disclosure};
use crate::store::documents::canonical;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// Monday, 2 March 2026, 9:00 in New York, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

fn form_summary() -> MyDocumentSummary {
    MyDocumentSummary {
        id: id(0x0801),
        title: "About you".into(),
        kind: DocumentKind::Form,
        state: DocumentState::InProgress,
        sent_at: at(0),
        due: "2026-03-09".parse().ok(),
        done_at: None,
        has_pdf: false,
    }
}

fn consent_summary() -> MyDocumentSummary {
    MyDocumentSummary {
        id: id(0x0802),
        title: "Office policies".into(),
        kind: DocumentKind::Consent,
        state: DocumentState::Viewed,
        ..form_summary()
    }
}

fn upload_summary() -> MyDocumentSummary {
    MyDocumentSummary {
        id: id(0x0803),
        title: "card.jpg".into(),
        kind: DocumentKind::Upload,
        state: DocumentState::Submitted,
        due: None,
        done_at: Some(at(0)),
        ..form_summary()
    }
}

fn done(summary: MyDocumentSummary, state: DocumentState) -> MyDocumentSummary {
    MyDocumentSummary { state, done_at: Some(at(95)), has_pdf: true, ..summary }
}

pub fn my_documents() -> MyDocuments {
    MyDocuments {
        open: vec![form_summary()],
        others: vec![done(consent_summary(), DocumentState::Completed)],
        done_before: 1,
        may_upload: true,
        next_cursor: None,
    }
}

fn text(content: &Content) -> String {
    canonical(content).unwrap_or_default()
}

fn consent_text() -> String {
    let spans = vec![Span { text: "Please come on time.".into(), ..Span::default() }];
    let statement = "I have read this document and agree to it.".into();
    text(&Content { title: "Office policies".into(), blocks: vec![Block::Paragraph { spans }], statement, ..Content::default() })
}

fn form_text() -> String {
    let city = Question { required: true, ..Question::new("city", QuestionKind::ShortText, "In which town do you live?") };
    text(&Content { kind: DocumentKind::Form, title: "About you".into(), questions: vec![city], ..Content::default() })
}

pub fn my_form() -> MyDocument {
    MyDocument {
        summary: form_summary(),
        content: form_text(),
        answers_version: 1,
        answers: [("city".to_owned(), "Dryden".into())].into(),
        saved_at: Some(at(90)),
        files: vec![],
        note: None,
        signatures: vec![],
        read_to_end: true,
        needs_electronic_consent: false,
    }
}

pub fn my_submitted() -> MyDocument {
    let signature = Signature { relationship: "".into(), ..signature() };
    MyDocument { summary: done(form_summary(), DocumentState::Submitted), signatures: vec![signature], ..my_form() }
}

pub fn my_consent() -> MyDocument {
    MyDocument {
        summary: consent_summary(),
        content: consent_text(),
        answers_version: 0,
        answers: [].into(),
        saved_at: None,
        needs_electronic_consent: true,
        ..my_form()
    }
}

fn signature() -> Signature {
    Signature { role: SignerRole::Client, name: "Maya Lopez".into(), capacity: Capacity::Self_, relationship: "".into(), signed_at: at(95) }
}

pub fn my_signed() -> MyDocument {
    MyDocument {
        summary: done(consent_summary(), DocumentState::Completed),
        signatures: vec![signature()],
        needs_electronic_consent: false,
        ..my_consent()
    }
}

pub fn my_declined() -> MyDocument {
    let summary = MyDocumentSummary { state: DocumentState::Declined, ..consent_summary() };
    MyDocument { summary, needs_electronic_consent: false, ..my_consent() }
}

pub fn my_file() -> MyDocument {
    MyDocument {
        summary: upload_summary(),
        content: text(&Content { kind: DocumentKind::Upload, title: "card.jpg".into(), ..Content::default() }),
        files: vec![file()],
        read_to_end: false,
        needs_electronic_consent: false,
        ..my_consent()
    }
}

pub fn file() -> DocumentFile {
    DocumentFile { id: id(0x0821), name: "card.jpg".into(), media_type: "image/jpeg".into(), bytes: 48_213 }
}

pub fn view() -> ViewMyDocument {
    ViewMyDocument { to_end: true }
}

fn told() -> (Vec<Block>, String) {
    let told = disclosure(Language::En, "Willow & Reed Counseling", "+1 607 555 0142");
    told.map(|Disclosure { blocks, hash }| (blocks, hex::encode(hash))).unwrap_or_default()
}

pub fn electronic_consent() -> ElectronicConsent {
    let (blocks, sha256) = told();
    ElectronicConsent { blocks, sha256, agreed_at: Some(at(92)) }
}

pub fn electronic_consent_given() -> ElectronicConsentGiven {
    ElectronicConsentGiven { sha256: told().1 }
}

pub fn sign() -> SignDocument {
    SignDocument {
        agreed: true,
        name: "Maya Lopez".into(),
        capacity: Capacity::Self_,
        relationship: "".into(),
        content_sha256: hex::encode(hash(consent_text())),
    }
}

pub fn decline() -> DeclineDocument {
    DeclineDocument { reason: "I would like to talk about this first.".into() }
}

pub fn save_answers() -> SaveMyAnswers {
    SaveMyAnswers { changes: [("city".to_owned(), "Dryden".into())].into() }
}

pub fn saved_answers() -> SavedAnswers {
    SavedAnswers { answers_version: 1, saved_at: at(90) }
}

pub fn submit() -> SubmitMyForm {
    SubmitMyForm { answers_version: 1 }
}

pub fn share() -> ShareDocuments {
    ShareDocuments { packet_id: Some(id(0x0831)), templates: vec![id(0x0811)], due: "2026-03-09".parse().ok() }
}
