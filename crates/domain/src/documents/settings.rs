//! What the practice sets for documents (S5).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};

/// The practice's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentsSettings {
    /// Whether clients may send files without being asked (D10).
    pub clients_may_upload: bool,
    /// Whether clients are reminded three days and one day before a document is due (D9).
    pub remind: bool,
    /// Whether the front desk may read what clients signed, answered and sent. Otherwise it sees who has what open, and sends.
    pub front_desk_reads: bool,
    /// Days from sending until a document is due, where nothing else is said; none: without a date.
    pub due_after_days: Option<u16>,
}

impl Default for DocumentsSettings {
    fn default() -> Self {
        Self { clients_may_upload: false, remind: true, front_desk_reads: false, due_after_days: Some(7) }
    }
}

impl Check for DocumentsSettings {
    fn check(&self, c: &mut Checker) {
        if let Some(days) = self.due_after_days {
            c.between("due_after_days", days.into(), 1, 365);
        }
    }
}

/// The choices in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Documents {
    /// Counts the changes; the ETag.
    pub version: i64,
    /// The choices.
    pub settings: DocumentsSettings,
}
