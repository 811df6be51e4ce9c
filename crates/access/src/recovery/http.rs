//! Handlers of the forgotten password.

use actix_web::{HttpResponse, post};
use domain::access::welcome::{RecoverPassword, RequestPasswordRecovery};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Anyone;
use platform::checked::Checked;
use platform::problem::Problem;

use crate::examples;

/// Asks for a link to a new password.
#[utoipa::path(
    tag = "access",
    operation_id = "request_password_recovery",
    summary = "Ask for a link to a new password",
    description = "Sends an e-mail with a link that works once, for 30 minutes, to who can sign in with this address. For an address that nobody has, answer and time are the same. The last three links stay usable until one of them is used.",
    params(answers::WriteHeaders),
    request_body(content = RequestPasswordRecovery, example = json!(examples::request_password_recovery())),
    responses(
        answers::Sent,
        (status = 409, description = "`portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 202, description = "If somebody can sign in with this address, an e-mail is on its way.")
    ),
    security(())
)]
#[post("/auth/recovery-requests")]
pub async fn request_password_recovery(
    platform: App,
    caller: Anyone,
    input: Checked<RequestPasswordRecovery>,
) -> Result<HttpResponse, Problem> {
    super::request(&platform, &caller, &input.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Sets a new password by the link of a recovery e-mail.
#[utoipa::path(
    tag = "access",
    operation_id = "recover_password",
    summary = "Set a new password by a recovery link",
    description = "Sets the password and ends all sessions; the person signs in with it afterwards. The link is used up only when the password is set. Opening the link, however often, changes nothing.",
    params(answers::WriteHeaders),
    request_body(content = RecoverPassword, example = json!(examples::recover_password())),
    responses(
        answers::Tried,
        (status = 401, description = "`link_refused`: the link is used, replaced or too old.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 409, description = "`portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/password`: `password_short`, `password_guessable`, `password_is_email`, `too_long`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 204, description = "The password is set.")
    ),
    security(())
)]
#[post("/auth/recoveries")]
pub async fn recover_password(platform: App, caller: Anyone, input: Checked<RecoverPassword>) -> Result<HttpResponse, Problem> {
    super::recover(&platform, &caller, &input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
