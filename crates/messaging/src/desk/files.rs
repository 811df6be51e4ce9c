//! Files of the practice's conversations (M4).

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get, post};
use domain::messaging::MessageFile;
use domain::problem::ProblemDocument;
use domain::{ConversationId, FileId};
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::{Id, NoQuery};
use platform::files::FileBytes;
use platform::problem::Problem;

use crate::examples;
use crate::reader::Reader;
use crate::uploads;

/// Uploads a file.
#[utoipa::path(
    tag = "messaging",
    operation_id = "upload_attachment",
    summary = "Upload a file for a message",
    description = "The file itself as the body, at most 25 MB; its name in `Content-Disposition`. PDF, PNG, JPEG, HEIC, docx or plain text, by its content. Pictures are drawn again: where they were taken is not kept. It goes with the next message that names it; what goes with none within a day is removed.",
    params(
        ("id" = ConversationId, Path, description = "The conversation."),
        ("Content-Disposition" = Option<String>, Header, description = "The file's name (RFC 6266).", example = "attachment; filename=\"letter.pdf\""),
        answers::WriteHeaders
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream", description = "The file."),
    responses(
        answers::Written,
        (status = 409, description = "`too_many_files`: too many wait for a message.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "`file_empty`, `file_too_long`, `file_kind`, `file_broken`, `file_bomb`, `file_macros`, `file_locked`: it cannot be sent.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The file.", body = MessageFile, example = examples::file)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/files")]
pub async fn upload_attachment(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Created().json(uploads::upload(&platform, &Reader::from(&caller), id.0, &request, body).await?))
}

/// Fetches a file.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_attachment",
    summary = "Fetch a file of a conversation",
    description = "To be saved: no browser shows it as a page. It is recorded.",
    params(("id" = FileId, Path, description = "The file.")),
    responses(
        answers::Read,
        (
            status = 200,
            description = "The file, of the type that its message names.",
            content(
                (FileBytes = "application/pdf", example = json!("%PDF-1.7 …")),
                (FileBytes = "image/png"),
                (FileBytes = "image/jpeg"),
                (FileBytes = "image/heic"),
                (FileBytes = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", example = json!("PK…")),
                (FileBytes = "text/plain", example = json!("Room 2 is free."))
            ),
            headers(("Content-Disposition" = String, description = "Its name.")))
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/message-files/{id}")]
pub async fn get_attachment(platform: App, caller: Staff<Team>, id: Id<FileId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let file = uploads::download(&platform, &Reader::from(&caller), id.0).await?;
    // Nothing is shown that could not be written down.
    let tx = platform.db.write().await?;
    let act = Act::new("message_file.read").client(file.client).on(id.0);
    audit::record(&platform, &*tx, caller.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(file.answer)
}
