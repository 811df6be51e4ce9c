//! Files that people send (M4), looked at before they are kept.

mod document;
mod picture;

use actix_web::error::BlockingError;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, web};
use domain::files::{FileKind, FileRefusal, LONGEST_FILE, heic, kind_of, name};
use tokio::sync::Semaphore;

use super::{Model, NewFile, PIECE};
use crate::Platform;
use crate::db::Scope;
use crate::live::Person;
use crate::problem::Problem;

/// Files of one person that belong to nothing yet: more than goes at once, and no store of one's own.
const MOST_LOOSE: u64 = 30;
/// A picture that was drawn again may be longer than the one that came.
const LONGEST_DRAWN: u64 = 4 * LONGEST_FILE as u64;
/// A picture takes up to about a gigabyte while it is drawn again, a document up to a second of work until it is unpacked.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Keeps what `body` holds as a file of `owner`, under the name that `request` gives. It belongs to nothing until it is
/// attached.
///
/// # Errors
/// 409 `too_many_files` when too many of theirs belong to nothing yet, 422 `file_…` for what does not go.
pub async fn take_in(platform: &Platform, scope: Scope, owner: Person, request: &HttpRequest, body: Bytes) -> Result<Model, Problem> {
    if super::count_loose(platform.db.read(), scope, owner).await? >= MOST_LOOSE {
        return Err(too_many());
    }
    let (kind, mut body) = looked_into(body).await?;
    let given = request.headers().get(CONTENT_DISPOSITION).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let given = given.and_then(|value| name::name_in(&value)).unwrap_or_default();
    let new = NewFile { name: name::kept(&given, kind).into(), media_type: kind.media_type(), owner };
    // One after the other, so that the server has time for others in between.
    let pieces = std::iter::from_fn(move || (!body.is_empty()).then(|| Ok(body.split_to(body.len().min(PIECE)))));
    super::write(platform, scope, new, LONGEST_DRAWN, futures_util::stream::iter(pieces)).await
}

/// What it is, and what is kept of it: the same picture without what was noted about it, such as where it was taken; a
/// document that is what it says; anything else as it came. Nothing here goes through a file on the server's own threads.
async fn looked_into(body: Bytes) -> Result<(FileKind, Bytes), Problem> {
    let (kind, body) = web::block(move || (kind_of(&body), body)).await.map_err(Problem::internal)?;
    let kind = kind.map_err(refused)?;
    let kept = match kind {
        // A decoder that gives up by panicking has not read a picture either.
        FileKind::Png | FileKind::Jpeg => {
            let drawn = in_turn(move || picture::redraw(kind, &body)).await?;
            drawn.unwrap_or(Err(FileRefusal::Broken)).map(Bytes::from)
        }
        FileKind::Heic => web::block(move || heic::without_notes(body.into()).map(Bytes::from)).await.map_err(Problem::internal)?,
        FileKind::Docx => in_turn(move || document::check(&body).map(|()| body)).await?.map_err(Problem::internal)?,
        FileKind::Pdf | FileKind::Txt => Ok(body),
    };
    Ok((kind, kept.map_err(refused)?))
}

/// Does this when it is its turn. The turn ends with the work, not with whoever asked for it: they may be gone before.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<Result<T, BlockingError>, Problem> {
    let turn = ONE_AT_A_TIME.acquire().await.map_err(Problem::internal)?;
    let done = web::block(move || {
        let _turn = turn;
        work()
    });
    Ok(done.await)
}

fn too_many() -> Problem {
    Problem::conflict("too_many_files", "Too many files wait to be sent").detail("Send some of them first, or wait a day.")
}

fn refused(refusal: FileRefusal) -> Problem {
    let detail = match refusal {
        FileRefusal::Empty => "There is nothing in this file.",
        FileRefusal::TooLong => "A file may have at most 25 MB.",
        FileRefusal::Kind => "PDF, PNG, JPEG, HEIC, Word (docx) and plain text files can be sent.",
        FileRefusal::Broken => "This file is not whole, or not as such a file must be.",
        FileRefusal::Bomb => "This file would be too large once it is opened.",
        FileRefusal::Macros => "This file has a program in it. Save it without macros.",
        FileRefusal::Locked => "This file opens with a password only. Save it without one: what is sent here is private already.",
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.code(), "This file cannot be sent").detail(detail)
}
