//! Handlers of signing in and out.

use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{HttpResponse, delete, post};
use domain::access::session::{SessionEnds, SignIn, SignedIn};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{AnySession, Anyone, Person};
use platform::checked::Checked;
use platform::problem::Problem;
use platform::session::store;

use super::farewell;
use crate::examples;

/// Signs in with e-mail and password.
#[utoipa::path(
    tag = "access",
    operation_id = "sign_in",
    summary = "Sign in with e-mail and password",
    description = "Begins a session; its token is in the cookie of the answer. `kind` says what the session may do, and so which page comes next: staff with a second factor give its code first. An address that nobody has gets the same answer in the same time. After five wrong tries for an address one waits, longer each time; a device that signed in before counts for itself.",
    params(answers::WriteHeaders),
    request_body(content = SignIn, example = json!(examples::sign_in())),
    responses(
        answers::Tried,
        (status = 401, description = "`sign_in_refused`: e-mail and password do not let anybody in.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 409, description = "`portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "A session began.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session, and the device that is known from now on.")), example = examples::signed_in)
    ),
    security(())
)]
#[post("/auth/sessions")]
pub async fn sign_in(platform: App, caller: Anyone, input: Checked<SignIn>) -> Result<HttpResponse, Problem> {
    let opened = super::sign_in(&platform, &caller, &input.0).await?;
    Ok(opened.answer(&platform, StatusCode::OK))
}

/// Ends this session.
#[utoipa::path(
    tag = "access",
    operation_id = "sign_out",
    summary = "Sign out",
    description = "Ends the session of the caller, where there is one, and takes its cookie away. Succeeds without a session too.",
    params(answers::WriteHeaders),
    responses(answers::Sent, (status = 204, description = "Nobody is signed in here any more.", headers(("Set-Cookie" = String, description = "Takes the cookie away.")))),
    security(())
)]
#[delete("/auth/sessions/current")]
pub async fn sign_out(platform: App, caller: Anyone, session: Result<AnySession, Problem>) -> Result<HttpResponse, Problem> {
    let held = match session {
        Ok(AnySession(held)) => held,
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED => return Ok(farewell(&platform, caller.app)),
        Err(problem) => return Err(problem),
    };
    let tx = platform.db.write().await?;
    if store::end(&tx, held.scope(), held.subject_id(), held.session, platform.clock.now()).await? {
        audit::record(&platform, &*tx, held.practice, held.actor(), Act::new("sign_out").on(held.subject_id())).await?;
    }
    tx.commit().await?;
    Ok(farewell(&platform, Some(held.app)))
}

/// *Stay signed in.*
#[utoipa::path(
    tag = "access",
    operation_id = "renew_session",
    summary = "Stay signed in",
    description = "Begins the idle time anew, as every other request does. The session still ends twelve hours after it began.",
    params(answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "When the session ends now.", body = SessionEnds, example = examples::session_ends)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/sessions/current/renewal")]
pub async fn renew_session(caller: Person) -> Json<SessionEnds> {
    Json(caller.0.ends)
}
