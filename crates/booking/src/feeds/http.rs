//! A feed's address, made and revoked by staff; and what calendar programs read there.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ETAG, IF_NONE_MATCH};
use actix_web::web::{Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use domain::StaffId;
use domain::booking::calendar::CalendarFeed;
use jiff::SignedDuration;
use platform::audit::{self, Act};
use platform::caller::{Anyone, Schedulers, Staff};
use platform::checked::{Id, NoQuery};
use platform::problem::Problem;
use platform::secrets::hash;
use platform::{App, answers};
use practice::{clients, offices, staff};
use utoipa_actix_web::service_config::ServiceConfig;

use super::store::{self, Model};
use crate::ics::{self, Entry};
use crate::outside::http::keeps;
use crate::store::appointments;

/// How far back a feed reaches.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 60);
/// How far ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Adds the operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(get_staff_calendar_feed)
        .service(create_staff_calendar_feed)
        .service(revoke_staff_calendar_feed)
        .service(get_calendar_feed);
}

/// Whether there is a feed.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_staff_calendar_feed",
    summary = "Show whether a clinician's calendar can be subscribed to",
    description = "Since when; the address is not told again. Clinicians their own, owners and the front desk everybody's.",
    params(("id" = StaffId, Path, description = "The clinician.")),
    responses(answers::Read, (status = 200, description = "The feed; no `created_at` when there is none.", body = CalendarFeed, example = json!({"url": null, "created_at": "2026-03-02T15:00:00Z"}))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff/{id}/calendar-feed")]
pub async fn get_staff_calendar_feed(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<StaffId>,
    _: NoQuery,
) -> Result<Json<CalendarFeed>, Problem> {
    keeps(&caller, id.0)?;
    let (db, scope) = (platform.db.read(), caller.scope());
    staff::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let row = store::find(db, scope, id.0).await?;
    Ok(Json(CalendarFeed { url: None, created_at: row.map(|row| row.created_at.into()) }))
}

/// A new address.
#[utoipa::path(
    tag = "booking",
    operation_id = "create_staff_calendar_feed",
    summary = "Make a clinician's calendar an address to subscribe to",
    description = "The address is a secret and shown this once; an older one stops working. Calendar programs take it as it is, or with `webcal://` in front. Clinicians their own, owners and the front desk everybody's.",
    params(("id" = StaffId, Path, description = "The clinician."), answers::WriteHeaders),
    responses(answers::Written, (status = 201, description = "The feed with its address.", body = CalendarFeed, example = json!({"url": "https://portal.example/api/v1/public/calendar-feeds/q0Zf…8.ics", "created_at": "2026-03-02T15:00:00Z"}))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/calendar-feed")]
pub async fn create_staff_calendar_feed(platform: App, caller: Staff<Schedulers>, id: Id<StaffId>) -> Result<HttpResponse, Problem> {
    keeps(&caller, id.0)?;
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    staff::find(&*tx, scope, id.0).await?.filter(staff::is_clinician).ok_or_else(Problem::not_found)?;
    let (token, token_hash) = platform.secrets.link_token();
    store::put(&*tx, Model { practice_id: scope.practice.0, staff_id: id.0.0, token_hash, created_at: now.into() }).await?;
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("calendar_feed.created").on(id.0)).await?;
    tx.commit().await?;
    let url = format!("{}/api/v1/public/calendar-feeds/{}.ics", platform.config.public_url, token.as_str());
    Ok(HttpResponse::Created().json(CalendarFeed { url: Some(url.into()), created_at: Some(now) }))
}

/// Ends the address.
#[utoipa::path(
    tag = "booking",
    operation_id = "revoke_staff_calendar_feed",
    summary = "End the address of a clinician's calendar",
    description = "From now on nothing is there. Clinicians their own, owners and the front desk everybody's.",
    params(("id" = StaffId, Path, description = "The clinician."), answers::WriteHeaders),
    responses(answers::Written, (status = 204, description = "There is no feed any more.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/practice/staff/{id}/calendar-feed")]
pub async fn revoke_staff_calendar_feed(platform: App, caller: Staff<Schedulers>, id: Id<StaffId>) -> Result<HttpResponse, Problem> {
    keeps(&caller, id.0)?;
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    if !store::delete(&*tx, scope, id.0).await? {
        return Err(Problem::not_found());
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("calendar_feed.revoked").on(id.0)).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What calendar programs read.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_calendar_feed",
    summary = "Read a clinician's calendar as calendar programs do",
    description = "A calendar file (RFC 5545) of the last two months and the next thirteen: initials for names, what waits for an answer as tentative. Whoever has the address may read it until it is revoked. Answers 304 to `If-None-Match` while nothing has changed.",
    params(("token" = String, Path, description = "The secret of the address.")),
    responses(
        answers::Shown,
        (status = 200, description = "The calendar.", body = String, content_type = "text/calendar", headers(("ETag" = String, description = "Names this version.")), example = json!(ics::http::EXAMPLE)),
        (status = 304, description = "It is the same as before.")
    ),
    security(())
)]
#[get("/public/calendar-feeds/{token}.ics")]
pub async fn get_calendar_feed(
    platform: App,
    _: Anyone,
    request: HttpRequest,
    token: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let db = platform.db.read();
    let feed = store::by_token(db, hash(token.as_str())).await?.ok_or_else(Problem::not_found)?;
    let scope = feed.scope();
    let clinician = staff::find(db, scope, feed.staff()).await?.filter(staff::is_clinician).ok_or_else(Problem::not_found)?;
    let now = platform.clock.now();
    let (from, to) = (now.saturating_sub(BACK).unwrap_or(now), now.saturating_add(AHEAD).unwrap_or(now));
    let mut rows = appointments::between(db, scope, from, to, Some(feed.staff())).await?;
    rows.retain(|row| row.status().blocks(true) && !row.is_overdue(now));
    let names = clients::display_names(db, scope, rows.iter().map(|row| row.client_id)).await?;
    let offices = offices::all(db, scope).await?;
    let entries: Vec<Entry> = rows
        .into_iter()
        .map(|row| Entry {
            title: names.get(&row.client_id).map(|name| initials(name.as_str())).unwrap_or_default(),
            place: offices.iter().find(|office| office.id == row.office_id).map(|office| office.name.clone()).unwrap_or_default(),
            start: row.start(),
            end: row.end(),
            status: row.status(),
            stamp: row.updated_at.into(),
            sequence: row.sequence,
            uid: row.uid,
        })
        .collect();
    let text = ics::feed(&clinician.first_name, &entries);
    let etag = format!("\"{}\"", hash(&text)[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    if request.headers().get(IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes()) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, etag)).finish());
    }
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, "inline; filename=\"calendar.ics\""))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((ETAG, etag))
        .body(text))
}

/// *Maya López* as *M. L.*
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|ch| ch.is_alphabetic()));
    letters.map(|letter| format!("{}.", letter.to_uppercase())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b17_a_name_is_its_initials() {
        assert_eq!(initials("Maya López"), "M. L.");
        assert_eq!(initials("  élodie (Elo) de la Cruz-Ruiz"), "É. E. D. L. C.");
        assert_eq!(initials(""), "");
    }
}
