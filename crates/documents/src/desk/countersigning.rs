//! The practice signs after the client (D9).

use actix_web::{HttpRequest, HttpResponse, post};
use domain::DocumentId;
use domain::documents::state::Act;
use domain::documents::{Capacity, CountersignDocument, SignerRole, StaffDocument, TrailEvent};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit;
use platform::caller::{OwnersAndClinicians, Staff};
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;

use super::{sent_examples as examples, wire};
use crate::by;
use crate::evidence::{self, Signer};
use crate::store::{documents, trail};

/// The practice signs.
#[utoipa::path(
    tag = "documents",
    operation_id = "countersign_document",
    summary = "Sign a document for the practice",
    description = "After the client, where the template says so, and once: the typed name is kept with what proves it. Owners and clinicians.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = CountersignDocument, example = json!(examples::countersign())),
    responses(
        answers::Written,
        (status = 409, description = "`document_…`: the client has not signed, the practice has already, or it does not sign this one.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document as it is now.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::countersigned)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/documents/{id}/countersignature")]
pub async fn countersign_document(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<CountersignDocument>,
) -> Result<HttpResponse, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let mut row = documents::hold(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    row.go_on(Act::Countersign)?;
    let by = by::member(&*tx, &caller, &request).await?;
    trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Countersigned, &by, now).await?;
    let signer = Signer {
        role: SignerRole::Practice,
        name: input.0.name.as_str().trim().into(),
        capacity: Capacity::Self_,
        relationship: "".into(),
        session: caller.session,
    };
    evidence::record(&platform, &tx, &row, signer, &by).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document.countersigned").client(row.client()).on(row.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    let shown = wire::document(&platform, &*tx, &row, true).await?;
    tx.commit().await?;
    Ok(tagged(row.version, &shown))
}
