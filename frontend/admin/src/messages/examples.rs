//! Conversations and messages for the tests of this folder.

use domain::messaging::{Author, AuthorKind, Conversation, ConversationParty, LastMessage, Message, MessageKind, PartyKind};
use domain::time::Timestamp;
use domain::{ClientId, ConversationId, MessageId, StaffId};

/// The number of a conversation of Maya with staff member 1.
pub const MAYA_WITH_JORDAN: u128 = 100;

fn uuid<T: std::str::FromStr>(n: u128) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("00000000-0000-7000-8000-{n:012}").parse().expect("an id")
}

/// The id of a staff member.
pub fn staff(n: u128) -> StaffId {
    uuid(n)
}

/// A moment, in seconds since 1970.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millisecond(seconds * 1_000).expect("a moment")
}

/// A conversation of Maya with staff member 1, in which something was said.
pub fn conversation(n: u128) -> Conversation {
    Conversation {
        id: uuid::<ConversationId>(n),
        version: 1,
        with: ConversationParty { kind: PartyKind::Clinician, staff_id: Some(staff(1)), name: "Jordan Hale, PhD".into() },
        client_id: Some(uuid::<ClientId>(50)),
        client_name: Some("Maya Ortiz".into()),
        last: Some(LastMessage { seq: 3, at: at(1_000), author: AuthorKind::Client }),
        unread: 0,
        archived: false,
        assigned_to: None,
        out_of_office: None,
        emergency_line: String::new(),
    }
}

/// A message of a staff member.
pub fn message(seq: i64, author: u128) -> Message {
    Message {
        id: uuid::<MessageId>(1_000 + seq.unsigned_abs() as u128),
        conversation_id: uuid::<ConversationId>(MAYA_WITH_JORDAN),
        seq,
        kind: MessageKind::Message,
        author: Author { kind: AuthorKind::Staff, id: staff(author).0, name: "Jordan Hale, PhD".into() },
        text: "Hello".into(),
        sent_at: at(seq),
        files: Vec::new(),
        redacted: None,
        state: None,
    }
}
