//! What a login may do for a client.

use serde::{Deserialize, Serialize};

/// One of the five rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See, request and cancel appointments.
    Appointments,
    /// Write to the clinician.
    Messages,
    /// Read, sign and fill.
    Documents,
    /// See invoices, statements and superbills.
    BillingDocuments,
    /// Pay with a card.
    Payments,
}

/// The five rights, each given or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// See, request and cancel appointments.
    pub appointments: bool,
    /// Write to the clinician.
    pub messages: bool,
    /// Read, sign and fill.
    pub documents: bool,
    /// See invoices, statements and superbills.
    pub billing_documents: bool,
    /// Pay with a card.
    pub payments: bool,
}

impl Rights {
    /// What a practice gives until it chooses otherwise: everything but paying.
    #[must_use]
    pub const fn usual() -> Self {
        Self { appointments: true, messages: true, documents: true, billing_documents: true, payments: false }
    }

    /// Whether `right` is among them.
    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        match right {
            Right::Appointments => self.appointments,
            Right::Messages => self.messages,
            Right::Documents => self.documents,
            Right::BillingDocuments => self.billing_documents,
            Right::Payments => self.payments,
        }
    }
}
