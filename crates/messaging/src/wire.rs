//! From rows to what their reader sees: a handful of queries however many rows there are.

use std::collections::HashMap;

use domain::messaging::reading::{self, Progress};
use domain::messaging::{
    Author, AuthorKind, Conversation, ConversationParty, FileState, LastMessage, Message, MessageFile, MessageKind, OutOfOffice, PartyKind,
    Redaction,
};
use domain::practice::staff::StaffName;
use domain::text::PersonName;
use domain::time::Timestamp;
use domain::{FileId, StaffId};
use jiff::tz::TimeZone;
use platform::Platform;
use platform::files;
use platform::live::PersonKind;
use platform::problem::Problem;
use practice::{clients, practices, staff};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::reader::Reader;
use crate::store::conversations::Model;
use crate::store::{attachments, away, messages, participants, settings, unread};

/// One conversation.
///
/// # Errors
/// 404 when the reader sees nothing of it.
pub async fn conversation(platform: &Platform, db: &impl ConnectionTrait, reader: &Reader, row: &Model) -> Result<Conversation, Problem> {
    conversations(platform, db, reader, std::slice::from_ref(row)).await?.pop().ok_or_else(Problem::not_found)
}

/// Those of `rows` that the reader sees something of, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn conversations(
    platform: &Platform,
    db: &impl ConnectionTrait,
    reader: &Reader,
    rows: &[Model],
) -> Result<Vec<Conversation>, Problem> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (scope, ids) = (reader.scope(), rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let unread = unread::counts(db, reader, Some(&ids)).await?;
    let parts = if reader.role.is_some() { participants::of(db, reader.person, ids).await? } else { HashMap::new() };
    let staff_ids = rows.iter().flat_map(|row| [row.staff_id, row.assigned_to]).flatten();
    let team = staff::names(db, scope, staff_ids).await?;
    let clients = clients::display_names(db, scope, rows.iter().map(|row| row.client_id)).await?;
    let away = shown_now(db, &practice, rows.iter().filter_map(|row| row.staff_id).collect(), platform.clock.now()).await?;
    let emergency_line = settings::read(db, scope).await?.settings.emergency_line;
    let for_staff = reader.role.is_some();
    let shown = |row: &Model| {
        let reads = reader.reads(row, parts.get(&row.id))?;
        Some(Conversation {
            id: row.id(),
            version: row.version,
            with: party(&practice, row.staff_id.map(StaffId), &team),
            client_id: for_staff.then(|| row.client()),
            client_name: for_staff.then(|| clients.get(&row.client_id).cloned().unwrap_or_default()),
            last: last(row).filter(|last| reads.sees(last.seq, MessageKind::Message)),
            unread: unread.get(&row.id()).copied().unwrap_or_default(),
            archived: for_staff && row.archived,
            assigned_to: row.assigned_to.filter(|_| for_staff).map(|id| StaffName { id: StaffId(id), display_name: named(&team, id) }),
            out_of_office: row.staff_id.and_then(|id| away.get(&id)).map(|away| away.text.clone()),
            emergency_line: emergency_line.clone(),
        })
    };
    Ok(rows.iter().filter_map(shown).collect())
}

/// A clinician by name, or the front desk under the practice's.
#[must_use]
pub fn party(practice: &practices::Model, staff: Option<StaffId>, team: &HashMap<Uuid, PersonName>) -> ConversationParty {
    match staff {
        Some(id) => ConversationParty { kind: PartyKind::Clinician, staff_id: Some(id), name: named(team, id.0) },
        None => ConversationParty { kind: PartyKind::FrontDesk, staff_id: None, name: practice.name.as_str().into() },
    }
}

fn named(team: &HashMap<Uuid, PersonName>, id: Uuid) -> PersonName {
    team.get(&id).cloned().unwrap_or_default()
}

fn last(row: &Model) -> Option<LastMessage> {
    let author = AuthorKind::named(row.message_author.as_deref()?)?;
    Some(LastMessage { seq: row.message_seq?, at: row.message_at?.into(), author })
}

/// What those of `staff` who are away today say.
async fn shown_now(
    db: &impl ConnectionTrait,
    practice: &practices::Model,
    staff: Vec<Uuid>,
    now: Timestamp,
) -> Result<HashMap<Uuid, OutOfOffice>, Problem> {
    let zone = TimeZone::get(&practice.zone).unwrap_or(TimeZone::UTC);
    let mut away = away::among(db, practice.scope(), staff).await?;
    away.retain(|_, said| said.in_force(&zone, now));
    Ok(away)
}

/// One message.
///
/// # Errors
/// 404 when the reader does not see it.
pub async fn message(
    platform: &Platform,
    db: &impl ConnectionTrait,
    reader: &Reader,
    conversation: &Model,
    row: messages::Model,
) -> Result<Message, Problem> {
    messages(platform, db, reader, conversation, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

/// Messages of `conversation`, in their order; what each reader sees of one is decided here, what they see of the
/// conversation by [`reading::Reads`] before.
///
/// # Errors
/// When the database does not answer, or something was sealed with a key that is no longer there.
pub async fn messages(
    platform: &Platform,
    db: &impl ConnectionTrait,
    reader: &Reader,
    conversation: &Model,
    rows: Vec<messages::Model>,
) -> Result<Vec<Message>, Problem> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let scope = reader.scope();
    let by_staff = rows.iter().filter(|row| row.author_kind() == AuthorKind::Staff).map(|row| row.author_id);
    let team = staff::names(db, scope, by_staff.chain(rows.iter().filter_map(|row| row.redacted_by))).await?;
    let clients = clients::display_names(db, scope, [conversation.client_id]).await?;
    let files = files_of(platform, db, reader, &rows).await?;
    let others = others(db, reader, conversation).await?;
    let show_seen = settings::read(db, scope).await?.settings.show_seen;
    rows.into_iter()
        .map(|row| {
            let kind = row.author_kind();
            let names = if kind == AuthorKind::Client { &clients } else { &team };
            let has_state = reading::has_state(kind, reader.side(), row.kind(), row.redacted_at.is_some());
            Ok(Message {
                id: row.id(),
                conversation_id: row.conversation(),
                seq: row.seq,
                kind: row.kind(),
                author: Author { kind, id: row.author_id, name: named(names, row.author_id) },
                text: row.text(&platform.secrets)?,
                sent_at: row.sent_at.into(),
                files: files.get(&row.id).cloned().unwrap_or_default(),
                redacted: redaction(platform, reader, &row, &team)?,
                state: has_state.then(|| reading::state(row.seq, others.iter().copied(), show_seen)),
            })
        })
        .collect()
}

fn redaction(
    platform: &Platform,
    reader: &Reader,
    row: &messages::Model,
    team: &HashMap<Uuid, PersonName>,
) -> Result<Option<Redaction>, Problem> {
    let Some(at) = row.redacted_at else { return Ok(None) };
    let reason = if reader.role.is_some() { row.reason(&platform.secrets)? } else { None };
    Ok(Some(Redaction { at: at.into(), by: row.redacted_by.map(|id| named(team, id)).unwrap_or_default(), reason }))
}

/// How far those on the other side are.
async fn others(db: &impl ConnectionTrait, reader: &Reader, conversation: &Model) -> Result<Vec<Progress>, Problem> {
    let other = if reader.person.kind == PersonKind::Client { PersonKind::Staff } else { PersonKind::Client };
    let all = participants::all(db, reader.scope(), conversation.id()).await?;
    Ok(all.iter().filter(|part| part.person_kind == other.as_str()).map(participants::Model::progress).collect())
}

async fn files_of(
    platform: &Platform,
    db: &impl ConnectionTrait,
    reader: &Reader,
    rows: &[messages::Model],
) -> Result<HashMap<Uuid, Vec<MessageFile>>, Problem> {
    let with_files: Vec<Uuid> = rows.iter().filter(|row| row.files > 0).map(|row| row.id).collect();
    let attached = attachments::of(db, reader.scope(), with_files).await?;
    let ids = attached.values().flatten().map(|id| id.0).collect();
    let found = files::among(db, reader.scope(), ids).await?;
    let found: HashMap<FileId, files::Model> = found.into_iter().map(|file| (file.id(), file)).collect();
    let mut shown = HashMap::new();
    for (message, ids) in attached {
        let files = ids.iter().filter_map(|id| found.get(id)).map(|row| file(platform, row)).collect::<Result<Vec<_>, _>>()?;
        shown.insert(message, files);
    }
    Ok(shown)
}

/// A file of a message.
///
/// # Errors
/// When its name was sealed with a key that is no longer there.
pub fn file(platform: &Platform, row: &files::Model) -> Result<MessageFile, Problem> {
    Ok(MessageFile {
        id: row.id(),
        name: row.facts(platform)?.map(|facts| facts.name).unwrap_or_default(),
        media_type: row.media_type.clone(),
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        state: if row.is_erased() { FileState::Redacted } else { FileState::Ready },
    })
}
