//! Texts that are somebody's: they travel as JSON strings but print as `…`, so that no name, address, token or PIN
//! can reach a log by way of `{:?}`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::check::Checker;

macro_rules! private_texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(#[serde(deserialize_with = "read")] String);

        impl $name {
            /// Wraps a text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text itself, for the place that needs it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Nothing but white space.
            #[must_use]
            pub fn is_blank(&self) -> bool {
                self.0.trim().is_empty()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("…")
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    )*};
}

/// One copy for all kinds of texts: in the browser the size of the program counts.
#[inline(never)]
fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

private_texts! {
    /// A person's name, or a part of it.
    PersonName;
    /// An e-mail address as it was typed. Compare by [`Email::key`].
    Email;
    /// A telephone number as it was typed.
    Phone;
    /// A password, PIN, code or token on its way in.
    Secret;
    /// Any other words about a person: an address line, a note, a label.
    PersonalText;
}

/// A text in lower case, by Unicode's default mapping. The browser has its tables built in; ours would be 5 kB more to send.
#[must_use]
pub fn lowercase(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// Characters without a shape of their own: soft hyphens, joiners, marks of direction, fillers, selectors, tags.
pub(crate) fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

impl Email {
    /// What two spellings of one address have in common: trimmed and in lower case (A17).
    #[must_use]
    pub fn key(&self) -> String {
        lowercase(self.0.trim())
    }

    /// Notes what is wrong with the address: at most 254 octets (RFC 5321, 4.5.3.1.3), a local part, a domain with a dot.
    pub fn check(&self, c: &mut Checker, field: &str) {
        let text = self.0.trim();
        if text.is_empty() {
            c.fail(field, "required", "Please fill this in.");
        } else if text.len() > 254 || !email_address::EmailAddress::is_valid(text) || !has_dotted_domain(text) {
            c.fail(field, "email", "This does not look like an e-mail address. Example: name@example.com");
        }
    }
}

fn has_dotted_domain(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.starts_with('"') && domain.contains('.') && !domain.starts_with('[') && !text.contains(char::is_whitespace)
    })
}

impl PersonName {
    /// Notes what is wrong with a name that must be there (at most 100 characters, one line).
    pub fn check(&self, c: &mut Checker, field: &str) {
        c.required(field, &self.0, 100);
        self.one_line(c, field);
    }

    /// Notes what is wrong with a name that may be empty.
    pub fn check_optional(&self, c: &mut Checker, field: &str) {
        c.optional(field, &self.0, 100);
        self.one_line(c, field);
    }

    fn one_line(&self, c: &mut Checker, field: &str) {
        c.ensure(!self.0.contains(['\n', '\r', '\t']), field, "one_line", "This must be one line.");
    }
}

impl Phone {
    /// Notes what is wrong with a number: 3 to 40 characters, digits and the marks people put between them.
    pub fn check(&self, c: &mut Checker, field: &str) {
        let text = self.0.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let known = text.chars().all(|ch| ch.is_ascii_digit() || " +()-./#x,ext*".contains(ch));
        if text.is_empty() {
            c.fail(field, "required", "Please fill this in.");
        } else if !known || digits < 3 || text.chars().count() > 40 {
            c.fail(field, "phone", "This does not look like a telephone number. Example: +1 212 555 0142");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email_ok(text: &str) -> bool {
        let mut c = Checker::default();
        Email::from(text).check(&mut c, "email");
        c.into_errors().is_empty()
    }

    #[test]
    fn a17_addresses_compare_trimmed_and_without_case() {
        assert_eq!(Email::from(" Maya@Example.COM ").key(), "maya@example.com");
    }

    #[test]
    fn addresses_people_have_pass_and_others_do_not() {
        for good in ["maya@example.com", "m.o'brien+x@sub.example.co.uk", "josé@example.com", " maya@example.com "] {
            assert!(email_ok(good), "{good}");
        }
        for bad in
            ["", "maya", "maya@", "@example.com", "maya@localhost", "a b@example.com", "a@b@example.com", "a@example.com\nBcc: x@y.zz"]
        {
            assert!(!email_ok(bad), "{bad:?}");
        }
        assert!(!email_ok(&format!("{}@example.com", "a".repeat(300))));
    }

    #[test]
    fn personal_text_does_not_print() {
        assert_eq!(format!("{:?}", PersonName::from("Maya")), "…");
    }
}
