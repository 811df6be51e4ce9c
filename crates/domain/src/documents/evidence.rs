//! What proves that something was signed (D8), and what looking at it says.

use serde::{Deserialize, Serialize};

use super::signing::{Capacity, SignerRole, check_sha256};
use super::state::DocumentKind;
use crate::check::{Check, Checker};
use crate::ids::{ClientId, DocumentId, PracticeId, SessionId, TemplateId};
use crate::text::{Email, PersonName, PersonalText};
use crate::time::Timestamp;

named! {
    /// What happened to a document, as its trail tells.
    TrailEvent {
        /// It was sent to the client.
        Sent = "sent",
        /// The client opened it.
        Opened = "opened",
        /// The client came to its end.
        ReadToEnd = "read_to_end",
        /// The client agreed to electronic records; before or with this document.
        Consented = "consented",
        /// The client signed.
        Signed = "signed",
        /// The client said that they are done answering.
        Submitted = "submitted",
        /// The practice asked for corrections.
        Returned = "returned",
        /// The practice looked at it, and it is well.
        Completed = "completed",
        /// The practice signed.
        Countersigned = "countersigned",
        /// The client was reminded.
        Reminded = "reminded",
        /// The client does not want to.
        Declined = "declined",
        /// The practice took it back.
        Voided = "voided",
        /// Nobody finished it in time.
        Expired = "expired",
        /// It was sent anew, since its time was over.
        Renewed = "renewed",
    }
}

/// An event of a document's trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trail {
    /// What happened.
    pub event: TrailEvent,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Who did it: the client, somebody of the practice, or none for the program itself.
    pub by: Option<PersonName>,
    /// From which address; none where the program did it.
    pub ip: Option<PersonalText>,
    /// With which browser or program, in its own words.
    pub user_agent: Option<PersonalText>,
}

/// How somebody who signed had shown who they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authentication {
    /// In words: signed in with which address, and with what.
    pub method: String,
    /// The address they sign in with.
    pub email: Email,
    /// The session it happened in.
    pub session_id: SessionId,
}

/// Everything that is recorded about one signature. Its canonical form (RFC 8785) is sealed, hashed, and signed with the
/// installation's Ed25519 key (RFC 8032).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// The form of this record: 1.
    pub format: u8,
    /// The practice.
    pub practice_id: PracticeId,
    /// The client.
    pub client_id: ClientId,
    /// The document.
    pub document_id: DocumentId,
    /// What it asked.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// The template it was made from; none for one that was not.
    pub template_id: Option<TemplateId>,
    /// The number of the template's version.
    pub template_version: Option<i64>,
    /// SHA-256, in hex, of the exact bytes that were shown.
    pub content_sha256: String,
    /// SHA-256, in hex, of the canonical form of the answers that were submitted; none where nothing was asked.
    pub answers_sha256: Option<String>,
    /// What was agreed to, in the words that were shown.
    pub statement: String,
    /// Which side signed.
    pub role: SignerRole,
    /// The typed name.
    pub name: PersonName,
    /// As what they signed.
    pub capacity: Capacity,
    /// Who they are to the client, where that is something else.
    pub relationship: PersonalText,
    /// How they had shown who they are.
    pub authentication: Authentication,
    /// From which address.
    pub ip: Option<PersonalText>,
    /// With which browser or program, in its own words.
    pub user_agent: PersonalText,
    /// When, by the server's clock.
    pub signed_at: Timestamp,
    /// When the signer agreed to electronic records; none for the practice.
    pub electronic_consent_at: Option<Timestamp>,
    /// SHA-256, in hex, of what they agreed to then.
    pub electronic_consent_sha256: Option<String>,
    /// What happened to the document up to and with this signature, the oldest first.
    pub trail: Vec<Trail>,
}

named! {
    /// What of a document is looked at.
    Part {
        /// The bytes that were shown.
        Content = "content",
        /// The answers.
        Answers = "answers",
        /// The record of a signature.
        Evidence = "evidence",
        /// The chain of what happened.
        Trail = "trail",
        /// A PDF that was made of it.
        Pdf = "pdf",
        /// A file that the client sent, or was sent.
        File = "file",
    }
}

/// Whether one part is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartCheck {
    /// What was looked at.
    pub part: Part,
    /// Whether it is as it was.
    pub whole: bool,
    /// What is wrong, in plain words; empty where nothing is.
    pub detail: String,
}

/// What looking at a document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// Whether every part is as it was.
    pub whole: bool,
    /// Each part.
    pub checks: Vec<PartCheck>,
}

/// Ask whether a file was signed here. Only its hash is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifySignedDocument {
    /// SHA-256 of the PDF, in hex.
    pub sha256: String,
}

impl Check for VerifySignedDocument {
    fn check(&self, c: &mut Checker) {
        check_sha256(c, "sha256", &self.sha256);
    }
}

/// Whether a file was signed here, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifiedDocument {
    /// `true`: the practice's portal made exactly this file of a document that was signed there.
    pub signed_here: bool,
}
