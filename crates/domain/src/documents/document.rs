//! A template that was sent to a client, and what became of it (D2 to D12).

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::evidence::Trail;
use super::proposal::Proposal;
use super::signing::Signature;
use super::state::{DocumentKind, DocumentState};
use crate::check::{Check, Checker};
use crate::ids::{ClientId, DocumentId, FileId, PacketId, TemplateId};
use crate::list::check_limit;
use crate::text::{PersonName, PersonalText};
use crate::time::{Date, Timestamp};

/// The most documents that are sent at once.
pub const MOST_SHARED: usize = 40;
/// The most files of one document.
pub const MOST_UPLOADS: usize = 10;
/// The most answers that change at once.
const MOST_CHANGES: usize = super::MOST_QUESTIONS;

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentFile {
    /// Its id.
    pub id: FileId,
    /// What it is called.
    pub name: PersonalText,
    /// What it is, by its content.
    pub media_type: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A document as its client sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyDocumentSummary {
    /// Its id.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub kind: DocumentKind,
    /// How far it is.
    pub state: DocumentState,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The day it is due, at the practice.
    pub due: Option<Date>,
    /// When the client did their part.
    pub done_at: Option<Timestamp>,
    /// Whether there is a PDF of it to keep.
    pub has_pdf: bool,
}

/// A client's documents: all that wait, and a page of the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyDocuments {
    /// What waits for the client, in the order in which they go through it; on the first page only.
    pub open: Vec<MyDocumentSummary>,
    /// This page of what is done, taken back or over, the newest first.
    pub others: Vec<MyDocumentSummary>,
    /// How many of those that were sent together with what is open are done already: *2 of 4* counts on from there.
    pub done_before: u32,
    /// Whether files may be sent without being asked.
    pub may_upload: bool,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// One document as its client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyDocument {
    /// What stands in the list.
    pub summary: MyDocumentSummary,
    /// What it says: a [`Content`](super::Content) in its canonical form, as JSON text. These bytes, in UTF-8, are what is
    /// hashed and signed.
    pub content: String,
    /// Counts the answers; the ETag.
    pub answers_version: i64,
    /// What was answered so far, or submitted.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, super::Answer>))]
    pub answers: Answers,
    /// When an answer was last kept.
    pub saved_at: Option<Timestamp>,
    /// The files of it.
    pub files: Vec<DocumentFile>,
    /// Why the practice asks for corrections.
    pub note: Option<PersonalText>,
    /// Who signed it.
    pub signatures: Vec<Signature>,
    /// Whether the client has come to its end.
    pub read_to_end: bool,
    /// Whether the client must agree to electronic records before they sign.
    pub needs_electronic_consent: bool,
}

/// The client looks at a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewMyDocument {
    /// Whether its end was on the screen.
    pub to_end: bool,
}

impl Check for ViewMyDocument {
    fn check(&self, _: &mut Checker) {}
}

/// Answers that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveMyAnswers {
    /// By the keys of their questions; an empty one takes the answer back. What is not named stays.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, super::Answer>))]
    pub changes: Answers,
}

impl Check for SaveMyAnswers {
    fn check(&self, c: &mut Checker) {
        c.ensure(self.changes.len() <= MOST_CHANGES, "changes", "too_many", "These are more than a form has questions.");
    }
}

/// Answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedAnswers {
    /// Counts the answers; the ETag.
    pub answers_version: i64,
    /// When.
    pub saved_at: Timestamp,
}

/// The client is done answering, or sending files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitMyForm {
    /// The `answers_version` that was on the page where they confirmed: other answers are not submitted unseen.
    pub answers_version: i64,
}

impl Check for SubmitMyForm {
    fn check(&self, _: &mut Checker) {}
}

/// The client does not want to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclineDocument {
    /// Why, for the practice; may be empty.
    #[serde(default)]
    pub reason: PersonalText,
}

impl Check for DeclineDocument {
    fn check(&self, c: &mut Checker) {
        c.optional("reason", self.reason.as_str(), 1_000);
    }
}

/// Send documents to a client (D2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShareDocuments {
    /// A packet: its templates come first.
    #[serde(default)]
    pub packet_id: Option<PacketId>,
    /// Templates, in the order in which the client goes through them; those of the packet are not named again.
    #[serde(default)]
    pub templates: Vec<TemplateId>,
    /// The day they are due, at the practice; where there is none, the practice's usual.
    #[serde(default)]
    pub due: Option<Date>,
}

impl Check for ShareDocuments {
    fn check(&self, c: &mut Checker) {
        c.ensure(self.packet_id.is_some() || !self.templates.is_empty(), "templates", "required", "Choose at least one document.");
        check_templates(c, &self.templates);
    }
}

/// Notes what is wrong with the templates that are to be sent: more than go at once, or one twice.
pub(crate) fn check_templates(c: &mut Checker, templates: &[TemplateId]) {
    let mut place = 0;
    c.each("templates", templates, MOST_SHARED, |c, id| {
        c.ensure(!templates[..place].contains(id), "", "taken", "This one is chosen already.");
        place += 1;
    });
}

/// A document as staff see it in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentSummary {
    /// Its id.
    pub id: DocumentId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Whose.
    pub client_id: ClientId,
    /// How they are called.
    pub client_name: PersonName,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub kind: DocumentKind,
    /// How far it is.
    pub state: DocumentState,
    /// Whether the practice signs, too, and has not yet.
    pub needs_countersignature: bool,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The day it is due, at the practice.
    pub due: Option<Date>,
    /// When the client did their part.
    pub done_at: Option<Timestamp>,
    /// Until when what was signed or answered holds, at the practice.
    pub renews_on: Option<Date>,
}

/// A page of documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentPage {
    /// This page's documents, the newest first.
    pub items: Vec<DocumentSummary>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

named! {
    /// Which documents of all clients.
    DocumentFilter {
        /// Those that wait for their client.
        Open = "open",
        /// Those that wait for their client longer than they should.
        Overdue = "overdue",
        /// Those that the practice is to look at.
        Submitted = "submitted",
        /// Those that the practice is to sign.
        ToCountersign = "to_countersign",
        /// Those that are done.
        Done = "done",
        /// Those that were taken back, declined, or ran out of time.
        Over = "over",
    }
}

/// Which documents to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListDocuments {
    /// Only these; usually all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub filter: Option<DocumentFilter>,
    /// Only those made from this template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_id: Option<TemplateId>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListDocuments {
    fn check(&self, c: &mut Checker) {
        check_limit(c, self.limit);
    }
}

/// What was sent to a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientDocuments {
    /// The documents, the newest first.
    pub items: Vec<DocumentSummary>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// One document as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffDocument {
    /// What stands in the list.
    pub summary: DocumentSummary,
    /// The template it was made from, and its version's number; none for a file or what the client sent unasked.
    pub template_id: Option<TemplateId>,
    /// The number of that version.
    pub template_version: Option<i64>,
    /// What it says: a [`Content`](super::Content) in its canonical form, as JSON text.
    pub content: String,
    /// SHA-256 of these bytes, in hex.
    pub content_sha256: String,
    /// What was submitted; while the client is answering, nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, super::Answer>))]
    pub answers: Answers,
    /// What the answers add up to, where they count.
    pub total: Option<i64>,
    /// The files of it.
    pub files: Vec<DocumentFile>,
    /// Why it was returned, declined or taken back.
    pub note: Option<PersonalText>,
    /// Who signed it.
    pub signatures: Vec<Signature>,
    /// What happened, the oldest first.
    pub trail: Vec<Trail>,
    /// What the answers would change of the client's record.
    pub proposal: Proposal,
}

/// Ask for corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnDocument {
    /// What is to be corrected; the client reads it.
    pub note: PersonalText,
}

impl Check for ReturnDocument {
    fn check(&self, c: &mut Checker) {
        c.required("note", self.note.as_str(), 1_000);
    }
}

/// Take a document back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VoidDocument {
    /// Why, for colleagues; may be empty. The client does not read it.
    #[serde(default)]
    pub reason: PersonalText,
}

impl Check for VoidDocument {
    fn check(&self, c: &mut Checker) {
        c.optional("reason", self.reason.as_str(), 1_000);
    }
}

/// How much waits for the practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentCounts {
    /// Documents to look at.
    pub submitted: u32,
    /// Documents to sign.
    pub to_countersign: u32,
    /// Documents that wait for their client longer than they should.
    pub overdue: u32,
}
