//! The words of the practice's e-mails: ours until the practice writes its own, in English and Spanish, and the whole
//! e-mail made from them. Whatever the practice writes, the product adds PIN, link, how long they work and where the
//! portal is, so that no e-mail goes out without what it is for (A4).

mod en;
mod es;
pub mod http;
mod letter;
mod store;

use domain::practice::email_text::{EmailKind, Wording};
use domain::practice::profile::Language;
pub use letter::{Added, Recipient, Valid, letter, preview};
use platform::db::Scope;
use sea_orm::{ConnectionTrait, DbErr};

/// Our own words.
#[must_use]
pub fn ours(kind: EmailKind, language: Language) -> Wording {
    let (subject, text) = match language {
        Language::En => en::words(kind),
        Language::Es => es::words(kind),
    };
    Wording { subject: subject.into(), text: text.into() }
}

/// The words in force: the practice's own, or ours.
///
/// # Errors
/// When the database does not answer.
pub async fn wording(db: &impl ConnectionTrait, scope: Scope, kind: EmailKind, language: Language) -> Result<Wording, DbErr> {
    let own = store::find(db, scope, kind, language).await?.and_then(|row| row.wording());
    Ok(own.unwrap_or_else(|| ours(kind, language)))
}

#[cfg(test)]
mod tests {
    use domain::check::Checker;

    use super::*;

    #[test]
    fn our_words_pass_the_checks_that_a_practices_own_must_pass() {
        for kind in EmailKind::ALL {
            for language in [Language::En, Language::Es] {
                let words = ours(kind, language);
                let mut c = Checker::default();
                words.check_for(kind, &mut c);
                assert_eq!(c.into_errors(), [], "{kind:?} {language:?}");
                assert!(!format!("{}{}", words.subject, words.text).contains(['!', '¡']), "{kind:?} {language:?}");
            }
        }
    }

    #[test]
    fn a4_our_words_say_nothing_clinical() {
        for kind in EmailKind::ALL {
            for language in [Language::En, Language::Es] {
                let words = ours(kind, language).text.to_lowercase();
                for word in [
                    "therap",
                    "terapi",
                    "diagnos",
                    "treatment",
                    "tratamiento",
                    "health",
                    "salud",
                    "patient",
                    "paciente",
                    "clinic",
                    "clínic",
                    "session",
                    "sesión de",
                ] {
                    assert!(!words.contains(word), "{kind:?} {language:?}: {word}");
                }
            }
        }
    }
}
