//! Nobody deletes a message; staff can take its words and files away for good, and that stays visible (M12).

use domain::MessageId;
use domain::messaging::MessageKind;
use domain::practice::staff::Role;
use domain::{FileId, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::files;
use platform::problem::Problem;

use crate::reader::Reader;
use crate::store::{attachments, conversations, messages};
use crate::{refusals, tell};

/// Redacts the message `id`: staff their own side's words and, where the practice received something that must not be
/// kept, the client's. Gives it as it is then.
///
/// # Errors
/// 404 when it is nothing they see, 409 `redacted` when somebody was first.
pub async fn redact(
    platform: &Platform,
    reader: &Reader,
    actor: Actor,
    id: MessageId,
    reason: &str,
) -> Result<(conversations::Model, messages::Model), Problem> {
    let (scope, now) = (reader.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let conversation = messages::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?.conversation();
    let (held, reads) = reader.hold(&*tx, conversation).await?;
    let row = messages::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    // Whoever left may still look, no more.
    if reader.role.is_none() || !reads.writes() || !reads.sees(row.seq, row.kind()) {
        return Err(Problem::not_found());
    }
    // A note is its author's, and the owners'.
    if row.kind() == MessageKind::Note && row.author_id != reader.person.id && reader.role != Some(Role::Owner) {
        return Err(Problem::not_found());
    }
    if !messages::redact(&*tx, &platform.secrets, &row, StaffId(reader.person.id), reason.trim(), now).await? {
        return Err(refusals::redacted());
    }
    let gone: Vec<FileId> = attachments::of(&*tx, scope, vec![row.id]).await?.remove(&row.id).unwrap_or_default();
    for file in gone {
        files::erase(&*tx, scope, file, now).await?;
    }
    tell::message(&tx, now, &held, row.kind(), row.seq).await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new("message.redacted").client(held.client()).on(row.id)).await?;
    let row = messages::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok((held, row))
}
