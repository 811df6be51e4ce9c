//! A stretch of a conversation, and what is being written in it: the same for both sides, each as they may see it.

use domain::ConversationId;
use domain::messaging::{Draft, ListMessages, MessagePage, SaveDraft, text};
use platform::Platform;
use platform::etag::{IfMatch, etag};
use platform::page;
use platform::problem::Problem;

use crate::reader::Reader;
use crate::reading::note_delivered;
use crate::store::{drafts, messages};
use crate::{tell, wire};

/// The messages that `asked` names, the newest first. Whoever fetches the newest has them delivered (M7).
///
/// # Errors
/// 404 when the conversation is nothing of the reader's.
pub async fn page(platform: &Platform, reader: &Reader, id: ConversationId, asked: &ListMessages) -> Result<MessagePage, Problem> {
    let db = platform.db.read();
    let (conversation, reads) = reader.find(db, id).await?;
    let limit = page::limit(asked.limit);
    let mut rows = messages::stretch(db, reader.scope(), id, reads, asked, limit + 1).await?;
    let next_cursor = page::cut(&mut rows, limit, |row| row.seq.to_string());
    if asked.after.is_some() {
        rows.reverse();
    }
    if let Some(newest) = rows.first().filter(|_| asked.before.is_none()) {
        // Where nothing can be written, such as on a full disk, people read all the same; the next look notes it.
        let _ = note_delivered(platform, reader, &conversation, newest.seq).await;
    }
    Ok(MessagePage { items: wire::messages(platform, db, reader, &conversation, rows).await?, next_cursor })
}

/// What the reader is writing.
///
/// # Errors
/// 404 when the conversation is nothing of theirs.
pub async fn draft(platform: &Platform, reader: &Reader, id: ConversationId) -> Result<Draft, Problem> {
    let db = platform.db.read();
    reader.find(db, id).await?;
    drafts::read(db, &platform.secrets, id, reader.person).await
}

/// Keeps what the reader is writing, and tells their other devices.
///
/// # Errors
/// 404 when the conversation is nothing of theirs, 412 `stale` when another device has kept something newer.
pub async fn save_draft(
    platform: &Platform,
    reader: &Reader,
    id: ConversationId,
    if_match: IfMatch,
    input: &SaveDraft,
) -> Result<Draft, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let (_, reads) = reader.find(&*tx, id).await?;
    if !reads.writes() {
        return Err(crate::refusals::left());
    }
    let kept = drafts::read(&*tx, &platform.secrets, id, reader.person).await?;
    if_match.allows(kept.version)?;
    let seen = input.version.unwrap_or(kept.version);
    // An indent, a line that was just begun: a draft is kept as it is, or the next key would land elsewhere.
    let words = if text::is_blank(input.text.as_str()) { "" } else { input.text.as_str() };
    if seen != kept.version || !drafts::put(&*tx, &platform.secrets, id, reader.person, seen, words, now).await? {
        return Err(Problem::stale(etag(kept.version)));
    }
    tell::draft(&tx, now, id, reader.person).await?;
    tx.commit().await?;
    Ok(Draft { text: words.into(), saved_at: Some(now), version: seen + 1 })
}
