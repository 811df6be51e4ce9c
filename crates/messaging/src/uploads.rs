//! Files that go with messages (M4): looked at before they are kept, always handed out to be saved and never to be shown
//! as a page.

mod document;
mod picture;

use actix_web::error::BlockingError;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use domain::messaging::MessageFile;
use domain::messaging::files::{FileKind, FileRefusal, LONGEST_FILE, heic, kind_of, name};
use domain::{ClientId, ConversationId, FileId};
use futures_util::TryStreamExt as _;
use platform::Platform;
use platform::files::{self, NewFile};
use platform::problem::Problem;
use tokio::sync::Semaphore;

use crate::reader::Reader;
use crate::store::{attachments, messages};
use crate::{refusals, wire};

/// Files of one person that belong to nothing yet: more than a message takes, and no store of one's own.
const MOST_LOOSE: u64 = 30;
/// A picture that was drawn again may be longer than the one that came.
const LONGEST_DRAWN: u64 = 4 * LONGEST_FILE as u64;
/// Bytes that are kept one after the other, so that the server has time for others in between.
const PIECE: usize = 256 * 1024;
/// A picture takes up to about a gigabyte while it is drawn again, a document up to a second of work until it is unpacked.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Keeps what `body` holds, for a message of the reader's in the conversation, under the name that `request` gives.
///
/// # Errors
/// 404 when the conversation is nothing of theirs, 409 `left` or `too_many_files`, 422 `file_…` for what does not go.
pub async fn upload(
    platform: &Platform,
    reader: &Reader,
    conversation: ConversationId,
    request: &HttpRequest,
    body: Bytes,
) -> Result<MessageFile, Problem> {
    let (db, scope) = (platform.db.read(), reader.scope());
    let (_, reads) = reader.find(db, conversation).await?;
    if !reads.writes() {
        return Err(refusals::left());
    }
    if files::count_loose(db, scope, reader.person).await? >= MOST_LOOSE {
        return Err(refusals::too_many_files());
    }
    let (kind, mut body) = looked_into(body).await?;
    let given = request.headers().get(CONTENT_DISPOSITION).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let given = given.and_then(|value| name::name_in(&value)).unwrap_or_default();
    let new = NewFile { name: name::kept(&given, kind).into(), media_type: kind.media_type(), owner: reader.person };
    let pieces = std::iter::from_fn(move || (!body.is_empty()).then(|| Ok(body.split_to(body.len().min(PIECE)))));
    let kept = files::write(platform, scope, new, LONGEST_DRAWN, futures_util::stream::iter(pieces)).await?;
    wire::file(platform, &kept)
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

fn refused(refusal: FileRefusal) -> Problem {
    let detail = match refusal {
        FileRefusal::Empty => "There is nothing in this file.",
        FileRefusal::TooLong => "A file may have at most 25 MB.",
        FileRefusal::Kind => "PDF, PNG, JPEG, HEIC, Word (docx) and plain text files can be sent.",
        FileRefusal::Broken => "This file is not whole, or not as such a file must be.",
        FileRefusal::Bomb => "This file would be too large once it is opened.",
        FileRefusal::Macros => "This file has a program in it. Save it without macros.",
        FileRefusal::Locked => "This file opens with a password only. Save it without one: messages are private already.",
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.code(), "This file cannot be sent").detail(detail)
}

/// The bytes of a file.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only describes; the bytes are read and written as they are")]
pub struct FileBytes(Vec<u8>);

/// A file, and about whom it is.
pub struct Download {
    /// The answer that hands it out.
    pub answer: HttpResponse,
    /// The client whose conversation it is in.
    pub client: ClientId,
}

/// Hands out the file `id`, piece by piece, to be saved; no browser shows it as a page or runs anything in it.
///
/// # Errors
/// 404 when it goes with no message that the reader sees, or was redacted.
pub async fn download(platform: &Platform, reader: &Reader, id: FileId) -> Result<Download, Problem> {
    let (db, scope) = (platform.db.read(), reader.scope());
    let message = attachments::message_with(db, scope, id).await?.ok_or_else(Problem::not_found)?;
    let message = messages::find(db, scope, message).await?.ok_or_else(Problem::not_found)?;
    let (conversation, reads) = reader.find(db, message.conversation()).await?;
    let seen = reads.sees(message.seq, message.kind());
    let file = files::find(db, scope, id).await?.filter(|file| seen && !file.is_erased()).ok_or_else(Problem::not_found)?;
    let facts = file.facts(platform)?.ok_or_else(Problem::not_found)?;
    let bytes = u64::try_from(file.bytes).map_err(Problem::internal)?;
    let answer = HttpResponse::Ok()
        .content_type(file.media_type.as_str())
        .insert_header((CONTENT_DISPOSITION, name::attachment(facts.name.as_str())))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .no_chunking(bytes)
        .streaming(Box::pin(files::read(platform, scope, &file).map_err(actix_web::Error::from)));
    Ok(Download { answer, client: conversation.client() })
}
