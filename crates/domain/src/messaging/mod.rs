//! Secure messaging: `messaging.md` of the specification, rules M1 to M13.
//!
//! What travels as JSON stands in the modules of this one and is named from here. The rules beside it are pure: who sees
//! and has read what ([`reading`]), when a notice is due ([`notice`]), how long a link works ([`message_link`]) and
//! what of a text is a link ([`web_links`]).

mod conversation;
mod export;
mod live;
mod message;
pub mod message_link;
pub mod notice;
mod out_of_office;
mod push;
pub mod reading;
mod settings;
pub mod text;
pub mod web_links;

pub use conversation::{
    ArchiveConversation, AssignConversation, Conversation, ConversationPage, ConversationParty, Folder, LastMessage, ListConversations,
    MyConversations, OpenConversation, OpenMyConversation, PartyKind, UnreadCounts,
};
pub use export::{ExportConversation, LONGEST_EXPORT, MOST_EXPORTED};
pub use live::{ConversationEvent, LiveEvent, MessageEvent, ReadEvent, StreamOf};
pub use message::{
    Author, AuthorKind, Draft, FileState, ListMessages, MOST_FILES, MarkRead, Message, MessageFile, MessageKind, MessagePage, MessageState,
    Redact, Redaction, SaveDraft, SendMessage,
};
pub use message_link::{LinkOpened, OpenMessageLink};
pub use out_of_office::{OutOfOffice, StaffMessaging, StaffMessagingKept};
pub use push::{EndPush, PushKey, PushState, PushSubscription};
pub use settings::{Messaging, MessagingSettings};
