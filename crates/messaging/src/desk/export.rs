//! A conversation as a file (M10).

use actix_web::{HttpResponse, get};
use domain::ConversationId;
use domain::messaging::ExportConversation;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::{CheckedQuery, Id};
use platform::files::{self, FileBytes};
use platform::problem::Problem;

use crate::export::export;
use crate::reader::Reader;

/// A conversation as a PDF.
#[utoipa::path(
    tag = "messaging",
    operation_id = "export_conversation",
    summary = "Export a conversation as PDF",
    description = "What the caller may read of it, the oldest first: who wrote what and when, by the practice's clocks, with names and sizes of files, and what stands in the place of messages that were removed. Internal notes only when asked for, and then marked. At most 5,000 messages and two million characters in one file: for more, days are named, both included. It is tagged for assistive technology (PDF/UA-1) and made to be archived (PDF/A-2a). It is recorded.",
    params(("id" = ConversationId, Path, description = "The conversation."), ExportConversation),
    responses(
        answers::Listed,
        (status = 422, description = "`too_many_messages`, `too_much_text`: fewer days are to be named. Also when the days are not in order.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (
            status = 200,
            description = "The file.",
            body = FileBytes,
            content_type = "application/pdf",
            headers(("Content-Disposition" = String, description = "The name to save it under; says nothing of whom it is about.")),
            example = json!("%PDF-1.7 …")
        )
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/conversations/{id}/export")]
pub async fn export_conversation(
    platform: App,
    caller: Staff<Team>,
    id: Id<ConversationId>,
    asked: CheckedQuery<ExportConversation>,
) -> Result<HttpResponse, Problem> {
    let file = export(&platform, &Reader::from(&caller), id.0, &asked.0).await?;
    // Nothing is handed out that could not be written down.
    let tx = platform.db.write().await?;
    let act = Act::new("conversation.exported").client(file.client).on(id.0);
    audit::record(&platform, &*tx, caller.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(files::to_be_saved(&file.name, "application/pdf").body(file.bytes))
}
