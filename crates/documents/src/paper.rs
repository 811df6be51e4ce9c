//! What was signed or answered, as a PDF with the page that certifies it (D7, D8).
//!
//! It is made from what was signed, once after each signature, and kept; whoever asks before that has it made at once. Each
//! try gives the same bytes, and the first that is kept counts, so that it may break off anywhere and begin again.

mod answered;
mod fitted;
mod sheet;
mod words;

use std::time::Duration;

use actix_web::web::Bytes;
use domain::DocumentId;
use domain::files::{FileKind, name};
use domain::time::Timestamp;
use pdf::{Template, press};
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::files::{self, NewFile};
use platform::jobs::{self, Handlers, Job};
use platform::live::Person;
use platform::problem::Problem;
use platform::secrets::hash;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::signing_key::SigningKey;
use crate::store::{documents, pdfs, signatures};

const JOB: &str = "document_pdf";
/// More than the longest form fills, answered at full length.
const LARGEST: u64 = 256 * 1024 * 1024;

/// How long one waits for its turn before it is turned away.
const PATIENCE: Duration = Duration::from_secs(10);

/// One at a time in a process: the job and whoever asks at once would both make the same.
static MAKING: Mutex<()> = Mutex::const_new(());

/// Which PDF is to be made.
#[derive(Serialize, Deserialize)]
struct Wanted {
    document: DocumentId,
    edition: i64,
}

/// Adds who makes PDFs.
pub fn jobs(handlers: &mut Handlers) {
    handlers.on(JOB, make);
}

/// Has the PDF of `edition` of `document` made once `tx` is committed.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(platform: &Platform, tx: &Tx, document: &documents::Model, edition: i64) -> Result<(), Problem> {
    let wanted = Wanted { document: document.id(), edition };
    jobs::queue(platform, tx, Some(document.scope().practice), JOB, &wanted, platform.clock.now()).await.map(|_| ())
}

async fn make(platform: Platform, job: Job) -> Result<(), Problem> {
    let wanted: Wanted = job.payload()?;
    let practice = job.practice.ok_or_else(|| Problem::internal("a document of no practice"))?;
    match documents::find(platform.db.read(), Scope { practice }, wanted.document).await? {
        Some(document) => of_edition(&platform, &document, wanted.edition).await.map(|_| ()),
        None => Ok(()),
    }
}

/// The PDF of `document` with all its signatures, made if nobody has yet.
///
/// # Errors
/// 404 when nothing was signed or submitted; 503 `busy` when others are being made.
pub async fn ensure(platform: &Platform, document: &documents::Model) -> Result<files::Model, Problem> {
    match signatures::newest(platform.db.read(), document.scope(), document.id()).await? {
        0 => Err(Problem::not_found()),
        newest => of_edition(platform, document, newest).await,
    }
}

async fn of_edition(platform: &Platform, document: &documents::Model, edition: i64) -> Result<files::Model, Problem> {
    let db = platform.db.read();
    if let Some(file) = made(db, document, edition).await? {
        return Ok(file);
    }
    let _alone = timeout(PATIENCE, MAKING.lock()).await.map_err(|_| Problem::busy())?;
    let turn = press::turn().await.map_err(|_| Problem::busy())?;
    // Somebody may have made it meanwhile.
    if let Some(file) = made(db, document, edition).await? {
        return Ok(file);
    }
    let (sheet, at) = sheet::of(platform, document, edition).await?;
    let bytes = press::typeset(turn, Template::Document, sheet, at).await.map_err(Problem::internal)?;
    keep(platform, document, edition, bytes, at).await
}

/// The file of what was made already.
async fn made(db: &impl ConnectionTrait, document: &documents::Model, edition: i64) -> Result<Option<files::Model>, Problem> {
    match pdfs::find(db, document.scope(), document.id(), edition).await? {
        Some(made) => Ok(files::find(db, document.scope(), made.file()).await?),
        None => Ok(None),
    }
}

async fn keep(
    platform: &Platform,
    document: &documents::Model,
    edition: i64,
    bytes: Vec<u8>,
    at: Timestamp,
) -> Result<files::Model, Problem> {
    let scope = document.scope();
    let hash = hash(&bytes);
    let owner = Person::client(scope.practice, document.client());
    // A title may have slashes in it, which are no folders.
    let title = document.title.replace(['/', '\\'], "-");
    let name = name::kept(&format!("{title} {}.pdf", at.strftime("%Y-%m-%d")), FileKind::Pdf);
    let new = NewFile { name: name.into(), media_type: FileKind::Pdf.media_type(), owner };
    let body = futures_util::stream::once(async { Ok(Bytes::from(bytes)) });
    let file = files::write(platform, scope, new, LARGEST, body).await?;
    let tx = platform.db.write().await?;
    documents::hold(&*tx, scope, document.id()).await?;
    // Two made it at once: the first counts. What belongs to nothing is removed tomorrow.
    if let Some(file) = made(&*tx, document, edition).await? {
        return Ok(file);
    }
    files::attach(platform, &*tx, scope, owner, &[file.id()]).await?;
    let mut row = pdfs::Model {
        practice_id: scope.practice.0,
        hash,
        document_id: document.id,
        edition,
        file_id: file.id,
        signature: Vec::new(),
        made_at: platform.clock.now().into(),
    };
    row.signature = SigningKey::within(platform, &*tx).await?.sign(&row.message());
    pdfs::insert(&*tx, &row).await?;
    tx.commit().await?;
    Ok(file)
}
