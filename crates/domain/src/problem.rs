//! What a failed request answers: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::booking::appointment::Conflict;
use crate::booking::calendar::ClosedBy;
use crate::check::FieldError;
use crate::text::Phone;
use crate::time::Timestamp;

/// A failure, for programs by `code`, for people by `title` and `detail`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemDocument {
    /// A URI of this project that documents the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words; always the same for one `code`.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable name of the problem, such as `not_found`, `invalid_input`, `stale`.
    pub code: String,
    /// What happened this time and what to do, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The id of the request, to quote when asking for help.
    pub instance: String,
    /// Seconds to wait before another try, where that helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// What is wrong with the input, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With `taken` and `overlap`: begins of up to three free times near the one that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub free: Vec<Timestamp>,
    /// With `not_open`: the rule that closes the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<ClosedBy>,
    /// With `too_late_to_cancel`: until when it could be done online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Timestamp>,
    /// With `too_late_to_cancel` and `phone_only`: the number to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// With `overlap`: what stands in the way; the request may be sent again with `allow_overlap`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}
