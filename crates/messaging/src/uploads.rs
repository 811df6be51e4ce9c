//! Files that go with messages (M4).

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use domain::messaging::MessageFile;
use domain::{ClientId, ConversationId, FileId};
use platform::Platform;
use platform::files;
use platform::problem::Problem;

use crate::reader::Reader;
use crate::store::{attachments, messages};
use crate::{refusals, wire};

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
    let (_, reads) = reader.find(platform.db.read(), conversation).await?;
    if !reads.writes() {
        return Err(refusals::left());
    }
    let kept = files::take_in(platform, reader.scope(), reader.person, request, body).await?;
    wire::file(platform, &kept)
}

/// A file, and about whom it is.
pub struct Download {
    /// The answer that hands it out.
    pub answer: HttpResponse,
    /// The client whose conversation it is in.
    pub client: ClientId,
}

/// Hands out the file `id`.
///
/// # Errors
/// 404 when it goes with no message that the reader sees, or was redacted.
pub async fn download(platform: &Platform, reader: &Reader, id: FileId) -> Result<Download, Problem> {
    let (db, scope) = (platform.db.read(), reader.scope());
    let message = attachments::message_with(db, scope, id).await?.ok_or_else(Problem::not_found)?;
    let message = messages::find(db, scope, message).await?.ok_or_else(Problem::not_found)?;
    let (conversation, reads) = reader.find(db, message.conversation()).await?;
    let seen = reads.sees(message.seq, message.kind());
    let file = files::find(db, scope, id).await?.filter(|_| seen).ok_or_else(Problem::not_found)?;
    Ok(Download { answer: files::hand_out(platform, scope, &file)?, client: conversation.client() })
}
