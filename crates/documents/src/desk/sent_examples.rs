//! Examples of what was sent, for the description of the API.

use domain::documents::{
    Capacity, ClientDocuments, Content, CountersignDocument, DocumentCounts, DocumentKind, DocumentPage, DocumentState, DocumentSummary,
    FieldOf, Proposal, ProposedField, Question, QuestionKind, ReturnDocument, SettleProposal, Signature, SignerRole, StaffDocument, Trail,
    TrailEvent, VoidDocument,
};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::store::documents::canonical;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// Monday, 2 March 2026, 9:00 in New York, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

fn summary() -> DocumentSummary {
    DocumentSummary {
        id: id(0x0801),
        version: 5,
        client_id: id(0x0101),
        client_name: "Maya Lopez".into(),
        title: "About you".into(),
        kind: DocumentKind::Form,
        state: DocumentState::Submitted,
        needs_countersignature: false,
        sent_at: at(0),
        due: "2026-03-09".parse().ok(),
        done_at: Some(at(95)),
        renews_on: None,
    }
}

pub fn documents() -> DocumentPage {
    DocumentPage { items: vec![summary()], next_cursor: None }
}

pub fn client_documents() -> ClientDocuments {
    ClientDocuments { items: vec![summary()], next_cursor: None }
}

pub fn counts() -> DocumentCounts {
    DocumentCounts { submitted: 3, to_countersign: 1, overdue: 2 }
}

fn content() -> String {
    let city = Question { field: Some(FieldOf::City), ..Question::new("city", QuestionKind::ShortText, "In which town do you live?") };
    let content = Content { kind: DocumentKind::Form, title: "About you".into(), questions: vec![city], ..Content::default() };
    canonical(&content).unwrap_or_default()
}

fn trail(event: TrailEvent, minutes: i64, by: &str) -> Trail {
    let user_agent = Some("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into());
    Trail { event, at: at(minutes), by: Some(by.into()), ip: Some("192.0.2.7".into()), user_agent }
}

pub fn document() -> StaffDocument {
    let content = content();
    StaffDocument {
        summary: summary(),
        template_id: Some(id(0x0811)),
        template_version: Some(2),
        content_sha256: hex::encode(platform::secrets::hash(&content)),
        content,
        answers: [("city".to_owned(), "Dryden".into())].into(),
        total: None,
        files: vec![],
        note: None,
        signatures: vec![Signature {
            role: SignerRole::Client,
            name: "Maya Lopez".into(),
            capacity: Capacity::Self_,
            relationship: "".into(),
            signed_at: at(95),
        }],
        trail: vec![
            trail(TrailEvent::Sent, 0, "Jordan Hale, LCSW"),
            trail(TrailEvent::Opened, 80, "Maya Lopez"),
            trail(TrailEvent::Submitted, 95, "Maya Lopez"),
        ],
        proposal: Proposal {
            fields: vec![ProposedField { field: FieldOf::City, now: "Ithaca".into(), proposed: "Dryden".into() }],
            settled_at: None,
        },
    }
}

/// One that waits for its client.
pub fn open_document() -> StaffDocument {
    let summary = DocumentSummary { state: DocumentState::Viewed, done_at: None, version: 3, ..summary() };
    let trail = vec![trail(TrailEvent::Sent, 0, "Jordan Hale, LCSW"), trail(TrailEvent::Opened, 80, "Maya Lopez")];
    let none = Proposal::default();
    StaffDocument { summary, answers: [].into(), signatures: vec![], trail, proposal: none, ..document() }
}

pub fn voided_document() -> StaffDocument {
    let open = open_document();
    let summary = DocumentSummary { state: DocumentState::Void, version: 4, ..open.summary };
    StaffDocument { summary, note: Some("Sent to the wrong client.".into()), ..open_document() }
}

pub fn returned() -> ReturnDocument {
    ReturnDocument { note: "Please look at the town again.".into() }
}

pub fn voided() -> VoidDocument {
    VoidDocument { reason: "Sent to the wrong client.".into() }
}

pub fn countersign() -> CountersignDocument {
    CountersignDocument { name: "Jordan Hale".into() }
}

/// A document to sign, signed by both.
pub fn countersigned() -> StaffDocument {
    let document = document();
    let content = Content { title: "Practice policies".into(), statement: "I have read this and agree.".into(), ..Content::default() };
    let content = canonical(&content).unwrap_or_default();
    let practice =
        Signature { role: SignerRole::Practice, name: "Jordan Hale".into(), signed_at: at(120), ..document.signatures[0].clone() };
    StaffDocument {
        summary: DocumentSummary {
            title: "Practice policies".into(),
            kind: DocumentKind::Consent,
            state: DocumentState::Countersigned,
            ..document.summary
        },
        content_sha256: hex::encode(platform::secrets::hash(&content)),
        content,
        answers: [].into(),
        signatures: document.signatures.into_iter().chain([practice]).collect(),
        trail: vec![
            trail(TrailEvent::Sent, 0, "Jordan Hale, LCSW"),
            trail(TrailEvent::Opened, 80, "Maya Lopez"),
            trail(TrailEvent::ReadToEnd, 90, "Maya Lopez"),
            trail(TrailEvent::Signed, 95, "Maya Lopez"),
            trail(TrailEvent::Countersigned, 120, "Jordan Hale, LCSW"),
        ],
        proposal: Proposal::default(),
        ..self::document()
    }
}

pub fn settle() -> SettleProposal {
    SettleProposal { accept: vec![FieldOf::City] }
}
