//! Appointments that do not take place, and what became of those that did (B13, B14, B21).

use actix_web::{HttpResponse, post};
use domain::AppointmentId;
use domain::booking::appointment::{Appointment, CancelAppointment, Outcome, SetOutcome};
use domain::booking::engine;
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act, Actor};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::db::Scope;
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, Platform};

use super::{examples, moving, refusals, wire};
use crate::letters::{self, Facts};
use crate::store::{appointments, scheduling};
use crate::take::{self, By, Wish};

/// Cancels an appointment.
#[utoipa::path(
    tag = "booking",
    operation_id = "cancel_appointment",
    summary = "Cancel an appointment",
    description = "As what it counts (`cancelled`, `cancelled_by_clinician`, `late_cancelled`) and, with `this_and_later`, all that stand and follow in its series. Their time is free at once. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The appointment."), answers::WriteHeaders),
    request_body(content = CancelAppointment, example = json!(examples::cancel())),
    responses(
        answers::Written,
        (status = 409, description = "`settled`: it stands no more. `unanswered`: it is a request, to be declined.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The appointment as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/cancellation")]
pub async fn cancel_appointment(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    input: Checked<CancelAppointment>,
) -> Result<HttpResponse, Problem> {
    let (scope, actor, input, now) = (caller.scope(), caller.actor(), input.0, platform.clock.now());
    let tx = platform.db.write().await?;
    let mut rows = moving::held(&tx, scope, id.0, input.reach).await?;
    for row in &mut rows {
        refusals::stands(row.status())?;
        let status = engine::cancel_by_staff(row.status(), input.status).map_err(refusals::of_status)?;
        let mut after = row.clone();
        after.set_status(status, false);
        *row = appointments::save(&*tx, now, after).await?;
        let act = Act::new("appointment.cancelled").client(row.client()).on(row.id);
        audit::record(&platform, &*tx, scope.practice, actor, act).await?;
    }
    if input.tell_client {
        let facts: Vec<Facts> = rows.iter().map(Facts::of).collect();
        letters::cancelled(&platform, &tx, scope, &facts, input.message.as_str().trim()).await?;
    }
    let Some(first) = rows.first() else { return Err(Problem::not_found()) };
    let answer = tagged(first.version, &wire::one(&platform, &*tx, scope, first).await?);
    tx.commit().await?;
    Ok(answer)
}

/// Says what became of a session.
#[utoipa::path(
    tag = "booking",
    operation_id = "set_appointment_status",
    summary = "Say what became of a session",
    description = "`attended` and `no_show` once it has begun, `late_cancelled` at any time, `confirmed` to take a mistake back. Nobody is written to. Out of `late_cancelled` it takes its time again, if that is still free. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The appointment."), answers::WriteHeaders),
    request_body(content = SetOutcome, example = json!(examples::outcome())),
    responses(
        answers::Written,
        (status = 409, description = "`not_begun`: it cannot have taken place yet. `settled`: it did not stand. `overlap`: its time was given to another. `taken`: somebody was faster in that very moment.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The appointment as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/status")]
pub async fn set_appointment_status(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    input: Checked<SetOutcome>,
) -> Result<HttpResponse, Problem> {
    let done = noted(&platform, caller.scope(), caller.actor(), id.0, input.0.status).await;
    take::or_others_than(&platform, caller.scope(), id.0, done).await
}

/// The whole transaction.
async fn noted(platform: &Platform, scope: Scope, actor: Actor, id: AppointmentId, outcome: Outcome) -> Result<HttpResponse, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let mut row = appointments::hold(&*tx, scope, &[id]).await?.pop().ok_or_else(Problem::not_found)?;
    let status = engine::outcome(row.status(), outcome, row.start(), now).map_err(refusals::of_status)?;
    if status != row.status() {
        let pending_holds = scheduling::read(&*tx, scope).await?.rules.pending_holds;
        if status.blocks(pending_holds) && !row.blocking {
            let wish = Wish::of(&row, By::Staff { allow_overlap: row.overlap });
            take::claim(platform, &tx, scope, &wish).await?.let_stand(&mut row);
        }
        row.set_status(status, pending_holds);
        row = appointments::save(&*tx, now, row).await?;
        let act = Act::new("appointment.status_set").client(row.client()).on(row.id);
        audit::record(platform, &*tx, scope.practice, actor, act).await?;
    }
    let answer = tagged(row.version, &wire::one(platform, &*tx, scope, &row).await?);
    tx.commit().await?;
    Ok(answer)
}
