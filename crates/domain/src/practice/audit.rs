//! Who did or read what, for which client, when, from where (S7).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::{AuditEventId, ClientId, StaffId};
use crate::list::check_limit;
use crate::text::{PersonName, PersonalText};
use crate::time::Timestamp;

/// What kind of caller acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Somebody who is not signed in.
    Anyone,
    /// A client.
    Client,
    /// A staff member.
    Staff,
    /// The program itself: a job, or the operator's command line.
    System,
}

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    /// Its id.
    pub id: AuditEventId,
    /// Its place in the practice's chain, from 1 without gaps.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// What kind of caller.
    pub actor_kind: ActorKind,
    /// Who, by today's name; none when nobody was signed in.
    pub actor: Option<PersonName>,
    /// What: `client.read`, `portal_invitation.created`, ….
    pub act: String,
    /// For which client.
    pub client_id: Option<ClientId>,
    /// The client's name today.
    pub client: Option<PersonName>,
    /// From which address.
    pub ip: Option<PersonalText>,
}

/// A page of the audit log, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEventPage {
    /// This page's lines.
    pub items: Vec<AuditEvent>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// Which lines to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListAuditEvents {
    /// Only about this client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Only by this staff member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<StaffId>,
    /// Only acts that begin with this, such as `client.` or `portal_invitation.created`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, format = DateTime))]
    pub from: Option<Timestamp>,
    /// Before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListAuditEvents {
    fn check(&self, c: &mut Checker) {
        c.optional("act", self.act.as_deref().unwrap_or_default(), 60);
        check_limit(c, self.limit);
    }
}

/// Whether the log's hash chain is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditChain {
    /// Every line follows from the one before and the last is the one that was written last.
    pub whole: bool,
    /// Lines looked at.
    pub events: i64,
    /// The first line that does not fit, where there is one.
    pub broken_at: Option<i64>,
}

/// A look at the client's record, as the client may see it (S7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordAccess {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonName,
    /// What: `client.read`, `client.updated`, ….
    pub act: String,
}

/// Looks at the client's record, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordAccessPage {
    /// This page's looks.
    pub items: Vec<RecordAccess>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}
