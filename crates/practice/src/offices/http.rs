//! The list of offices, and what owners do with it.

use actix_web::{HttpResponse, get, post, put, web};
use domain::OfficeId;
use domain::practice::office::{Office, OfficeInput, OfficePage};
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Owners, Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::{IfMatch, created, etag, tagged};
use platform::problem::Problem;
use platform::{App, Platform};

use super::store;
use crate::examples;

/// The practice's offices.
#[utoipa::path(
    tag = "practice",
    operation_id = "list_offices",
    summary = "List the offices",
    description = "All offices on one page, those in use first, by name; the video room is one of them.",
    responses(answers::Read, (status = 200, description = "The offices.", body = OfficePage, example = examples::offices)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/offices")]
pub async fn list_offices(platform: App, staff: Staff<Team>, _: NoQuery) -> Result<web::Json<OfficePage>, Problem> {
    let rows = store::all(platform.db.read(), staff.scope()).await?;
    Ok(web::Json(OfficePage { items: rows.iter().map(store::Model::to_wire).collect(), next_cursor: None }))
}

/// A new office.
#[utoipa::path(
    tag = "practice",
    operation_id = "create_office",
    summary = "Add an office",
    description = "A place with its address, or the video room. Clients see name, address and directions. Owners only.",
    params(answers::WriteHeaders),
    request_body(content = OfficeInput, example = json!(examples::office().details)),
    responses(answers::Written, (status = 201, description = "The office.", body = Office, headers(("ETag" = String, description = "The version.")), example = examples::office)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/offices")]
pub async fn create_office(platform: App, staff: Staff<Owners>, input: Checked<OfficeInput>) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    let office = store::insert(&platform, &*tx, staff.scope(), &input.0).await?;
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("office.created").on(office.id)).await?;
    tx.commit().await?;
    Ok(created(office.version, &office.to_wire()))
}

/// Saves an office.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_office",
    summary = "Save an office",
    description = "Name, address, number and directions. Owners only.",
    params(("id" = OfficeId, Path, description = "The office."), answers::SaveHeaders),
    request_body(content = OfficeInput, example = json!(examples::office().details)),
    responses(answers::Saved, (status = 200, description = "The office as it is now.", body = Office, headers(("ETag" = String, description = "The version.")), example = examples::office)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/offices/{id}")]
pub async fn update_office(
    platform: App,
    staff: Staff<Owners>,
    id: Id<OfficeId>,
    if_match: IfMatch,
    input: Checked<OfficeInput>,
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
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("office.updated").on(after.id)).await?;
    tx.commit().await?;
    Ok(tagged(after.version, &after.to_wire()))
}

/// Puts an office out of use.
#[utoipa::path(
    tag = "practice",
    operation_id = "archive_office",
    summary = "Put an office out of use",
    description = "It is kept with all that refers to it and no longer offered. Doing it twice is the same as once. Owners only.",
    params(("id" = OfficeId, Path, description = "The office."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The office as it is now.", body = Office, headers(("ETag" = String, description = "The version.")), example = examples::office)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/offices/{id}/archival")]
pub async fn archive_office(platform: App, staff: Staff<Owners>, id: Id<OfficeId>) -> Result<HttpResponse, Problem> {
    set_archived(&platform, &staff, id.0, true).await
}

/// Puts an office into use again.
#[utoipa::path(
    tag = "practice",
    operation_id = "restore_office",
    summary = "Put an office into use again",
    description = "The opposite of archiving. Doing it twice is the same as once. Owners only.",
    params(("id" = OfficeId, Path, description = "The office."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The office as it is now.", body = Office, headers(("ETag" = String, description = "The version.")), example = examples::office)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/offices/{id}/restoration")]
pub async fn restore_office(platform: App, staff: Staff<Owners>, id: Id<OfficeId>) -> Result<HttpResponse, Problem> {
    set_archived(&platform, &staff, id.0, false).await
}

async fn set_archived(platform: &Platform, staff: &Staff<Owners>, id: OfficeId, archived: bool) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    let changed = store::set_archived(&*tx, staff.scope(), id, archived).await?;
    let office = store::find(&*tx, staff.scope(), id).await?.ok_or_else(Problem::not_found)?;
    if changed {
        let act = if archived { "office.archived" } else { "office.restored" };
        audit::record(platform, &*tx, staff.practice, staff.actor(), Act::new(act).on(id)).await?;
    }
    tx.commit().await?;
    Ok(tagged(office.version, &office.to_wire()))
}
