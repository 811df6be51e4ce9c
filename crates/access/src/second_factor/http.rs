//! Handlers of the second factor.

use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{HttpResponse, post};
use domain::StaffId;
use domain::access::second_factor::{ConfirmWithPassword, RecoveryCodes, SecondFactorCode, SecondFactorEnrolment};
use domain::access::session::SignedIn;
use domain::practice::staff::StaffMember;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{EnrolsSecondFactor, GivesSecondFactor, Owners, Staff, Team};
use platform::checked::{Checked, Id};
use platform::etag::tagged;
use platform::problem::Problem;
use practice::staff::to_wire;

use crate::examples;
use crate::sessions::Visit;

/// Makes a key for an authenticator app.
#[utoipa::path(
    tag = "access",
    operation_id = "start_second_factor",
    summary = "Get a key for an authenticator app",
    description = "A new key as text, address and picture. It is in force once its first code is confirmed; asking again makes another. For staff, also where the practice demands a second factor before anything else.",
    params(answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`second_factor_enrolled`: one is in force; turn it off first.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The key.", body = SecondFactorEnrolment, example = examples::enrolment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/second-factor/enrolment")]
pub async fn start_second_factor(platform: App, caller: EnrolsSecondFactor) -> Result<Json<SecondFactorEnrolment>, Problem> {
    Ok(Json(super::start(&platform, &caller.0).await?))
}

/// Puts the second factor in force by its first code.
#[utoipa::path(
    tag = "access",
    operation_id = "confirm_second_factor",
    summary = "Confirm the authenticator app",
    description = "The app's first code puts the second factor in force. Gives ten recovery codes, shown this once, and a new full session; all others of the person end.",
    params(answers::WriteHeaders),
    request_body(content = SecondFactorCode, example = json!(examples::second_factor_code())),
    responses(
        answers::Written,
        (status = 409, description = "`second_factor_not_started`: ask for a key first. `second_factor_enrolled`: one is in force already.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/code`: `wrong_code`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The recovery codes.", body = RecoveryCodes, headers(("Set-Cookie" = String, description = "The session, and the device that is known from now on.")), example = examples::recovery_codes)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/second-factor/confirmation")]
pub async fn confirm_second_factor(
    platform: App,
    caller: EnrolsSecondFactor,
    visit: Visit,
    input: Checked<SecondFactorCode>,
) -> Result<HttpResponse, Problem> {
    let (codes, opened) = super::confirm(&platform, &caller.0, &visit.0, &input.0).await?;
    Ok(opened.cookies(&platform, StatusCode::OK).json(codes))
}

/// Gives the second factor at sign-in.
#[utoipa::path(
    tag = "access",
    operation_id = "verify_second_factor",
    summary = "Give the second factor",
    description = "The app's code, or one of the recovery codes; each works once. Begins a full session in place of the one for this step.",
    params(answers::WriteHeaders),
    request_body(content = SecondFactorCode, example = json!(examples::second_factor_code())),
    responses(
        answers::Written,
        (status = 422, description = "At `/code`: `wrong_code`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "Signed in.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session, and the device that is known from now on.")), example = examples::signed_in)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/second-factor/verification")]
pub async fn verify_second_factor(
    platform: App,
    caller: GivesSecondFactor,
    visit: Visit,
    input: Checked<SecondFactorCode>,
) -> Result<HttpResponse, Problem> {
    let opened = super::verify(&platform, &caller.0, &visit.0, &input.0).await?;
    Ok(opened.answer(&platform, StatusCode::OK))
}

/// Turns the second factor off.
#[utoipa::path(
    tag = "access",
    operation_id = "remove_second_factor",
    summary = "Turn the second factor off",
    description = "Asks for the password. The other sessions of the person end.",
    params(answers::WriteHeaders),
    request_body(content = ConfirmWithPassword, example = json!(examples::confirm_with_password())),
    responses(
        answers::Written,
        (status = 409, description = "`second_factor_required`: the practice demands one. `second_factor_not_enrolled`: there is none.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/password`: `wrong_password`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 204, description = "It is off.")
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/second-factor/removal")]
pub async fn remove_second_factor(
    platform: App,
    caller: Staff<Team>,
    input: Checked<ConfirmWithPassword>,
) -> Result<HttpResponse, Problem> {
    super::remove(&platform, &caller, &input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes new recovery codes.
#[utoipa::path(
    tag = "access",
    operation_id = "renew_recovery_codes",
    summary = "Make new recovery codes",
    description = "Ten new codes, shown this once; the older ones stop working. Asks for the password.",
    params(answers::WriteHeaders),
    request_body(content = ConfirmWithPassword, example = json!(examples::confirm_with_password())),
    responses(
        answers::Written,
        (status = 409, description = "`second_factor_not_enrolled`: there is no second factor.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/password`: `wrong_password`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The new codes.", body = RecoveryCodes, example = examples::recovery_codes)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/auth/second-factor/recovery-codes")]
pub async fn renew_recovery_codes(
    platform: App,
    caller: Staff<Team>,
    input: Checked<ConfirmWithPassword>,
) -> Result<Json<RecoveryCodes>, Problem> {
    Ok(Json(super::renew_codes(&platform, &caller, &input.0).await?))
}

/// Takes a colleague's second factor away.
#[utoipa::path(
    tag = "access",
    operation_id = "reset_second_factor",
    summary = "Reset a colleague's second factor",
    description = "For somebody who lost both the app and the recovery codes: takes them away and ends their sessions. They sign in with the password alone, and enrol again where the practice demands it. Owners only.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The staff member as they are now.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/second-factor-reset")]
pub async fn reset_second_factor(platform: App, caller: Staff<Owners>, id: Id<StaffId>) -> Result<HttpResponse, Problem> {
    let member = super::reset(&platform, caller.scope(), caller.actor(), id.0).await?;
    Ok(tagged(member.version, &to_wire(&member)))
}
