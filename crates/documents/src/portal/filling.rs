//! Answering a form, and submitting it (D5, D6).

use actix_web::{HttpRequest, HttpResponse, post, put};
use domain::DocumentId;
use domain::access::rights::Right;
use domain::documents::{MyDocument, SaveMyAnswers, SavedAnswers, SubmitMyForm};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Client;
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;

use crate::examples::documents as examples;
use crate::{by, filling, wire};

/// Keeps answers.
#[utoipa::path(
    tag = "documents",
    operation_id = "save_my_answers",
    summary = "Keep the answers that changed",
    description = "Others stay, so that two devices can answer different questions. What is half written is kept, too; what must be there is looked at when the form is submitted. An empty answer takes the one before back.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = SaveMyAnswers, example = json!(examples::save_answers())),
    responses(
        answers::Written,
        (status = 409, description = "`document_submitted`, `document_completed`, `document_void`, `document_expired`, `document_declined`, `document_kind`: it is not answered (any more).", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "They are kept.", body = SavedAnswers, headers(("ETag" = String, description = "The version of the answers.")), example = examples::saved_answers)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/portal/documents/{id}/answers")]
pub async fn save_my_answers(
    platform: App,
    caller: Client,
    id: Id<DocumentId>,
    input: Checked<SaveMyAnswers>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let saved = filling::save(&platform, &caller, id.0, &input.0).await?;
    Ok(tagged(saved.answers_version, &saved))
}

/// Submits a form, or files.
#[utoipa::path(
    tag = "documents",
    operation_id = "submit_my_form",
    summary = "Submit a form, or the files that were asked for",
    description = "With the `answers_version` that was on the page where I confirmed: what another device changed since is not submitted unseen. Answers to questions that are not asked any more are left out.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = SubmitMyForm, example = json!(examples::submit())),
    responses(
        answers::Written,
        (status = 409, description = "`answers_changed`: another device answered in between. `document_submitted`, `document_completed`, `document_void`, `document_expired`, `document_declined`, `document_kind`: it is not submitted (any more).", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document, submitted.", body = MyDocument, headers(("ETag" = String, description = "The version of the answers.")), example = examples::my_submitted)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/documents/{id}/submission")]
pub async fn submit_my_form(
    platform: App,
    caller: Client,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<SubmitMyForm>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let by = by::client(platform.db.read(), &caller, &request).await?;
    let row = filling::submit(&platform, &caller, &by, id.0, input.0).await?;
    let shown = wire::my_document(&platform, platform.db.read(), &row).await?;
    Ok(tagged(shown.answers_version, &shown))
}
