//! A document as the practice sees it.

use domain::documents::{DocumentKind, DocumentState, Proposal, StaffDocument, answers};
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::ConnectionTrait;

use crate::store::documents::Model;
use crate::store::{listing, signatures, trail};
use crate::{proposal, wire};

impl Model {
    /// Whether the client did their part and let the practice see it. While they answer, and where they declined instead,
    /// what they wrote is theirs.
    #[must_use]
    pub fn is_handed_in(&self) -> bool {
        self.done_at.is_some() && self.state() != DocumentState::Declined
    }

    /// Whether staff see its files: those of the practice's own, those sent unasked, and those that were handed in.
    #[must_use]
    pub fn shows_files(&self) -> bool {
        self.kind() == DocumentKind::File || self.is_handed_in()
    }
}

/// `row` for one who `reads` what clients signed, answered and sent; for others only what was sent to the client.
///
/// # Errors
/// When the database does not answer, or something sealed was changed.
pub async fn document(platform: &Platform, db: &impl ConnectionTrait, row: &Model, reads: bool) -> Result<StaffDocument, Problem> {
    let (scope, secrets) = (row.scope(), &platform.secrets);
    let mut summaries = listing::summaries(secrets, db, scope, std::slice::from_ref(row)).await?;
    let mut document = StaffDocument {
        summary: summaries.pop().ok_or_else(Problem::not_found)?,
        template_id: row.template_id.map(Into::into),
        template_version: row.template_version,
        content: row.content(secrets)?,
        content_sha256: hex::encode(&row.content_hash),
        answers: answers::Answers::new(),
        total: None,
        files: Vec::new(),
        note: None,
        signatures: Vec::new(),
        trail: Vec::new(),
        proposal: Proposal::default(),
    };
    if reads {
        document.note = row.note(secrets)?;
        document.trail = trail::of(db, secrets, scope, row.id()).await?;
        if row.shows_files() {
            document.files = wire::files(platform, db, scope, row.id()).await?;
        }
        if row.is_handed_in() {
            hand_over(platform, db, scope, row, &mut document).await?;
        }
    }
    Ok(document)
}

/// Adds what the client handed in.
async fn hand_over(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    row: &Model,
    document: &mut StaffDocument,
) -> Result<(), Problem> {
    document.signatures = signatures::of(db, &platform.secrets, scope, row.id()).await?;
    if row.kind() == DocumentKind::Form {
        let content = row.said(&platform.secrets)?;
        document.answers = row.answers(&platform.secrets)?;
        document.total = answers::total(&content.questions, &document.answers);
        document.proposal = proposal::of(db, scope, row, &content, &document.answers).await?;
    }
    Ok(())
}
