//! What a failed request answers: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::check::FieldError;

/// A failure, for programs by `code`, for people by `title` and `detail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}
