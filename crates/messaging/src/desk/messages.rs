//! What the practice reads and writes.

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::messaging::{ListMessages, MarkRead, Message, MessageKind, MessagePage, Redact, SendMessage, UnreadCounts};
use domain::problem::ProblemDocument;
use domain::{ConversationId, MessageId};
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::{Checked, CheckedQuery, Id};
use platform::idempotency::Keyed;
use platform::problem::Problem;
use platform::{App, Platform};

use crate::reader::Reader;
use crate::redact::redact;
use crate::send::send;
use crate::store::conversations;
use crate::{examples, reading, thread, wire};

/// The messages of a conversation.
#[utoipa::path(
    tag = "messaging",
    operation_id = "list_messages",
    summary = "List the messages of a conversation",
    description = "Notes, too. The newest first, or the stretch before or after a place. Whoever came in later sees what was said from then on. What is looked at is recorded, save what only follows on what the reader has already.",
    params(("id" = ConversationId, Path, description = "The conversation."), ListMessages),
    responses(answers::Listed, (status = 200, description = "A stretch of the conversation.", body = MessagePage, example = examples::messages)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/conversations/{id}/messages")]
pub async fn list_messages(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    asked: CheckedQuery<ListMessages>,
) -> Result<Json<MessagePage>, Problem> {
    let (asked, scope) = (asked.0, caller.scope());
    let reader = Reader::from(&caller);
    // A page that is open asks for what came since; that, it was recorded to look at.
    let part = reader.part(platform.db.read(), id.0).await?;
    let follows_on = asked.after.zip(part).is_some_and(|(after, part)| after >= part.delivered_seq);
    let page = thread::page(&platform, &reader, id.0, &asked).await?;
    if !follows_on {
        // Nothing is shown that could not be written down.
        let tx = platform.db.write().await?;
        let row = conversations::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
        let act = Act::new("conversation.read").client(row.client()).on(row.id);
        audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
        tx.commit().await?;
    }
    Ok(Json(page))
}

/// Sends a message to a client.
#[utoipa::path(
    tag = "messaging",
    operation_id = "send_message",
    summary = "Send a message to a client",
    description = "Under an id of the sender's choice: sent again under the same id, however often, it is the same message. The draft is let go.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::KeyedHeaders),
    request_body(content = SendMessage, example = json!(examples::send())),
    responses(
        answers::Written,
        (status = 409, description = "`id_taken`: another message has this id. `left`: it was given to somebody else.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The message, new or as it came before.", body = Message, example = examples::message)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/messages")]
pub async fn send_message(
    platform: App,
    caller: Staff<Team>,
    _: Keyed,
    id: Id<ConversationId>,
    input: Checked<SendMessage>,
) -> Result<HttpResponse, Problem> {
    written(&platform, &caller, id.0, MessageKind::Message, &input.0).await
}

/// Keeps a note.
#[utoipa::path(
    tag = "messaging",
    operation_id = "create_message_note",
    summary = "Keep a note in a conversation",
    description = "For staff who see the conversation; the client never learns of it. Kept again under the same id, it is the same note.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::KeyedHeaders),
    request_body(content = SendMessage, example = json!(examples::send())),
    responses(
        answers::Written,
        (status = 409, description = "`id_taken`: another message has this id. `left`: it was given to somebody else.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The note, new or as it came before.", body = Message, example = examples::note)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/notes")]
pub async fn create_message_note(
    platform: App,
    caller: Staff<Team>,
    _: Keyed,
    id: Id<ConversationId>,
    input: Checked<SendMessage>,
) -> Result<HttpResponse, Problem> {
    written(&platform, &caller, id.0, MessageKind::Note, &input.0).await
}

async fn written(
    platform: &Platform,
    caller: &Staff<Team>,
    id: ConversationId,
    kind: MessageKind,
    input: &SendMessage,
) -> Result<HttpResponse, Problem> {
    let reader = Reader::from(caller);
    let sent = send(platform, &reader, caller.actor(), id, kind, input).await?;
    let shown = wire::message(platform, platform.db.read(), &reader, &sent.conversation, sent.row).await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Says how far one has read.
#[utoipa::path(
    tag = "messaging",
    operation_id = "mark_messages_read",
    summary = "Say how far I have read",
    description = "Up to the last place that was on the screen; never back. An owner who only looks into a colleague's conversation leaves no trace in it but the audit log's.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::WriteHeaders),
    request_body(content = MarkRead, example = json!(examples::mark_read())),
    responses(answers::Written, (status = 200, description = "What is unread now, all conversations together.", body = UnreadCounts, example = examples::unread)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/read")]
pub async fn mark_messages_read(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    input: Checked<MarkRead>,
) -> Result<Json<UnreadCounts>, Problem> {
    Ok(Json(reading::mark_read(&platform, &Reader::from(&caller), id.0, input.0.seq).await?))
}

/// Marks a conversation unread.
#[utoipa::path(
    tag = "messaging",
    operation_id = "mark_conversation_unread",
    summary = "Mark a conversation unread",
    description = "For oneself, to come back to it; until one reads it the next time.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "What is unread now, all conversations together.", body = UnreadCounts, example = examples::unread)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/unread")]
pub async fn mark_conversation_unread(platform: App, caller: Staff<Team>, id: Id<ConversationId>) -> Result<Json<UnreadCounts>, Problem> {
    Ok(Json(reading::mark_unread(&platform, &Reader::from(&caller), id.0).await?))
}

/// Takes a message's words and files away for good.
#[utoipa::path(
    tag = "messaging",
    operation_id = "redact_message",
    summary = "Redact a message",
    description = "Its words and files are gone for good; that it was there, by whom it was redacted and, for staff, why, stays. Of notes: one's own, and owners any.",
    params(("id" = MessageId, Path, description = "The message."), answers::WriteHeaders),
    request_body(content = Redact, example = json!(examples::redact())),
    responses(
        answers::Written,
        (status = 409, description = "`redacted`: somebody was first.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "What stands in its place.", body = Message, example = examples::redacted)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/messages/{id}/redaction")]
pub async fn redact_message(
    platform: App,
    caller: Staff<Team>,
    id: Id<MessageId>,
    input: Checked<Redact>,
) -> Result<HttpResponse, Problem> {
    let reader = Reader::from(&caller);
    let (conversation, row) = redact(&platform, &reader, caller.actor(), id.0, input.0.reason.as_str()).await?;
    let shown = wire::message(&platform, platform.db.read(), &reader, &conversation, row).await?;
    Ok(HttpResponse::Ok().json(shown))
}
