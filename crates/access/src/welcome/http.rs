//! Handlers of the first sign-in.

use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::access::password::SetPassword;
use domain::access::session::SignedIn;
use domain::access::welcome::{OpenWelcome, PasswordSetter, RedeemPinCode};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{Anyone, SetsPassword};
use platform::checked::{Checked, NoQuery};
use platform::problem::Problem;

use super::Setter;
use crate::examples;
use crate::holder::Holder;
use crate::sessions::Visit;

/// Opens an invitation with e-mail and PIN.
#[utoipa::path(
    tag = "access",
    operation_id = "open_welcome",
    summary = "Open an invitation with e-mail and PIN",
    description = "Begins a session that may only set a password. The PIN counts only together with the token of the invitation's link, and only the newest PIN; the link may be that of an earlier e-mail to the same address. Five wrong tries burn a PIN. A right PIN is used up at once: who leaves without setting a password needs a new one. Wrong e-mail, wrong PIN, burnt PIN and dead link have one answer.",
    params(answers::WriteHeaders),
    request_body(content = OpenWelcome, example = json!(examples::open_welcome())),
    responses(
        answers::Tried,
        (status = 401, description = "`pin_refused`: e-mail, PIN and link do not let anybody in.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 409, description = "`portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "A session that may only set a password began.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session.")), example = examples::must_set_password)
    ),
    security(())
)]
#[post("/auth/welcome")]
pub async fn open_welcome(platform: App, caller: Anyone, input: Checked<OpenWelcome>) -> Result<HttpResponse, Problem> {
    let opened = super::open(&platform, &caller, &input.0).await?;
    Ok(opened.answer(&platform, StatusCode::OK))
}

/// Comes in with a PIN code that staff read out.
#[utoipa::path(
    tag = "access",
    operation_id = "redeem_pin_code",
    summary = "Come in with a PIN code",
    description = "Begins a session that may only set a password, with the six digits that staff made for this e-mail address. A code is valid for ten minutes, once, with five tries.",
    params(answers::WriteHeaders),
    request_body(content = RedeemPinCode, example = json!(examples::redeem_pin_code())),
    responses(
        answers::Tried,
        (status = 401, description = "`pin_refused`: e-mail and code do not let anybody in.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 409, description = "`portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "A session that may only set a password began.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session.")), example = examples::must_set_password)
    ),
    security(())
)]
#[post("/auth/pin-codes/redemption")]
pub async fn redeem_pin_code(platform: App, caller: Anyone, input: Checked<RedeemPinCode>) -> Result<HttpResponse, Problem> {
    let opened = super::redeem(&platform, &caller, &input.0).await?;
    Ok(opened.answer(&platform, StatusCode::OK))
}

/// Who may set a password now.
#[utoipa::path(
    tag = "access",
    operation_id = "get_password_setter",
    summary = "Show who may set a password now",
    description = "For the page that asks for a new password after a PIN or PIN code: whose it will be.",
    responses(answers::Read, (status = 200, description = "Who may set a password.", body = PasswordSetter, example = examples::password_setter)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/auth/password")]
pub async fn get_password_setter(platform: App, caller: SetsPassword, _: NoQuery) -> Result<Json<PasswordSetter>, Problem> {
    let held = caller.0;
    let holder = Holder::by_id(platform.db.read(), held.scope(), held.app, held.subject_id()).await?.ok_or_else(Problem::session_ended)?;
    Ok(Json(PasswordSetter { first_name: holder.first_name(), email: holder.email() }))
}

/// Sets the password after a PIN or PIN code.
#[utoipa::path(
    tag = "access",
    operation_id = "set_password",
    summary = "Set a password and come in",
    description = "Sets the password and begins a full session; the session that allowed it ends, and so do all others. The password must be as long as the practice asks, at most 128 characters, not easy to guess and not the e-mail address.",
    params(answers::WriteHeaders),
    request_body(content = SetPassword, example = json!(examples::set_password())),
    responses(
        answers::Written,
        (status = 422, description = "At `/password`: `password_short`, `password_guessable`, `password_is_email`, `too_long`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "Signed in.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session, and the device that is known from now on.")), example = examples::signed_in)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/password")]
pub async fn set_password(platform: App, caller: SetsPassword, visit: Visit, input: Checked<SetPassword>) -> Result<HttpResponse, Problem> {
    let opened = super::set_password(&platform, Setter::from(&caller.0), &visit.0, &input.0.password).await?;
    Ok(opened.answer(&platform, StatusCode::OK))
}
