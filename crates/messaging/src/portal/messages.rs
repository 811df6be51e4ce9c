//! What a client reads and writes.

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::ConversationId;
use domain::access::rights::Right;
use domain::messaging::{ListMessages, MarkRead, Message, MessageKind, MessagePage, SendMessage, UnreadCounts};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Correspondent;
use platform::checked::{Checked, CheckedQuery, Id};
use platform::idempotency::Keyed;
use platform::problem::Problem;

use crate::reader::Reader;
use crate::send::send;
use crate::{examples, reading, thread, wire};

/// The messages of a conversation of mine.
#[utoipa::path(
    tag = "messaging",
    operation_id = "list_my_messages",
    summary = "List the messages of one of my conversations",
    description = "The newest first, or the stretch before or after a place: what came while a page was away is `after` the last place it had.",
    params(("id" = ConversationId, Path, description = "The conversation."), ListMessages),
    responses(answers::Listed, (status = 200, description = "A stretch of the conversation.", body = MessagePage, example = examples::messages)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/conversations/{id}/messages")]
pub async fn list_my_messages(
    platform: App,
    caller: Correspondent,
    id: Id<ConversationId>,
    asked: CheckedQuery<ListMessages>,
) -> Result<Json<MessagePage>, Problem> {
    caller.client().needs(Right::Messages)?;
    Ok(Json(thread::page(&platform, &Reader::from(&caller), id.0, &asked.0).await?))
}

/// Sends a message.
#[utoipa::path(
    tag = "messaging",
    operation_id = "send_my_message",
    summary = "Send a message",
    description = "Under an id of the sender's choice: sent again under the same id, however often, it is the same message. The draft is let go.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::KeyedHeaders),
    request_body(content = SendMessage, example = json!(examples::send())),
    responses(
        answers::Written,
        (status = 409, description = "`id_taken`: another message has this id. `front_desk_closed`: the front desk takes no messages any longer.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The message, new or as it came before.", body = Message, example = examples::message)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/conversations/{id}/messages")]
pub async fn send_my_message(
    platform: App,
    caller: Correspondent,
    _: Keyed,
    id: Id<ConversationId>,
    input: Checked<SendMessage>,
) -> Result<HttpResponse, Problem> {
    caller.client().needs(Right::Messages)?;
    let reader = Reader::from(&caller);
    let sent = send(&platform, &reader, caller.client().actor(), id.0, MessageKind::Message, &input.0).await?;
    let shown = wire::message(&platform, platform.db.read(), &reader, &sent.conversation, sent.row).await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Says how far I have read.
#[utoipa::path(
    tag = "messaging",
    operation_id = "mark_my_messages_read",
    summary = "Say how far I have read",
    description = "Up to the last place that was on the screen; never back.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::WriteHeaders),
    request_body(content = MarkRead, example = json!(examples::mark_read())),
    responses(answers::Written, (status = 200, description = "What is unread now, all conversations together.", body = UnreadCounts, example = examples::unread)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/conversations/{id}/read")]
pub async fn mark_my_messages_read(
    platform: App,
    caller: Correspondent,
    id: Id<ConversationId>,
    input: Checked<MarkRead>,
) -> Result<Json<UnreadCounts>, Problem> {
    caller.client().needs(Right::Messages)?;
    Ok(Json(reading::mark_read(&platform, &Reader::from(&caller), id.0, input.0.seq).await?))
}
