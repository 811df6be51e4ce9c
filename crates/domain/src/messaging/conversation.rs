//! Conversations: who writes with whom, and lists of them (M1, M10).

use serde::{Deserialize, Serialize};

use super::message::AuthorKind;
use crate::check::{Check, Checker};
use crate::ids::{ClientId, ConversationId, StaffId};
use crate::list::check_limit;
use crate::practice::staff::StaffName;
use crate::text::{PersonName, PersonalText};
use crate::time::Timestamp;

named! {
    /// Whom a client writes to.
    PartyKind {
        /// A clinician.
        Clinician = "clinician",
        /// The front desk, where the practice opens it.
        FrontDesk = "front_desk",
    }
}

/// The practice's side of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationParty {
    /// A clinician or the front desk.
    pub kind: PartyKind,
    /// The clinician; none for the front desk.
    pub staff_id: Option<StaffId>,
    /// First and last name with credentials; the practice's name for the front desk.
    pub name: PersonName,
}

/// When something was last said, and by which side; what was said stands in the thread only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastMessage {
    /// Its place in the conversation.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// By which side.
    pub author: AuthorKind,
}

/// A conversation as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Counts the changes of its folder and of who looks after it; the ETag.
    pub version: i64,
    /// The practice's side.
    pub with: ConversationParty,
    /// The client; none where the client reads.
    pub client_id: Option<ClientId>,
    /// The client's name; none where the client reads.
    pub client_name: Option<PersonName>,
    /// What was said last, of what the reader sees.
    pub last: Option<LastMessage>,
    /// How much of the others the reader has not read, counted up to 1,000; at least 1 when marked unread.
    pub unread: u32,
    /// Put away by staff, until somebody writes again; never where the client reads.
    pub archived: bool,
    /// Who looks after it in the clinician's or the front desk's place; none where the client reads.
    pub assigned_to: Option<StaffName>,
    /// What the clinician's out-of-office says now (M11).
    pub out_of_office: Option<PersonalText>,
    /// The practice's line about emergencies (M11); empty where it keeps to ours.
    pub emergency_line: String,
}

/// The practice's conversations, what was said last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationPage {
    /// This page's conversations.
    pub items: Vec<Conversation>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// The client's conversations, what was said last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyConversations {
    /// All of them.
    pub items: Vec<Conversation>,
    /// Whom the client may write to beside these.
    pub others: Vec<ConversationParty>,
    /// Always none: the list is short.
    pub next_cursor: Option<String>,
}

/// Write to a clinician, or to the front desk. The conversation that is there already is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenMyConversation {
    /// The clinician; none for the front desk.
    #[serde(default)]
    pub staff_id: Option<StaffId>,
}

impl Check for OpenMyConversation {
    fn check(&self, _: &mut Checker) {}
}

/// Write to a client. The conversation that is there already is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenConversation {
    /// The client.
    pub client_id: ClientId,
    /// The clinician who writes with them; none for the front desk.
    #[serde(default)]
    pub staff_id: Option<StaffId>,
}

impl Check for OpenConversation {
    fn check(&self, _: &mut Checker) {}
}

named! {
    /// Where a conversation lies.
    Folder {
        /// What goes on.
        Inbox = "inbox",
        /// What was put away.
        Archived = "archived",
    }
}

/// Which of the practice's conversations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListConversations {
    /// Words of the client's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Those of this client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// `inbox` (usual) or `archived`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub folder: Option<Folder>,
    /// Those that this staff member looks after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<StaffId>,
    /// `true`: only those of the front desk that nobody has taken over from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front_desk: Option<bool>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListConversations {
    fn check(&self, c: &mut Checker) {
        c.optional("query", self.query.as_deref().unwrap_or_default(), 200);
        check_limit(c, self.limit);
    }
}

/// Put a conversation away, or take it out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArchiveConversation {
    /// Whether it is put away.
    pub archived: bool,
}

impl Check for ArchiveConversation {
    fn check(&self, _: &mut Checker) {}
}

/// Let somebody else look after a conversation. They see it from here on (M1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignConversation {
    /// Who; none for nobody but the clinician or the front desk.
    #[serde(default)]
    pub staff_id: Option<StaffId>,
}

impl Check for AssignConversation {
    fn check(&self, _: &mut Checker) {}
}

/// What is unread, all conversations together: always counted from the messages, never kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnreadCounts {
    /// Conversations with something unread, or marked unread.
    pub conversations: u32,
    /// Unread messages in them.
    pub messages: u32,
}
