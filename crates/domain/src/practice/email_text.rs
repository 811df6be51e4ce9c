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
}

impl EmailKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::PortalInvitation,
        Self::PasswordRecovery,
        Self::PinCodeCreated,
        Self::PasswordChanged,
        Self::EmailChange,
        Self::EmailChanged,
        Self::StaffInvitation,
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
        }
    }

    /// The placeholders its text may use, written `{first_name}`. Link and PIN are always put in by the product.
    #[must_use]
    pub fn placeholders(self) -> &'static [&'static str] {
        &["first_name", "practice_name", "practice_phone", "portal_address"]
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
    fn values_are_not_filled_again() {
        let wording = Wording { subject: "{first_name}".into(), text: "{first_name} { {practice_name} {".into() };
        let filled = wording.fill(&[("first_name", "{practice_name}"), ("practice_name", "W")]);
        assert_eq!(filled.text, "{practice_name} { W {");
    }
}
