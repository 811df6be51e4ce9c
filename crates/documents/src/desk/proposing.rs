//! What of the answers goes into the client's record (D9).

use actix_web::{HttpResponse, post};
use domain::DocumentId;
use domain::documents::state::Refusal;
use domain::documents::{DocumentKind, SettleProposal, StaffDocument};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;

use super::{reading, sent_examples as examples, wire};
use crate::store::documents;
use crate::{proposal, refusals};

/// Takes answers over.
#[utoipa::path(
    tag = "documents",
    operation_id = "settle_document_proposal",
    summary = "Take answers over into the client's record",
    description = "The fields that are named, and no others; with none, the record stays as it is. Once for what was submitted. Owners and clinicians; the front desk where the practice says so.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = SettleProposal, example = json!(examples::settle())),
    responses(
        answers::Written,
        (status = 409, description = "`settled`: somebody decided before. `document_…`: nothing was submitted.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/accept/<i>`: the answers say nothing about it, or the record would not take it.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document as it is now.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/documents/{id}/proposal")]
pub async fn settle_document_proposal(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<DocumentId>,
    input: Checked<SettleProposal>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    reading::needed(&*tx, &caller).await?;
    let mut row = documents::hold(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    if row.kind() != DocumentKind::Form {
        return Err(refusals::document(Refusal::Kind));
    }
    if !row.state().is_done() {
        return Err(refusals::document(Refusal::of(row.state())));
    }
    proposal::settle(&platform, &tx, scope, caller.actor(), &mut row, &input.0.accept).await?;
    documents::save(&*tx, &mut row).await?;
    let act = Act::new("document.proposal_settled").client(row.client()).on(row.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    let shown = wire::document(&platform, &*tx, &row, true).await?;
    tx.commit().await?;
    Ok(tagged(row.version, &shown))
}
