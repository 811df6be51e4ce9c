//! Why a call did not give what was asked for.

use std::fmt;

use domain::FieldError;
use domain::problem::ProblemDocument;

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server said why.
    Problem(Box<ProblemDocument>),
    /// No answer: no connection, or it broke, or took too long. A write may have been done.
    Network,
    /// An answer that is none of ours, with its HTTP status: a proxy's page, or a version of the server that does not
    /// fit this client.
    Unreadable(u16),
}

impl Failure {
    /// The HTTP status, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Network => None,
            Self::Unreadable(status) => Some(*status),
        }
    }

    /// The problem's stable name, such as `stale`; `network` and `unreadable` for the others.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Problem(problem) => &problem.code,
            Self::Network => "network",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// What is wrong with the input, field by field.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Network | Self::Unreadable(_) => &[],
        }
    }

    /// What is wrong with the field at this JSON pointer.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&FieldError> {
        self.fields().iter().find(|error| error.pointer == pointer)
    }

    /// Seconds to wait before another try, where the server said so (A22).
    #[must_use]
    pub fn wait(&self) -> Option<u64> {
        match self {
            Self::Problem(problem) => problem.retry_after,
            Self::Network | Self::Unreadable(_) => None,
        }
    }

    /// The request's id, to quote when asking for help.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.instance),
            Self::Network | Self::Unreadable(_) => None,
        }
    }

    /// Whether this is the problem of that name.
    #[must_use]
    pub fn is(&self, code: &str) -> bool {
        self.code() == code
    }

    /// Whether a write may have been done all the same.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self.status() {
            None => true,
            Some(status) => status >= 500 || self.is("idempotency_in_progress"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => write!(f, "{} {} (request {})", problem.status, problem.code, problem.instance),
            Self::Network => f.write_str("no answer from the server"),
            Self::Unreadable(status) => write!(f, "an answer that cannot be read (status {status})"),
        }
    }
}

impl std::error::Error for Failure {}
