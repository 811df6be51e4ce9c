//! What the practice does with a document that was sent (D9, D11): remind, return, complete, take back.

use actix_web::{HttpRequest, HttpResponse, post};
use domain::DocumentId;
use domain::documents::state;
use domain::documents::{ReturnDocument, StaffDocument, TrailEvent, VoidDocument};
use domain::practice::email_text::EmailKind;
use domain::problem::ProblemDocument;
use jiff::SignedDuration;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::db::Tx;
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, Platform};
use practice::practices;

use super::{reading, sent_examples as examples, wire};
use crate::store::documents::{self, Model};
use crate::store::trail;
use crate::{by, letter, refusals};

/// From one reminder that staff send to the next.
const REMINDED: SignedDuration = SignedDuration::from_hours(1);

/// The document `id`, held, after `act`.
///
/// # Errors
/// 404; 409 when it cannot be done with it as it is.
async fn taken_on(tx: &Tx, caller: &Staff<Schedulers>, id: DocumentId, act: state::Act) -> Result<Model, Problem> {
    let mut row = documents::hold(&**tx, caller.scope(), id).await?.ok_or_else(Problem::not_found)?;
    row.go_on(act)?;
    Ok(row)
}

/// Writes down that `event` happened to `row`, saves it, and answers how it is now.
async fn done(
    platform: &Platform,
    tx: Tx,
    caller: &Staff<Schedulers>,
    request: &HttpRequest,
    mut row: Model,
    (event, act): (TrailEvent, &'static str),
) -> Result<HttpResponse, Problem> {
    let by = by::member(&*tx, caller, request).await?;
    trail::write(&*tx, &platform.secrets, &mut row, event, &by, platform.clock.now()).await?;
    documents::save(&*tx, &mut row).await?;
    let act = Act::new(act).client(row.client()).on(row.id);
    audit::record(platform, &*tx, caller.practice, caller.actor(), act).await?;
    let reads = reading::reads(&*tx, caller).await?;
    let shown = wire::document(platform, &*tx, &row, reads).await?;
    tx.commit().await?;
    Ok(tagged(row.version, &shown))
}

/// Reminds a client.
#[utoipa::path(
    tag = "documents",
    operation_id = "remind_document",
    summary = "Remind a client of a document",
    description = "By e-mail, which says that something waits and never what. Once in an hour. Owners, clinicians and the front desk.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`not_reachable`: the client has no way to documents in the portal, or did not agree to e-mail. `reminded_already`: within the last hour. `document_…`: it does not wait for the client.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document; what the client handed in only for those who may read it.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::open_document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/documents/{id}/reminder")]
pub async fn remind_document(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<DocumentId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let row = documents::hold(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    if !row.waits_for_client() {
        return Err(refusals::document(state::Refusal::of(row.state())));
    }
    let last = trail::last(&*tx, scope, row.id(), TrailEvent::Reminded).await?;
    // By a clock that was set back, one that seems to be to come was just now, too.
    if last.is_some_and(|last| last.checked_add(REMINDED).is_ok_and(|until| now < until)) {
        return Err(refusals::reminded_already());
    }
    let practice = practices::get(&*tx, scope).await?.ok_or_else(Problem::not_found)?;
    if !letter::tell(&platform, &tx, &practice, row.client(), EmailKind::DocumentsDue).await? {
        return Err(refusals::not_reachable());
    }
    done(&platform, tx, &caller, &request, row, (TrailEvent::Reminded, "document.reminded")).await
}

/// Asks for corrections.
#[utoipa::path(
    tag = "documents",
    operation_id = "return_document",
    summary = "Return a document for corrections",
    description = "The client is told by e-mail that something waits, reads the note, corrects what they answered or sent, and submits it again. Owners and clinicians; the front desk where the practice says so.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = ReturnDocument, example = json!(examples::returned())),
    responses(
        answers::Written,
        (status = 409, description = "`document_…`: it was not submitted, or is done.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document as it is now.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::open_document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/documents/{id}/return")]
pub async fn return_document(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<ReturnDocument>,
) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    reading::needed(&*tx, &caller).await?;
    let mut row = taken_on(&tx, &caller, id.0, state::Act::Return).await?;
    row.set_note(&platform.secrets, &input.0.note);
    // It is the client's turn again: what was handed in is theirs, and what they hand in next is looked at anew.
    row.done_at = None;
    row.answers_hash = None;
    row.renews_on = None;
    row.settled_at = None;
    let practice = practices::get(&*tx, row.scope()).await?.ok_or_else(Problem::not_found)?;
    letter::tell(&platform, &tx, &practice, row.client(), EmailKind::DocumentsShared).await?;
    done(&platform, tx, &caller, &request, row, (TrailEvent::Returned, "document.returned")).await
}

/// It is well.
#[utoipa::path(
    tag = "documents",
    operation_id = "complete_document",
    summary = "Complete a document",
    description = "The practice looked at what was submitted, and it is well: nothing of it changes any more. Owners and clinicians; the front desk where the practice says so.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`document_…`: it was not submitted, or is done already.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document as it is now.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/documents/{id}/completion")]
pub async fn complete_document(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<DocumentId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    reading::needed(&*tx, &caller).await?;
    let mut row = taken_on(&tx, &caller, id.0, state::Act::Complete).await?;
    // Why it was returned once is answered.
    row.sealed_note = None;
    done(&platform, tx, &caller, &request, row, (TrailEvent::Completed, "document.completed")).await
}

/// Takes it back.
#[utoipa::path(
    tag = "documents",
    operation_id = "void_document",
    summary = "Take a document back",
    description = "Whether it waits for its client or is done: it counts no more, and what was signed or answered stays to be read. The client does not read why. Owners, clinicians and the front desk.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = VoidDocument, example = json!(examples::voided())),
    responses(
        answers::Written,
        (status = 409, description = "`document_…`: it was taken back already, was declined, or its time is over.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document; what the client handed in only for those who may read it.", body = StaffDocument, headers(("ETag" = String, description = "The version.")), example = examples::voided_document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/documents/{id}/void")]
pub async fn void_document(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<VoidDocument>,
) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    let mut row = taken_on(&tx, &caller, id.0, state::Act::Void).await?;
    row.set_note(&platform.secrets, &input.0.reason);
    done(&platform, tx, &caller, &request, row, (TrailEvent::Voided, "document.voided")).await
}
