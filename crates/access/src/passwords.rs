//! Which passwords are good enough (A13), and whether somebody who is signed in knows theirs.

use actix_web::web;
use domain::access::password::is_mostly;
use domain::practice::profile::SignInRules;
use domain::text::{Email, Secret};
use platform::Platform;
use platform::audit::{self, Actor};
use platform::db::Scope;
use platform::problem::Problem;

use crate::holder::Holder;
use crate::pace::{Pace, Tried};
use crate::refusals;

/// The characters that are judged: more take long and cannot be guessed anyway.
const JUDGED: usize = 100;

/// What a password is judged against.
pub struct Judge {
    rules: SignInRules,
    email: Email,
    /// Words a guesser would try first: names, the practice.
    words: Vec<String>,
}

impl Judge {
    /// Judges by `rules`, for a person of this address and these names.
    pub fn new<'a>(rules: SignInRules, email: Email, names: impl IntoIterator<Item = &'a str>) -> Self {
        let address = email.key();
        let mut words: Vec<String> = address.split(['@', '.', '-', '_', '+']).map(ToOwned::to_owned).collect();
        for name in names {
            words.extend(name.to_lowercase().split(|ch: char| !ch.is_alphanumeric()).map(ToOwned::to_owned));
        }
        words.push(address);
        words.retain(|word| !word.is_empty());
        Self { rules, email, words }
    }

    /// Lets `password` pass for the field at `pointer`.
    ///
    /// # Errors
    /// 422 `password_is_email`, `password_short` or `password_guessable`.
    pub async fn check(self, pointer: &'static str, password: &Secret) -> Result<(), Problem> {
        let password = password.clone();
        // Long passwords take milliseconds: not on the thread that answers everybody else.
        let flaw = web::block(move || self.flaw(password.as_str())).await.map_err(Problem::internal)?;
        flaw.map_or(Ok(()), |(code, message)| Err(Problem::field(pointer, code, &message)))
    }

    fn flaw(&self, password: &str) -> Option<(&'static str, String)> {
        let least = usize::from(self.rules.password_length);
        if password.trim().to_lowercase() == self.email.key() {
            return Some(("password_is_email", "The password must not be the e-mail address.".into()));
        }
        if password.chars().count() < least {
            return Some(("password_short", format!("At least {least} characters.")));
        }
        let judged: String = password.chars().take(JUDGED).collect();
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let score = u8::from(zxcvbn::zxcvbn(&judged, &words).score());
        (score < self.rules.password_strength || is_mostly(password, &self.words))
            .then(|| ("password_guessable", "This is easy to guess. A few words that do not belong together are better.".into()))
    }
}

/// Lets pass who gives their password again, at most a few wrong ones in a row.
///
/// # Errors
/// 422 `wrong_password` at `pointer`, 429 `wait`.
pub async fn confirm(
    platform: &Platform,
    scope: Scope,
    holder: &Holder,
    actor: Actor,
    password: &Secret,
    pointer: &str,
) -> Result<(), Problem> {
    let pace = Pace::of_person(platform, Tried::PasswordAgain, scope, holder.id(), None, actor.ip).await?;
    let right = match platform.passwords.verify(holder.usable_password(), password).await {
        Ok(right) => right,
        Err(problem) => {
            pace.not_tried(platform).await?;
            return Err(problem);
        }
    };
    let tx = platform.db.write().await?;
    if right {
        pace.right(&*tx).await?;
        return tx.commit().await;
    }
    audit::record(platform, &*tx, scope.practice, actor, holder.act("password.refused")).await?;
    tx.commit().await?;
    Err(refusals::wrong_password(pointer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(strength: u8, password: &str) -> Option<&'static str> {
        let rules = SignInRules { password_strength: strength, password_length: 10, ..SignInRules::default() };
        Judge::new(rules, "Maya.Ortiz@Example.com".into(), ["Maya", "Ortiz", "Willow & Reed"]).flaw(password).map(|(code, _)| code)
    }

    #[test]
    fn a13_what_a_guesser_tries_first_is_refused() {
        assert_eq!(flaw(2, " maya.ortiz@example.com"), Some("password_is_email"));
        assert_eq!(flaw(2, "quietriv3"), Some("password_short"));
        for guessable in ["password123", "mayaortiz1", "maya.ortiz", "Willow2026", "1234567890", "qwertyuiop"] {
            assert_eq!(flaw(2, guessable), Some("password_guessable"), "{guessable}");
        }
        assert_eq!(flaw(2, "quiet river stone"), None);
        assert_eq!(flaw(4, "пароль из многих слов"), None);
    }

    #[test]
    fn a13_the_practice_may_ask_for_more() {
        let good_enough = "xk3-harbour";
        assert_eq!(flaw(2, good_enough), None);
        assert_eq!(flaw(4, "river2stone"), Some("password_guessable"));
        assert_eq!(flaw(4, &"quiet river stone ".repeat(7)), None);
    }
}
