//! The calendar, read (B13).

use actix_web::web::Json;
use actix_web::{HttpResponse, get};
use domain::booking::appointment::{Appointment, AppointmentPage, ListCalendar};
use domain::booking::engine::days_in;
use domain::list::PageQuery;
use domain::{AppointmentId, ClientId};
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::{CheckedQuery, Id, NoQuery};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, page};
use practice::{clients, practices};

use super::{examples, wire};
use crate::day::{Ground, zone};
use crate::store::{appointments, listing};
use crate::take;

/// Some days of the calendar.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_calendar",
    summary = "Show some days of the calendar",
    description = "Everything that reaches into the local days `from` to `to` (at most 45), whatever became of it, by begin, on one page. Being listed is not a look at the record and is not audited.",
    params(ListCalendar),
    responses(answers::Listed, (status = 200, description = "The appointments and requests.", body = AppointmentPage, example = examples::appointments)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/appointments")]
pub async fn list_calendar(
    platform: App,
    caller: Staff<Team>,
    asked: CheckedQuery<ListCalendar>,
) -> Result<Json<AppointmentPage>, Problem> {
    let (db, scope, asked) = (platform.db.read(), caller.scope(), asked.0);
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let days = days_in(&zone(&practice), asked.from, asked.to);
    let rows = appointments::between(db, scope, days.from, days.to, asked.staff_id).await?;
    Ok(Json(AppointmentPage { items: wire::many(&platform, db, scope, &rows).await?, next_cursor: None }))
}

/// A client's appointments.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_client_appointments",
    summary = "List a client's appointments",
    description = "All of them, whatever became of them, the latest first. Looking is noted in the audit log.",
    params(("id" = ClientId, Path, description = "The client."), PageQuery),
    responses(answers::Listed, (status = 200, description = "A page of appointments.", body = AppointmentPage, example = examples::appointments)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/clients/{id}/appointments")]
pub async fn list_client_appointments(
    platform: App,
    caller: Staff<Team>,
    id: Id<ClientId>,
    asked: CheckedQuery<PageQuery>,
) -> Result<Json<AppointmentPage>, Problem> {
    let (scope, id, limit) = (caller.scope(), id.0, page::limit(asked.0.limit));
    let after = page::key(&platform.secrets, "client_appointments", asked.0.cursor.as_deref())?;
    let tx = platform.db.write().await?;
    clients::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    let mut rows = listing::of_client(&*tx, scope, id, after, limit + 1).await?;
    let last = page::cut(&mut rows, limit, listing::ByStart::of);
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, "client_appointments", &key)).transpose()?;
    let items = wire::many(&platform, &*tx, scope, &rows).await?;
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("client.appointments_read").client(id)).await?;
    tx.commit().await?;
    Ok(Json(AppointmentPage { items, next_cursor }))
}

/// An appointment, whole.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_appointment",
    summary = "Show an appointment",
    description = "With what stands in its way, while it waits for an answer. Looking is noted in the audit log.",
    params(("id" = AppointmentId, Path, description = "The appointment.")),
    responses(answers::Read, (status = 200, description = "The appointment.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/appointments/{id}")]
pub async fn get_appointment(platform: App, caller: Staff<Team>, id: Id<AppointmentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let row = appointments::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let mut shown = wire::one(&platform, &*tx, scope, &row).await?;
    if row.status().is_pending() {
        let ground = Ground::load(&*tx, scope).await?;
        shown.conflicts = take::conflicts(&platform, &*tx, scope, &ground, &row).await?;
    }
    let act = Act::new("appointment.read").client(row.client()).on(row.id);
    audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(tagged(row.version, &shown))
}
