//! The operations of the door: for anyone.

use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, get, post};
use domain::booking::engine::Asker;
use domain::booking::new_client::{
    ConfirmNewClientRequest, NewClientOptions, NewClientRequest, NewClientRequestConfirmed, NewClientRequestSent, ProofChallenge,
};
use domain::booking::portal::{OpeningsQuery, OpeningsWeek};
use domain::practice::slug::Slug;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Anyone;
use platform::checked::{Checked, CheckedQuery, NoQuery};
use platform::problem::Problem;
use serde_json::{Value, json};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{challenge, confirming, requesting};
use crate::choices::{self, Usual};
use crate::store::scheduling;

/// Adds the operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(get_new_client_options)
        .service(list_new_client_openings)
        .service(create_booking_challenge)
        .service(request_first_appointment)
        .service(confirm_first_appointment);
}

/// What somebody new may ask for.
#[utoipa::path(
    tag = "booking",
    operation_id = "get_new_client_options",
    summary = "Show what people who are no clients yet may ask for",
    description = "Clinicians, offices and services that are open to new clients, and the practice's questions. No clinicians when the door is closed.",
    params(("slug" = Slug, Path, description = "The practice's portal address.")),
    responses(answers::Shown, (status = 200, description = "The choices and questions.", body = NewClientOptions, example = json!(options_example()))),
    security(())
)]
#[get("/public/{slug}/booking/options")]
pub async fn get_new_client_options(platform: App, _: Anyone, slug: Path<String>, _: NoQuery) -> Result<Json<NewClientOptions>, Problem> {
    let practice = requesting::practice_of(&platform, slug.into_inner()).await?;
    let (db, scope) = (platform.db.read(), practice.scope());
    let questions = scheduling::read(db, scope).await?.rules.prescreen_questions;
    Ok(Json(NewClientOptions { booking: choices::options(&platform, db, scope, Asker::New, Usual::default()).await?, questions }))
}

/// A week for somebody new.
#[utoipa::path(
    tag = "booking",
    operation_id = "list_new_client_openings",
    summary = "List a week's openings for people who are no clients yet",
    description = "Advice, until the request is confirmed: nothing is held. `replaces` is for clients: here it is not found.",
    params(("slug" = Slug, Path, description = "The practice's portal address."), OpeningsQuery),
    responses(answers::Shown, (status = 422, description = "The week cannot be meant.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(problem_example(422, "invalid_input", "Some of the input cannot be used"))), (status = 200, description = "The week.", body = OpeningsWeek, example = json!(week_example()))),
    security(())
)]
#[get("/public/{slug}/booking/openings")]
pub async fn list_new_client_openings(
    platform: App,
    _: Anyone,
    slug: Path<String>,
    query: CheckedQuery<OpeningsQuery>,
) -> Result<Json<OpeningsWeek>, Problem> {
    let practice = requesting::practice_of(&platform, slug.into_inner()).await?;
    if query.0.replaces.is_some() {
        // Whoever is no client has no appointment that they could give up.
        return Err(Problem::not_found());
    }
    Ok(Json(choices::week(&platform, platform.db.read(), practice.scope(), Asker::New, &query.0, &[]).await?))
}

/// Work for a browser.
#[utoipa::path(
    tag = "booking",
    operation_id = "create_booking_challenge",
    summary = "Get the work that a request costs",
    description = "Find a nonce such that SHA-256 of the challenge, a colon and the nonce begins with so many zero bits. Good for ten minutes and for one request.",
    params(("slug" = Slug, Path, description = "The practice's portal address."), answers::WriteHeaders),
    responses(
        answers::Sent,
        (status = 404, description = "There is no such practice.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(not_found_example())),
        (status = 200, description = "The challenge.", body = ProofChallenge, example = json!({"challenge": "1772463600.5f2b9d0c1a44e7a1.9c1e", "difficulty_bits": challenge::DIFFICULTY_BITS}))
    ),
    security(())
)]
#[post("/public/{slug}/booking/challenges")]
pub async fn create_booking_challenge(platform: App, _: Anyone, slug: Path<String>) -> Result<Json<ProofChallenge>, Problem> {
    let practice = requesting::practice_of(&platform, slug.into_inner()).await?;
    Ok(Json(challenge::new(&platform, practice.scope())))
}

/// Somebody new asks for a time.
#[utoipa::path(
    tag = "booking",
    operation_id = "request_first_appointment",
    summary = "Ask for a first appointment",
    description = "Sends a six-digit code to the address. Until it comes back nothing is held and nobody is told. The answer is the same whether the address is known here or not.",
    params(("slug" = Slug, Path, description = "The practice's portal address."), answers::WriteHeaders),
    request_body(content = NewClientRequest, example = json!(request_example())),
    responses(
        answers::Sent,
        (status = 404, description = "There is no such practice, or it takes no requests of new clients.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(not_found_example())),
        (status = 409, description = "`taken`: somebody was faster; `free` has up to three times near it. `not_open`: a rule closes it; `closed_by` says which.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(taken_example())),
        (status = 202, description = "The code is on its way.", body = NewClientRequestSent, example = json!({"token": "q0Zf8", "email": "maya@example.com", "expires_at": "2026-03-02T15:20:00Z"}))
    ),
    security(())
)]
#[post("/public/{slug}/booking/requests")]
pub async fn request_first_appointment(
    platform: App,
    from: Anyone,
    slug: Path<String>,
    input: Checked<NewClientRequest>,
) -> Result<HttpResponse, Problem> {
    let practice = requesting::practice_of(&platform, slug.into_inner()).await?;
    let sent = requesting::request(&platform, &from, &practice, input.0).await?;
    Ok(HttpResponse::Accepted().json(sent))
}

/// The code comes back.
#[utoipa::path(
    tag = "booking",
    operation_id = "confirm_first_appointment",
    summary = "Confirm the address with the code",
    description = "The request counts from now on, and the practice is told. Five codes may be tried.",
    params(("slug" = Slug, Path, description = "The practice's portal address."), answers::WriteHeaders),
    request_body(content = ConfirmNewClientRequest, example = json!({"token": "q0Zf8", "code": "042751"})),
    responses(
        answers::Tried,
        (status = 401, description = "`link_refused`: the request was confirmed, is too old, or too many codes were tried.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(over_example())),
        (status = 404, description = "There is no such practice.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(not_found_example())),
        (status = 409, description = "`taken`, `not_open`: as for the request. A new request is needed.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(taken_example())),
        (status = 201, description = "The request, as it now waits for an answer.", body = NewClientRequestConfirmed, example = json!(confirmed_example()))
    ),
    security(())
)]
#[post("/public/{slug}/booking/confirmations")]
pub async fn confirm_first_appointment(
    platform: App,
    from: Anyone,
    slug: Path<String>,
    input: Checked<ConfirmNewClientRequest>,
) -> Result<HttpResponse, Problem> {
    let practice = requesting::practice_of(&platform, slug.into_inner()).await?;
    let confirmed = confirming::confirm(&platform, &from, &practice, &input.0).await?;
    Ok(HttpResponse::Created().json(confirmed))
}

const ID: &str = "018f3c5e-7a10-7000-8000-5f2b9d0c1a44";

fn options_example() -> Value {
    let address =
        json!({"street": "12 Maple Street", "unit": "", "city": "Ithaca", "region": "NY", "postal_code": "14850", "country": "US"});
    let service = json!({"id": ID, "name": "First visit", "minutes": 50, "at_once": false});
    let office = json!({"id": ID, "name": "Maple Street", "kind": "place", "address": address, "services": [service]});
    let clinician = json!({"id": ID, "name": "Jordan Reed", "credentials": "LMFT", "offices": [office]});
    let booking = json!({
        "zone": "America/New_York", "zone_abbreviation": "EST", "horizon_end": "2026-05-01", "clinicians": [clinician],
        "cancellation": "hours_24", "phone": "+1 607 555 0142", "at_once_note": false
    });
    json!({"booking": booking, "questions": [{"text": "How did you hear of us?", "required": false}]})
}

fn week_example() -> Value {
    let days: Vec<Value> = (2..9)
        .map(|day| {
            let morning = if day == 3 { json!([{"start": "2026-03-03T15:00:00Z", "end": "2026-03-03T15:50:00Z"}]) } else { json!([]) };
            json!({"date": format!("2026-03-{day:02}"), "morning": morning, "afternoon": []})
        })
        .collect();
    json!({"zone": "America/New_York", "days": days, "previous_week": null, "next_week": "2026-03-09", "first_with_openings": "2026-03-03"})
}

fn request_example() -> Value {
    json!({
        "first_name": "Maya", "last_name": "López", "email": "maya@example.com", "phone": "+1 607 555 0143", "note": "", "answers": [],
        "staff_id": ID, "office_id": ID, "service_id": ID, "start": "2026-03-03T15:00:00Z",
        "proof": {"challenge": "1772463600.5f2b9d0c1a44e7a1.9c1e", "nonce": "83172"}, "language": "en"
    })
}

fn confirmed_example() -> Value {
    let office = json!({"id": ID, "name": "Maple Street", "kind": "place", "address": null, "phone": "+1 607 555 0142", "directions": ""});
    json!({
        "clinician": "Jordan Reed, LMFT", "office": office, "service": "First visit", "start": "2026-03-03T15:00:00Z",
        "end": "2026-03-03T15:50:00Z", "zone": "America/New_York", "phone": "+1 607 555 0142", "calendar_file": crate::ics::http::EXAMPLE
    })
}

fn problem_example(status: u16, code: &str, title: &str) -> Value {
    let kind = format!("https://anteroom.dev/problems/{}", code.replace('_', "-"));
    json!({"type": kind, "title": title, "status": status, "code": code, "instance": ID})
}

fn not_found_example() -> Value {
    problem_example(404, "not_found", "Not found")
}

fn taken_example() -> Value {
    let mut example = problem_example(409, "taken", "This time is taken");
    example["free"] = json!(["2026-03-03T16:00:00Z"]);
    example
}

fn over_example() -> Value {
    problem_example(401, "link_refused", "This request cannot be confirmed any more")
}
