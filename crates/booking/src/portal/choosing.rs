//! A client takes one of the times that the practice offered (B12).

use actix_web::{HttpResponse, post};
use domain::AppointmentId;
use domain::access::rights::Right;
use domain::booking::engine::{self, Slot};
use domain::booking::portal::{ChooseProposal, PortalAppointment};
use domain::problem::ProblemDocument;
use domain::time::Timestamp;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::Client;
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, Platform};

use super::{examples, wire};
use crate::day::Ground;
use crate::store::appointments::{self, Model};
use crate::store::proposals;
use crate::take::{self, By, Time, Wish};
use crate::{book, letters, refusals};

/// A client takes a time that was offered.
#[utoipa::path(
    tag = "booking",
    operation_id = "choose_proposed_time",
    summary = "Take one of the times offered",
    description = "The appointment is confirmed at that time, if it is still free.",
    params(("id" = AppointmentId, Path, description = "The appointment."), answers::WriteHeaders),
    request_body(content = ChooseProposal, example = json!(examples::choice())),
    responses(
        answers::Written,
        (status = 409, description = "`taken`: it is not free any more; `free` has up to three times near it. `not_offered`: it is none of the times offered, or over. `settled`: nothing is offered any more.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(examples::taken())),
        (status = 200, description = "The appointment as it is now.", body = PortalAppointment, headers(("ETag" = String, description = "The version.")), example = examples::confirmed)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/appointments/{id}/choice")]
pub async fn choose_proposed_time(
    platform: App,
    caller: Client,
    id: Id<AppointmentId>,
    input: Checked<ChooseProposal>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Appointments)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    let row = appointments::find(db, scope, id.0).await?.filter(|row| row.client() == caller.client).ok_or_else(Problem::not_found)?;
    let wish = Wish { time: Time::Exactly(shifted(row.slot(), input.0.start)), ..Wish::of(&row, By::Offered) };
    let done = written(&platform, &caller, id.0, input.0.start).await;
    let row = take::or_others(&platform, scope, &wish, done).await?;
    let shown = wire::one(db, scope, platform.clock.now(), row).await?;
    Ok(tagged(shown.version, &shown))
}

/// The whole transaction.
async fn written(platform: &Platform, caller: &Client, id: AppointmentId, start: Timestamp) -> Result<Model, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let (mut row, replaced) = appointments::hold_with_replaced(&*tx, scope, id).await?;
    if row.client() != caller.client {
        return Err(Problem::not_found());
    }
    let ground = Ground::load(&*tx, scope).await?;
    let offered = proposals::of(&*tx, scope, vec![row.id]).await?.remove(&row.id).unwrap_or_default();
    let status = engine::choose(row.status(), row.expires(), &offered, start, now)
        .map_err(|refused| refusals::of_client(refused, ground.practice.phone.as_str().into()))?;
    let wish = Wish { time: Time::Exactly(shifted(row.slot(), start)), ..Wish::of(&row, By::Offered) };
    let wish = wish.in_place_of(replaced.as_ref(), now);
    let grant = take::claim(platform, &tx, scope, &wish).await?;
    let given_up = match replaced {
        Some(old) => book::give_up(&tx, scope, now, grant.ground.rules.pending_holds, old).await?,
        None => None,
    };
    grant.put(&mut row);
    row.set_status(status, grant.ground.rules.pending_holds);
    let row = appointments::save(&*tx, now, row).await?;
    proposals::replace(&*tx, scope, row.id(), &[]).await?;
    letters::confirmed(platform, &tx, scope, &[letters::Facts::of(&row)], None).await?;
    if let Some(old) = &given_up {
        letters::cancelled_by_client(platform, &tx, scope, &letters::Facts::of(old)).await?;
        audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new("appointment.cancelled").client(caller.client).on(old.id))
            .await?;
    }
    audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new("appointment.time_chosen").client(caller.client).on(row.id))
        .await?;
    tx.commit().await?;
    Ok(row)
}

/// The same length and buffers, from `start` on.
fn shifted(slot: Slot, start: Timestamp) -> Slot {
    let by = start.duration_since(slot.start);
    let moved = |moment: Timestamp| moment.checked_add(by).unwrap_or(Timestamp::MAX);
    Slot { start, end: moved(slot.end), blocked_from: moved(slot.blocked_from), blocked_to: moved(slot.blocked_to) }
}
