//! Handlers of the *Client Portal* tab.

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post, put};
use domain::ClientId;
use domain::access::portal_access::{
    ChangePortalEmail, CreatePortalInvitation, PinCode, PortalAccess, PreviewPortalInvitation, UpdatePortalAccess,
};
use domain::practice::email_text::EmailPreview;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::{IfMatch, created, tagged};
use platform::problem::Problem;

use crate::examples;

/// Everything the *Client Portal* tab shows.
#[utoipa::path(
    tag = "access",
    operation_id = "get_portal_access",
    summary = "Show a client's portal access",
    description = "Where the client stands, their addresses and rights, what became of the last invitation, and why none can be sent now, where that is so. Looking is noted in the audit log.",
    params(("id" = ClientId, Path, description = "The client.")),
    responses(answers::Read, (status = 200, description = "The portal access.", body = PortalAccess, headers(("ETag" = String, description = "The version.")), example = examples::portal_access)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/clients/{id}/portal-access")]
pub async fn get_portal_access(platform: App, caller: Staff<Team>, id: Id<ClientId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let access = super::read(&platform, caller.scope(), caller.actor(), id.0).await?;
    Ok(tagged(access.version, &access))
}

/// Changes what the client may do.
#[utoipa::path(
    tag = "access",
    operation_id = "update_portal_access",
    summary = "Change what a client may do in the portal",
    description = "The five rights. They hold at the client's next request.",
    params(("id" = ClientId, Path, description = "The client."), answers::SaveHeaders),
    request_body(content = UpdatePortalAccess, example = json!(examples::update_portal_access())),
    responses(
        answers::Saved,
        (status = 409, description = "`not_invited`: invite the client first; an invitation carries rights too.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The portal access as it is now.", body = PortalAccess, headers(("ETag" = String, description = "The version.")), example = examples::portal_access)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/clients/{id}/portal-access")]
pub async fn update_portal_access(
    platform: App,
    caller: Staff<Team>,
    id: Id<ClientId>,
    if_match: IfMatch,
    input: Checked<UpdatePortalAccess>,
) -> Result<HttpResponse, Problem> {
    super::update_rights(&platform, caller.scope(), caller.actor(), id.0, if_match, input.0.rights).await?;
    let access = super::show(&platform, caller.scope(), id.0).await?;
    Ok(tagged(access.version, &access))
}

/// Invites the client, or invites them again.
#[utoipa::path(
    tag = "access",
    operation_id = "create_portal_invitation",
    summary = "Invite a client to the portal",
    description = "Sends the activation e-mail with a link and a new PIN, valid for seven days. An older PIN stops working; an older link to the same address still opens the Welcome page. Enables a disabled access again. At most three times a day to an address that was invited before.",
    params(("id" = ClientId, Path, description = "The client."), answers::WriteHeaders),
    request_body(content = CreatePortalInvitation, example = json!(examples::create_portal_invitation())),
    responses(
        answers::Written,
        (status = 409, description = "`signed_in_already`: the client has a password. `portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/email`: `not_an_address_of_the_client`, `email_not_ok` (E-mail ok is not ticked), `email_taken` (another login of the practice has it). At `/wording/…`: `unknown_placeholder` and the like.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 429, description = "`too_many_today`: sent again three times today already. Or `wait`: too many requests.", body = ProblemDocument, content_type = PROBLEM_JSON, headers(("Retry-After" = i64, description = "Seconds to wait before another try."))),
        (status = 201, description = "The invitation is on its way; the portal access as it is now.", body = PortalAccess, headers(("ETag" = String, description = "The version.")), example = examples::portal_access)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/portal-invitations")]
pub async fn create_portal_invitation(
    platform: App,
    caller: Staff<Team>,
    id: Id<ClientId>,
    input: Checked<CreatePortalInvitation>,
) -> Result<HttpResponse, Problem> {
    super::invite(&platform, caller.scope(), caller.actor(), id.0, &input.0).await?;
    let access = super::show(&platform, caller.scope(), id.0).await?;
    Ok(created(access.version, &access))
}

/// The activation e-mail as it would arrive.
#[utoipa::path(
    tag = "access",
    operation_id = "preview_portal_invitation",
    summary = "Preview an invitation",
    description = "The activation e-mail in these words as it would arrive, with a PIN and a link that are none. Nothing is sent.",
    params(("id" = ClientId, Path, description = "The client."), answers::WriteHeaders),
    request_body(content = PreviewPortalInvitation, example = json!(examples::preview_portal_invitation())),
    responses(answers::Written, (status = 200, description = "The e-mail.", body = EmailPreview, example = examples::email_preview)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/portal-invitations/preview")]
pub async fn preview_portal_invitation(
    platform: App,
    caller: Staff<Team>,
    id: Id<ClientId>,
    input: Checked<PreviewPortalInvitation>,
) -> Result<Json<EmailPreview>, Problem> {
    Ok(Json(super::preview(&platform, caller.scope(), id.0, &input.0.wording).await?))
}

/// Ends every session of the client's login and keeps it out.
#[utoipa::path(
    tag = "access",
    operation_id = "disable_portal_access",
    summary = "Disable a client's portal access",
    description = "Every session ends at once and sign-in is refused. The password is gone for good: a new invitation enables the access again. Doing it twice is the same as once.",
    params(("id" = ClientId, Path, description = "The client."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`not_invited`: there is no access to disable.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The portal access as it is now.", body = PortalAccess, headers(("ETag" = String, description = "The version.")), example = examples::portal_access)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/portal-access/disablement")]
pub async fn disable_portal_access(platform: App, caller: Staff<Team>, id: Id<ClientId>) -> Result<HttpResponse, Problem> {
    super::disable(&platform, caller.scope(), caller.actor(), id.0).await?;
    let access = super::show(&platform, caller.scope(), id.0).await?;
    Ok(tagged(access.version, &access))
}

/// Moves the access to another of the client's addresses.
#[utoipa::path(
    tag = "access",
    operation_id = "change_portal_email",
    summary = "Move a client's portal access to another address",
    description = "*Yes, disable and resend*: the login's password, sessions and links end, and a new invitation goes to the new address.",
    params(("id" = ClientId, Path, description = "The client."), answers::WriteHeaders),
    request_body(content = ChangePortalEmail, example = json!(examples::change_portal_email())),
    responses(
        answers::Written,
        (status = 409, description = "`not_invited`: invite the client instead. `portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "At `/email`: `not_an_address_of_the_client`, `email_not_ok`, `email_taken`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 429, description = "`too_many_today`: sent to this address three times again today already. Or `wait`: too many requests.", body = ProblemDocument, content_type = PROBLEM_JSON, headers(("Retry-After" = i64, description = "Seconds to wait before another try."))),
        (status = 200, description = "The portal access as it is now.", body = PortalAccess, headers(("ETag" = String, description = "The version.")), example = examples::portal_access)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/portal-access/email-change")]
pub async fn change_portal_email(
    platform: App,
    caller: Staff<Team>,
    id: Id<ClientId>,
    input: Checked<ChangePortalEmail>,
) -> Result<HttpResponse, Problem> {
    super::change_email(&platform, caller.scope(), caller.actor(), id.0, &input.0).await?;
    let access = super::show(&platform, caller.scope(), id.0).await?;
    Ok(tagged(access.version, &access))
}

/// Makes a PIN code to read out.
#[utoipa::path(
    tag = "access",
    operation_id = "create_pin_code",
    summary = "Make a PIN code for a client",
    description = "Six digits, shown this once, for a client who cannot get in: with their e-mail address they lead to a new password. Valid for ten minutes, once, with five tries; an older code stops working. The client is told by e-mail.",
    params(("id" = ClientId, Path, description = "The client."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`not_invited`, `disabled`: send an invitation instead. `portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The code.", body = PinCode, example = examples::pin_code)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients/{id}/pin-codes")]
pub async fn create_pin_code(platform: App, caller: Staff<Team>, id: Id<ClientId>) -> Result<HttpResponse, Problem> {
    let code = super::create_pin_code(&platform, caller.scope(), caller.actor(), id.0).await?;
    Ok(HttpResponse::Created().json(code))
}
