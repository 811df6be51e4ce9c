//! Signing (D4): an electronic signature under the ESIGN Act, 15 U.S.C. § 7001: the signer has agreed to electronic records
//! once, saw the whole document, and means to sign it.

use serde::{Deserialize, Serialize};

use super::content::Block;
use crate::check::{Check, Checker};
use crate::text::{PersonName, PersonalText};
use crate::time::Timestamp;

named! {
    /// As what somebody signs for the client.
    Capacity {
        /// The client.
        Self_ = "self",
        /// A parent.
        Parent = "parent",
        /// A legal guardian.
        Guardian = "guardian",
        /// Somebody else who may; they say who.
        Other = "other",
    }
}

named! {
    /// Which side signed.
    SignerRole {
        /// The client, or who signs for them.
        Client = "client",
        /// The practice.
        Practice = "practice",
    }
}

/// The client signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignDocument {
    /// "I have read and agree": must be `true`.
    pub agreed: bool,
    /// The signer's full name, typed.
    pub name: PersonName,
    /// As what they sign.
    pub capacity: Capacity,
    /// Who they are to the client, where that is something else.
    #[serde(default)]
    pub relationship: PersonalText,
    /// SHA-256, in hex, of the content that was shown: worked out by who signs, from the bytes they were given.
    pub content_sha256: String,
}

impl Check for SignDocument {
    fn check(&self, c: &mut Checker) {
        c.ensure(self.agreed, "agreed", "required", "Please confirm that you have read and agree.");
        self.name.check(c, "name");
        let relationship = self.relationship.as_str();
        if self.capacity == Capacity::Other {
            c.required("relationship", relationship, 100);
        } else {
            c.ensure(relationship.is_empty(), "relationship", "not_here", "Only with “other”.");
        }
        c.ensure(!relationship.contains(['\n', '\r', '\t']), "relationship", "one_line", "This must be one line.");
        check_sha256(c, "content_sha256", &self.content_sha256);
    }
}

/// Notes what is no SHA-256 in lower-case hex.
pub(super) fn check_sha256(c: &mut Checker, field: &str, text: &str) {
    let form = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    c.ensure(form, field, "sha256", "64 characters of hex, in small letters.");
}

/// The practice signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CountersignDocument {
    /// The signer's full name, typed.
    pub name: PersonName,
}

impl Check for CountersignDocument {
    fn check(&self, c: &mut Checker) {
        self.name.check(c, "name");
    }
}

/// What is told before somebody signs electronically for the first time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ElectronicConsent {
    /// What it says: what electronic records mean, the right to paper, how to take it back.
    pub blocks: Vec<Block>,
    /// SHA-256 of its canonical form, in hex.
    pub sha256: String,
    /// When the client agreed to it; none as long as they have not.
    pub agreed_at: Option<Timestamp>,
}

/// The client agrees to electronic records and signatures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ElectronicConsentGiven {
    /// The `sha256` of what they were told.
    pub sha256: String,
}

impl Check for ElectronicConsentGiven {
    fn check(&self, c: &mut Checker) {
        check_sha256(c, "sha256", &self.sha256);
    }
}

/// A signature as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signature {
    /// Which side.
    pub role: SignerRole,
    /// The typed name.
    pub name: PersonName,
    /// As what they signed.
    pub capacity: Capacity,
    /// Who they are to the client, where that is something else.
    pub relationship: PersonalText,
    /// When.
    pub signed_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign() -> SignDocument {
        SignDocument {
            agreed: true,
            name: "Maya Lopez".into(),
            capacity: Capacity::Self_,
            relationship: "".into(),
            content_sha256: "0a".repeat(32),
        }
    }

    #[test]
    fn d4_nobody_signs_without_agreeing_a_name_and_what_they_saw() {
        assert!(sign().errors().is_empty());
        for (input, pointer) in [
            (SignDocument { agreed: false, ..sign() }, "/agreed"),
            (SignDocument { name: " ".into(), ..sign() }, "/name"),
            (SignDocument { capacity: Capacity::Other, ..sign() }, "/relationship"),
            (SignDocument { relationship: "aunt".into(), ..sign() }, "/relationship"),
            (SignDocument { content_sha256: "0A".repeat(32), ..sign() }, "/content_sha256"),
            (SignDocument { content_sha256: "0a".repeat(31), ..sign() }, "/content_sha256"),
        ] {
            assert_eq!(input.errors().into_iter().map(|error| error.pointer).collect::<Vec<_>>(), [pointer]);
        }
    }
}
