//! Sealed files, kept in the database in pieces of 256 KiB, so that a backup of the database is one of the files, too,
//! and no file is ever whole in memory only because somebody fetches it.
//!
//! A piece opens only as that piece of that file; name and hash are sealed, too. A file belongs to nothing until it is
//! attached, in the transaction of what it goes with; what nobody attached within a day is removed.

mod handout;
mod intake;
mod store;

use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use aws_lc_rs::digest;
use domain::FileId;
use domain::text::PersonalText;
use futures_util::{Stream, StreamExt as _};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::Platform;
use crate::db::Scope;
use crate::live::Person;
use crate::problem::Problem;

pub use handout::{FileBytes, hand_out, to_be_saved};
pub use intake::take_in;
pub use store::{Model, among, count_loose, erase, find};

/// Bytes of a piece.
const PIECE: usize = 256 * 1024;
/// Seconds until a file that belongs to nothing is removed.
const LOOSE_SECONDS: i64 = 24 * 3600;
/// Files that are removed at once: SQLite's one writer is let go in between.
const SWEPT_AT_ONCE: u64 = 20;

/// A file on its way in.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// What it is called.
    pub name: PersonalText,
    /// What it is, by its content.
    pub media_type: &'static str,
    /// Who sends it in, and alone may attach it.
    pub owner: Person,
}

/// What is sealed of a file beside its pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What it is called.
    pub name: PersonalText,
    /// SHA-256 of the content, in hex.
    pub hash: String,
}

/// Writes what comes from `body`, at most `limit` bytes of it, piece by piece. A file that breaks off is removed.
///
/// # Errors
/// 413 `too_large` beyond `limit`, and whatever `body` answers.
pub async fn write<S>(platform: &Platform, scope: Scope, new: NewFile, limit: u64, body: S) -> Result<Model, Problem>
where
    S: Stream<Item = Result<Bytes, Problem>>,
{
    let now = platform.clock.now();
    let id = FileId(platform.secrets.id(now));
    let tx = platform.db.write().await?;
    store::begin(&*tx, scope, id, &new, now).await?;
    tx.commit().await?;
    let written = write_pieces(platform, scope, id, limit, body).await;
    let finished = match written {
        Ok(written) => finish(platform, scope, id, new.name, &written).await,
        Err(problem) => Err(problem),
    };
    if finished.is_err() {
        // Should this fail, too, the sweep removes it tomorrow.
        let _ = remove(platform, scope, id).await;
    }
    finished
}

/// How much was written.
struct Written {
    bytes: u64,
    pieces: i64,
    hash: String,
}

async fn write_pieces<S>(platform: &Platform, scope: Scope, id: FileId, limit: u64, body: S) -> Result<Written, Problem>
where
    S: Stream<Item = Result<Bytes, Problem>>,
{
    let mut body = std::pin::pin!(body);
    let mut hash = digest::Context::new(&digest::SHA256);
    let (mut bytes, mut pieces, mut piece) = (0_u64, 0_i64, Vec::with_capacity(PIECE));
    while let Some(part) = body.next().await {
        let part = part?;
        bytes += part.len() as u64;
        if bytes > limit {
            return Err(too_large(limit));
        }
        hash.update(&part);
        let mut rest = &part[..];
        while !rest.is_empty() {
            let (fits, after) = rest.split_at(rest.len().min(PIECE - piece.len()));
            piece.extend_from_slice(fits);
            rest = after;
            if piece.len() == PIECE {
                put(platform, scope, id, pieces, &piece).await?;
                pieces += 1;
                piece.clear();
            }
        }
    }
    if !piece.is_empty() {
        put(platform, scope, id, pieces, &piece).await?;
        pieces += 1;
    }
    Ok(Written { bytes, pieces, hash: hex::encode(hash.finish()) })
}

fn too_large(limit: u64) -> Problem {
    let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "This is too large");
    problem.detail(format!("At most {} MiB.", limit / (1024 * 1024)))
}

/// A transaction for each piece: a slow sender holds nobody up.
async fn put(platform: &Platform, scope: Scope, id: FileId, place: i64, piece: &[u8]) -> Result<(), Problem> {
    let sealed = platform.secrets.seal(&piece_name(id, place), piece);
    let tx = platform.db.write().await?;
    store::insert_piece(&*tx, scope, id, place, sealed).await?;
    tx.commit().await
}

async fn finish(platform: &Platform, scope: Scope, id: FileId, name: PersonalText, written: &Written) -> Result<Model, Problem> {
    let facts = serde_json::to_vec(&Facts { name, hash: written.hash.clone() }).map_err(Problem::internal)?;
    let sealed = platform.secrets.seal(&facts_name(id), &facts);
    let bytes = i64::try_from(written.bytes).map_err(Problem::internal)?;
    let tx = platform.db.write().await?;
    let file = store::complete(&*tx, scope, id, sealed, bytes, written.pieces, platform.clock.now()).await?;
    tx.commit().await?;
    file.ok_or_else(|| Problem::internal("a file was removed while it arrived"))
}

async fn remove(platform: &Platform, scope: Scope, id: FileId) -> Result<(), Problem> {
    let tx = platform.db.write().await?;
    store::remove(&*tx, scope, id).await?;
    tx.commit().await
}

fn piece_name(id: FileId, place: i64) -> String {
    format!("file:{id}:{place}")
}

fn facts_name(id: FileId) -> String {
    format!("file:{id}")
}

impl Model {
    /// Its name and hash; none once it was erased.
    ///
    /// # Errors
    /// When it was sealed with a key that is no longer there.
    pub fn facts(&self, platform: &Platform) -> Result<Option<Facts>, Problem> {
        let Some(sealed) = &self.sealed_facts else { return Ok(None) };
        let plain = platform.secrets.unseal(&facts_name(self.id()), sealed)?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| Problem::internal("a file's facts have another form"))
    }
}

/// Attaches the files `ids`, which `owner` sent in and which belong to nothing yet, for good, in the transaction `tx` of
/// what they go with; gives them in the order of `ids`.
///
/// # Errors
/// 422 `file` at `/files/<place>` for one that is not there, not whole, somebody else's, or attached already.
pub async fn attach(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    owner: Person,
    ids: &[FileId],
) -> Result<Vec<Model>, Problem> {
    let now = platform.clock.now();
    let mut files = Vec::with_capacity(ids.len());
    for (place, id) in ids.iter().enumerate() {
        let attached = store::claim(tx, scope, owner, *id, now).await?;
        let refused = || Problem::field(&format!("/files/{place}"), "file", "This file is not there any longer. Please add it again.");
        files.push(attached.ok_or_else(refused)?);
    }
    Ok(files)
}

/// The content of `file`, piece by piece. It breaks off with an error where a piece does not open or is missing; nothing
/// that was changed is ever given out.
pub fn read(platform: &Platform, scope: Scope, file: &Model) -> impl Stream<Item = Result<Bytes, Problem>> + use<> {
    let (platform, id, pieces) = (platform.clone(), file.id(), file.chunks);
    futures_util::stream::unfold(0, move |place| {
        let platform = platform.clone();
        async move {
            if place >= pieces {
                return None;
            }
            match piece(&platform, scope, id, place).await {
                Ok(piece) => Some((Ok(piece), place + 1)),
                // Nothing after a piece that failed.
                Err(problem) => Some((Err(problem), i64::MAX)),
            }
        }
    })
}

async fn piece(platform: &Platform, scope: Scope, id: FileId, place: i64) -> Result<Bytes, Problem> {
    let sealed = store::piece(platform.db.read(), scope, id, place).await?;
    let sealed = sealed.ok_or_else(|| Problem::internal("a piece of a file is missing"))?;
    Ok(platform.secrets.unseal(&piece_name(id, place), &sealed)?.into())
}

/// Removes files that nobody attached within a day. Several processes may do it at once.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(platform: &Platform) -> Result<u64, Problem> {
    let before = crate::db::Moment::from(platform.clock.now()).plus(-LOOSE_SECONDS);
    let mut removed = 0;
    loop {
        let tx = platform.db.write().await?;
        let now_removed = store::remove_loose(&*tx, before, SWEPT_AT_ONCE).await?;
        tx.commit().await?;
        removed += now_removed;
        if now_removed < SWEPT_AT_ONCE {
            return Ok(removed);
        }
    }
}
