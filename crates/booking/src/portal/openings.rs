//! What a client may ask for, and when.

use actix_web::get;
use actix_web::web::Json;
use domain::access::rights::Right;
use domain::booking::engine::Asker;
use domain::booking::portal::{BookingOptions, OpeningsQuery, OpeningsWeek};
use domain::{AppointmentId, StaffId};
use platform::App;
use platform::answers;
use platform::caller::Client;
use platform::checked::{CheckedQuery, NoQuery};
use platform::problem::Problem;
use practice::clients;

use super::examples;
use crate::book;
use crate::choices::{self, Usual};
use crate::store::{appointments, listing};

/// With whom, where and for what.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_booking_options",
    summary = "Show what I may ask for",
    description = "Clinicians with their offices and the services given there. The caller's primary clinician comes first, else the one of their latest appointment; so do its office and its service. The others come by name. Also the practice's zone, the last day that may be asked for, and until when a session can be cancelled online.",
    responses(answers::Read, (status = 200, description = "The choices.", body = BookingOptions, example = examples::options)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/booking/options")]
pub async fn get_booking_options(platform: App, caller: Client, _: NoQuery) -> Result<Json<BookingOptions>, Problem> {
    caller.needs(Right::Appointments)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    let (client, mut latest) =
        tokio::try_join!(clients::find(db, scope, caller.client), listing::of_client(db, scope, caller.client, None, 1))?;
    let (client, latest) = (client.ok_or_else(Problem::not_found)?, latest.pop());
    let usual = Usual {
        staff: client.primary_clinician_id.map(StaffId).or_else(|| latest.as_ref().map(appointments::Model::staff)),
        office: latest.as_ref().map(appointments::Model::office),
        service: latest.as_ref().map(appointments::Model::service),
    };
    choices::options(&platform, db, scope, Asker::Existing, usual).await.map(Json)
}

/// A week of free times.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_openings",
    summary = "Show a week of free times",
    description = "Seven days from Monday, each with what is free before noon and from noon on, in the practice's zone. With `replaces`, as it would be without that appointment of the caller's. A list of free times is advice: the request decides.",
    params(OpeningsQuery),
    responses(answers::Listed, (status = 200, description = "The week.", body = OpeningsWeek, example = examples::week)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/booking/openings")]
pub async fn list_openings(platform: App, caller: Client, query: CheckedQuery<OpeningsQuery>) -> Result<Json<OpeningsWeek>, Problem> {
    caller.needs(Right::Appointments)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    let old = match query.0.replaces {
        Some(id) => {
            Some(appointments::find(db, scope, id).await?.filter(|row| row.client() == caller.client).ok_or_else(Problem::not_found)?)
        }
        None => None,
    };
    let given_up = old.filter(|old| book::given_up_as(old, platform.clock.now()).is_some());
    let leaving_out: Vec<AppointmentId> = given_up.iter().map(appointments::Model::id).collect();
    choices::week(&platform, db, scope, Asker::Existing, &query.0, &leaving_out).await.map(Json)
}
