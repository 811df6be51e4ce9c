//! What goes wrong, in one shape: RFC 9457 `application/problem+json` with a stable code.
//!
//! A handler returns a [`Problem`]; the outermost layer writes it down with the request's id, so that nothing inside
//! needs to know it, and so that the framework's own text answers get the same shape.

use std::error::Error;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use domain::FieldError;
use domain::problem::ProblemDocument;

/// A failure on its way out.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable name.
    pub code: &'static str,
    /// The kind in a few words.
    pub title: &'static str,
    /// What happened this time and what to do.
    pub detail: Option<String>,
    /// What is wrong with the input.
    pub errors: Vec<FieldError>,
    /// Seconds to wait before another try.
    pub retry_after: Option<u64>,
    /// The current ETag, for `stale`.
    pub etag: Option<String>,
    /// Fields of the body that only some kinds of problems have.
    pub facts: Option<Box<ProblemDocument>>,
}

impl Problem {
    /// A problem of `status` named `code`.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self { status, code, title, detail: None, errors: Vec::new(), retry_after: None, etag: None, facts: None }
    }

    /// The same with words for this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same with fields of the body that only this kind has: `fill` writes them, the rest is written over.
    #[must_use]
    pub fn with(mut self, fill: impl FnOnce(&mut ProblemDocument)) -> Self {
        fill(self.facts.get_or_insert_default());
        self
    }

    /// Not there, or not yours: the two must not be told apart (A26).
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "Not found")
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "Please sign in")
    }

    /// The session is over.
    #[must_use]
    pub fn session_ended() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "session_ended", "Your session has ended").detail("Please sign in again.")
    }

    /// The request cannot be read at all.
    #[must_use]
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "The request cannot be read").detail(detail)
    }

    /// The input breaks rules, field by field.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_input", "Some of the input cannot be used");
        problem.errors = errors;
        problem
    }

    /// One field breaks a rule.
    #[must_use]
    pub fn field(pointer: &str, code: &str, message: &str) -> Self {
        Self::invalid(vec![FieldError { pointer: pointer.into(), code: code.into(), message: message.into() }])
    }

    /// The state does not allow it.
    #[must_use]
    pub fn conflict(code: &'static str, title: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code, title)
    }

    /// Somebody else saved in between; `etag` is what is there now.
    #[must_use]
    pub fn stale(etag: String) -> Self {
        let mut problem = Self::new(StatusCode::PRECONDITION_FAILED, "stale", "Somebody else has saved in between")
            .detail("Load it again to see what changed; nothing was overwritten.");
        problem.etag = Some(etag);
        problem
    }

    /// Too many tries; `seconds` to wait.
    #[must_use]
    pub fn wait(seconds: u64) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "wait", "Please wait a little")
            .detail(format!("You can try again in {seconds} seconds."));
        problem.retry_after = Some(seconds);
        problem
    }

    /// More work than can be done at once; a moment later there is room.
    #[must_use]
    pub fn busy() -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "Too busy just now").detail("Please try again in a moment.");
        problem.retry_after = Some(2);
        problem
    }

    /// Something this needs is away: the database, its disk. Logged with its cause.
    #[must_use]
    pub fn unavailable(cause: impl Error) -> Self {
        tracing::error!(cause = %cause, "unavailable");
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not available just now")
            .detail("Nothing was changed. Please try again in a moment.");
        problem.retry_after = Some(5);
        problem
    }

    /// A fault of ours. Logged with its cause, which nobody outside sees.
    #[must_use]
    pub fn internal(cause: impl fmt::Display) -> Self {
        tracing::error!(cause = %cause, "internal error");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side")
            .detail("Quote the request's id when you ask for help.")
    }

    /// What the body says, with the id of the request.
    #[must_use]
    pub fn document(&self, instance: &str) -> ProblemDocument {
        ProblemDocument {
            kind: format!("https://anteroom.dev/problems/{}", self.code.replace('_', "-")),
            title: self.title.into(),
            status: self.status.as_u16(),
            code: self.code.into(),
            detail: self.detail.clone(),
            instance: instance.into(),
            retry_after: self.retry_after,
            errors: self.errors.clone(),
            ..self.facts.as_deref().cloned().unwrap_or_default()
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status);
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<crate::secrets::Unopenable> for Problem {
    fn from(error: crate::secrets::Unopenable) -> Self {
        Self::internal(error)
    }
}
