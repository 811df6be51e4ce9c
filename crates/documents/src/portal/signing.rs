//! Signing a document, or saying no to it (D4).

use actix_web::{HttpRequest, HttpResponse, post};
use domain::DocumentId;
use domain::access::rights::Right;
use domain::documents::{DeclineDocument, MyDocument, SignDocument};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Client;
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;

use crate::examples::documents as examples;
use crate::{by, signing, wire};

/// Signs a document.
#[utoipa::path(
    tag = "documents",
    operation_id = "sign_my_document",
    summary = "Sign a document",
    description = "With a typed name, as who signs, and the SHA-256 of what was shown: worked out by who signs from the bytes of `content`. It stands from then on, with its evidence.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = SignDocument, example = json!(examples::sign())),
    responses(
        answers::Written,
        (status = 409, description = "`document_not_read`: its end was not on the screen yet. `document_changed`: the hash is another's. `electronic_consent_required`: agree to electronic records first. `document_completed`, `document_void`, `document_expired`, `document_declined`, `document_kind`: it is not to be signed (any more).", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document, signed.", body = MyDocument, headers(("ETag" = String, description = "The version of the answers.")), example = examples::my_signed)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/documents/{id}/signature")]
pub async fn sign_my_document(
    platform: App,
    caller: Client,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<SignDocument>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let by = by::client(platform.db.read(), &caller, &request).await?;
    let row = signing::sign(&platform, &caller, &by, id.0, &input.0).await?;
    let shown = wire::my_document(&platform, platform.db.read(), &row).await?;
    Ok(tagged(shown.answers_version, &shown))
}

/// Declines a document.
#[utoipa::path(
    tag = "documents",
    operation_id = "decline_my_document",
    summary = "Decline a document",
    description = "It is not asked for any more; the practice sees why, where a reason is given, and may send it again.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = DeclineDocument, example = json!(examples::decline())),
    responses(
        answers::Written,
        (status = 409, description = "`document_completed`, `document_submitted`, `document_void`, `document_expired`, `document_declined`, `document_kind`: there is nothing to decline (any more).", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document.", body = MyDocument, headers(("ETag" = String, description = "The version of the answers.")), example = examples::my_declined)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/documents/{id}/refusal")]
pub async fn decline_my_document(
    platform: App,
    caller: Client,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<DeclineDocument>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let by = by::client(platform.db.read(), &caller, &request).await?;
    let row = signing::decline(&platform, &caller, &by, id.0, &input.0).await?;
    let shown = wire::my_document(&platform, platform.db.read(), &row).await?;
    Ok(tagged(shown.answers_version, &shown))
}
