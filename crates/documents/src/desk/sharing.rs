//! Sending documents and files to a client (D2, D12).

use actix_web::web::{Bytes, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use domain::ClientId;
use domain::documents::{ClientDocuments, ShareDocuments, StaffDocument};
use domain::list::PageQuery;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::etag::created;
use platform::files::{self, FileBytes};
use platform::live::Person;
use platform::problem::Problem;
use practice::clients;

use super::{listing, reading, sent_examples, wire};
use crate::examples::documents as examples;
use crate::store::documents;
use crate::store::files as places;
use crate::{by, share};

/// Sends documents.
#[utoipa::path(
    tag = "documents",
    operation_id = "share_documents",
    summary = "Send documents to a client",
    description = "The templates of a packet first, then the others, each once and in this order; what they say is fixed now. One e-mail tells the client, who can come in by then; it names none of them. Owners, clinicians and the front desk.",
    params(("id" = ClientId, Path, description = "The client."), answers::WriteHeaders),
    request_body(content = ShareDocuments, example = json!(examples::share())),
    responses(
        answers::Written,
        (status = 409, description = "`template_archived`: one of them is not sent any more.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The newest page of what was sent to them.", body = ClientDocuments, example = sent_examples::client_documents)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/documents")]
pub async fn share_documents(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<ClientId>,
    request: HttpRequest,
    input: Checked<ShareDocuments>,
) -> Result<Json<ClientDocuments>, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let by = by::member(&*tx, &caller, &request).await?;
    share::share(&platform, &tx, scope, id.0, &by, &input.0).await?;
    let shown = listing::of_client(&platform, &*tx, scope, id.0, &PageQuery::default()).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

/// Shares a file.
#[utoipa::path(
    tag = "documents",
    operation_id = "share_file",
    summary = "Share a file with a client",
    description = "To be read. The file itself as the body, at most 25 MB; its name in `Content-Disposition`, which the client reads, too. PDF, PNG, JPEG, HEIC, docx or plain text, by its content. Pictures are drawn again: where they were taken is not kept. Owners, clinicians and the front desk.",
    params(
        ("id" = ClientId, Path, description = "The client."),
        ("Content-Disposition" = Option<String>, Header, description = "The file's name (RFC 6266).", example = "attachment; filename=\"directions.pdf\""),
        answers::WriteHeaders
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream", description = "The file."),
    responses(
        answers::Written,
        (status = 409, description = "`too_many_files`: too many that came from here belong to nothing.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "`file_empty`, `file_too_long`, `file_kind`, `file_broken`, `file_bomb`, `file_macros`, `file_locked`: it cannot be sent.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The document that has the file.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = sent_examples::document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/document-files")]
pub async fn share_file(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<ClientId>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (db, scope, client) = (platform.db.read(), caller.scope(), id.0);
    clients::find(db, scope, client).await?.ok_or_else(Problem::not_found)?;
    let owner = Person::staff(caller.practice, caller.staff);
    let file = files::take_in(&platform, scope, owner, &request, body).await?;
    let name = crate::wire::file(&platform, &file)?.name;
    let tx = platform.db.write().await?;
    let by = by::member(&*tx, &caller, &request).await?;
    let row: documents::Model = share::file(&platform, &tx, scope, client, &by, name.as_str()).await?;
    files::attach(&platform, &*tx, scope, owner, &[file.id()]).await?;
    places::insert(&*tx, scope, row.id(), file.id(), 0).await?;
    share::note(&platform, &tx, &by, &row).await?;
    let reads = reading::reads(&*tx, &caller).await?;
    let shown = wire::document(&platform, &*tx, &row, reads).await?;
    tx.commit().await?;
    Ok(created(shown.summary.version, &shown))
}
