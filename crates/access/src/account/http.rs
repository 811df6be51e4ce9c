//! Handlers of *My account*.

use actix_web::web::Json;
use actix_web::{HttpResponse, delete, get, post, put};
use domain::SessionId;
use domain::access::account::{ConfirmEmailChange, RequestEmailChange, UpdatePreferences};
use domain::access::password::ChangePassword;
use domain::access::session::{DevicePage, Me};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{AnySession, Anyone, Client, Person};
use platform::checked::{Checked, Id, NoQuery};
use platform::problem::Problem;

use crate::examples;
use crate::sign_in::farewell;

/// Who is signed in, and as what.
#[utoipa::path(
    tag = "access",
    operation_id = "get_me",
    summary = "Show who is signed in",
    description = "The practice, the person and what the session may do. A session for one step only shows no client.",
    responses(answers::Read, (status = 200, description = "Who is signed in.", body = Me, example = examples::me)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/auth/me")]
pub async fn get_me(platform: App, caller: AnySession, _: NoQuery) -> Result<Json<Me>, Problem> {
    Ok(Json(super::me(&platform, &caller.0).await?))
}

/// Changes language and notices of the signed-in client.
#[utoipa::path(
    tag = "access",
    operation_id = "update_preferences",
    summary = "Save language and notices",
    description = "The language of the client's pages and e-mails, and whether they want a word when a new device signs in.",
    params(answers::WriteHeaders),
    request_body(content = UpdatePreferences, example = json!(examples::update_preferences())),
    responses(answers::Written, (status = 200, description = "Who is signed in, as it is now.", body = Me, example = examples::me)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/auth/preferences")]
pub async fn update_preferences(platform: App, caller: Client, input: Checked<UpdatePreferences>) -> Result<Json<Me>, Problem> {
    Ok(Json(super::prefer(&platform, &caller, &input.0).await?))
}

/// Another password.
#[utoipa::path(
    tag = "access",
    operation_id = "change_password",
    summary = "Change the password",
    description = "Asks for the password in force. The other sessions of the person end, and they are told by e-mail.",
    params(answers::WriteHeaders),
    request_body(content = ChangePassword, example = json!(examples::change_password())),
    responses(
        answers::Written,
        (status = 422, description = "At `/current_password`: `wrong_password`. At `/new_password`: `password_short`, `password_guessable`, `password_is_email`, `too_long`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 204, description = "The password is changed.")
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/password-changes")]
pub async fn change_password(platform: App, caller: Person, input: Checked<ChangePassword>) -> Result<HttpResponse, Problem> {
    super::change_password(&platform, &caller.0, &input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Asks for another e-mail address.
#[utoipa::path(
    tag = "access",
    operation_id = "request_email_change",
    summary = "Ask for another e-mail address",
    description = "Sends a link to the new address; nothing changes until it is used. An address that somebody else signs in with gets the same answer. Asks for the password.",
    params(answers::WriteHeaders),
    request_body(content = RequestEmailChange, example = json!(examples::request_email_change())),
    responses(
        answers::Written,
        (status = 422, description = "At `/password`: `wrong_password`. At `/new_email`: `same_email`, `email`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 202, description = "An e-mail to the new address is on its way.")
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/email-changes")]
pub async fn request_email_change(platform: App, caller: Client, input: Checked<RequestEmailChange>) -> Result<HttpResponse, Problem> {
    super::email_change::request(&platform, &caller, &input.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Confirms a new e-mail address.
#[utoipa::path(
    tag = "access",
    operation_id = "confirm_email_change",
    summary = "Confirm a new e-mail address",
    description = "Puts the new address in force, by the token of the link that was sent there; the old address is told. The client's other sessions end. A link that is used, replaced or too old is refused, and so is one whose address somebody else signs in with by now.",
    params(answers::WriteHeaders),
    request_body(content = ConfirmEmailChange, example = json!(examples::confirm_email_change())),
    responses(
        answers::Tried,
        (status = 401, description = "`link_refused`: the link does not work any more.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 409, description = "`portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 204, description = "The new address is in force.")
    ),
    security(())
)]
#[post("/auth/email-changes/confirmation")]
pub async fn confirm_email_change(
    platform: App,
    caller: Anyone,
    session: Result<AnySession, Problem>,
    input: Checked<ConfirmEmailChange>,
) -> Result<HttpResponse, Problem> {
    let own = session.ok().map(|AnySession(held)| held);
    super::email_change::confirm(&platform, &caller, own.as_ref(), &input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Where this person is signed in.
#[utoipa::path(
    tag = "access",
    operation_id = "list_devices",
    summary = "List the devices that are signed in",
    description = "Browsers and programs that are signed in as the caller now: this one first, then the latest used.",
    responses(answers::Read, (status = 200, description = "The devices.", body = DevicePage, example = examples::devices)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/auth/devices")]
pub async fn list_devices(platform: App, caller: Person, _: NoQuery) -> Result<Json<DevicePage>, Problem> {
    Ok(Json(super::list(&platform, &caller.0).await?))
}

/// Signs one device out.
#[utoipa::path(
    tag = "access",
    operation_id = "sign_out_device",
    summary = "Sign one device out",
    description = "Its next request is refused. May be the device that asks.",
    params(("id" = SessionId, Path, description = "The device's session."), answers::WriteHeaders),
    responses(answers::Written, (status = 204, description = "The device is signed out.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/auth/devices/{id}")]
pub async fn sign_out_device(platform: App, caller: Person, id: Id<SessionId>) -> Result<HttpResponse, Problem> {
    super::sign_out(&platform, &caller.0, id.0).await?;
    Ok(farewell(&platform, (caller.0.session == id.0).then_some(caller.0.app)))
}

/// Signs all devices out.
#[utoipa::path(
    tag = "access",
    operation_id = "sign_out_everywhere",
    summary = "Sign out everywhere",
    description = "Ends all sessions of the caller, this one too, and forgets their devices.",
    params(answers::WriteHeaders),
    responses(answers::Written, (status = 204, description = "The caller is signed out everywhere.", headers(("Set-Cookie" = String, description = "Takes the cookie away.")))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/auth/devices")]
pub async fn sign_out_everywhere(platform: App, caller: Person) -> Result<HttpResponse, Problem> {
    super::sign_out_everywhere(&platform, &caller.0).await?;
    Ok(farewell(&platform, Some(caller.0.app)))
}
