//! Rows of this capability, and every query over them. None without a scope.
//!
//! Locks are taken in one order everywhere, so that no two writes wait for each other: the conversation
//! ([`conversations::hold`]), participants, whatever else, then the heads of live events by person, the audit log last.

pub mod attachments;
pub mod away;
pub mod clinicians;
pub mod conversations;
pub mod drafts;
pub mod inbox;
pub mod links;
pub mod messages;
pub mod notices;
pub mod participants;
pub mod settings;
pub mod unread;
