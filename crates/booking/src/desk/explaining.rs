//! Why a time is closed to clients (B15): the same rules that decide, asked for all they have to say.

use actix_web::get;
use actix_web::web::Json;
use domain::booking::calendar::{ClosedBy, ExplainTime, Explanation, Reason};
use domain::booking::engine::Asker;
use domain::practice::service::Service;
use domain::{OfficeId, ServiceId, StaffId};
use platform::App;
use platform::answers;
use platform::caller::{Staff, Team};
use platform::checked::CheckedQuery;
use platform::db::Scope;
use platform::problem::Problem;
use practice::{availability, offices, services, staff};
use sea_orm::ConnectionTrait;

use super::examples;
use crate::day::{self, Ground, Parties};
use crate::take;

/// Why a minute is open or closed.
#[utoipa::path(
    tag = "booking",
    operation_id = "explain_time",
    summary = "Explain why a time is closed",
    description = "For a client who would ask for a session that begins at this minute: every rule that closes it, the one that decides first. Without a service, the first that the clinician gives and clients may ask for; without an office, the first of the clinician's hours.",
    params(ExplainTime),
    responses(answers::Listed, (status = 200, description = "The explanation.", body = Explanation, example = examples::explanation)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/openings/explanation")]
pub async fn explain_time(platform: App, caller: Staff<Team>, asked: CheckedQuery<ExplainTime>) -> Result<Json<Explanation>, Problem> {
    let (db, scope, asked) = (platform.db.read(), caller.scope(), asked.0);
    let clinician = staff::find(db, scope, asked.staff_id).await?.ok_or_else(Problem::not_found)?;
    let Some((office, service)) = meant(db, scope, &asked).await? else {
        let reason = Reason { rule: ClosedBy::ServiceNotHere, from: None, to: None, appointment_id: None, text: None };
        return Ok(Json(Explanation { at: asked.at, open: false, reasons: vec![reason] }));
    };
    let ground = Ground::load(db, scope).await?;
    let parties = Parties::load(db, scope, clinician.id(), office, service).await?;
    let day = asked.at.date();
    let facts = day::facts(db, scope, &ground, parties.session(), Asker::Existing, platform.clock.now(), day..=day, &[]).await?;
    let mut explained = facts.over(day, day).explain(asked.at);
    let words = take::in_words(db, scope, explained.reasons.clone()).await?;
    for (reason, told) in explained.reasons.iter_mut().zip(words) {
        reason.text = told.text;
    }
    Ok(Json(explained))
}

/// Office and service that are meant where they are not said; none when there is none that could be.
async fn meant(db: &impl ConnectionTrait, scope: Scope, asked: &ExplainTime) -> Result<Option<(OfficeId, ServiceId)>, Problem> {
    if let Some(both) = asked.office_id.zip(asked.service_id) {
        return Ok(Some(both));
    }
    let in_use = offices::in_use(db, scope).await?;
    let mut places: Vec<OfficeId> = in_use.iter().map(offices::Model::id).collect();
    let hours = availability::windows(db, scope, asked.staff_id).await?;
    // Where the clinician works comes first.
    places.sort_by_key(|id| hours.iter().position(|window| window.office_id == Some(*id)).unwrap_or(usize::MAX));
    let gives = |service: &&Service, office: OfficeId| !service.archived && service.details.is_given(asked.staff_id, office);
    let on_offer = services::all(db, scope).await?;
    let service_at = |office: OfficeId| {
        let online = on_offer.iter().find(|service| gives(service, office) && service.details.bookable_online);
        online.or_else(|| on_offer.iter().find(|service| gives(service, office))).map(|service| service.id)
    };
    Ok(match (asked.office_id, asked.service_id) {
        (Some(office), _) => service_at(office).map(|service| (office, service)),
        (None, Some(service)) => office_for(&on_offer, &places, asked.staff_id, service).map(|office| (office, service)),
        (None, None) => places.iter().find_map(|office| Some((*office, service_at(*office)?))),
    })
}

/// The first office where the clinician gives the service, or the first of all.
fn office_for(all: &[Service], places: &[OfficeId], clinician: StaffId, service: ServiceId) -> Option<OfficeId> {
    let service = all.iter().find(|other| other.id == service);
    let given = places.iter().find(|office| service.is_some_and(|service| service.details.is_given(clinician, **office)));
    given.or(places.first()).copied()
}
