//! Documents and forms: `documents.md` of the specification, rules D1 to D12.
//!
//! What travels as JSON stands in the modules of this one and is named from here. The rules beside it are pure: how a
//! document goes on ([`state`]), which questions are asked and what an answer must be ([`answers`]), when somebody is
//! reminded ([`reminder`]).

pub mod answers;
mod content;
mod document;
mod evidence;
mod form;
mod packet;
mod proposal;
pub mod reminder;
mod settings;
mod signing;
pub mod state;
mod template;

pub use answers::{Answer, Answers};
pub use content::{Block, Content, Placeholder, Span};
pub(crate) use document::check_templates;
pub use document::{
    ClientDocuments, DeclineDocument, DocumentCounts, DocumentFile, DocumentFilter, DocumentPage, DocumentSummary, ListDocuments,
    MOST_SHARED, MOST_UPLOADS, MyDocument, MyDocumentSummary, MyDocuments, ReturnDocument, SaveMyAnswers, SavedAnswers, ShareDocuments,
    StaffDocument, SubmitMyForm, ViewMyDocument, VoidDocument,
};
pub use evidence::{Authentication, Evidence, Part, PartCheck, Trail, TrailEvent, Verification, VerifiedDocument, VerifySignedDocument};
pub use form::{Choice, FieldOf, LONGEST_LABEL, MOST_CHOICES, MOST_QUESTIONS, Question, QuestionKind, Scale, ShowIf};
pub use packet::{Packet, PacketInput, PacketPage};
pub use proposal::{Proposal, ProposedField, SettleProposal};
pub use settings::{Documents, DocumentsSettings};
pub use signing::{Capacity, CountersignDocument, ElectronicConsent, ElectronicConsentGiven, SignDocument, Signature, SignerRole};
pub use state::{DocumentKind, DocumentState};
pub use template::{
    ArchiveTemplate, Asks, DocumentTemplateInput, FormTemplateInput, ListTemplates, PreviewDocument, ShowTemplate, Template,
    TemplateDetails, TemplatePage, TemplateSummary, TemplateVersion,
};
