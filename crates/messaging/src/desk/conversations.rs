//! The inbox, and what is done with a conversation in it (M10).

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::ConversationId;
use domain::messaging::{
    ArchiveConversation, AssignConversation, Conversation, ConversationPage, Folder, ListConversations, OpenConversation,
};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::{Checked, CheckedQuery, Id, NoQuery};
use platform::etag::{IfMatch, tagged};
use platform::page;
use platform::problem::Problem;
use practice::{clients, staff};

use crate::reader::Reader;
use crate::store::conversations::{self, Model};
use crate::store::inbox::{self, Asked, Key};
use crate::{assign, examples, wire};

const LIST: &str = "conversations";

/// The inbox.
#[utoipa::path(
    tag = "messaging",
    operation_id = "list_conversations",
    summary = "List conversations",
    description = "Those the caller may see, what was written last first: clinicians their own and those they take or took part in, the front desk its own, owners all.",
    params(ListConversations),
    responses(answers::Listed, (status = 200, description = "A page of conversations.", body = ConversationPage, example = examples::conversations)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/conversations")]
pub async fn list_conversations(
    platform: App,
    caller: Staff<Team>,
    asked: CheckedQuery<ListConversations>,
) -> Result<Json<ConversationPage>, Problem> {
    let (db, reader, asked) = (platform.db.read(), Reader::from(&caller), asked.0);
    let limit = page::limit(asked.limit);
    let wanted = Asked {
        archived: asked.folder == Some(Folder::Archived),
        client: asked.client_id,
        assigned: asked.assigned,
        front_desk: asked.front_desk == Some(true),
        query: asked.query.as_deref().unwrap_or_default(),
        after: page::key::<Key>(&platform.secrets, LIST, asked.cursor.as_deref())?,
        limit: limit + 1,
    };
    let mut rows = inbox::page(db, &reader, wanted).await?;
    let last = page::cut(&mut rows, limit, Key::of);
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, LIST, &key)).transpose()?;
    Ok(Json(ConversationPage { items: wire::conversations(&platform, db, &reader, &rows).await?, next_cursor }))
}

/// Begins a conversation with a client.
#[utoipa::path(
    tag = "messaging",
    operation_id = "open_conversation",
    summary = "Begin a conversation with a client",
    description = "As the clinician it is with, or for one: their own for clinicians, the front desk's for the front desk, any for owners. The one that is there already is answered.",
    params(answers::WriteHeaders),
    request_body(content = OpenConversation, example = json!(examples::open())),
    responses(
        answers::Written,
        (status = 200, description = "The conversation, new or as it was there.", body = Conversation, headers(("ETag" = String, description = "The version.")), example = examples::conversation)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations")]
pub async fn open_conversation(platform: App, caller: Staff<Team>, input: Checked<OpenConversation>) -> Result<HttpResponse, Problem> {
    let (scope, reader, input) = (caller.scope(), Reader::from(&caller), input.0);
    let tx = platform.db.write().await?;
    clients::find(&*tx, scope, input.client_id).await?.ok_or_else(Problem::not_found)?;
    if let Some(id) = input.staff_id {
        let there = conversations::between(&*tx, scope, input.client_id, Some(id)).await?.is_some();
        let clinician = staff::find(&*tx, scope, id).await?.filter(|member| there || staff::is_clinician(member));
        clinician.ok_or_else(|| Problem::field("/staff_id", "clinician", "This person sees no clients here."))?;
    }
    let (row, new) = conversations::open(&platform, &*tx, scope, input.client_id, input.staff_id).await?;
    // Nothing of theirs: nothing of it stays, since the transaction is not committed.
    reader.find(&*tx, row.id()).await?;
    if new {
        let act = Act::new("conversation.opened").client(row.client()).on(row.id);
        audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    }
    let shown = wire::conversation(&platform, &*tx, &reader, &row).await?;
    tx.commit().await?;
    Ok(tagged(shown.version, &shown))
}

/// One conversation.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_conversation",
    summary = "Show a conversation",
    description = "With whom, who looks after it, and what is unread in it; what was written stands in its messages.",
    params(("id" = ConversationId, Path, description = "The conversation.")),
    responses(answers::Read, (status = 200, description = "The conversation.", body = Conversation, headers(("ETag" = String, description = "The version.")), example = examples::conversation)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/conversations/{id}")]
pub async fn get_conversation(platform: App, caller: Staff<Team>, id: Id<ConversationId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let (db, reader) = (platform.db.read(), Reader::from(&caller));
    let (row, _) = reader.find(db, id.0).await?;
    shown(&platform, &reader, &row).await
}

async fn shown(platform: &App, reader: &Reader, row: &Model) -> Result<HttpResponse, Problem> {
    let shown = wire::conversation(platform, platform.db.read(), reader, row).await?;
    Ok(tagged(shown.version, &shown))
}

/// Puts a conversation away, or takes it out again.
#[utoipa::path(
    tag = "messaging",
    operation_id = "archive_conversation",
    summary = "Put a conversation away, or take it out again",
    description = "For everybody who looks after it. A new message takes it out again; a note does not. The client learns nothing of it.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::SaveHeaders),
    request_body(content = ArchiveConversation, example = json!(examples::archive())),
    responses(answers::Saved, (status = 200, description = "The conversation as it is now.", body = Conversation, headers(("ETag" = String, description = "The version.")), example = examples::conversation)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/archival")]
pub async fn archive_conversation(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    seen: IfMatch,
    input: Checked<ArchiveConversation>,
) -> Result<HttpResponse, Problem> {
    let reader = Reader::from(&caller);
    let row = assign::archive(&platform, &reader, caller.actor(), id.0, seen, input.0.archived).await?;
    shown(&platform, &reader, &row).await
}

/// Lets somebody else look after a conversation.
#[utoipa::path(
    tag = "messaging",
    operation_id = "assign_conversation",
    summary = "Let somebody else look after a conversation",
    description = "They see it from here on; an owner sees all of it. Whoever looked after it before sees what was said until now. Without `staff_id`, it is the clinician's or the front desk's again.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::SaveHeaders),
    request_body(content = AssignConversation, example = json!(examples::assign())),
    responses(answers::Saved, (status = 200, description = "The conversation as it is now.", body = Conversation, headers(("ETag" = String, description = "The version.")), example = examples::conversation)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/conversations/{id}/assignment")]
pub async fn assign_conversation(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    seen: IfMatch,
    input: Checked<AssignConversation>,
) -> Result<HttpResponse, Problem> {
    let reader = Reader::from(&caller);
    let row = assign::assign(&platform, &reader, caller.actor(), id.0, seen, input.0.staff_id).await?;
    shown(&platform, &reader, &row).await
}
