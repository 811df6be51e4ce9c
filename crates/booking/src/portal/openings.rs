//! What a client may ask for, and when.

use actix_web::get;
use actix_web::web::Json;
use domain::access::rights::Right;
use domain::booking::engine::Asker;
use domain::booking::portal::{BookingOptions, OpeningsQuery, OpeningsWeek};
use platform::App;
use platform::answers;
use platform::caller::Client;
use platform::checked::{CheckedQuery, NoQuery};
use platform::problem::Problem;

use super::examples;
use crate::choices;

/// With whom, where and for what.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_booking_options",
    summary = "Show what I may ask for",
    description = "Clinicians with their offices and the services given there, the practice's zone, the last day that may be asked for, and until when a session can be cancelled online.",
    responses(answers::Read, (status = 200, description = "The choices.", body = BookingOptions, example = examples::options)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/booking/options")]
pub async fn get_booking_options(platform: App, caller: Client, _: NoQuery) -> Result<Json<BookingOptions>, Problem> {
    caller.needs(Right::Appointments)?;
    choices::options(&platform, platform.db.read(), caller.scope(), Asker::Existing).await.map(Json)
}

/// A week of free times.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_openings",
    summary = "Show a week of free times",
    description = "Seven days from Monday, each with what is free before noon and from noon on, in the practice's zone. A list of free times is advice: the request decides.",
    params(OpeningsQuery),
    responses(answers::Listed, (status = 200, description = "The week.", body = OpeningsWeek, example = examples::week)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/booking/openings")]
pub async fn list_openings(platform: App, caller: Client, query: CheckedQuery<OpeningsQuery>) -> Result<Json<OpeningsWeek>, Problem> {
    caller.needs(Right::Appointments)?;
    choices::week(&platform, platform.db.read(), caller.scope(), Asker::Existing, &query.0).await.map(Json)
}
