//! The list of services, and what owners do with it.

use actix_web::{HttpResponse, get, post, put, web};
use domain::ServiceId;
use domain::practice::service::{Service, ServiceInput, ServicePage};
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Owners, Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::{IfMatch, created, etag, tagged};
use platform::problem::Problem;
use platform::{App, Platform};

use super::store;
use crate::examples;

/// The practice's services.
#[utoipa::path(
    tag = "practice",
    operation_id = "list_services",
    summary = "List the services",
    description = "All services on one page, those on offer first, by name.",
    responses(answers::Read, (status = 200, description = "The services.", body = ServicePage, example = examples::services)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/services")]
pub async fn list_services(platform: App, staff: Staff<Team>, _: NoQuery) -> Result<web::Json<ServicePage>, Problem> {
    Ok(web::Json(ServicePage { items: store::all(platform.db.read(), staff.scope()).await?, next_cursor: None }))
}

/// A new service.
#[utoipa::path(
    tag = "practice",
    operation_id = "create_service",
    summary = "Add a service",
    description = "What is booked: its name, the practice's own billing code, its length, and its fee in the practice's currency. Owners only.",
    params(answers::WriteHeaders),
    request_body(content = ServiceInput, example = json!(examples::service().details)),
    responses(answers::Written, (status = 201, description = "The service.", body = Service, headers(("ETag" = String, description = "The version.")), example = examples::service)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/services")]
pub async fn create_service(platform: App, staff: Staff<Owners>, input: Checked<ServiceInput>) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    let service = store::insert(&platform, &*tx, staff.scope(), &input.0).await?;
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("service.created").on(service.id)).await?;
    tx.commit().await?;
    Ok(created(service.version, &service))
}

/// Saves a service.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_service",
    summary = "Save a service",
    description = "Name, code, length and fee. What was booked before keeps its own. Owners only.",
    params(("id" = ServiceId, Path, description = "The service."), answers::SaveHeaders),
    request_body(content = ServiceInput, example = json!(examples::service().details)),
    responses(answers::Saved, (status = 200, description = "The service as it is now.", body = Service, headers(("ETag" = String, description = "The version.")), example = examples::service)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/services/{id}")]
pub async fn update_service(
    platform: App,
    staff: Staff<Owners>,
    id: Id<ServiceId>,
    if_match: IfMatch,
    input: Checked<ServiceInput>,
) -> Result<HttpResponse, Problem> {
    let scope = staff.scope();
    let tx = platform.db.write().await?;
    let before = store::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    if_match.allows(before.version)?;
    let done = store::save(&*tx, scope, id.0, before.version, &input.0).await?;
    let after = store::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    if !done {
        return Err(Problem::stale(etag(after.version)));
    }
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("service.updated").on(after.id)).await?;
    tx.commit().await?;
    Ok(tagged(after.version, &after))
}

/// Takes a service off the list.
#[utoipa::path(
    tag = "practice",
    operation_id = "archive_service",
    summary = "Take a service off the list",
    description = "It is kept with all that refers to it and no longer offered. Doing it twice is the same as once. Owners only.",
    params(("id" = ServiceId, Path, description = "The service."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The service as it is now.", body = Service, headers(("ETag" = String, description = "The version.")), example = examples::service)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/services/{id}/archival")]
pub async fn archive_service(platform: App, staff: Staff<Owners>, id: Id<ServiceId>) -> Result<HttpResponse, Problem> {
    set_archived(&platform, &staff, id.0, true).await
}

/// Puts a service back on the list.
#[utoipa::path(
    tag = "practice",
    operation_id = "restore_service",
    summary = "Put a service back on the list",
    description = "The opposite of archiving. Doing it twice is the same as once. Owners only.",
    params(("id" = ServiceId, Path, description = "The service."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The service as it is now.", body = Service, headers(("ETag" = String, description = "The version.")), example = examples::service)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/services/{id}/restoration")]
pub async fn restore_service(platform: App, staff: Staff<Owners>, id: Id<ServiceId>) -> Result<HttpResponse, Problem> {
    set_archived(&platform, &staff, id.0, false).await
}

async fn set_archived(platform: &Platform, staff: &Staff<Owners>, id: ServiceId, archived: bool) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    let changed = store::set_archived(&*tx, staff.scope(), id, archived).await?;
    let service = store::find(&*tx, staff.scope(), id).await?.ok_or_else(Problem::not_found)?;
    if changed {
        let act = if archived { "service.archived" } else { "service.restored" };
        audit::record(platform, &*tx, staff.practice, staff.actor(), Act::new(act).on(id)).await?;
    }
    tx.commit().await?;
    Ok(tagged(service.version, &service))
}
