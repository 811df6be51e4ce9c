//! The list of requests, and what is put away from it (B12).

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::AppointmentId;
use domain::booking::appointment::{Appointment, AppointmentPage, AppointmentStatus};
use domain::booking::request::ListAppointmentRequests;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{CheckedQuery, Id};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, page};

use super::{examples, wire};
use crate::day::Ground;
use crate::store::{appointments, listing, proposals};
use crate::take;

/// Requests of clients, and of people who are none yet.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_appointment_requests",
    summary = "List requests",
    description = "Those that wait, the longest waiting first, each with what stands in its way now; then those that ended without an answer and were not put away. With `archived=true` all others, the newest first. Owners, clinicians and the front desk.",
    params(ListAppointmentRequests),
    responses(answers::Listed, (status = 200, description = "A page of requests.", body = AppointmentPage, example = examples::requests)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/appointment-requests")]
pub async fn list_appointment_requests(
    platform: App,
    caller: Staff<Schedulers>,
    asked: CheckedQuery<ListAppointmentRequests>,
) -> Result<Json<AppointmentPage>, Problem> {
    let (db, scope, limit) = (platform.db.read(), caller.scope(), page::limit(asked.0.limit));
    let archived = asked.0.archived.unwrap_or_default();
    let list = if archived { "put_away_requests" } else { "open_requests" };
    let after = page::key(&platform.secrets, list, asked.0.cursor.as_deref())?;
    let mut rows = listing::requests(db, scope, archived, after, limit + 1).await?;
    let last = page::cut(&mut rows, limit, |row| listing::ByTurn::of(row, archived));
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, list, &key)).transpose()?;
    let ground = Ground::load(db, scope).await?;
    let mut items = wire::many(&platform, db, scope, &rows).await?;
    for (item, row) in items.iter_mut().zip(&rows) {
        if row.status().is_pending() {
            item.conflicts = take::conflicts(&platform, db, scope, &ground, row).await?;
        }
    }
    Ok(Json(AppointmentPage { items, next_cursor }))
}

/// Puts a request away.
#[utoipa::path(
    tag = "booking",
    operation_id = "archive_appointment_request",
    summary = "Put a request away",
    description = "Off the list of requests. One that waits lapses by it: its time is free at once, and nobody is written to. Doing it twice is the same as once. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The request."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The request as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::request)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/archival")]
pub async fn archive_appointment_request(platform: App, caller: Staff<Schedulers>, id: Id<AppointmentId>) -> Result<HttpResponse, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let held = appointments::hold(&*tx, scope, &[id.0]).await?.pop();
    let mut row = held.filter(|row| row.requested_at.is_some()).ok_or_else(Problem::not_found)?;
    if !row.archived {
        if row.status().is_pending() {
            row.set_status(AppointmentStatus::Lapsed, false);
            proposals::replace(&*tx, scope, id.0, &[]).await?;
        }
        row.archived = true;
        row = appointments::save(&*tx, now, row).await?;
        let act = Act::new("appointment.archived").client(row.client()).on(row.id);
        audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    }
    let answer = tagged(row.version, &wire::one(&platform, &*tx, scope, &row).await?);
    tx.commit().await?;
    Ok(answer)
}
