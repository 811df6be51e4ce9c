//! How a document goes on (D11): sent → viewed → in progress → submitted → (returned) → completed → countersigned; or
//! expired, void, declined.

named! {
    /// What is asked of a client.
    DocumentKind {
        /// To read and sign.
        Consent = "consent",
        /// To fill.
        Form = "form",
        /// To send files.
        Upload = "upload",
        /// To read only.
        File = "file",
    }
}

named! {
    /// How far a document is.
    DocumentState {
        /// The client has not opened it.
        Sent = "sent",
        /// They have.
        Viewed = "viewed",
        /// They began to answer.
        InProgress = "in_progress",
        /// They are done; the practice looks at it.
        Submitted = "submitted",
        /// The practice asks for corrections.
        Returned = "returned",
        /// Signed, or looked at by the practice.
        Completed = "completed",
        /// Signed by the practice, too.
        Countersigned = "countersigned",
        /// Nobody finished it in time.
        Expired = "expired",
        /// The practice took it back.
        Void = "void",
        /// The client does not want to.
        Declined = "declined",
    }
}

impl DocumentState {
    /// The client still has something to do.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Viewed | Self::InProgress | Self::Returned)
    }

    /// The client did their part, and it stands.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Submitted | Self::Completed | Self::Countersigned)
    }
}

/// What is done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The client opens it.
    View,
    /// The client answers something, or adds or removes a file.
    Save,
    /// The client signs.
    Sign,
    /// The client says that they are done.
    Submit,
    /// The client does not want to.
    Decline,
    /// The practice asks for corrections.
    Return,
    /// The practice looked at it, and it is well.
    Complete,
    /// The practice signs.
    Countersign,
    /// The practice takes it back.
    Void,
    /// Its time is over.
    Expire,
}

/// Why something cannot be done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The practice took it back.
    Void,
    /// Its time is over.
    Expired,
    /// The client declined.
    Declined,
    /// It is signed, or was looked at: nothing changes any more.
    Completed,
    /// The practice looks at it now.
    Submitted,
    /// The client has not finished it.
    Unfinished,
    /// Its kind does not have that: a form is not signed, a file not answered.
    Kind,
}

impl Refusal {
    /// The problem's code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Void => "document_void",
            Self::Expired => "document_expired",
            Self::Declined => "document_declined",
            Self::Completed => "document_completed",
            Self::Submitted => "document_submitted",
            Self::Unfinished => "document_unfinished",
            Self::Kind => "document_kind",
        }
    }

    /// Why nothing is done any more in `state`.
    #[must_use]
    pub const fn of(state: DocumentState) -> Self {
        match state {
            DocumentState::Void => Self::Void,
            DocumentState::Expired => Self::Expired,
            DocumentState::Declined => Self::Declined,
            DocumentState::Completed | DocumentState::Countersigned => Self::Completed,
            DocumentState::Submitted => Self::Submitted,
            DocumentState::Sent | DocumentState::Viewed | DocumentState::InProgress | DocumentState::Returned => Self::Unfinished,
        }
    }
}

/// How far a document of `kind` is after `act`; `countersign` says whether the practice signs, too.
///
/// # Errors
/// When `act` cannot be done with it as it is.
pub fn after(kind: DocumentKind, state: DocumentState, act: Act, countersign: bool) -> Result<DocumentState, Refusal> {
    use DocumentState as S;
    let fits = match act {
        Act::Sign => matches!(kind, DocumentKind::Consent),
        Act::Save | Act::Submit | Act::Return | Act::Complete => matches!(kind, DocumentKind::Form | DocumentKind::Upload),
        Act::Decline => !matches!(kind, DocumentKind::File),
        Act::Countersign => countersign,
        Act::View | Act::Void | Act::Expire => true,
    };
    match (act, state) {
        (_, S::Void | S::Expired | S::Declined) => Err(Refusal::of(state)),
        (Act::Void, _) => Ok(S::Void),
        _ if !fits => Err(Refusal::Kind),
        (Act::View, S::Sent) => Ok(S::Viewed),
        (Act::View, _) => Ok(state),
        (Act::Save, state) if state.is_open() => Ok(S::InProgress),
        (Act::Sign, state) if state.is_open() => Ok(S::Completed),
        (Act::Submit, state) if state.is_open() => Ok(S::Submitted),
        (Act::Decline, state) if state.is_open() => Ok(S::Declined),
        (Act::Expire, state) if state.is_open() => Ok(S::Expired),
        (Act::Return, S::Submitted) => Ok(S::Returned),
        (Act::Complete, S::Submitted) => Ok(S::Completed),
        (Act::Countersign, S::Completed) => Ok(S::Countersigned),
        _ => Err(Refusal::of(state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTS: [Act; 10] =
        [Act::View, Act::Save, Act::Sign, Act::Submit, Act::Decline, Act::Return, Act::Complete, Act::Countersign, Act::Void, Act::Expire];

    #[test]
    fn d11_a_form_goes_all_the_way_and_back_once() {
        use DocumentState as S;
        let mut state = S::Sent;
        for (act, expected) in [
            (Act::View, S::Viewed),
            (Act::Save, S::InProgress),
            (Act::Submit, S::Submitted),
            (Act::Return, S::Returned),
            (Act::View, S::Returned),
            (Act::Save, S::InProgress),
            (Act::Submit, S::Submitted),
            (Act::Complete, S::Completed),
            (Act::Countersign, S::Countersigned),
        ] {
            state = after(DocumentKind::Form, state, act, true).expect("goes on");
            assert_eq!(state, expected);
        }
    }

    #[test]
    fn d11_what_is_over_stays_over_and_what_is_signed_is_never_answered_again() {
        for kind in DocumentKind::ALL {
            for over in [DocumentState::Void, DocumentState::Expired, DocumentState::Declined] {
                for act in ACTS {
                    assert_eq!(after(*kind, over, act, true), Err(Refusal::of(over)), "{kind:?} {act:?}");
                }
            }
            for act in [Act::Save, Act::Sign, Act::Submit, Act::Decline, Act::Expire, Act::Return] {
                for done in [DocumentState::Completed, DocumentState::Countersigned] {
                    assert!(after(*kind, done, act, true).is_err(), "{kind:?} {act:?}");
                }
            }
        }
        let signed = after(DocumentKind::Consent, DocumentState::Completed, Act::Sign, false);
        assert_eq!(signed, Err(Refusal::Completed), "signed twice");
    }

    #[test]
    fn d11_each_kind_has_its_own_way_to_be_done() {
        let from_sent = |kind, act| after(kind, DocumentState::Sent, act, false);
        assert_eq!(from_sent(DocumentKind::Consent, Act::Submit), Err(Refusal::Kind));
        assert_eq!(from_sent(DocumentKind::Form, Act::Sign), Err(Refusal::Kind));
        assert_eq!(from_sent(DocumentKind::File, Act::Decline), Err(Refusal::Kind));
        assert_eq!(from_sent(DocumentKind::File, Act::View), Ok(DocumentState::Viewed));
        assert_eq!(from_sent(DocumentKind::Consent, Act::Countersign), Err(Refusal::Kind), "only where the template says so");
        assert_eq!(after(DocumentKind::Consent, DocumentState::Viewed, Act::Countersign, true), Err(Refusal::Unfinished));
    }
}
