//! What a client signed or answered, to keep (D7).

use actix_web::{HttpResponse, get};
use domain::DocumentId;
use domain::access::rights::Right;
use platform::App;
use platform::answers;
use platform::caller::Client;
use platform::checked::{Id, NoQuery};
use platform::files::{self, FileBytes};
use platform::problem::Problem;

use crate::{mine, paper};

/// A document as a PDF.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_my_document_pdf",
    summary = "Fetch one of my documents as PDF",
    description = "What was signed or answered, with everybody's signature and the page that certifies it, as long as there are documents. Each time the same bytes, until the practice signs, too. Not found before it was signed or submitted. It is tagged for assistive technology (PDF/UA-1) and made to be archived (PDF/A-2a).",
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
#[get("/portal/documents/{id}/pdf")]
pub async fn get_my_document_pdf(platform: App, caller: Client, id: Id<DocumentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let document = mine::find(platform.db.read(), &caller, id.0).await?;
    let file = paper::ensure(&platform, &document).await?;
    files::hand_out(&platform, caller.scope(), &file)
}
