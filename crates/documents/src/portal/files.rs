//! Files that a client sends, or reads (D10, D12).

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use domain::access::rights::Right;
use domain::documents::{DocumentFile, MyDocument};
use domain::problem::ProblemDocument;
use domain::{DocumentId, FileId};
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Client;
use platform::checked::{Id, NoQuery};
use platform::etag::created;
use platform::files::FileBytes;
use platform::problem::Problem;

use crate::examples::documents as examples;
use crate::{by, uploads, wire};

/// Adds a file.
#[utoipa::path(
    tag = "documents",
    operation_id = "upload_my_document_file",
    summary = "Add a file to a document that asks for files",
    description = "The file itself as the body, at most 25 MB; its name in `Content-Disposition`. PDF, PNG, JPEG, HEIC, docx or plain text, by its content. Pictures are drawn again: where they were taken is not kept. At most 10 in one document.",
    params(
        ("id" = DocumentId, Path, description = "The document."),
        ("Content-Disposition" = Option<String>, Header, description = "The file's name (RFC 6266).", example = "attachment; filename=\"card.jpg\""),
        answers::WriteHeaders
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream", description = "The file."),
    responses(
        answers::Written,
        (status = 409, description = "`too_many_files`: there are 10 already. `document_submitted`, `document_completed`, `document_void`, `document_expired`, `document_declined`, `document_kind`: it does not ask for files (any more).", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "`file_empty`, `file_too_long`, `file_kind`, `file_broken`, `file_bomb`, `file_macros`, `file_locked`: it cannot be sent.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The file.", body = DocumentFile, example = examples::file)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/documents/{id}/files")]
pub async fn upload_my_document_file(
    platform: App,
    caller: Client,
    id: Id<DocumentId>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    Ok(HttpResponse::Created().json(uploads::add(&platform, &caller, id.0, &request, body).await?))
}

/// Takes a file away again.
#[utoipa::path(
    tag = "documents",
    operation_id = "remove_my_document_file",
    summary = "Take a file away again",
    description = "Out of a document that was not submitted yet, for good.",
    params(("id" = FileId, Path, description = "The file."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`document_submitted`, `document_completed`, `document_void`, `document_expired`, `document_declined`, `document_kind`: it stays.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 204, description = "It is gone.")
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/portal/document-files/{id}")]
pub async fn remove_my_document_file(platform: App, caller: Client, id: Id<FileId>) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    uploads::remove(&platform, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends a file unasked.
#[utoipa::path(
    tag = "documents",
    operation_id = "send_my_file",
    summary = "Send the practice a file",
    description = "Without being asked, where the practice allows it. The file itself as the body, at most 25 MB; its name in `Content-Disposition`. PDF, PNG, JPEG, HEIC, docx or plain text, by its content.",
    params(
        ("Content-Disposition" = Option<String>, Header, description = "The file's name (RFC 6266).", example = "attachment; filename=\"card.jpg\""),
        answers::WriteHeaders
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream", description = "The file."),
    responses(
        answers::Written,
        (status = 409, description = "`uploads_closed`: the practice takes no files unasked. `too_many_files_today`: it does not take more from one client in 24 hours.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "`file_empty`, `file_too_long`, `file_kind`, `file_broken`, `file_bomb`, `file_macros`, `file_locked`: it cannot be sent.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "It was sent.", body = MyDocument, headers(("ETag" = String, description = "The version of the answers.")), example = examples::my_file)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/document-files")]
pub async fn send_my_file(platform: App, caller: Client, request: HttpRequest, body: Bytes) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let by = by::client(platform.db.read(), &caller, &request).await?;
    let row = uploads::send(&platform, &caller, &by, &request, body).await?;
    let shown = wire::my_document(&platform, platform.db.read(), &row).await?;
    Ok(created(shown.answers_version, &shown))
}

/// Fetches a file.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_my_document_file",
    summary = "Fetch a file of one of my documents",
    description = "To be saved: no browser shows it as a page.",
    params(("id" = FileId, Path, description = "The file.")),
    responses(
        answers::Read,
        (
            status = 200,
            description = "The file, of the type that its document names.",
            content(
                (FileBytes = "application/pdf", example = json!("%PDF-1.7 …")),
                (FileBytes = "image/png"),
                (FileBytes = "image/jpeg"),
                (FileBytes = "image/heic"),
                (FileBytes = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", example = json!("PK…")),
                (FileBytes = "text/plain", example = json!("Policy number 4711."))
            ),
            headers(("Content-Disposition" = String, description = "Its name.")))
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/document-files/{id}")]
pub async fn get_my_document_file(platform: App, caller: Client, id: Id<FileId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    uploads::download(&platform, &caller, id.0).await
}
