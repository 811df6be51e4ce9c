//! Extra hours and time off (B1): a clinician keeps their own, owners and the front desk everybody's.

use actix_web::web::Json;
use actix_web::{HttpResponse, delete, get, post};
use domain::booking::engine::local_in;
use domain::booking::exception::{
    AvailabilityException, AvailabilityExceptionInput, AvailabilityExceptionPage, ListAvailabilityExceptions,
};
use domain::practice::staff::Role;
use domain::{AvailabilityExceptionId, StaffId};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Schedulers, Staff, Team};
use platform::checked::{Checked, CheckedQuery, Id};
use platform::problem::Problem;
use practice::{offices, practices, services, staff};
use sea_orm::ConnectionTrait;

use super::examples;
use crate::day::{midnight, zone};
use crate::store::exceptions;

/// Whoever may keep these hours.
fn keeps(caller: &Staff<Schedulers>, whose: StaffId) -> Result<(), Problem> {
    if caller.role == Role::Clinician && caller.staff != whose { Err(Problem::not_found()) } else { Ok(()) }
}

/// Hours that differ from the week.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_availability_exceptions",
    summary = "List extra hours and time off",
    description = "What is not over, by begin, on one page; with `from`, what was over by then is left out and no more.",
    params(("id" = StaffId, Path, description = "The clinician."), ListAvailabilityExceptions),
    responses(answers::Read, (status = 200, description = "The exceptions.", body = AvailabilityExceptionPage, example = examples::exceptions)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff/{id}/availability-exceptions")]
pub async fn list_availability_exceptions(
    platform: App,
    caller: Staff<Team>,
    id: Id<StaffId>,
    asked: CheckedQuery<ListAvailabilityExceptions>,
) -> Result<Json<AvailabilityExceptionPage>, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    staff::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let begin = asked.0.from.map(midnight);
    let since = begin.unwrap_or_else(|| local_in(&zone(&practice), platform.clock.now()));
    let rows = exceptions::not_over(db, scope, id.0, since).await?;
    Ok(Json(AvailabilityExceptionPage { items: rows.iter().map(exceptions::Model::to_wire).collect(), next_cursor: None }))
}

/// Adds extra hours or time off.
#[utoipa::path(
    tag = "booking",
    operation_id = "create_availability_exception",
    summary = "Add extra hours or time off",
    description = "Time off closes weekly and extra hours to clients; appointments that stand are not changed. Clinicians for themselves, owners and the front desk for everybody.",
    params(("id" = StaffId, Path, description = "The clinician."), answers::WriteHeaders),
    request_body(content = AvailabilityExceptionInput, example = json!(examples::exception_input())),
    responses(answers::Written, (status = 201, description = "The exception.", body = AvailabilityException, example = examples::exception)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/availability-exceptions")]
pub async fn create_availability_exception(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<StaffId>,
    input: Checked<AvailabilityExceptionInput>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    keeps(&caller, id.0)?;
    let tx = platform.db.write().await?;
    staff::find(&*tx, scope, id.0).await?.filter(staff::is_clinician).ok_or_else(Problem::not_found)?;
    in_use(&*tx, scope, &input.0).await?;
    let row = exceptions::insert(&platform, &*tx, scope, id.0, &input.0).await?;
    let made = row.to_wire();
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("availability_exception.created").on(made.id)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(made))
}

/// Hours at an office or for a service that is not in use are no hours.
async fn in_use(tx: &impl ConnectionTrait, scope: platform::db::Scope, input: &AvailabilityExceptionInput) -> Result<(), Problem> {
    if let Some(office) = input.office_id {
        let found = offices::find(tx, scope, office).await?;
        found.filter(|office| !office.archived).ok_or_else(|| Problem::field("/office_id", "office", "This office is not in use."))?;
    }
    if let Some(service) = input.service_id {
        let found = services::find(tx, scope, service).await?;
        found
            .filter(|service| !service.archived)
            .ok_or_else(|| Problem::field("/service_id", "service", "This service is not on offer."))?;
    }
    Ok(())
}

/// Takes extra hours or time off back.
#[utoipa::path(
    tag = "booking",
    operation_id = "delete_availability_exception",
    summary = "Take extra hours or time off back",
    description = "The weekly hours hold again. Clinicians their own, owners and the front desk everybody's.",
    params(("id" = AvailabilityExceptionId, Path, description = "The exception."), answers::WriteHeaders),
    responses(answers::Written, (status = 204, description = "It is gone.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/practice/availability-exceptions/{id}")]
pub async fn delete_availability_exception(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AvailabilityExceptionId>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let row = exceptions::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    keeps(&caller, StaffId(row.staff_id))?;
    if !exceptions::delete(&*tx, scope, id.0).await? {
        return Err(Problem::not_found());
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("availability_exception.deleted").on(id.0)).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
