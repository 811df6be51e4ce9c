//! Whether a document is still as it was signed (D8): each part is opened, hashed anew, and held against what was recorded.
//!
//! The record of a signature is the anchor. It is sealed, hashed and signed, and says what the content, the answers and the
//! trail were; so that whoever changes one of them would have to change it, too.

mod files;
mod signed;

use domain::DocumentId;
use domain::documents::{DocumentKind, Part, PartCheck, SignerRole, Verification};
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use platform::secrets::hash;
use sea_orm::ConnectionTrait;

use crate::signing_key::SigningKey;
use crate::store::documents::{self, Model, canonical};
use crate::store::{pdfs, signatures, trail};

/// How often a document that changes while it is looked at is looked at again.
const TRIES: usize = 5;

/// Looks at every part of `document`. One that somebody goes on with meanwhile is looked at anew.
///
/// # Errors
/// When the database does not answer.
pub async fn document(platform: &Platform, db: &impl ConnectionTrait, document: &Model) -> Result<Verification, Problem> {
    let mut row = document.clone();
    let mut found = once(platform, db, &row).await?;
    for _ in 1..TRIES {
        let now = if found.whole { None } else { documents::find(db, row.scope(), row.id()).await? };
        match now {
            Some(now) if now.version != row.version => {
                found = once(platform, db, &now).await?;
                row = now;
            }
            _ => break,
        }
    }
    Ok(found)
}

async fn once(platform: &Platform, db: &impl ConnectionTrait, document: &Model) -> Result<Verification, Problem> {
    let (scope, id) = (document.scope(), document.id());
    let key = SigningKey::find(platform, db).await;
    // A key that does not open is for what it signed to say.
    let key = key.or_else(|problem| if problem.status.as_u16() == 503 { Err(problem) } else { Ok(None) })?;
    let key = key.as_ref();
    let signed = signatures::rows(db, scope, id).await?;
    let lines = trail::rows(db, scope, id).await?;
    let mut checks = vec![content(platform, document)];
    if document.kind() == DocumentKind::Form {
        checks.push(answers(platform, document, &signed));
    }
    let chain = chain(platform, document, &lines);
    checks.extend(signed::checks(platform, key, document, &signed, chain.whole.then_some(&lines)));
    checks.push(chain);
    for pdf in pdfs::rows(db, scope, id).await? {
        checks.push(check(Part::Pdf, files::pdf(platform, db, scope, key, &pdf).await?));
    }
    for file in crate::store::files::of(db, scope, id).await? {
        checks.push(check(Part::File, files::whole(platform, db, scope, file.file_id.into()).await?.map(|_| ())));
    }
    Ok(Verification { whole: checks.iter().all(|check| check.whole), checks })
}

/// What is wrong, in plain words; nothing where all is well.
type Found = Result<(), String>;

fn check(part: Part, found: Found) -> PartCheck {
    PartCheck { part, whole: found.is_ok(), detail: found.err().unwrap_or_default() }
}

fn content(platform: &Platform, document: &Model) -> PartCheck {
    let found = match document.content(&platform.secrets) {
        Ok(content) if hash(&content) == document.content_hash => Ok(()),
        Ok(_) => Err("What was shown is not what its hash says.".to_owned()),
        Err(_) => Err("What was shown does not open: it was changed, or its key is gone.".to_owned()),
    };
    check(Part::Content, found)
}

/// Those that are answered now, and those of each submission.
fn answers(platform: &Platform, document: &Model, signed: &[signatures::Model]) -> PartCheck {
    let secrets = &platform.secrets;
    let now = document.answers(secrets).ok().and_then(|answers| canonical(&answers).ok()).map(hash);
    let found = match (now, &document.answers_hash) {
        (None, _) => Err("The answers do not open: they were changed, or their key is gone.".to_owned()),
        (Some(now), Some(kept)) if now != *kept => Err("The answers are not those that were submitted.".to_owned()),
        _ => submitted(platform, document, signed),
    };
    check(Part::Answers, found)
}

/// Whether those of each submission open, and those of the last are the document's.
fn submitted(platform: &Platform, document: &Model, signed: &[signatures::Model]) -> Found {
    let mut last = None;
    for row in signed.iter().filter(|row| row.role() == SignerRole::Client) {
        let bytes = row.answers_bytes(&platform.secrets);
        let opens = |_| format!("The answers of signature {} do not open: they were changed, or their key is gone.", row.edition);
        last = bytes.map_err(opens)?.map(hash);
    }
    match &document.answers_hash {
        Some(kept) if last.as_ref() != Some(kept) => Err("The answers are not those that were submitted last.".to_owned()),
        _ => Ok(()),
    }
}

fn chain(platform: &Platform, document: &Model, lines: &[trail::Model]) -> PartCheck {
    let found = match trail::broken_at(&platform.secrets, document, lines) {
        Some(line) => Err(format!("Line {line} of what happened is not as it was written, or is missing.")),
        None => Ok(()),
    };
    check(Part::Trail, found)
}

/// Whether the PDF with this hash was made of something that was signed at the practice of `scope`.
///
/// # Errors
/// When the database does not answer.
pub async fn signed_here(platform: &Platform, scope: Scope, sha256: &[u8]) -> Result<bool, Problem> {
    let db = platform.db.read();
    let found = pdfs::with_hash(db, scope, sha256).await?;
    // A row is only believed when our own key signed it.
    let Some(key) = (if found.is_empty() { None } else { SigningKey::find(platform, db).await? }) else { return Ok(false) };
    Ok(found.iter().any(|pdf| key.signed(&pdf.message(), &pdf.signature)))
}

/// The ids of the practice's documents after `after`, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn ids_after(db: &impl ConnectionTrait, scope: Scope, after: Option<DocumentId>, limit: u64) -> Result<Vec<DocumentId>, Problem> {
    Ok(documents::ids_after(db, scope, after, limit).await?)
}
