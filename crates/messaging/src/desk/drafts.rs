//! What a staff member is writing, on whichever device (M6).

use actix_web::{HttpResponse, get, put};
use domain::ConversationId;
use domain::messaging::{Draft, SaveDraft};
use platform::App;
use platform::answers;
use platform::caller::{Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::etag::{IfMatch, tagged};
use platform::problem::Problem;

use crate::reader::Reader;
use crate::{examples, thread};

/// What I am writing.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_draft",
    summary = "Show what I am writing",
    description = "Kept for all my devices; empty, and of version 0, where I have never written anything.",
    params(("id" = ConversationId, Path, description = "The conversation.")),
    responses(answers::Read, (status = 200, description = "The draft.", body = Draft, headers(("ETag" = String, description = "The version.")), example = examples::draft)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/conversations/{id}/draft")]
pub async fn get_draft(platform: App, caller: Staff<Team>, id: Id<ConversationId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let draft = thread::draft(&platform, &Reader::from(&caller), id.0).await?;
    Ok(tagged(draft.version, &draft))
}

/// Keeps what I am writing.
#[utoipa::path(
    tag = "messaging",
    operation_id = "save_draft",
    summary = "Keep what I am writing",
    description = "With the `version` it was written on, here or in `If-Match`, another device's newer words are not overwritten (412). An empty text lets it go.",
    params(("id" = ConversationId, Path, description = "The conversation."), answers::SaveHeaders),
    request_body(content = SaveDraft, example = json!(examples::save_draft())),
    responses(answers::Saved, (status = 200, description = "The draft as it is kept.", body = Draft, headers(("ETag" = String, description = "The version.")), example = examples::draft)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/conversations/{id}/draft")]
pub async fn save_draft(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    seen: IfMatch,
    input: Checked<SaveDraft>,
) -> Result<HttpResponse, Problem> {
    let draft = thread::save_draft(&platform, &Reader::from(&caller), id.0, seen, &input.0).await?;
    Ok(tagged(draft.version, &draft))
}
