//! What was signed or answered on paper, and whether it is still as it was (D7, D8).

use actix_web::{HttpResponse, get, web};
use domain::DocumentId;
use domain::documents::{Part, PartCheck, Verification};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Id, NoQuery};
use platform::files::{self, FileBytes};
use platform::problem::Problem;

use super::reading;
use crate::store::documents;
use crate::{paper, verification};

/// A document as a PDF.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_document_pdf",
    summary = "Fetch a document as PDF",
    description = "What was signed or answered, with everybody's signature and the page that certifies it: the same file that the client has. Not found before it was signed or submitted. It is recorded. Owners and clinicians; the front desk where the practice says so.",
    params(("id" = DocumentId, Path, description = "The document.")),
    responses(
        answers::Read,
        (
            status = 200,
            description = "The file.",
            body = FileBytes,
            content_type = "application/pdf",
            headers(("Content-Disposition" = String, description = "The name to save it under; says nothing of whom it is about.")),
            example = json!("%PDF-1.7 …")
        )
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/documents/{id}/pdf")]
pub async fn get_document_pdf(platform: App, caller: Staff<Schedulers>, id: Id<DocumentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    reading::needed(db, &caller).await?;
    let document = documents::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let file = paper::ensure(&platform, &document).await?;
    let answer = files::hand_out(&platform, scope, &file)?;
    // Nothing is handed out that could not be written down.
    let tx = platform.db.write().await?;
    let act = Act::new("document_pdf.read").client(document.client()).on(document.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Whether a document is as it was.
#[utoipa::path(
    tag = "documents",
    operation_id = "verify_document",
    summary = "Verify a document",
    description = "Opens and hashes every part of it anew and compares with what was recorded when it was sent and signed: what was shown, the answers, the record of each signature, the chain of what happened, every PDF and every file. Owners and clinicians; the front desk where the practice says so.",
    params(("id" = DocumentId, Path, description = "The document.")),
    responses(answers::Read, (status = 200, description = "Each part.", body = Verification, example = json!(example()))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/documents/{id}/verification")]
pub async fn verify_document(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<DocumentId>,
    _: NoQuery,
) -> Result<web::Json<Verification>, Problem> {
    let db = platform.db.read();
    reading::needed(db, &caller).await?;
    let document = documents::find(db, caller.scope(), id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(web::Json(verification::document(&platform, db, &document).await?))
}

fn example() -> Verification {
    let check = |part, detail: &str| PartCheck { part, whole: detail.is_empty(), detail: detail.into() };
    let changed = "PDF 1: A piece of the file is missing or was changed.";
    let checks = vec![check(Part::Content, ""), check(Part::Evidence, ""), check(Part::Trail, ""), check(Part::Pdf, changed)];
    Verification { whole: false, checks }
}
