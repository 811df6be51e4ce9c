//! Weekly hours, shown and saved.

use actix_web::{HttpResponse, get, put};
use domain::StaffId;
use domain::practice::availability::{Availability, SetAvailability};
use domain::practice::staff::Role;
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{OwnersAndClinicians, Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;

use super::store;
use crate::{examples, staff};

/// Somebody's weekly hours.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_availability",
    summary = "Show somebody's weekly hours",
    description = "By day and begin, in the practice's local time.",
    params(("id" = StaffId, Path, description = "The staff member.")),
    responses(answers::Read, (status = 200, description = "The hours.", body = Availability, headers(("ETag" = String, description = "The version.")), example = examples::availability)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff/{id}/availability")]
pub async fn get_availability(platform: App, caller: Staff<Team>, id: Id<StaffId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let member = staff::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let version = member.availability_version;
    Ok(tagged(version, &Availability { staff_id: id.0, version, windows: store::windows(db, scope, id.0).await? }))
}

/// Puts new weekly hours in place of the old.
#[utoipa::path(
    tag = "practice",
    operation_id = "set_availability",
    summary = "Save somebody's weekly hours",
    description = "Takes the place of all hours there were. Owners for everybody, clinicians for themselves.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::SaveHeaders),
    request_body(content = SetAvailability, example = json!(SetAvailability { windows: examples::availability().windows })),
    responses(answers::Saved, (status = 200, description = "The hours as they are now.", body = Availability, headers(("ETag" = String, description = "The version.")), example = examples::availability)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/staff/{id}/availability")]
pub async fn set_availability(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    id: Id<StaffId>,
    if_match: IfMatch,
    input: Checked<SetAvailability>,
) -> Result<HttpResponse, Problem> {
    let (scope, id) = (caller.scope(), id.0);
    if caller.role != Role::Owner && caller.staff != id {
        return Err(Problem::not_found());
    }
    let tx = platform.db.write().await?;
    let seen = staff::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?.availability_version;
    if_match.allows(seen)?;
    if !store::claim(&*tx, scope, id, seen).await? {
        let now = staff::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?.availability_version;
        return Err(Problem::stale(etag(now)));
    }
    store::replace(&platform, &*tx, scope, id, &input.0.windows).await?;
    audit::record(&platform, &*tx, caller.practice, caller.actor(), Act::new("availability.updated").on(id)).await?;
    let windows = store::windows(&*tx, scope, id).await?;
    tx.commit().await?;
    Ok(tagged(seen + 1, &Availability { staff_id: id, version: seen + 1, windows }))
}
