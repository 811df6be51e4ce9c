//! Sending: exactly once, however often it is sent (M6), in one transaction.

use domain::messaging::reading::Desk;
use domain::messaging::{AuthorKind, MessageKind, SendMessage, text};
use domain::time::Timestamp;
use domain::{ConversationId, MessageId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Tx, is_taken};
use platform::files;
use platform::problem::Problem;

use crate::reader::Reader;
use crate::store::{attachments, conversations, drafts, messages, participants, settings};
use crate::{notices, push, refusals, tell};

/// What became of a message that was sent.
pub struct Sent {
    /// The message.
    pub row: messages::Model,
    /// Where it stands.
    pub conversation: conversations::Model,
    /// Whether it came now, and not before.
    pub new: bool,
}

/// Sends `input` as a message, or keeps it as a note. One that came before under the same id is given again.
///
/// # Errors
/// 404 when the conversation is nothing of the sender's; 409 `id_taken`, `front_desk_closed` or `left`; 422 for a file
/// that cannot be attached.
pub async fn send(
    platform: &Platform,
    reader: &Reader,
    actor: Actor,
    conversation: ConversationId,
    kind: MessageKind,
    input: &SendMessage,
) -> Result<Sent, Problem> {
    let (scope, now) = (reader.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    // Whoever else writes here waits: numbers become visible in their order.
    let (mut held, reads) = reader.hold(&*tx, conversation).await?;
    if let Some(row) = messages::find(&*tx, scope, input.id).await? {
        return if is_the_same(&row, reader, conversation, kind) {
            Ok(Sent { row, conversation: held, new: false })
        } else {
            Err(refusals::id_taken())
        };
    }
    if !reads.writes() {
        return Err(refusals::left());
    }
    may_write(&tx, reader, &held).await?;
    held.goes_on(kind, reader.side(), now);
    let mut row = messages::Model {
        practice_id: scope.practice.0,
        id: input.id.0,
        conversation_id: conversation.0,
        seq: held.last_seq,
        kind: kind.as_str().into(),
        author_kind: reader.side().as_str().into(),
        author_id: reader.person.id,
        sealed_body: None,
        files: i64::try_from(input.files.len()).map_err(Problem::internal)?,
        sent_at: now.into(),
        redacted_at: None,
        redacted_by: None,
        sealed_reason: None,
    };
    row.set_text(&platform.secrets, &text::kept(input.text.as_str()));
    match messages::insert(&*tx, &row).await {
        Ok(()) => {}
        // It came in between, in another conversation.
        Err(error) if is_taken(&error) => return Err(refusals::id_taken()),
        Err(error) => return Err(error.into()),
    }
    files::attach(platform, &*tx, scope, reader.person, &input.files).await?;
    attachments::insert(&*tx, scope, MessageId(row.id), &input.files).await?;
    conversations::save(&*tx, &held).await?;
    take_part(&tx, reader, &held, now).await?;
    let_draft_go(platform, &tx, reader, &held, kind, input, now).await?;
    if kind == MessageKind::Message {
        notices::arrange(platform, &tx, &held, reader.side(), now).await?;
        push::arrange(platform, &tx, &held, reader.side(), now).await?;
    }
    tell::message(&tx, now, &held, kind, row.seq).await?;
    let act = if kind == MessageKind::Note { "message.noted" } else { "message.sent" };
    audit::record(platform, &*tx, scope.practice, actor, Act::new(act).client(held.client()).on(row.id)).await?;
    tx.commit().await?;
    Ok(Sent { row, conversation: held, new: true })
}

fn is_the_same(row: &messages::Model, reader: &Reader, conversation: ConversationId, kind: MessageKind) -> bool {
    row.conversation() == conversation && row.kind() == kind && row.author_kind() == reader.side() && row.author_id == reader.person.id
}

/// A front desk that was closed takes nothing more from clients; the practice may still answer.
async fn may_write(tx: &Tx, reader: &Reader, held: &conversations::Model) -> Result<(), Problem> {
    let asks = reader.side() == AuthorKind::Client && held.desk() == Desk::FrontDesk;
    if asks && !settings::read(&**tx, reader.scope()).await?.settings.front_desk_open {
        return Err(refusals::front_desk_closed());
    }
    Ok(())
}

/// Whoever writes takes part. Where they had read all that came before, they have read their own words, too; what came
/// in between stays unread.
async fn take_part(tx: &Tx, reader: &Reader, held: &conversations::Model, now: Timestamp) -> Result<(), Problem> {
    let (id, person) = (held.id(), reader.person);
    // Who writes without a part sees all of it: the front desk, to whom it is new, or an owner, to whom nothing in it was.
    if reader.part(&**tx, id).await?.is_none_or(|part| part.left_seq.is_some()) {
        let read = if reader.answers(held) { 0 } else { held.last_seq - 1 };
        participants::join(&**tx, id, person, 0, read).await?;
    }
    let part = participants::hold(&**tx, id, person).await?;
    let Some(part) = part else { return Ok(()) };
    // To a client, notes are not there.
    let has_read_all = match reader.side() {
        AuthorKind::Client => messages::oldest_unread(&**tx, reader.scope(), id, AuthorKind::Staff, part.read_seq).await?.is_none(),
        AuthorKind::Staff => part.read_seq == held.last_seq - 1,
    };
    if has_read_all {
        participants::read_up_to(&**tx, id, person, held.last_seq, now.into()).await?;
    }
    Ok(())
}

/// The draft was these words, or their beginning: it is not wanted any more. Another one stays: who answers by a notice's link,
/// or keeps a note, does not see what they began elsewhere.
async fn let_draft_go(
    platform: &Platform,
    tx: &Tx,
    reader: &Reader,
    held: &conversations::Model,
    kind: MessageKind,
    input: &SendMessage,
    now: Timestamp,
) -> Result<(), Problem> {
    if kind == MessageKind::Note {
        return Ok(());
    }
    let draft = drafts::read(&**tx, &platform.secrets, held.id(), reader.person).await?;
    let begun = text::kept(draft.text.as_str());
    if !draft.text.as_str().is_empty() && text::kept(input.text.as_str()).starts_with(&*begun) {
        drafts::clear(&**tx, &platform.secrets, held.id(), reader.person, now).await?;
    }
    Ok(())
}
