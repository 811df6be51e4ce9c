//! What the admin application opens with: *access* knows who has not come in, here is added what is booked (S2).

use actix_web::get;
use actix_web::web::Json;
use domain::booking::engine::{date_in, days_in};
use domain::practice::overview::PracticeOverview;
use platform::App;
use platform::answers;
use platform::caller::{Staff, Team};
use platform::checked::NoQuery;
use platform::problem::Problem;
use practice::practices;

use super::examples;
use crate::day::zone;
use crate::store::listing;

/// The first page of the admin application.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_practice_overview",
    summary = "Show what needs an answer",
    description = "Requests for an appointment that wait, today's sessions, clients who were invited and never signed in, the longest waiting first (at most 50), e-mails that could not be delivered (at most 20), and the first steps of a new practice.",
    responses(answers::Read, (status = 200, description = "The overview.", body = PracticeOverview, example = examples::overview)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/overview")]
pub async fn get_practice_overview(platform: App, caller: Staff<Team>, _: NoQuery) -> Result<Json<PracticeOverview>, Problem> {
    let (db, scope, now) = (platform.db.read(), caller.scope(), platform.clock.now());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let zone = zone(&practice);
    let today = date_in(&zone, now);
    let day = days_in(&zone, today, today);
    Ok(Json(PracticeOverview {
        appointment_requests: listing::count_waiting(db, scope, now).await?,
        sessions_today: listing::count_sessions(db, scope, day.from, day.to).await?,
        ..access::overview::overview(&platform, scope).await?
    }))
}
