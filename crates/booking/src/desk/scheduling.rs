//! The rules of booking, shown and saved (B2, B3).

use actix_web::{HttpResponse, get, put};
use domain::booking::settings::{Scheduling, SchedulingRules};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Owners, Staff, Team};
use platform::checked::{Checked, NoQuery};
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;

use super::examples;
use crate::store::{appointments, scheduling};

/// The rules of booking.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_scheduling",
    summary = "Show the rules of booking",
    description = "Grid, notice, horizon, policy of cancellation, what a request holds and for how long, reminders, questions for new clients.",
    responses(answers::Read, (status = 200, description = "The rules.", body = Scheduling, headers(("ETag" = String, description = "The version.")), example = examples::scheduling)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/scheduling")]
pub async fn get_scheduling(platform: App, caller: Staff<Team>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let now = scheduling::read(platform.db.read(), caller.scope()).await?;
    Ok(tagged(now.version, &now))
}

/// Saves the rules of booking.
#[utoipa::path(
    tag = "booking",
    operation_id = "update_scheduling",
    summary = "Save the rules of booking",
    description = "No appointment that stands is changed by it. Whether requests that wait hold their time goes by the rule of today, for those that wait already, too. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = SchedulingRules, example = json!(examples::scheduling().rules)),
    responses(answers::Saved, (status = 200, description = "The rules as they are now.", body = Scheduling, headers(("ETag" = String, description = "The version.")), example = examples::scheduling)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/scheduling")]
pub async fn update_scheduling(
    platform: App,
    caller: Staff<Owners>,
    if_match: IfMatch,
    input: Checked<SchedulingRules>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let before = scheduling::read(&*tx, scope).await?;
    if_match.allows(before.version)?;
    let done = scheduling::put(&*tx, scope, before.version, &input.0).await?;
    let after = scheduling::read(&*tx, scope).await?;
    if !done {
        return Err(Problem::stale(etag(after.version)));
    }
    if !after.rules.pending_holds {
        appointments::free_pending(&*tx, scope).await?;
    }
    audit::record(&platform, &*tx, caller.practice, caller.actor(), Act::new("scheduling.updated")).await?;
    tx.commit().await?;
    Ok(tagged(after.version, &after))
}
