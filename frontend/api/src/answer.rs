//! What an application learns from each answer beside its content.

/// An answer that arrived, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The problem's code, when it is one.
    pub code: Option<String>,
    /// Whether the operation looks at the session; those for anyone do not, and do not prolong it.
    pub of_session: bool,
}

impl Answer {
    /// The server accepted the session for this request, so its idle time begins anew.
    #[must_use]
    pub fn session_used(&self) -> bool {
        self.of_session && matches!(self.status, 200..=299 | 404 | 409 | 412 | 422)
    }

    /// There is no session, or no longer: the person must sign in.
    #[must_use]
    pub fn session_over(&self) -> bool {
        self.status == 401 && matches!(self.code.as_deref(), Some("session_ended" | "not_signed_in"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, code: Option<&str>, of_session: bool) -> Answer {
        Answer { status, code: code.map(Into::into), of_session }
    }

    #[test]
    fn a20_only_answers_of_the_session_prolong_it() {
        assert!(answer(200, None, true).session_used());
        assert!(answer(422, Some("invalid_input"), true).session_used());
        assert!(!answer(200, None, false).session_used());
        assert!(!answer(401, Some("session_ended"), true).session_used());
        assert!(!answer(503, Some("busy"), true).session_used());
    }

    #[test]
    fn a20_a_wrong_password_is_not_the_end_of_a_session() {
        assert!(answer(401, Some("session_ended"), true).session_over());
        assert!(answer(401, Some("not_signed_in"), true).session_over());
        assert!(!answer(401, Some("sign_in_refused"), false).session_over());
    }
}
