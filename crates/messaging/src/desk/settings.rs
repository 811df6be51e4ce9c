//! The practice's choices about messages, and what clinicians say while they are away (M11).

use actix_web::{HttpResponse, get, put};
use domain::StaffId;
use domain::messaging::{Messaging, MessagingSettings, StaffMessaging, StaffMessagingKept};
use domain::practice::staff::Role;
use jiff::tz::TimeZone;
use platform::audit::{self, Act};
use platform::caller::{Owners, Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;
use platform::{App, Platform, answers};
use practice::{practices, staff};
use sea_orm::ConnectionTrait;

use crate::examples;
use crate::store::{away, settings};

/// The practice's choices.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_messaging",
    summary = "Show the practice's choices about messages",
    description = "Whether the front desk takes messages, when notices go out, what each side is shown, and the line about emergencies.",
    responses(answers::Read, (status = 200, description = "The choices in force.", body = Messaging, headers(("ETag" = String, description = "The version.")), example = examples::messaging)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/messaging")]
pub async fn get_messaging(platform: App, caller: Staff<Team>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let kept = settings::read(platform.db.read(), caller.scope()).await?;
    Ok(tagged(kept.version, &kept))
}

/// Saves the practice's choices.
#[utoipa::path(
    tag = "messaging",
    operation_id = "update_messaging",
    summary = "Save the practice's choices about messages",
    description = "They hold from now on; what was said at a front desk that is closed stays. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = MessagingSettings, example = json!(examples::settings())),
    responses(answers::Saved, (status = 200, description = "The choices in force.", body = Messaging, headers(("ETag" = String, description = "The version.")), example = examples::messaging)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/messaging")]
pub async fn update_messaging(
    platform: App,
    caller: Staff<Owners>,
    seen: IfMatch,
    input: Checked<MessagingSettings>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let before = settings::read(&*tx, scope).await?;
    seen.allows(before.version)?;
    if !settings::put(&*tx, scope, before.version, &input.0).await? {
        return Err(Problem::stale(etag(before.version + 1)));
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("messaging.updated")).await?;
    let kept = settings::read(&*tx, scope).await?;
    tx.commit().await?;
    Ok(tagged(kept.version, &kept))
}

/// Whoever may keep these words: one's own, and owners everybody's.
fn keeps<R>(caller: &Staff<R>, whose: StaffId) -> Result<(), Problem> {
    if caller.staff == whose || caller.role == Role::Owner { Ok(()) } else { Err(Problem::not_found()) }
}

/// What a staff member says while away.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_out_of_office",
    summary = "Show what a staff member says while away",
    description = "One's own, and for owners everybody's.",
    params(("id" = StaffId, Path, description = "The staff member.")),
    responses(answers::Read, (status = 200, description = "What was set.", body = StaffMessagingKept, headers(("ETag" = String, description = "The version.")), example = examples::staff_messaging_kept)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff/{id}/out-of-office")]
pub async fn get_out_of_office(platform: App, caller: Staff<Team>, id: Id<StaffId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    keeps(&caller, id.0)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    staff::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let kept = kept(&platform, db, &caller, id.0).await?;
    Ok(tagged(kept.version, &kept))
}

/// Sets what a staff member says while away.
#[utoipa::path(
    tag = "messaging",
    operation_id = "set_out_of_office",
    summary = "Set what a staff member says while away",
    description = "Clients read it above the conversation, on the days it is for, by the practice's clock. One's own, and for owners everybody's.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::SaveHeaders),
    request_body(content = StaffMessaging, example = json!(examples::staff_messaging())),
    responses(answers::Saved, (status = 200, description = "What is set now.", body = StaffMessagingKept, headers(("ETag" = String, description = "The version.")), example = examples::staff_messaging_kept)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/staff/{id}/out-of-office")]
pub async fn set_out_of_office(
    platform: App,
    caller: Staff<Team>,
    id: Id<StaffId>,
    seen: IfMatch,
    input: Checked<StaffMessaging>,
) -> Result<HttpResponse, Problem> {
    keeps(&caller, id.0)?;
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    staff::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let (version, _) = away::read(&*tx, scope, id.0).await?;
    seen.allows(version)?;
    if !away::put(&*tx, scope, id.0, version, &input.0).await? {
        return Err(Problem::stale(etag(version + 1)));
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("out_of_office.set").on(id.0)).await?;
    let kept = kept(&platform, &*tx, &caller, id.0).await?;
    tx.commit().await?;
    Ok(tagged(kept.version, &kept))
}

async fn kept<R>(platform: &Platform, db: &impl ConnectionTrait, caller: &Staff<R>, id: StaffId) -> Result<StaffMessagingKept, Problem> {
    let practice = practices::get(db, caller.scope()).await?.ok_or_else(Problem::not_found)?;
    let zone = TimeZone::get(&practice.zone).unwrap_or(TimeZone::UTC);
    let (version, settings) = away::read(db, caller.scope(), id).await?;
    let shown = settings.out_of_office.as_ref().is_some_and(|said| said.in_force(&zone, platform.clock.now()));
    Ok(StaffMessagingKept { version, shown, settings })
}
