//! Who is told, while their page is open: ids only, in the transaction that it happens in.

use std::collections::BTreeSet;

use domain::ConversationId;
use domain::messaging::reading::Desk;
use domain::messaging::{AuthorKind, ConversationEvent, LiveEvent, MessageEvent, MessageKind, ReadEvent};
use domain::practice::staff::{Role, StaffState};
use domain::time::Timestamp;
use platform::db::Tx;
use platform::live::{self, Event, Person, PersonKind};
use platform::problem::Problem;
use practice::staff;

use crate::store::conversations::Model;
use crate::store::participants;

/// A message or note came, or changed: all who see it are told, its author's other devices, too.
///
/// # Errors
/// When the database does not answer.
pub async fn message(tx: &Tx, now: Timestamp, conversation: &Model, kind: MessageKind, seq: i64) -> Result<(), Problem> {
    let mut people = staff_of(tx, conversation).await?;
    if kind == MessageKind::Message {
        people.insert(client_of(conversation));
    }
    let event = LiveEvent::Message(MessageEvent { conversation_id: conversation.id(), seq });
    tell(tx, now, people, conversation.id(), &event).await
}

/// Somebody has read up to `seq`. Their own devices are told; the other side only where the practice shows it (M7).
///
/// # Errors
/// When the database does not answer.
pub async fn read(tx: &Tx, now: Timestamp, conversation: &Model, reader: Person, seq: i64, shown: bool) -> Result<(), Problem> {
    let (who, others) = match reader.kind {
        PersonKind::Client if shown => (AuthorKind::Client, staff_of(tx, conversation).await?),
        PersonKind::Client => (AuthorKind::Client, BTreeSet::new()),
        PersonKind::Staff => (AuthorKind::Staff, shown.then(|| client_of(conversation)).into_iter().collect()),
    };
    let people = others.into_iter().chain([reader]).collect();
    let event = LiveEvent::Read(ReadEvent { conversation_id: conversation.id(), seq, who });
    tell(tx, now, people, conversation.id(), &event).await
}

/// A device of the reader has what the other side wrote, who are told that something changed, and not what was read.
///
/// # Errors
/// When the database does not answer.
pub async fn delivered(tx: &Tx, now: Timestamp, conversation: &Model, reader: Person) -> Result<(), Problem> {
    let (who, people) = match reader.kind {
        PersonKind::Client => (AuthorKind::Client, staff_of(tx, conversation).await?),
        PersonKind::Staff => (AuthorKind::Staff, BTreeSet::from([client_of(conversation)])),
    };
    let event = LiveEvent::Read(ReadEvent { conversation_id: conversation.id(), seq: 0, who });
    tell(tx, now, people, conversation.id(), &event).await
}

/// Another device keeps another draft.
///
/// # Errors
/// When the database does not answer.
pub async fn draft(tx: &Tx, now: Timestamp, conversation: ConversationId, writer: Person) -> Result<(), Problem> {
    let event = LiveEvent::Draft(ConversationEvent { conversation_id: conversation });
    tell(tx, now, BTreeSet::from([writer]), conversation, &event).await
}

/// It was archived or taken out again, or `others` beside those who take part look after it now or no longer.
///
/// # Errors
/// When the database does not answer.
pub async fn conversation(tx: &Tx, now: Timestamp, conversation: &Model, others: &[Person]) -> Result<(), Problem> {
    let mut people = staff_of(tx, conversation).await?;
    people.extend(others);
    let event = LiveEvent::Conversation(ConversationEvent { conversation_id: conversation.id() });
    tell(tx, now, people, conversation.id(), &event).await
}

async fn tell(tx: &Tx, now: Timestamp, people: BTreeSet<Person>, about: ConversationId, event: &LiveEvent) -> Result<(), Problem> {
    let data = serde_json::to_string(event).map_err(Problem::internal)?;
    let told = Event { kind: event.name(), about: Some(about.0), data };
    live::append(tx, now, people.into_iter().map(|person| (person, told.clone())).collect()).await?;
    Ok(())
}

fn client_of(conversation: &Model) -> Person {
    Person::client(conversation.practice_id.into(), conversation.client())
}

/// The practice's side: those it is with or was given to, owners who take part, and all of the front desk where it is theirs.
async fn staff_of(tx: &Tx, conversation: &Model) -> Result<BTreeSet<Person>, Problem> {
    let scope = platform::db::Scope { practice: conversation.practice_id.into() };
    let parts = participants::all(&**tx, scope, conversation.id()).await?;
    let takes_part =
        |id| parts.iter().any(|part| part.left_seq.is_none() && part.person_kind == PersonKind::Staff.as_str() && part.person_id == id);
    let of_desk = conversation.desk() == Desk::FrontDesk;
    // By the roles of today: a part may be from one that somebody had before.
    let is_told = |member: &staff::Model| match member.role() {
        _ if member.state() != StaffState::Active => false,
        _ if Some(member.id) == conversation.staff_id || Some(member.id) == conversation.assigned_to => true,
        Role::Owner => of_desk || takes_part(member.id),
        Role::FrontDesk => of_desk,
        Role::Clinician | Role::Biller => false,
    };
    let team = staff::all(&**tx, scope).await?;
    Ok(team.iter().filter(|member| is_told(member)).map(|member| Person::staff(scope.practice, member.id())).collect())
}
