//! One document, and the files of it (D9, D10).

use actix_web::{HttpResponse, get};
use domain::documents::StaffDocument;
use domain::{DocumentId, FileId};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Id, NoQuery};
use platform::etag::tagged;
use platform::files::{self, FileBytes};
use platform::problem::Problem;

use super::{reading, sent_examples as examples, wire};
use crate::store::{documents, files as store};

/// One document.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_document",
    summary = "Show a document",
    description = "What it says, what the client handed in, who signed it, what happened to it, and what the answers would change of the client's record. While the client is answering, their answers and files are theirs. Each look is recorded. Owners and clinicians; the front desk where the practice says so.",
    params(("id" = DocumentId, Path, description = "The document.")),
    responses(answers::Read, (status = 200, description = "The document.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::document)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/documents/{id}")]
pub async fn get_document(platform: App, caller: Staff<Schedulers>, id: Id<DocumentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    reading::needed(db, &caller).await?;
    let row = documents::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let shown = wire::document(&platform, db, &row, true).await?;
    // Nothing is shown that could not be written down.
    let tx = platform.db.write().await?;
    let act = Act::new("document.read").client(row.client()).on(row.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(tagged(row.version, &shown))
}

/// Fetches a file.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_document_file",
    summary = "Fetch a file of a document",
    description = "To be saved: no browser shows it as a page. What a client was asked for is there once they handed it in. It is recorded. Owners and clinicians; the front desk where the practice says so.",
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
                (FileBytes = "text/plain", example = json!("Room 2 is free."))
            ),
            headers(("Content-Disposition" = String, description = "Its name.")))
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/document-files/{id}")]
pub async fn get_document_file(platform: App, caller: Staff<Schedulers>, id: Id<FileId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    reading::needed(db, &caller).await?;
    let document = store::document_with(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let row = documents::find(db, scope, document).await?.filter(documents::Model::shows_files).ok_or_else(Problem::not_found)?;
    let file = files::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let answer = files::hand_out(&platform, scope, &file)?;
    // Nothing is shown that could not be written down.
    let tx = platform.db.write().await?;
    let act = Act::new("document_file.read").client(row.client()).on(id.0);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(answer)
}
