//! Answers that differ from the client's record: a proposal, which staff accept field by field (D9).

use serde::{Deserialize, Serialize};

use super::form::FieldOf;
use crate::check::{Check, Checker};
use crate::text::PersonalText;
use crate::time::Timestamp;

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposedField {
    /// Which one.
    pub field: FieldOf,
    /// What the record says.
    pub now: PersonalText,
    /// What the client answered.
    pub proposed: PersonalText,
}

/// What a form would change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// The fields that differ, as long as nobody has settled them.
    pub fields: Vec<ProposedField>,
    /// When staff settled it.
    pub settled_at: Option<Timestamp>,
}

/// Take over these fields, and leave the others as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SettleProposal {
    /// The fields to take over; none to leave all as it is.
    pub accept: Vec<FieldOf>,
}

impl Check for SettleProposal {
    fn check(&self, c: &mut Checker) {
        c.ensure(self.accept.len() <= FieldOf::ALL.len(), "accept", "too_many", "These are more than there are.");
    }
}
