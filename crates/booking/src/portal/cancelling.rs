//! A client cancels, or takes a request back (B8).

use actix_web::{HttpResponse, post};
use domain::AppointmentId;
use domain::access::rights::Right;
use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine;
use domain::booking::portal::PortalAppointment;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::Client;
use platform::checked::Id;
use platform::etag::tagged;
use platform::problem::Problem;
use practice::offices;

use super::{examples, wire};
use crate::day::{self, Ground};
use crate::store::{appointments, proposals};
use crate::{letters, refusals};

/// A client cancels, or takes a request back.
#[utoipa::path(
    tag = "booking",
    operation_id = "cancel_my_appointment",
    summary = "Cancel my appointment",
    description = "By the practice's policy; a request that still waits can be taken back at any time. The time is free at once.",
    params(("id" = AppointmentId, Path, description = "The appointment."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`too_late_to_cancel`: `deadline` says until when it could be done online, `phone` whom to call. `phone_only`: the practice takes cancellations by phone. `settled`: it has ended already.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(examples::too_late())),
        (status = 200, description = "The appointment as it is now.", body = PortalAppointment, headers(("ETag" = String, description = "The version.")), example = examples::cancelled)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/appointments/{id}/cancellation")]
pub async fn cancel_my_appointment(platform: App, caller: Client, id: Id<AppointmentId>) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Appointments)?;
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let row = appointments::hold(&*tx, scope, &[id.0]).await?.pop().filter(|row| row.client() == caller.client);
    let mut row = row.ok_or_else(Problem::not_found)?;
    let ground = Ground::load(&*tx, scope).await?;
    let office = offices::find(&*tx, scope, row.office()).await?.ok_or_else(Problem::not_found)?;
    let status = engine::cancel(row.status(), row.start(), ground.rules.cancellation, now)
        .map_err(|refused| refusals::of_client(refused, day::phone(&office, &ground.practice)))?;
    row.set_status(status, ground.rules.pending_holds);
    let row = appointments::save(&*tx, now, row).await?;
    proposals::replace(&*tx, scope, row.id(), &[]).await?;
    letters::cancelled_by_client(&platform, &tx, scope, &letters::Facts::of(&row)).await?;
    let act = if status == AppointmentStatus::Withdrawn { "appointment.withdrawn" } else { "appointment.cancelled" };
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new(act).client(caller.client).on(row.id)).await?;
    let shown = wire::one(&*tx, scope, now, row).await?;
    tx.commit().await?;
    Ok(tagged(shown.version, &shown))
}
