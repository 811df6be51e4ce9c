//! Whom a client writes with, and may write to (M1).

use std::collections::HashMap;

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::access::rights::Right;
use domain::messaging::{Conversation, ConversationParty, MyConversations, OpenMyConversation};
use domain::problem::ProblemDocument;
use domain::{ConversationId, StaffId};
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Client, Correspondent};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, Platform};
use practice::{practices, staff};

use crate::reader::Reader;
use crate::store::{clinicians, conversations, settings};
use crate::{examples, refusals, wire};

/// My conversations.
#[utoipa::path(
    tag = "messaging",
    operation_id = "list_my_conversations",
    summary = "List my conversations",
    description = "All of them, what was said last first, and whom else I may write to.",
    responses(answers::Read, (status = 200, description = "The conversations.", body = MyConversations, example = examples::my_conversations)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/conversations")]
pub async fn list_my_conversations(platform: App, caller: Client, _: NoQuery) -> Result<Json<MyConversations>, Problem> {
    caller.needs(Right::Messages)?;
    let (db, reader) = (platform.db.read(), Reader::from(&caller));
    let rows = conversations::of_client(db, caller.scope(), caller.client).await?;
    let others = others(&platform, &caller, &rows).await?;
    Ok(Json(MyConversations { items: wire::conversations(&platform, db, &reader, &rows).await?, others, next_cursor: None }))
}

/// Whom they may write to and have no conversation with yet.
async fn others(platform: &Platform, caller: &Client, rows: &[conversations::Model]) -> Result<Vec<ConversationParty>, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let seen = clinicians::of_client(db, scope, caller.client).await?;
    let names: HashMap<_, _> = seen.iter().map(|member| (member.id, staff::display_name(member))).collect();
    let mut desks: Vec<Option<StaffId>> = seen.iter().map(|member| Some(member.id())).collect();
    if settings::read(db, scope).await?.settings.front_desk_open {
        desks.push(None);
    }
    desks.retain(|desk| rows.iter().all(|row| row.staff_id != desk.map(|id| id.0)));
    Ok(desks.into_iter().map(|desk| wire::party(&practice, desk, &names)).collect())
}

/// Begins a conversation.
#[utoipa::path(
    tag = "messaging",
    operation_id = "open_my_conversation",
    summary = "Begin a conversation",
    description = "With a clinician I see, or, without `staff_id`, with the front desk. The one that is there already is answered. Nobody is told before something is written.",
    params(answers::WriteHeaders),
    request_body(content = OpenMyConversation, example = json!(examples::open_mine())),
    responses(
        answers::Written,
        (status = 409, description = "`front_desk_closed`: the practice takes no messages at its front desk.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The conversation, new or as it was there.", body = Conversation, headers(("ETag" = String, description = "The version.")), example = examples::my_conversation)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/conversations")]
pub async fn open_my_conversation(platform: App, caller: Client, input: Checked<OpenMyConversation>) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Messages)?;
    let (scope, with) = (caller.scope(), input.0.staff_id);
    let tx = platform.db.write().await?;
    if conversations::between(&*tx, scope, caller.client, with).await?.is_none() {
        match with {
            Some(staff) if !clinicians::sees(&*tx, scope, caller.client, staff).await? => return Err(Problem::not_found()),
            None if !settings::read(&*tx, scope).await?.settings.front_desk_open => return Err(refusals::front_desk_closed()),
            _ => {}
        }
    }
    let (row, new) = conversations::open(&platform, &*tx, scope, caller.client, with).await?;
    if new {
        let act = Act::new("conversation.opened").client(caller.client).on(row.id);
        audit::record(&platform, &*tx, scope.practice, caller.actor(), act).await?;
    }
    let shown = wire::conversation(&platform, &*tx, &Reader::from(&caller), &row).await?;
    tx.commit().await?;
    Ok(tagged(shown.version, &shown))
}

/// One of my conversations.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_my_conversation",
    summary = "Show one of my conversations",
    description = "With whom, and what is unread in it; what was written stands in its messages.",
    params(("id" = ConversationId, Path, description = "The conversation.")),
    responses(answers::Read, (status = 200, description = "The conversation.", body = Conversation, headers(("ETag" = String, description = "The version.")), example = examples::my_conversation)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/conversations/{id}")]
pub async fn get_my_conversation(
    platform: App,
    caller: Correspondent,
    id: Id<ConversationId>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    caller.client().needs(Right::Messages)?;
    let (db, reader) = (platform.db.read(), Reader::from(&caller));
    let (row, _) = reader.find(db, id.0).await?;
    let shown = wire::conversation(&platform, db, &reader, &row).await?;
    Ok(tagged(shown.version, &shown))
}
