//! Messages, notes, drafts, and what is done to them (M3, M4, M6, M7, M12).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::text;
use crate::check::{Check, Checker};
use crate::ids::{ConversationId, FileId, MessageId};
use crate::list::check_limit;
use crate::text::{PersonName, PersonalText};
use crate::time::Timestamp;

/// The most files one message carries.
pub const MOST_FILES: usize = 10;

named! {
    /// For whom it is written.
    MessageKind {
        /// For both sides.
        Message = "message",
        /// For staff only: the client never learns of it (M10).
        Note = "note",
    }
}

named! {
    /// Which side somebody is on.
    AuthorKind {
        /// The client.
        Client = "client",
        /// The practice.
        Staff = "staff",
    }
}

impl AuthorKind {
    /// Who reads what this side writes.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Client => Self::Staff,
            Self::Staff => Self::Client,
        }
    }
}

/// Who wrote something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Author {
    /// On which side.
    pub kind: AuthorKind,
    /// The client's or the staff member's id.
    pub id: Uuid,
    /// Their name today; staff with credentials.
    pub name: PersonName,
}

named! {
    /// How far one's own message came (M7).
    MessageState {
        /// The server has it.
        Sent = "sent",
        /// A device of the other side has it.
        Delivered = "delivered",
        /// The other side read it; only where the practice shows this.
        Seen = "seen",
    }
}

named! {
    /// Whether a file can be had.
    FileState {
        /// It can.
        Ready = "ready",
        /// It went with its message (M12).
        Redacted = "redacted",
    }
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageFile {
    /// Its id.
    pub id: FileId,
    /// The name it is saved under; empty once it is redacted.
    pub name: PersonalText,
    /// What it is by its content, such as `application/pdf`.
    pub media_type: String,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// Whether it can be had.
    pub state: FileState,
}

/// What stands in a message's place after its words and files were removed (M12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redaction {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonName,
    /// Why; none where the client reads.
    pub reason: Option<PersonalText>,
}

/// A message or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// Its id, chosen by whoever wrote it.
    pub id: MessageId,
    /// Where it belongs.
    pub conversation_id: ConversationId,
    /// Its place there: 1, 2, 3….
    pub seq: i64,
    /// For whom.
    pub kind: MessageKind,
    /// By whom.
    pub author: Author,
    /// Plain text; empty when redacted or when there are only files.
    pub text: PersonalText,
    /// When the server had it.
    pub sent_at: Timestamp,
    /// Files with it.
    pub files: Vec<MessageFile>,
    /// Its words and files were removed.
    pub redacted: Option<Redaction>,
    /// How far it came; only of the reader's own messages.
    pub state: Option<MessageState>,
}

/// A stretch of a conversation, the newest first. Every message up to the cursor is in it, none twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessagePage {
    /// The messages.
    pub items: Vec<Message>,
    /// Where to go on in the same direction, for `before` or `after`; none at the end.
    pub next_cursor: Option<String>,
}

/// Which stretch of a conversation: the newest, unless `before` or `after` says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListMessages {
    /// Messages before this place, the nearest ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 0))]
    pub before: Option<i64>,
    /// Messages after this place, the nearest ones: what came while one was away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 0))]
    pub after: Option<i64>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
}

impl Check for ListMessages {
    fn check(&self, c: &mut Checker) {
        for (field, place) in [("before", self.before), ("after", self.after)] {
            c.ensure(place.is_none_or(|place| place >= 0), field, "out_of_range", "From 0 on.");
        }
        c.ensure(self.before.is_none() || self.after.is_none(), "after", "one_of", "Either before or after.");
        check_limit(c, self.limit);
    }
}

/// Send a message, or keep a note. Sent again with the same id, it is the same message (M6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendMessage {
    /// A new UUID of the sender's choice.
    pub id: MessageId,
    /// Plain text, at most 20,000 characters; may be empty where files go along.
    #[serde(default)]
    pub text: PersonalText,
    /// Files that were uploaded to this conversation by the sender: at most 10.
    #[serde(default)]
    pub files: Vec<FileId>,
}

impl Check for SendMessage {
    fn check(&self, c: &mut Checker) {
        c.ensure(!self.id.0.is_nil(), "id", "required", "A message needs an id of its own.");
        text::check(c, "text", self.text.as_str(), self.files.is_empty());
        c.each("files", &self.files, MOST_FILES, |_, _| {});
        for (i, file) in self.files.iter().enumerate().take(MOST_FILES) {
            if self.files[..i].contains(file) {
                c.within("files", |c| c.fail(&i.to_string(), "duplicate", "This file is already in the list."));
            }
        }
    }
}

/// Keep what is being written, for this and other devices (M6). An empty text lets it go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// What is written so far.
    #[serde(default)]
    pub text: PersonalText,
    /// The version it was written on; another device's newer one is not overwritten.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Check for SaveDraft {
    fn check(&self, c: &mut Checker) {
        text::check(c, "text", self.text.as_str(), false);
    }
}

/// What is being written; empty with version 0 where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The text so far.
    pub text: PersonalText,
    /// When it was kept.
    pub saved_at: Option<Timestamp>,
    /// Counts the changes; the ETag.
    pub version: i64,
}

/// Up to where the reader has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    /// The last place that was on the screen.
    pub seq: i64,
}

impl Check for MarkRead {
    fn check(&self, c: &mut Checker) {
        c.ensure(self.seq >= 0, "seq", "out_of_range", "From 0 on.");
    }
}

/// Remove a message's words and files for good (M12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Redact {
    /// Why: 1 to 200 characters, for staff.
    pub reason: PersonalText,
}

impl Check for Redact {
    fn check(&self, c: &mut Checker) {
        c.required("reason", self.reason.as_str(), 200);
    }
}
