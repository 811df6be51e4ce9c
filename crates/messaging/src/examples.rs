//! Examples for the description of the API.

use domain::access::session::SessionEnds;
use domain::messaging::{
    ArchiveConversation, AssignConversation, Author, AuthorKind, Conversation, ConversationPage, ConversationParty, Draft, EndPush,
    FileState, LastMessage, LinkOpened, MarkRead, Message, MessageFile, MessageKind, MessagePage, MessageState, Messaging,
    MessagingSettings, MyConversations, OpenConversation, OpenMessageLink, OpenMyConversation, OutOfOffice, PartyKind, PushKey, PushState,
    PushSubscription, Redact, Redaction, SaveDraft, SendMessage, StaffMessaging, StaffMessagingKept, UnreadCounts,
};
use domain::practice::slug::Slug;
use domain::practice::staff::StaffName;
use domain::time::Timestamp;
use uuid::Uuid;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// Monday, 2 March 2026, 9:00 in New York, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

const CONVERSATION: u128 = 0x0701;
const MESSAGE: u128 = 0x0711;
const CLIENT: u128 = 0x0101;
const CLINICIAN: u128 = 0x0201;

fn party() -> ConversationParty {
    ConversationParty { kind: PartyKind::Clinician, staff_id: Some(id(CLINICIAN)), name: "Jordan Hale, LCSW".into() }
}

fn front_desk() -> ConversationParty {
    ConversationParty { kind: PartyKind::FrontDesk, staff_id: None, name: "Willow & Reed Counseling".into() }
}

pub fn my_conversation() -> Conversation {
    Conversation {
        id: id(CONVERSATION),
        version: 1,
        with: party(),
        client_id: None,
        client_name: None,
        last: Some(LastMessage { seq: 2, at: at(30), author: AuthorKind::Staff }),
        unread: 1,
        archived: false,
        assigned_to: None,
        out_of_office: None,
        emergency_line: "This is not for emergencies: call 911.".into(),
    }
}

pub fn conversation() -> Conversation {
    Conversation {
        client_id: Some(id(CLIENT)),
        client_name: Some("Maya Lopez".into()),
        unread: 0,
        assigned_to: Some(StaffName { id: id(0x0203), display_name: "Sam Ortiz".into() }),
        ..my_conversation()
    }
}

pub fn my_conversations() -> MyConversations {
    MyConversations { items: vec![my_conversation()], others: vec![front_desk()], next_cursor: None }
}

pub fn conversations() -> ConversationPage {
    ConversationPage { items: vec![conversation()], next_cursor: None }
}

pub fn open_mine() -> OpenMyConversation {
    OpenMyConversation { staff_id: Some(id(CLINICIAN)) }
}

pub fn open() -> OpenConversation {
    OpenConversation { client_id: id(CLIENT), staff_id: Some(id(CLINICIAN)) }
}

pub fn message() -> Message {
    Message {
        id: id(MESSAGE),
        conversation_id: id(CONVERSATION),
        seq: 1,
        kind: MessageKind::Message,
        author: Author { kind: AuthorKind::Client, id: id(CLIENT), name: "Maya Lopez".into() },
        text: "Could we begin ten minutes later on Tuesday?".into(),
        sent_at: at(0),
        files: Vec::new(),
        redacted: None,
        state: Some(MessageState::Delivered),
    }
}

pub fn note() -> Message {
    Message {
        kind: MessageKind::Note,
        author: Author { kind: AuthorKind::Staff, id: id(CLINICIAN), name: "Jordan Hale, LCSW".into() },
        text: "Room 2 is free then.".into(),
        state: None,
        seq: 3,
        ..message()
    }
}

pub fn redacted() -> Message {
    let redacted = Redaction { at: at(45), by: "Jordan Hale, LCSW".into(), reason: Some("Meant for another client.".into()) };
    Message { text: "".into(), redacted: Some(redacted), state: None, ..note() }
}

pub fn file() -> MessageFile {
    MessageFile { id: id(0x0721), name: "letter.pdf".into(), media_type: "application/pdf".into(), bytes: 48_213, state: FileState::Ready }
}

pub fn messages() -> MessagePage {
    MessagePage { items: vec![message()], next_cursor: None }
}

pub fn send() -> SendMessage {
    SendMessage { id: id(MESSAGE), text: "Could we begin ten minutes later on Tuesday?".into(), files: Vec::new() }
}

pub fn save_draft() -> SaveDraft {
    SaveDraft { text: "Could we".into(), version: Some(0) }
}

pub fn draft() -> Draft {
    Draft { text: "Could we".into(), saved_at: Some(at(0)), version: 1 }
}

pub fn mark_read() -> MarkRead {
    MarkRead { seq: 2 }
}

pub fn unread() -> UnreadCounts {
    UnreadCounts { conversations: 1, messages: 2 }
}

pub fn archive() -> ArchiveConversation {
    ArchiveConversation { archived: true }
}

pub fn assign() -> AssignConversation {
    AssignConversation { staff_id: Some(id(0x0203)) }
}

pub fn redact() -> Redact {
    Redact { reason: "Meant for another client.".into() }
}

pub fn settings() -> MessagingSettings {
    MessagingSettings {
        front_desk_open: true,
        emergency_line: "This is not for emergencies: call 911.".into(),
        ..MessagingSettings::default()
    }
}

pub fn messaging() -> Messaging {
    Messaging { version: 2, settings: settings() }
}

pub fn staff_messaging() -> StaffMessaging {
    let words = OutOfOffice { text: "I am away and answer from Monday on.".into(), from: None, to: None };
    StaffMessaging { out_of_office: Some(words) }
}

pub fn staff_messaging_kept() -> StaffMessagingKept {
    StaffMessagingKept { version: 2, shown: true, settings: staff_messaging() }
}

pub fn open_link() -> OpenMessageLink {
    OpenMessageLink { practice: Slug("willow-reed".into()), token: "6vVnzq1y1bS9yWJm0m4r5mXy3l0cUu8kq2tJd7cGq0E".into() }
}

pub fn link_opened() -> LinkOpened {
    LinkOpened { conversation_id: id(CONVERSATION), ends: SessionEnds { idle_seconds: 840, absolute_seconds: 840 } }
}

pub fn push_key() -> PushKey {
    let key = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM";
    PushKey { public_key: key.into() }
}

pub fn push_state() -> PushState {
    PushState { on: true }
}

pub fn push_subscription() -> PushSubscription {
    PushSubscription {
        endpoint: END_POINT.into(),
        p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM".into(),
        auth: "tBHItJI5svbpez7KI4CCXg".into(),
    }
}

pub fn end_push() -> EndPush {
    EndPush { endpoint: END_POINT.into() }
}

const END_POINT: &str = "https://push.example.net/send/dBx1yAPA91bH";

/// A piece of a stream.
pub const EVENTS: &str = "id: 17\nevent: message\ndata: {\"conversation_id\":\"018f3c5e-7a10-7000-8000-000000000701\",\"seq\":2}\n\n";
