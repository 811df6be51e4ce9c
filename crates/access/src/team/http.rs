//! Handlers of invitations to the team.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use domain::StaffId;
use domain::access::session::SignedIn;
use domain::access::welcome::AcceptStaffInvitation;
use domain::practice::staff::{InviteStaff, StaffMember};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{Anyone, Owners, Staff};
use platform::checked::{Checked, Id};
use platform::etag::{created, tagged};
use platform::problem::Problem;
use practice::staff::to_wire;

use crate::examples;

/// Invites somebody to work here.
#[utoipa::path(
    tag = "access",
    operation_id = "invite_staff",
    summary = "Invite somebody to the team",
    description = "Sends an e-mail with a link where they choose a password; it works once, for seven days. Owners only.",
    params(answers::WriteHeaders),
    request_body(content = InviteStaff, example = json!(examples::invite_staff())),
    responses(
        answers::Written,
        (status = 409, description = "`email_taken`: somebody here signs in with that address.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The invitation is on its way.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff")]
pub async fn invite_staff(platform: App, caller: Staff<Owners>, input: Checked<InviteStaff>) -> Result<HttpResponse, Problem> {
    let invited = super::invite(&platform, caller.scope(), caller.actor(), &input.0).await?;
    Ok(created(invited.member.version, &to_wire(&invited.member)))
}

/// Sends the invitation again.
#[utoipa::path(
    tag = "access",
    operation_id = "resend_staff_invitation",
    summary = "Invite a staff member again",
    description = "For somebody who has not signed in yet. The older link stops working. Owners only.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`signed_in_already`: they have a password. `deactivated`: reactivate them first.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The invitation is on its way.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/invitations")]
pub async fn resend_staff_invitation(platform: App, caller: Staff<Owners>, id: Id<StaffId>) -> Result<HttpResponse, Problem> {
    let invited = super::resend(&platform, caller.scope(), caller.actor(), id.0).await?;
    Ok(tagged(invited.member.version, &to_wire(&invited.member)))
}

/// Joins the team by the link of an invitation.
#[utoipa::path(
    tag = "access",
    operation_id = "accept_staff_invitation",
    summary = "Join the team",
    description = "Sets the first password and signs in. Where the practice demands a second factor, `kind` says that enrolling one is next. The link is used up only when the password is set.",
    params(answers::WriteHeaders),
    request_body(content = AcceptStaffInvitation, example = json!(examples::accept_staff_invitation())),
    responses(
        answers::Tried,
        (status = 401, description = "`link_refused`: the link is used, replaced or too old, or the address is another one.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/password`: `password_short`, `password_guessable`, `password_is_email`, `too_long`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "A session began.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session, and the device that is known from now on.")), example = examples::signed_in)
    ),
    security(())
)]
#[post("/auth/staff-invitations/acceptance")]
pub async fn accept_staff_invitation(
    platform: App,
    caller: Anyone,
    input: Checked<AcceptStaffInvitation>,
) -> Result<HttpResponse, Problem> {
    let opened = super::accept(&platform, &caller, &input.0).await?;
    Ok(opened.answer(&platform, StatusCode::OK))
}
