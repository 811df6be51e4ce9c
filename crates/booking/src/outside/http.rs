//! Calendars elsewhere, listed, added and removed: clinicians their own, owners and the front desk everybody's.

use actix_web::web::Json;
use actix_web::{HttpResponse, delete, get, post};
use domain::booking::calendar::{OutsideCalendar, OutsideCalendarInput, OutsideCalendarPage, OutsideCalendarState};
use domain::practice::staff::Role;
use domain::{OutsideCalendarId, StaffId};
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id, NoQuery};
use platform::problem::Problem;
use platform::{App, answers, jobs};
use practice::staff;
use serde_json::{Value, json};
use utoipa_actix_web::service_config::ServiceConfig;

use super::reading::{self, seal_name};
use super::store::{self, Model};

/// The most calendars of one clinician.
const MOST: usize = 10;

/// Adds the operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_outside_calendars).service(create_outside_calendar).service(delete_outside_calendar);
}

/// Whoever may keep this clinician's calendars.
pub(crate) fn keeps(caller: &Staff<Schedulers>, whose: StaffId) -> Result<(), Problem> {
    if caller.role == Role::Clinician && caller.staff != whose { Err(Problem::not_found()) } else { Ok(()) }
}

/// A clinician's calendars elsewhere.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_outside_calendars",
    summary = "List a clinician's calendars elsewhere",
    description = "With how reading them goes. Of their addresses only the host is told. Clinicians their own, owners and the front desk everybody's.",
    params(("id" = StaffId, Path, description = "The clinician.")),
    responses(answers::Read, (status = 200, description = "The calendars, by name, on one page.", body = OutsideCalendarPage, example = json!({"items": [example()], "next_cursor": null}))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff/{id}/outside-calendars")]
pub async fn list_outside_calendars(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<StaffId>,
    _: NoQuery,
) -> Result<Json<OutsideCalendarPage>, Problem> {
    keeps(&caller, id.0)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    staff::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let rows = store::of_staff(db, scope, id.0).await?;
    Ok(Json(OutsideCalendarPage { items: rows.iter().map(Model::to_wire).collect(), next_cursor: None }))
}

/// Subscribes to a calendar elsewhere.
#[utoipa::path(
    tag = "booking",
    operation_id = "create_outside_calendar",
    summary = "Close what another calendar says is busy",
    description = "Reads the `.ics` file at the address now and every half an hour; its busy times close the clinician's. The address is kept sealed and not shown again. At most ten. Clinicians for themselves, owners and the front desk for everybody.",
    params(("id" = StaffId, Path, description = "The clinician."), answers::WriteHeaders),
    request_body(content = OutsideCalendarInput, example = json!({"url": "https://calendar.example/private-3f1c/basic.ics", "name": "Home"})),
    responses(answers::Written, (status = 201, description = "The calendar, not read yet.", body = OutsideCalendar, example = example)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/outside-calendars")]
pub async fn create_outside_calendar(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<StaffId>,
    input: Checked<OutsideCalendarInput>,
) -> Result<HttpResponse, Problem> {
    keeps(&caller, id.0)?;
    let (scope, now) = (caller.scope(), platform.clock.now());
    let OutsideCalendarInput { url, name } = input.0;
    let tx = platform.db.write().await?;
    staff::find(&*tx, scope, id.0).await?.filter(staff::is_clinician).ok_or_else(Problem::not_found)?;
    if store::of_staff(&*tx, scope, id.0).await?.len() >= MOST {
        return Err(Problem::field("/url", "too_many", "Ten calendars are the most. Remove one first."));
    }
    let row_id = platform.secrets.id(now);
    let rest = url.as_str().split_once("://").map_or("", |(_, rest)| rest);
    let row = Model {
        practice_id: scope.practice.0,
        id: row_id,
        staff_id: id.0.0,
        name: name.trim().into(),
        host: rest.split(['/', '?', '#']).next().unwrap_or_default().into(),
        sealed_url: platform.secrets.seal(&seal_name(row_id), url.as_str().as_bytes()),
        state: OutsideCalendarState::New.as_str().into(),
        failure: None,
        etag: None,
        last_modified: None,
        last_read_at: None,
        next_read_at: now.into(),
        leased_until: None,
        created_at: now.into(),
    };
    let made = row.to_wire();
    store::insert(&*tx, row).await?;
    jobs::queue(&platform, &tx, Some(scope.practice), reading::KIND, &made.id, now).await?;
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("outside_calendar.created").on(made.id)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(made))
}

/// Removes a calendar elsewhere.
#[utoipa::path(
    tag = "booking",
    operation_id = "delete_outside_calendar",
    summary = "Remove a calendar elsewhere",
    description = "Its busy times no longer close anything. Clinicians their own, owners and the front desk everybody's.",
    params(("id" = OutsideCalendarId, Path, description = "The calendar."), answers::WriteHeaders),
    responses(answers::Written, (status = 204, description = "It is gone.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/practice/outside-calendars/{id}")]
pub async fn delete_outside_calendar(platform: App, caller: Staff<Schedulers>, id: Id<OutsideCalendarId>) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let row = store::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    keeps(&caller, row.staff())?;
    if !store::delete(&*tx, scope, id.0).await? {
        return Err(Problem::not_found());
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("outside_calendar.deleted").on(id.0)).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

fn example() -> Value {
    json!({"id": "018f3c5e-7a10-7000-8000-5f2b9d0c1a44", "name": "Home", "host": "calendar.example", "state": "ok", "last_read_at": "2026-03-02T15:00:00Z", "failure": null})
}
