//! Reading, and wanting to come back to it.

use domain::ConversationId;
use domain::messaging::UnreadCounts;
use domain::messaging::reading::read_up_to;
use platform::Platform;
use platform::db::Tx;
use platform::problem::Problem;

use crate::reader::Reader;
use crate::store::{conversations, messages, participants, settings, unread};
use crate::tell;

/// The reader has read what stands up to `seq`; gives what is unread now, all together. An owner who only looks into a
/// colleague's conversation leaves no trace in it.
///
/// # Errors
/// 404 when the conversation is nothing of theirs.
pub async fn mark_read(platform: &Platform, reader: &Reader, id: ConversationId, seq: i64) -> Result<UnreadCounts, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    // Held, since the next message and its author's own reading may come at the same moment.
    let (row, reads) = reader.hold(&*tx, id).await?;
    if let Some(part) = part(&tx, reader, &row).await? {
        let last = reads.until.unwrap_or(row.last_seq);
        let place = read_up_to(part.read_seq, seq, last);
        if place > part.read_seq || part.marked_unread {
            participants::read_up_to(&*tx, id, reader.person, place, now.into()).await?;
            let shown = settings::read(&*tx, reader.scope()).await?.settings.show_seen;
            tell::read(&tx, now, &row, reader.person, place, shown).await?;
        }
    }
    let counts = unread::total(&*tx, reader).await?;
    tx.commit().await?;
    Ok(counts)
}

/// The reader wants to come back to it (M10).
///
/// # Errors
/// 404 when the conversation is nothing of theirs to answer.
pub async fn mark_unread(platform: &Platform, reader: &Reader, id: ConversationId) -> Result<UnreadCounts, Problem> {
    let tx = platform.db.write().await?;
    let (row, _) = reader.hold(&*tx, id).await?;
    let takes_part = |part: &participants::Model| part.left_seq.is_none() || reader.answers(&row);
    let part = part(&tx, reader, &row).await?.filter(takes_part).ok_or_else(Problem::not_found)?;
    if !part.marked_unread {
        participants::mark_unread(&*tx, id, reader.person).await?;
        tell::read(&tx, platform.clock.now(), &row, reader.person, part.read_seq, false).await?;
    }
    let counts = unread::total(&*tx, reader).await?;
    tx.commit().await?;
    Ok(counts)
}

/// A device of the reader has what stands up to `seq` (M7); noted apart from reading, and only where it is news. Whoever
/// wrote it sees so at once.
///
/// # Errors
/// When the database does not answer.
pub async fn note_delivered(platform: &Platform, reader: &Reader, row: &conversations::Model, seq: i64) -> Result<(), Problem> {
    let part = reader.part(platform.db.read(), row.id()).await?;
    let Some(before) = part.map(|part| part.delivered_seq).filter(|before| *before < seq) else { return Ok(()) };
    let tx = platform.db.write().await?;
    participants::delivered_up_to(&*tx, row.id(), reader.person, seq).await?;
    // Of notes, and of what one's own side wrote, the other side hears nothing.
    let theirs = messages::oldest_unread(&*tx, reader.scope(), row.id(), reader.side().other(), before).await?;
    if theirs.is_some_and(|message| message.seq <= seq) {
        tell::delivered(&tx, platform.clock.now(), row, reader.person).await?;
    }
    tx.commit().await
}

/// Their part, made where the conversation is theirs to answer; none for an owner who only looks.
async fn part(tx: &Tx, reader: &Reader, row: &conversations::Model) -> Result<Option<participants::Model>, Problem> {
    if reader.part(&**tx, row.id()).await?.is_none() && reader.answers(row) {
        participants::join(&**tx, row.id(), reader.person, 0, 0).await?;
    }
    Ok(participants::hold(&**tx, row.id(), reader.person).await?)
}
