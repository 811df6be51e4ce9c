//! Files, read to their end: those that clients sent or were sent, and the PDFs that were made.

use aws_lc_rs::digest::{Context, SHA256};
use domain::FileId;
use futures_util::TryStreamExt as _;
use platform::Platform;
use platform::db::Scope;
use platform::files;
use platform::problem::Problem;
use sea_orm::ConnectionTrait;

use super::Found;
use crate::signing_key::SigningKey;
use crate::store::pdfs;

/// Whether every piece of the file opens and all of it is what was written; gives its SHA-256.
///
/// # Errors
/// When the database does not answer.
pub async fn whole(platform: &Platform, db: &impl ConnectionTrait, scope: Scope, id: FileId) -> Result<Result<Vec<u8>, String>, Problem> {
    let Some(file) = files::find(db, scope, id).await? else { return Ok(Err("The file is missing.".to_owned())) };
    let Ok(Some(facts)) = file.facts(platform) else {
        return Ok(Err("The name and hash of the file do not open: they were changed, or their key is gone.".to_owned()));
    };
    let mut hash = Context::new(&SHA256);
    let mut pieces = std::pin::pin!(files::read(platform, scope, &file));
    loop {
        match pieces.try_next().await {
            Ok(Some(piece)) => hash.update(&piece),
            Ok(None) => break,
            Err(problem) if problem.status.as_u16() == 503 => return Err(problem),
            Err(_) => return Ok(Err("A piece of the file is missing or was changed.".to_owned())),
        }
    }
    let hash = hash.finish().as_ref().to_vec();
    Ok(if hex::encode(&hash) == facts.hash { Ok(hash) } else { Err("The file is not what its hash says.".to_owned()) })
}

/// Whether a PDF is the one that was made, and signed by `key`.
///
/// # Errors
/// When the database does not answer.
pub async fn pdf(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    key: Option<&SigningKey>,
    pdf: &pdfs::Model,
) -> Result<Found, Problem> {
    let of = |what: &str| Err(format!("PDF {}: {what}", pdf.edition));
    Ok(match whole(platform, db, scope, pdf.file()).await? {
        Err(what) => of(&what),
        Ok(hash) if hash != pdf.hash => of("The file is not what its hash says."),
        Ok(_) if !key.is_some_and(|key| key.signed(&pdf.message(), &pdf.signature)) => of("Its signature is not this installation's."),
        Ok(_) => Ok(()),
    })
}
