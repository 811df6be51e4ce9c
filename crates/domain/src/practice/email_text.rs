//! The words of the practice's e-mails: each with a preview and a way back to ours (S5).

use serde::{Deserialize, Serialize};

use super::profile::Language;
use crate::check::{Check, Checker};

/// An e-mail whose words the practice may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmailKind {
    /// The activation e-mail with link and PIN (A4).
    PortalInvitation,
    /// A link to a new password (A18).
    PasswordRecovery,
    /// Staff made a PIN code for the client (A9).
    PinCodeCreated,
    /// The password was changed.
    PasswordChanged,
    /// Confirm a new e-mail address (A21).
    EmailChange,
    /// Told to the old address (A21).
    EmailChanged,
    /// An invitation to work here (S6).
    StaffInvitation,
    /// A request for a time was received (B10).
    AppointmentRequested,
    /// An appointment was accepted, booked at once or made by staff (B10).
    AppointmentConfirmed,
    /// A request was declined, or nobody answered it in time (B10).
    AppointmentDeclined,
    /// The practice offers other times (B12).
    AppointmentProposed,
    /// An appointment was moved (B10).
    AppointmentMoved,
    /// An appointment was cancelled (B10).
    AppointmentCancelled,
    /// An appointment is near (B16).
    AppointmentReminder,
    /// The code by which somebody new shows that the address is theirs (B11).
    FirstVisitCode,
    /// Told to staff: somebody asks for a time (B12).
    RequestReceived,
    /// Told to staff: a client gave a time up (B8).
    TimeGivenUp,
    /// A message waits to be read (M8).
    NewSecureMessage,
    /// The link to a message was opened in a second browser (M9).
    MessageLinkOpened,
    /// Told to staff: a message waits to be read (M8).
    NewMessageForStaff,
    /// Documents were sent to a client (D2).
    DocumentsShared,
    /// Documents that were sent are due soon (D9).
    DocumentsDue,
}

impl EmailKind {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::PortalInvitation,
        Self::PasswordRecovery,
        Self::PinCodeCreated,
        Self::PasswordChanged,
        Self::EmailChange,
        Self::EmailChanged,
        Self::StaffInvitation,
        Self::AppointmentRequested,
        Self::AppointmentConfirmed,
        Self::AppointmentDeclined,
        Self::AppointmentProposed,
        Self::AppointmentMoved,
        Self::AppointmentCancelled,
        Self::AppointmentReminder,
        Self::FirstVisitCode,
        Self::RequestReceived,
        Self::TimeGivenUp,
        Self::NewSecureMessage,
        Self::MessageLinkOpened,
        Self::NewMessageForStaff,
        Self::DocumentsShared,
        Self::DocumentsDue,
    ];

    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PortalInvitation => "portal_invitation",
            Self::PasswordRecovery => "password_recovery",
            Self::PinCodeCreated => "pin_code_created",
            Self::PasswordChanged => "password_changed",
            Self::EmailChange => "email_change",
            Self::EmailChanged => "email_changed",
            Self::StaffInvitation => "staff_invitation",
            Self::AppointmentRequested => "appointment_requested",
            Self::AppointmentConfirmed => "appointment_confirmed",
            Self::AppointmentDeclined => "appointment_declined",
            Self::AppointmentProposed => "appointment_proposed",
            Self::AppointmentMoved => "appointment_moved",
            Self::AppointmentCancelled => "appointment_cancelled",
            Self::AppointmentReminder => "appointment_reminder",
            Self::FirstVisitCode => "first_visit_code",
            Self::RequestReceived => "request_received",
            Self::TimeGivenUp => "time_given_up",
            Self::NewSecureMessage => "new_secure_message",
            Self::MessageLinkOpened => "message_link_opened",
            Self::NewMessageForStaff => "new_message_for_staff",
            Self::DocumentsShared => "documents_shared",
            Self::DocumentsDue => "documents_due",
        }
    }

    /// Whether it is about a time in the calendar: the product then adds when, with whom and where.
    #[must_use]
    pub fn is_about_a_time(self) -> bool {
        matches!(
            self,
            Self::AppointmentRequested
                | Self::AppointmentConfirmed
                | Self::AppointmentDeclined
                | Self::AppointmentProposed
                | Self::AppointmentMoved
                | Self::AppointmentCancelled
                | Self::AppointmentReminder
                | Self::RequestReceived
                | Self::TimeGivenUp
        )
    }

    /// The placeholders its text may use, written `{first_name}`. Link, PIN, code and the facts of an appointment are
    /// always put in by the product.
    #[must_use]
    pub fn placeholders(self) -> &'static [&'static str] {
        const USUAL: [&str; 7] = ["first_name", "practice_name", "practice_phone", "portal_address", "when", "where", "with"];
        if self.is_about_a_time() { &USUAL } else { &USUAL.as_slice()[..4] }
    }
}

/// Subject and text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The subject, one line.
    pub subject: String,
    /// The text, plain, with `{placeholders}`.
    pub text: String,
}

impl Wording {
    /// Notes an empty or long text and placeholders that `kind` does not have.
    pub fn check_for(&self, kind: EmailKind, c: &mut Checker) {
        c.required("subject", &self.subject, 150);
        c.ensure(!self.subject.contains(['\n', '\r']), "subject", "one_line", "This must be one line.");
        c.required("text", &self.text, 5_000);
        for (field, words) in [("subject", &self.subject), ("text", &self.text)] {
            for name in placeholders_in(words) {
                if !kind.placeholders().contains(&name) {
                    c.fail(field, "unknown_placeholder", format!("There is no {{{name}}} in this e-mail."));
                }
            }
        }
    }

    /// The wording with its placeholders filled; a value may hold braces without being filled again.
    #[must_use]
    pub fn fill(&self, values: &[(&str, &str)]) -> Self {
        Self { subject: fill(&self.subject, values), text: fill(&self.text, values) }
    }
}

/// Names between braces: `{first_name}` gives `first_name`.
fn placeholders_in(words: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        let Some(close) = rest.find('}') else { break };
        names.push(&rest[..close]);
        rest = &rest[close + 1..];
    }
    names
}

fn fill(words: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(words.len() + 64);
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let behind = &rest[open + 1..];
        let value = behind
            .find('}')
            .and_then(|close| values.iter().find(|(name, _)| *name == &behind[..close]).map(|(_, value)| (*value, &behind[close + 1..])));
        if let Some((value, after)) = value {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// One e-mail's words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailText {
    /// Which e-mail.
    pub kind: EmailKind,
    /// In which language.
    pub language: Language,
    /// The words in force.
    pub wording: Wording,
    /// Whether they are the practice's own.
    pub changed: bool,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// What it may use, without braces.
    pub placeholders: Vec<String>,
}

/// All e-mails in all languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailTextPage {
    /// The texts.
    pub items: Vec<EmailText>,
    /// Always none: the list is short.
    pub next_cursor: Option<String>,
}

/// A wording to keep or to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailTextInput {
    /// Which e-mail.
    pub kind: EmailKind,
    /// In which language.
    pub language: Language,
    /// The words.
    pub wording: Wording,
}

impl Check for EmailTextInput {
    fn check(&self, c: &mut Checker) {
        c.within("wording", |c| self.wording.check_for(self.kind, c));
    }
}

/// Back to our own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetEmailText {
    /// Which e-mail.
    pub kind: EmailKind,
    /// In which language.
    pub language: Language,
}

impl Check for ResetEmailText {
    fn check(&self, _: &mut Checker) {}
}

/// An e-mail as it would arrive, with sample values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailPreview {
    /// The subject.
    pub subject: String,
    /// The plain text, link and PIN in place.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s5_a_placeholder_that_does_not_exist_is_refused() {
        let wording = Wording { subject: "Hello {first_name}".into(), text: "Call {practise_phone}".into() };
        let mut c = Checker::default();
        wording.check_for(EmailKind::PortalInvitation, &mut c);
        let errors = c.into_errors();
        assert_eq!((errors.len(), errors[0].pointer.as_str(), errors[0].code.as_str()), (1, "/text", "unknown_placeholder"));
    }

    #[test]
    fn b10_only_an_e_mail_about_a_time_may_say_when_where_and_with_whom() {
        let refused = |kind| {
            let mut c = Checker::default();
            Wording { subject: "{when}".into(), text: "{where}, {with}".into() }.check_for(kind, &mut c);
            c.into_errors().len()
        };
        assert_eq!(refused(EmailKind::AppointmentConfirmed), 0);
        assert_eq!(refused(EmailKind::FirstVisitCode), 3);
        assert_eq!(refused(EmailKind::PortalInvitation), 3);
    }

    #[test]
    fn names_are_the_same_in_json_and_in_the_database() {
        for kind in EmailKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }

    #[test]
    fn values_are_not_filled_again() {
        let wording = Wording { subject: "{first_name}".into(), text: "{first_name} { {practice_name} {".into() };
        let filled = wording.fill(&[("first_name", "{practice_name}"), ("practice_name", "W")]);
        assert_eq!(filled.text, "{practice_name} { W {");
    }
}
