//! What a password must be (A13): long enough, at most 128 characters, any characters, not the e-mail. Whether it is
//! guessable is judged on the server, with zxcvbn.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::text::{Secret, lowercase};

/// The most characters a password may have.
pub const MOST: usize = 128;

/// Notes a new password that is shorter than `least` or longer than [`MOST`] characters.
pub fn check_new(c: &mut Checker, field: &str, password: &Secret, least: usize) {
    let length = password.as_str().chars().count();
    if length == 0 {
        c.fail(field, "required", "Please fill this in.");
    } else if length < least {
        c.fail(field, "password_short", format!("At least {least} characters."));
    } else if length > MOST {
        c.fail(field, "too_long", format!("At most {MOST} characters."));
    }
}

/// Notes a typed secret that is empty or absurdly long.
pub fn check_given(c: &mut Checker, field: &str, secret: &Secret) {
    let length = secret.as_str().chars().count();
    c.ensure(length > 0, field, "required", "Please fill this in.");
    c.ensure(length <= 200, field, "too_long", "At most 200 characters.");
}

/// A first password, or a new one by a PIN code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// The new password, 8 to 128 characters (the practice may ask for more).
    pub password: Secret,
}

impl Check for SetPassword {
    fn check(&self, c: &mut Checker) {
        check_new(c, "password", &self.password, 8);
    }
}

/// Another password, by somebody who knows the old one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password in force.
    pub current_password: Secret,
    /// The new one.
    pub new_password: Secret,
}

impl Check for ChangePassword {
    fn check(&self, c: &mut Checker) {
        check_given(c, "current_password", &self.current_password);
        check_new(c, "new_password", &self.new_password, 8);
    }
}

/// Letters and digits that a password must have besides words that stand in the person's own record.
const OWN_CHARACTERS: usize = 5;

/// Whether little is left of `password` without `words` (in small letters, such as the person's names and the practice's):
/// what somebody who knows the person tries first. Words of one or two letters do not count.
#[must_use]
pub fn is_mostly(password: &str, words: &[String]) -> bool {
    let mut words: Vec<&str> = words.iter().map(String::as_str).filter(|word| word.chars().count() > 2).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = lowercase(password);
    let rest = words.iter().fold(whole.clone(), |rest, word| rest.replace(word, " "));
    rest != whole && rest.chars().filter(|ch| ch.is_alphanumeric()).count() < OWN_CHARACTERS
}

/// What a page needs to judge a password while it is typed: a quick guess, not the server's verdict.
#[must_use]
pub fn quick_strength(password: &str, email: &str) -> Strength {
    let length = password.chars().count();
    let password = lowercase(password);
    let mut kinds = Vec::new();
    for ch in password.chars() {
        if !kinds.contains(&ch) {
            kinds.push(ch);
        }
    }
    let local = lowercase(email.split('@').next().unwrap_or_default());
    let holds_email = local.len() >= 3 && password.contains(&local);
    match (length, kinds.len()) {
        (0..8, _) | (_, 0..5) => Strength::Weak,
        _ if holds_email => Strength::Weak,
        (8..12, _) => Strength::Fair,
        (12..16, _) => Strength::Good,
        _ => Strength::Strong,
    }
}

/// How a password looks at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Would be refused.
    Weak,
    /// May pass.
    Fair,
    /// Passes as a rule.
    Good,
    /// Long enough to be hard to guess.
    Strong,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a13_any_characters_are_a_password() {
        for good in ["correct horse", "пароль из слов", "        x       ", "ünïcödé🙂🙂"] {
            assert!(SetPassword { password: good.into() }.errors().is_empty(), "{good}");
        }
        assert_eq!(SetPassword { password: "seven77".into() }.errors()[0].code, "password_short");
        assert!(SetPassword { password: "x".repeat(128).into() }.errors().is_empty());
        assert_eq!(SetPassword { password: "x".repeat(129).into() }.errors()[0].code, "too_long");
    }

    #[test]
    fn a13_names_and_a_year_are_not_a_password() {
        let words = ["maya", "ortiz", "willow", "reed", "de"].map(ToOwned::to_owned);
        for poor in ["maya ortiz", "MayaOrtiz1", "Willow2026", "reed-willow!!!", "ortiz*ortiz*99"] {
            assert!(is_mostly(poor, &words), "{poor}");
        }
        for own in ["quiet river stone", "maya likes pears", "decade22", "1234567890"] {
            assert!(!is_mostly(own, &words), "{own}");
        }
    }

    #[test]
    fn the_hint_grows_with_length_and_sees_the_address() {
        assert_eq!(quick_strength("aaaaaaaaaaaa", ""), Strength::Weak);
        assert_eq!(quick_strength("maya-ortiz-2026", "maya@example.com"), Strength::Weak);
        assert_eq!(quick_strength("quiet river stone", "maya@example.com"), Strength::Strong);
    }
}
