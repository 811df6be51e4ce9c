//! Who sees what of a conversation, what of it is unread, and how far a message came (M1, M7, M10).
//!
//! A query in the store asks for the same bounds that are decided here: [`Reads::after`], [`Reads::until`] and
//! [`Reads::notes`].

use super::message::{AuthorKind, MessageKind, MessageState};
use crate::ids::StaffId;
use crate::practice::staff::Role;

/// The practice's side of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// A clinician.
    Clinician(StaffId),
    /// The front desk.
    FrontDesk,
}

/// While somebody took part: they see what was said after `joined_seq` (M1) and, once they left, nothing after `left_seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The conversation's last place when they came.
    pub joined_seq: i64,
    /// The conversation's last place when they left; none while they take part.
    pub left_seq: Option<i64>,
}

/// What somebody sees of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// Only places after this one.
    pub after: i64,
    /// Only places up to this one; none for all that will come.
    pub until: Option<i64>,
    /// Notes, too.
    pub notes: bool,
}

impl Reads {
    /// What the client sees: all messages, no note.
    #[must_use]
    pub const fn client() -> Self {
        Self { after: 0, until: None, notes: false }
    }

    /// What a staff member sees; none when the conversation is nothing of theirs.
    ///
    /// The clinician it is with and the practice's owners see all of it; the front desk's is seen by everybody who works
    /// there. Others see what was said while it was `given` to them to look after, whatever their role. A part that somebody
    /// has from a role they no longer work in shows them nothing.
    #[must_use]
    pub fn staff(desk: Desk, staff: StaffId, role: Role, window: Option<Window>, given: bool) -> Option<Self> {
        let whole = match desk {
            Desk::Clinician(clinician) => clinician == staff,
            Desk::FrontDesk => role == Role::FrontDesk,
        };
        if whole || role == Role::Owner {
            return Some(Self { after: 0, until: None, notes: true });
        }
        let window = window.filter(|window| given || window.left_seq.is_some());
        window.map(|Window { joined_seq, left_seq }| Self { after: joined_seq, until: left_seq, notes: true })
    }

    /// Whether a message or note at this place is seen.
    #[must_use]
    pub fn sees(self, seq: i64, kind: MessageKind) -> bool {
        seq > self.after && self.until.is_none_or(|until| seq <= until) && (self.notes || kind == MessageKind::Message)
    }

    /// Whether they may write: whoever left may still look, no more.
    #[must_use]
    pub const fn writes(self) -> bool {
        self.until.is_none()
    }
}

/// As much of a message as unread needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its place.
    pub seq: i64,
    /// For whom.
    pub kind: MessageKind,
    /// The reader wrote it.
    pub own: bool,
    /// Nothing is left of it.
    pub redacted: bool,
}

impl Mark {
    /// Whether it waits to be read by somebody who has read up to `read_seq`. What was redacted before it was read has
    /// nothing to read.
    #[must_use]
    pub fn is_unread(self, reads: Reads, read_seq: i64) -> bool {
        self.seq > read_seq && !self.own && !self.redacted && reads.sees(self.seq, self.kind)
    }
}

/// Unread messages of a conversation are counted up to so many: opening one with a hundred thousand costs what opening any
/// other does.
pub const MOST_UNREAD: u32 = 1_000;

/// What a badge shows for a conversation with so many unread messages: at least 1 where it was marked unread (M10).
#[must_use]
pub fn badge(unread: u32, marked_unread: bool) -> u32 {
    unread.max(marked_unread.into())
}

/// How far somebody has read who now says *up to `seq`*: never back, never beyond what there is.
#[must_use]
pub fn read_up_to(read_seq: i64, seq: i64, last_seq: i64) -> i64 {
    read_seq.max(seq.min(last_seq))
}

/// How far somebody of the other side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// They see what comes after this place: what stands before it did not come to them.
    pub joined_seq: i64,
    /// The last place one of their devices has fetched.
    pub delivered_seq: i64,
    /// The last place they have read.
    pub read_seq: i64,
}

/// How far a message at `seq` came, by how far those on the other side are. `show_seen` is the practice's choice: without
/// it, what was read counts as delivered.
#[must_use]
pub fn state(seq: i64, others: impl IntoIterator<Item = Progress>, show_seen: bool) -> MessageState {
    let best = |state: MessageState, other: Progress| {
        state.max(if other.read_seq >= seq && show_seen {
            MessageState::Seen
        } else if other.read_seq.max(other.delivered_seq) >= seq {
            MessageState::Delivered
        } else {
            MessageState::Sent
        })
    };
    others.into_iter().filter(|other| seq > other.joined_seq).fold(MessageState::Sent, best)
}

/// Whether a message has a state for this reader: one's own has (the practice's is one side), a note and a redacted one have none.
#[must_use]
pub fn has_state(author: AuthorKind, reader: AuthorKind, kind: MessageKind, redacted: bool) -> bool {
    author == reader && kind == MessageKind::Message && !redacted
}
