//! *Yes* to a request (B12). Two who press at once press one after the other: the second is told that it is settled. Two
//! requests for one time may both wait where the practice has it so; the second to be accepted overlaps, and is refused.

use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::AppointmentId;
use domain::booking::appointment::Appointment;
use domain::booking::engine;
use domain::booking::request::AcceptRequest;
use domain::practice::email_text::{EmailPreview, Wording};
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act, Actor};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::db::{Scope, Tx};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, Platform};

use super::{along, examples, newcomers, overlaps, refusals, wire};
use crate::book;
use crate::letters::{self, Facts};
use crate::store::appointments::{self, Model};
use crate::store::proposals;
use crate::take::{self, By, Wish};

/// What staff wrote for the e-mail; none when that is left to us.
fn own(input: &AcceptRequest) -> Option<Wording> {
    let written = !(input.subject.is_blank() && input.text.is_blank());
    written.then(|| Wording { subject: input.subject.as_str().trim().into(), text: input.text.as_str().trim().into() })
}

/// Says yes to a request.
#[utoipa::path(
    tag = "booking",
    operation_id = "accept_appointment_request",
    summary = "Accept a request",
    description = "The time is looked at again: what would overlap needs `allow_overlap`, and that is recorded. The appointment that it replaces is given up, and stays when the time is refused. Somebody new is invited to the portal by the same act. Documents that are named are sent along. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The request."), answers::WriteHeaders),
    request_body(content = AcceptRequest, example = json!(examples::accept())),
    responses(
        answers::Written,
        (status = 409, description = "`settled`: it was answered, withdrawn, or has lapsed. `template_archived`: one of the documents is not sent any more. `overlap`: `conflicts` says with what, and `free` has up to three times near it; send it again with `allow_overlap` to have it so. `taken`: somebody was faster in that very moment.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The appointment as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/acceptance")]
pub async fn accept_appointment_request(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    request: HttpRequest,
    input: Checked<AcceptRequest>,
) -> Result<HttpResponse, Problem> {
    let done = accepted(&platform, &caller, &request, id.0, &input.0).await;
    take::or_others_than(&platform, caller.scope(), id.0, done).await
}

/// The whole transaction.
async fn accepted(
    platform: &Platform,
    caller: &Staff<Schedulers>,
    request: &HttpRequest,
    id: AppointmentId,
    input: &AcceptRequest,
) -> Result<HttpResponse, Problem> {
    let (scope, actor, now) = (caller.scope(), caller.actor(), platform.clock.now());
    let tx = platform.db.write().await?;
    let (mut row, replaced) = appointments::hold_with_replaced(&*tx, scope, id).await?;
    let status = engine::accept(row.status(), row.expires(), now).map_err(refusals::of_status)?;
    let wish = Wish::of(&row, By::Staff { allow_overlap: input.allow_overlap }).in_place_of(replaced.as_ref(), now);
    let grant = take::claim(platform, &tx, scope, &wish).await?;
    along::begin(&tx, scope, row.client(), input).await?;
    if let Some(old) = replaced {
        give_up(platform, &tx, scope, actor, old).await?;
    }
    grant.let_stand(&mut row);
    row.set_status(status, grant.ground.rules.pending_holds);
    let row = appointments::save(&*tx, now, row).await?;
    proposals::replace(&*tx, scope, id, &[]).await?;
    letters::confirmed(platform, &tx, scope, &[Facts::of(&row)], own(input).as_ref()).await?;
    newcomers::invite(platform, &tx, scope, actor, &row).await?;
    along::send(platform, &tx, caller, request, row.client(), input).await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new("appointment.accepted").client(row.client()).on(row.id)).await?;
    overlaps::record(platform, &tx, scope, actor, std::slice::from_ref(&row)).await?;
    let answer = tagged(row.version, &wire::one(platform, &*tx, scope, &row).await?);
    tx.commit().await?;
    Ok(answer)
}

/// The old time of a client who asked for another: it goes before the new one is written, since the two may overlap.
async fn give_up(platform: &Platform, tx: &Tx, scope: Scope, actor: Actor, old: Model) -> Result<(), Problem> {
    let now = platform.clock.now();
    if let Some(old) = book::give_up(tx, scope, now, false, old).await? {
        letters::cancelled(platform, tx, scope, &[Facts::of(&old)], "").await?;
        let act = Act::new("appointment.cancelled").client(old.client()).on(old.id);
        audit::record(platform, &**tx, scope.practice, actor, act).await?;
    }
    Ok(())
}

/// The e-mail by which a request would be accepted.
#[utoipa::path(
    tag = "booking",
    operation_id = "preview_appointment_acceptance",
    summary = "Look at the e-mail before accepting",
    description = "In these words, or in the practice's own where they are empty, as it would arrive. Nothing is saved or sent. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The request."), answers::WriteHeaders),
    request_body(content = AcceptRequest, example = json!(examples::accept())),
    responses(
        answers::Written,
        (status = 409, description = "`settled`: it was answered, withdrawn, or has lapsed.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The e-mail.", body = EmailPreview, example = examples::preview)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/acceptance/preview")]
pub async fn preview_appointment_acceptance(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    input: Checked<AcceptRequest>,
) -> Result<web::Json<EmailPreview>, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let row = appointments::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let status = engine::accept(row.status(), row.expires(), platform.clock.now()).map_err(refusals::of_status)?;
    let facts = Facts { status, ..Facts::of(&row) };
    Ok(web::Json(letters::confirmed_preview(&platform, db, scope, &[facts], own(&input.0).as_ref()).await?))
}
