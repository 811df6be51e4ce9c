//! What clients see of their documents, and everybody of a file.

use std::collections::HashMap;

use domain::DocumentId;
use domain::documents::{DocumentFile, DocumentKind, DocumentState, MyDocument, MyDocumentSummary};
use platform::Platform;
use platform::db::Scope;
use platform::files as store;
use platform::problem::Problem;
use platform::secrets::Secrets;
use sea_orm::ConnectionTrait;

use crate::consent;
use crate::store::documents::Model;
use crate::store::files as places;
use crate::store::signatures;

/// A document in its client's list; `has_pdf` says whether it was signed or submitted once.
///
/// # Errors
/// When its title was sealed with a key that is no longer there.
pub fn summary(secrets: &Secrets, row: &Model, has_pdf: bool) -> Result<MyDocumentSummary, Problem> {
    Ok(MyDocumentSummary {
        id: row.id(),
        title: row.shown_title(secrets)?,
        kind: row.kind(),
        state: row.state(),
        sent_at: row.sent_at.into(),
        due: row.due(),
        done_at: row.done_at.map(Into::into),
        has_pdf,
    })
}

/// All of them, in their client's list.
///
/// # Errors
/// When the database does not answer, or a title was sealed with a key that is no longer there.
pub async fn summaries(
    secrets: &Secrets,
    db: &impl ConnectionTrait,
    scope: Scope,
    rows: &[Model],
) -> Result<Vec<MyDocumentSummary>, Problem> {
    let signed = signatures::signed_among(db, scope, rows.iter().map(|row| row.id).collect()).await?;
    rows.iter().map(|row| summary(secrets, row, signed.contains(&row.id))).collect()
}

/// The document as its client sees it.
///
/// # Errors
/// When the database does not answer, or something was sealed with a key that is no longer there.
pub async fn my_document(platform: &Platform, db: &impl ConnectionTrait, row: &Model) -> Result<MyDocument, Problem> {
    let (secrets, scope) = (&platform.secrets, row.scope());
    let asks = row.kind() == DocumentKind::Consent && row.state().is_open();
    let is_corrected = matches!(row.state(), DocumentState::Returned | DocumentState::InProgress);
    let signatures = signatures::of(db, secrets, scope, row.id()).await?;
    Ok(MyDocument {
        summary: summary(secrets, row, !signatures.is_empty())?,
        content: row.content(secrets)?,
        answers_version: row.answers_version,
        answers: row.answers(secrets)?,
        saved_at: row.answered_at.map(Into::into),
        files: files(platform, db, scope, row.id()).await?,
        note: if is_corrected { row.note(secrets)? } else { None },
        signatures,
        read_to_end: row.read_at.is_some(),
        needs_electronic_consent: asks && consent::in_force(db, scope, row.client()).await?.is_none(),
    })
}

/// The files of `document`, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn files(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    document: DocumentId,
) -> Result<Vec<DocumentFile>, Problem> {
    let order = places::of(db, scope, document).await?;
    let mut found: HashMap<_, _> =
        store::among(db, scope, order.iter().map(|place| place.file_id).collect()).await?.into_iter().map(|file| (file.id, file)).collect();
    let there = order.iter().filter_map(|place| found.remove(&place.file_id)).filter(|file| !file.is_erased());
    there.map(|row| file(platform, &row)).collect()
}

/// A file that is there.
///
/// # Errors
/// 404 when it was erased.
pub fn file(platform: &Platform, row: &store::Model) -> Result<DocumentFile, Problem> {
    let facts = row.facts(platform)?.ok_or_else(Problem::not_found)?;
    let bytes = u64::try_from(row.bytes).map_err(Problem::internal)?;
    Ok(DocumentFile { id: row.id(), name: facts.name, media_type: row.media_type.clone(), bytes })
}
