//! *No* to a request, and *not then, but then* (B12).
//!
//! Times that are offered hold nothing: others may take them until the client chooses. They are looked at when they are
//! offered, and again when one is chosen.

use actix_web::{HttpResponse, post};
use domain::AppointmentId;
use domain::booking::appointment::Appointment;
use domain::booking::engine::{self, moment_in};
use domain::booking::request::{DeclineRequest, ProposeTimes};
use domain::problem::ProblemDocument;
use domain::time::Timestamp;
use jiff::tz::TimeZone;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;

use super::{examples, newcomers, refusals, series, wire};
use crate::day::Ground;
use crate::letters::{self, Facts};
use crate::store::{appointments, proposals};
use crate::take::{self, By, Time, Wish};

/// Says no to a request.
#[utoipa::path(
    tag = "booking",
    operation_id = "decline_appointment_request",
    summary = "Decline a request",
    description = "Its time is free at once. The client is told why, with a way back to booking. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The request."), answers::WriteHeaders),
    request_body(content = DeclineRequest, example = json!(examples::decline())),
    responses(
        answers::Written,
        (status = 409, description = "`settled`: it was answered, withdrawn, or has lapsed.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The request as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::request)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/decline")]
pub async fn decline_appointment_request(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    input: Checked<DeclineRequest>,
) -> Result<HttpResponse, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let (reason, message) = (input.0.reason.as_str().trim(), input.0.message.as_str().trim());
    let tx = platform.db.write().await?;
    let mut row = appointments::hold(&*tx, scope, &[id.0]).await?.pop().ok_or_else(Problem::not_found)?;
    let status = engine::decline(row.status(), row.expires(), now).map_err(refusals::of_status)?;
    row.set_status(status, false);
    let mut words = row.words(&platform.secrets)?;
    words.decline_reason = (!reason.is_empty()).then(|| reason.into());
    row.set_words(&platform.secrets, &words)?;
    let row = appointments::save(&*tx, now, row).await?;
    proposals::replace(&*tx, scope, id.0, &[]).await?;
    letters::declined(&platform, &tx, scope, &Facts::of(&row), reason, message).await?;
    let act = Act::new("appointment.declined").client(row.client()).on(row.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    let answer = tagged(row.version, &wire::one(&platform, &*tx, scope, &row).await?);
    tx.commit().await?;
    Ok(answer)
}

/// Offers other times.
#[utoipa::path(
    tag = "booking",
    operation_id = "propose_appointment_times",
    summary = "Offer other times",
    description = "One to three, in place of any that were offered before; the client chooses one with a press. They hold nothing until then: the time that was asked for is held on, where requests hold theirs. The request waits anew from now. Somebody new is invited to the portal by the same act, so that they can choose. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The request."), answers::WriteHeaders),
    request_body(content = ProposeTimes, example = json!(examples::propose())),
    responses(
        answers::Written,
        (status = 409, description = "`settled`: it was answered, withdrawn, or has lapsed. `overlap`: one of the times is not free; `free` has up to three times near it.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The request as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::request)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/proposals")]
pub async fn propose_appointment_times(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    input: Checked<ProposeTimes>,
) -> Result<HttpResponse, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let (mut row, replaced) = appointments::hold_with_replaced(&*tx, scope, id.0).await?;
    let status = engine::propose(row.status(), row.expires(), now).map_err(refusals::of_status)?;
    let ground = Ground::load(&*tx, scope).await?;
    let starts = moments(&ground.zone, &input.0, now)?;
    for start in &starts {
        let time = Time::Exactly(series::put(&row, *start, None));
        let wish = Wish { time, ..Wish::of(&row, By::Staff { allow_overlap: false }) }.in_place_of(replaced.as_ref(), now);
        take::claim(&platform, &tx, scope, &wish).await?;
    }
    // One that holds nothing now, by the rule of when it was made, does not begin to.
    let held = row.blocking;
    row.set_status(status, ground.rules.pending_holds && held);
    let latest = starts.iter().copied().max().unwrap_or(now);
    row.expires_at = engine::expiry(now, ground.rules.request_expiry_hours, latest).map(Into::into);
    let row = appointments::save(&*tx, now, row).await?;
    proposals::replace(&*tx, scope, id.0, &starts).await?;
    newcomers::invite(&platform, &tx, scope, caller.actor(), &row).await?;
    letters::proposed(&platform, &tx, scope, &Facts::of(&row), &starts).await?;
    let act = Act::new("appointment.times_proposed").client(row.client()).on(row.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    let answer = tagged(row.version, &wire::one(&platform, &*tx, scope, &row).await?);
    tx.commit().await?;
    Ok(answer)
}

/// The moments that are offered: they exist and are to come.
fn moments(zone: &TimeZone, input: &ProposeTimes, now: Timestamp) -> Result<Vec<Timestamp>, Problem> {
    let each = input.starts.iter().enumerate().map(|(place, start)| {
        let pointer = format!("/starts/{place}");
        let moment = moment_in(zone, *start).ok_or_else(|| refusals::skipped(&pointer))?;
        if moment > now { Ok(moment) } else { Err(Problem::field(&pointer, "past", "This time is over.")) }
    });
    each.collect()
}
