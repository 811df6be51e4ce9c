//! A word to the client when a new device signs in (A21).

use domain::practice::email_text::Wording;
use domain::practice::profile::Language;
use domain::text::Email;
use platform::Platform;
use platform::outbox::Letter;
use practice::practices;

use crate::holder::Holder;

/// The letter, for a client who wants it.
pub(super) fn new_device(platform: &Platform, practice: &practices::Model, holder: &Holder, device: &str) -> Option<Letter> {
    let Holder::Login(login, client) = holder else { return None };
    if !login.notices().new_device {
        return None;
    }
    let words = wording(login.language(), device).fill(&[
        ("first_name", holder.first_name().as_str()),
        ("practice_name", &practice.name),
        ("practice_phone", &practice.phone),
        ("portal_address", &practice.portal_url(&platform.config)),
    ]);
    Some(Letter {
        practice: Some(practice.id()),
        client: Some(domain::ClientId(client.id)),
        kind: "new_device",
        to: login.email(),
        from_name: practice.name.clone(),
        reply_to: practice.reply_to.as_deref().map(Email::from),
        language: login.language(),
        subject: platform::mail::render::one_line(&words.subject),
        text: words.text,
        pin: None,
        button: None,
        footer: vec![practice.name.clone(), practice.phone.clone()],
        calendar: None,
    })
}

/// Our own words; `device` is made of a few known names, so it holds no placeholder.
fn wording(language: Language, device: &str) -> Wording {
    let (subject, text) = match language {
        Language::En => (
            "A new device signed in to your portal",
            format!(
                "Hello {{first_name}},\n\n\
                 your portal at {{practice_name}} was just opened from a device that was not used before: {device}.\n\n\
                 If that was you, there is nothing to do. If it was not, go to {{portal_address}}, choose a new password under My account and sign out everywhere, or call {{practice_phone}}."
            ),
        ),
        Language::Es => (
            "Un dispositivo nuevo entró en su portal",
            format!(
                "Hola, {{first_name}}:\n\n\
                 alguien acaba de entrar en su portal de {{practice_name}} desde un dispositivo que no se había usado antes: {device}.\n\n\
                 Si fue usted, no tiene que hacer nada. Si no, vaya a {{portal_address}}, elija una contraseña nueva en Mi cuenta y cierre la sesión en todas partes, o llame al {{practice_phone}}."
            ),
        ),
    };
    Wording { subject: subject.into(), text }
}

#[cfg(test)]
mod tests {
    use domain::Checker;
    use domain::practice::email_text::EmailKind;

    use super::*;

    #[test]
    fn a21_our_words_use_placeholders_that_exist() {
        for language in [Language::En, Language::Es] {
            let mut c = Checker::default();
            wording(language, "Firefox on Linux").check_for(EmailKind::PasswordChanged, &mut c);
            assert!(c.into_errors().is_empty());
        }
    }
}
