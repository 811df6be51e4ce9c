//! A client's own appointments.

use actix_web::web::Json;
use actix_web::{HttpResponse, get};
use domain::AppointmentId;
use domain::access::rights::Right;
use domain::booking::portal::{ListMyAppointments, PortalAppointment, PortalAppointmentPage, When};
use platform::App;
use platform::answers;
use platform::caller::Client;
use platform::checked::{CheckedQuery, Id, NoQuery};
use platform::db::Moment;
use platform::etag::tagged;
use platform::page;
use platform::problem::Problem;
use uuid::Uuid;

use super::{examples, wire};
use crate::store::appointments::{self, Model};

const UPCOMING: &str = "my-upcoming-appointments";
const PAST: &str = "my-past-appointments";

/// My appointments.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_my_appointments",
    summary = "List my appointments",
    description = "What has not ended, by begin: requests and sessions, also those that were declined or cancelled. Or what has ended, the last first.",
    params(ListMyAppointments),
    responses(answers::Listed, (status = 200, description = "A page of appointments.", body = PortalAppointmentPage, example = examples::page)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/appointments")]
pub async fn list_my_appointments(
    platform: App,
    caller: Client,
    query: CheckedQuery<ListMyAppointments>,
) -> Result<Json<PortalAppointmentPage>, Problem> {
    caller.needs(Right::Appointments)?;
    let (db, scope, now, asked) = (platform.db.read(), caller.scope(), platform.clock.now(), query.0);
    let when = asked.when.unwrap_or(When::Upcoming);
    let list = if when == When::Upcoming { UPCOMING } else { PAST };
    let after: Option<(i64, Uuid)> = page::key(&platform.secrets, list, asked.cursor.as_deref())?;
    let limit = page::limit(asked.limit);
    let after = after.map(|(start, id)| (Moment(start), id));
    let mut rows = appointments::of_client(db, scope, caller.client, when, now, after, limit + 1).await?;
    let last = page::cut(&mut rows, limit, |row: &Model| (row.starts_at.0, row.id));
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, list, &key)).transpose()?;
    Ok(Json(PortalAppointmentPage { items: wire::many(db, scope, now, rows).await?, next_cursor }))
}

/// One of my appointments.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_my_appointment",
    summary = "Show one of my appointments",
    description = "With what can be done about it now, and until when.",
    params(("id" = AppointmentId, Path, description = "The appointment.")),
    responses(answers::Read, (status = 200, description = "The appointment.", body = PortalAppointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/appointments/{id}")]
pub async fn get_my_appointment(platform: App, caller: Client, id: Id<AppointmentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Appointments)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    let row = appointments::find(db, scope, id.0).await?.filter(|row| row.client() == caller.client).ok_or_else(Problem::not_found)?;
    let shown = wire::one(db, scope, platform.clock.now(), row).await?;
    Ok(tagged(shown.version, &shown))
}
