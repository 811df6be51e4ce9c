//! The practice's address on the installation: `/p/{slug}`.

use serde::{Deserialize, Serialize};

use crate::check::Checker;

/// 3 to 40 of `a-z`, `0-9` and single hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "willow-reed"))]
#[serde(transparent)]
pub struct Slug(pub String);

/// Names that would be mistaken for parts of the product.
const RESERVED: [&str; 8] = ["admin", "api", "assets", "dev", "login", "new", "setup", "www"];

impl Slug {
    /// Notes an address that cannot be one.
    pub fn check(&self, c: &mut Checker, field: &str) {
        let text = self.0.as_str();
        let form = (3..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if !form {
            c.fail(field, "slug", "3 to 40 small letters, digits and single hyphens, such as willow-reed.");
        } else if RESERVED.contains(&text) {
            c.fail(field, "reserved", "This address is kept for the product itself.");
        }
    }

    /// An address made from a practice's name; may need a number behind it to be free.
    #[must_use]
    pub fn suggest(name: &str) -> Self {
        let mut text = String::new();
        for ch in name.to_lowercase().chars() {
            match ch {
                'a'..='z' | '0'..='9' => text.push(ch),
                _ if !text.is_empty() && !text.ends_with('-') => text.push('-'),
                _ => {}
            }
            if text.len() >= 36 {
                break;
            }
        }
        let text = text.trim_matches('-');
        Self(if text.len() < 3 { "practice".into() } else { text.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(text: &str) -> bool {
        let mut c = Checker::default();
        Slug(text.into()).check(&mut c, "slug");
        c.into_errors().is_empty()
    }

    #[test]
    fn a_suggestion_can_be_used_as_it_is() {
        for name in ["Willow & Reed Therapy", "  Ångström -- Praxis ", "心", "A", "The very long name of a practice that goes on and on"]
        {
            assert!(ok(&Slug::suggest(name).0), "{name} gave {:?}", Slug::suggest(name));
        }
    }

    #[test]
    fn odd_addresses_are_refused() {
        for bad in ["", "ab", "-ab", "ab-", "a--b", "Willow", "wil low", "admin", "é-practice"] {
            assert!(!ok(bad), "{bad}");
        }
    }
}
