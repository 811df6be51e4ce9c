//! The operation that opens the link of a notice.

use actix_web::{HttpResponse, post};
use domain::access::session::App;
use domain::messaging::{LinkOpened, OpenMessageLink};
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{AnySession, Anyone};
use platform::checked::Checked;
use platform::problem::Problem;
use platform::session;

use crate::examples;

/// Opens the link of a notice.
#[utoipa::path(
    tag = "messaging",
    operation_id = "redeem_message_link",
    summary = "Open the link of a notice",
    description = "For the page that the link leads to, when its button is pressed. Within 15 minutes of when the mail was sent, it begins a session that reads and answers that one conversation and nothing else, ends in any case when the 15 minutes are over, and belongs to the browser that was first; asked again there, it answers the same. Another browser is refused, and the client is told once by e-mail. Who is signed in as the client already stays so.",
    params(answers::WriteHeaders),
    request_body(content = OpenMessageLink, example = json!(examples::open_link())),
    responses(
        answers::Tried,
        (status = 401, description = "`link_over`: its time is over, or it is no link of ours. `unknown_device`: the practice lets only devices in that signed in before; the link stays as it is.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 409, description = "`opened_elsewhere`: another browser was first. `portal_closed`: the practice has switched its portal off.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "Where the link leads.", body = LinkOpened, headers(("Set-Cookie" = String, description = "The session.")), example = examples::link_opened)
    ),
    security(())
)]
#[post("/auth/message-links")]
pub async fn redeem_message_link(
    platform: platform::App,
    caller: Anyone,
    session: Result<AnySession, Problem>,
    input: Checked<OpenMessageLink>,
) -> Result<HttpResponse, Problem> {
    let held = session.ok().map(|AnySession(held)| held);
    let redeemed = super::redeem(&platform, &caller, held.as_ref(), &input.0).await?;
    let mut answer = HttpResponse::Ok();
    if let Some(token) = &redeemed.token {
        answer.cookie(session::cookie(&platform.config, App::Portal, token));
    }
    Ok(answer.json(LinkOpened { conversation_id: redeemed.conversation, ends: redeemed.ends }))
}
