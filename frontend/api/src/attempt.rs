//! Idempotency keys: a write that may have been done is not done twice.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use crate::Failure;

/// Chooses the `Idempotency-Key` of writes that belong to one button or form.
///
/// Each press gets a new key, except that a press which repeats the very same request after one that may or may not
/// have arrived (a network failure, a 5xx) gets the same key again, so the server does the work once. Make one for
/// each form and keep it as long as the form lives; clones share their state.
#[derive(Clone, Default)]
pub struct Attempt {
    open: Arc<Mutex<Option<Open>>>,
}

/// A request whose outcome is not known.
struct Open {
    key: Uuid,
    of: u64,
}

impl Attempt {
    /// For a form or button that was not used yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The key for a request to `path` with `body`.
    pub(crate) fn key(&self, path: &str, body: &[u8]) -> Uuid {
        let mut hasher = DefaultHasher::new();
        (path, body).hash(&mut hasher);
        let of = hasher.finish();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.as_ref() {
            Some(known) if known.of == of => known.key,
            _ => open.insert(Open { key: fresh(), of }).key,
        }
    }

    /// Remembers the key for the next press, or lets it go.
    pub(crate) fn came_out<T>(&self, outcome: &Result<T, Failure>) {
        let unknown = outcome.as_ref().err().is_some_and(Failure::may_have_happened);
        if !unknown {
            *self.open.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a program that calls the server has no seeded source; the key only has to be new")]
fn fresh() -> Uuid {
    Uuid::new_v4()
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_after_a_network_failure_repeats_the_key_of_the_same_request_only() {
        let attempt = Attempt::new();
        let first = attempt.key("/auth/sessions", b"a");
        attempt.came_out::<()>(&Err(Failure::Network));
        assert_eq!(attempt.key("/auth/sessions", b"a"), first);
        attempt.came_out::<()>(&Err(Failure::Network));
        assert_ne!(attempt.key("/auth/sessions", b"b"), first, "another body is another request");
    }

    #[test]
    fn an_answer_ends_the_attempt() {
        let attempt = Attempt::new();
        let first = attempt.key("/practice/clients", b"a");
        attempt.came_out(&Ok(()));
        assert_ne!(attempt.key("/practice/clients", b"a"), first);
    }
}
