//! What is unread, and what happens while a page is open (M2, M5).

use actix_web::web::Json;
use actix_web::{HttpRequest, HttpResponse, get};
use domain::access::rights::Right;
use domain::messaging::{StreamOf, UnreadCounts};
use platform::App;
use platform::answers;
use platform::caller::{Client, Correspondent};
use platform::checked::{CheckedQuery, NoQuery};
use platform::live::{self, Holder};
use platform::problem::Problem;

use crate::examples;
use crate::reader::Reader;
use crate::store::unread;

/// What I have not read.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_my_unread",
    summary = "Count what I have not read",
    description = "All my conversations together, counted from the messages.",
    responses(answers::Read, (status = 200, description = "The counts.", body = UnreadCounts, example = examples::unread)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/unread")]
pub async fn get_my_unread(platform: App, caller: Client, _: NoQuery) -> Result<Json<UnreadCounts>, Problem> {
    caller.needs(Right::Messages)?;
    Ok(Json(unread::total(platform.db.read(), &Reader::from(&caller)).await?))
}

/// What happens, as it happens.
#[utoipa::path(
    tag = "messaging",
    operation_id = "stream_my_events",
    summary = "Be told what happens, as it happens",
    description = "Server-sent events, ids only: `message`, `read`, `draft`, `conversation`; `session_ended`, after which the stream ends; `resync` when what came in between is no longer kept and everything is to be fetched anew; every twenty seconds `beat`, by which a page knows that the line is alive. With `Last-Event-ID`, a stream goes on exactly where the last one ended. A browser's `EventSource` needs no header of ours here. An open stream does not count as use of the session.",
    params(StreamOf, ("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event that was had.", example = "17")),
    responses(
        answers::Read,
        (status = 200, description = "A stream that stays open.", body = String, content_type = "text/event-stream", example = json!(examples::EVENTS))
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/live")]
pub async fn stream_my_events(
    platform: App,
    caller: Correspondent,
    request: HttpRequest,
    asked: CheckedQuery<StreamOf>,
) -> Result<HttpResponse, Problem> {
    caller.client().needs(Right::Messages)?;
    let person = Reader::from(&caller).person;
    let holder = Holder {
        person,
        session: caller.client().session,
        subject: caller.client().login.0,
        needs: Some(Right::Messages),
        only: caller.link_conversation().map(|id| id.0),
    };
    live::open(&platform, &request, holder, asked.0.of).await
}
