//! From a wording to the whole e-mail.

use domain::ClientId;
use domain::practice::email_text::{EmailKind, EmailPreview, Wording};
use domain::practice::profile::Language;
use domain::text::{Email, PersonName, Secret};
use platform::config::Config;
use platform::mail::{CalendarFile, Mail, render};
use platform::outbox::Letter;

use super::{en, es};
use crate::practices;

/// Who is written to.
pub struct Recipient {
    /// Where.
    pub to: Email,
    /// The client it is about, where there is one.
    pub client: Option<ClientId>,
    /// How they are called.
    pub first_name: PersonName,
    /// In which language.
    pub language: Language,
}

/// How long something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Valid {
    /// So many minutes.
    Minutes(i64),
    /// So many hours.
    Hours(i64),
    /// So many days.
    Days(i64),
}

/// What the product puts into the e-mail itself.
pub enum Added {
    /// Nothing: the words say all.
    Nothing,
    /// A link.
    Link {
        /// The address, in full.
        link: String,
        /// How long it works.
        valid: Valid,
    },
    /// A link to a message: good for a while after the mail was sent, in one browser (M9).
    MessageLink {
        /// The address, in full.
        link: String,
        /// How long it works.
        valid: Valid,
    },
    /// A link that works as often as it is opened, for who is signed in.
    Page {
        /// The address, in full.
        link: String,
    },
    /// A code.
    Code {
        /// The digits.
        code: Secret,
        /// How long they work.
        valid: Valid,
    },
    /// What an appointment is about.
    Facts {
        /// When, in one line, for `{when}`.
        when: String,
        /// Where, in one line, for `{where}`.
        place: String,
        /// The clinician's name, for `{with}`.
        with: String,
        /// Paragraphs below the words.
        paragraphs: Vec<String>,
        /// A link that works as often as it is opened.
        link: Option<String>,
        /// A calendar file to go along.
        file: Option<CalendarFile>,
    },
    /// A PIN and the link it works with.
    PinAndLink {
        /// The PIN.
        pin: Secret,
        /// The address, in full.
        link: String,
        /// How long the PIN works.
        valid: Valid,
    },
}

/// The product's own lines in one language.
pub struct Lines {
    /// What the PIN is called.
    pub pin: &'static str,
    /// What a code is called.
    pub code: &'static str,
    /// The words on the link.
    pub button: fn(EmailKind) -> &'static str,
    /// One minute, and the word for several.
    pub minutes: (&'static str, &'static str),
    /// One hour, and the word for several.
    pub hours: (&'static str, &'static str),
    /// One day, and the word for several.
    pub days: (&'static str, &'static str),
    /// How long the PIN works.
    pub pin_works: fn(&str) -> String,
    /// How long the link works.
    pub link_works: fn(&str) -> String,
    /// How long the link to a message works.
    pub message_works: fn(&str) -> String,
    /// How long a code works.
    pub code_works: fn(&str) -> String,
    /// Where the portal is.
    pub bookmark: fn(&str) -> String,
}

impl Lines {
    fn time(&self, valid: Valid) -> String {
        let (number, (one, several)) = match valid {
            Valid::Minutes(number) => (number, self.minutes),
            Valid::Hours(number) => (number, self.hours),
            Valid::Days(number) => (number, self.days),
        };
        if number == 1 { one.to_owned() } else { format!("{number} {several}") }
    }
}

/// The whole e-mail: the practice's words with their placeholders filled, and the product's lines below.
#[must_use]
pub fn letter(
    practice: &practices::Model,
    config: &Config,
    kind: EmailKind,
    wording: &Wording,
    recipient: Recipient,
    added: Added,
) -> Letter {
    let lines = match recipient.language {
        Language::En => &en::LINES,
        Language::Es => &es::LINES,
    };
    let portal = practice.portal_url(config);
    let mut values = vec![
        ("first_name", recipient.first_name.as_str()),
        ("practice_name", &practice.name),
        ("practice_phone", &practice.phone),
        ("portal_address", &portal),
    ];
    if let Added::Facts { when, place, with, .. } = &added {
        values.extend([("when", when.as_str()), ("where", place.as_str()), ("with", with.as_str())]);
    }
    let filled = wording.fill(&values);
    let mut text = filled.text;
    let mut add = |line: String| {
        text.push_str("\n\n");
        text.push_str(&line);
    };
    let mut calendar = None;
    let (pin, button) = match added {
        Added::Nothing => (None, None),
        Added::Link { link, valid } => {
            add((lines.link_works)(&lines.time(valid)));
            (None, Some(link))
        }
        Added::MessageLink { link, valid } => {
            add((lines.message_works)(&lines.time(valid)));
            (None, Some(link))
        }
        Added::Page { link } => (None, Some(link)),
        Added::Code { code, valid } => {
            add((lines.code_works)(&lines.time(valid)));
            (Some((lines.code.to_owned(), code)), None)
        }
        Added::Facts { paragraphs, link, file, .. } => {
            paragraphs.into_iter().for_each(&mut add);
            calendar = file;
            (None, link)
        }
        Added::PinAndLink { pin, link, valid } => {
            add((lines.pin_works)(&lines.time(valid)));
            (Some((lines.pin.to_owned(), pin)), Some(link))
        }
    };
    if kind == EmailKind::PortalInvitation {
        add((lines.bookmark)(&portal));
    }
    Letter {
        practice: Some(practice.id()),
        client: recipient.client,
        kind: kind.as_str(),
        to: recipient.to,
        from_name: practice.name.clone(),
        reply_to: practice.reply_to.as_deref().map(Into::into),
        language: recipient.language,
        subject: render::one_line(&filled.subject),
        text,
        pin,
        button: button.map(|link| ((lines.button)(kind).to_owned(), link)),
        footer: vec![practice.name.clone(), practice.phone.clone()],
        calendar,
    }
}

/// The e-mail as it would arrive.
#[must_use]
pub fn preview(letter: Letter) -> EmailPreview {
    let mail = Mail::from(letter);
    EmailPreview { text: render::text(&mail), subject: mail.subject }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email_texts::ours;
    use crate::practices::Model;

    fn arrives(kind: EmailKind, wording: &Wording, language: Language, added: Added) -> EmailPreview {
        let practice: Model = crate::examples::practice_row();
        let config = Config { public_url: "https://portal.example".into(), ..Config::default() };
        let recipient = Recipient { to: "maya@example.com".into(), client: None, first_name: "{practice_phone}".into(), language };
        preview(letter(&practice, &config, kind, wording, recipient, added))
    }

    #[test]
    fn a4_an_invitation_has_link_pin_validity_and_portal_address_whatever_the_practice_wrote() {
        for (language, time) in [(Language::En, "7 days"), (Language::Es, "7 días")] {
            let added = Added::PinAndLink {
                pin: "0427".into(),
                link: "https://portal.example/p/willow-reed/welcome#token=t".into(),
                valid: Valid::Days(7),
            };
            let bare = Wording { subject: "Hi".into(), text: "Hi".into() };
            let mail = arrives(EmailKind::PortalInvitation, &bare, language, added);
            for part in
                ["0427", "welcome#token=t", time, "https://portal.example/p/willow-reed.", "Willow & Reed Therapy", "+1 607 555 0142"]
            {
                assert!(mail.text.contains(part), "{part} in {}", mail.text);
            }
        }
    }

    #[test]
    fn a_name_that_looks_like_a_placeholder_stays_a_name() {
        let mail = arrives(EmailKind::PasswordChanged, &ours(EmailKind::PasswordChanged, Language::En), Language::En, Added::Nothing);
        assert!(mail.text.starts_with("Hello {practice_phone},"), "{}", mail.text);
    }

    #[test]
    fn a_link_says_how_long_it_works() {
        let link = |valid| Added::Link { link: "https://portal.example/x".into(), valid };
        let recovery =
            |valid| arrives(EmailKind::PasswordRecovery, &ours(EmailKind::PasswordRecovery, Language::En), Language::En, link(valid)).text;
        assert!(recovery(Valid::Minutes(30)).contains("for 30 minutes."));
        assert!(recovery(Valid::Days(1)).contains("for 1 day."));
        assert!(recovery(Valid::Days(1)).contains("Choose a new password:\nhttps://portal.example/x"));
    }

    #[test]
    fn m8_m9_a_notice_says_that_a_message_waits_and_how_long_its_link_works_and_no_more() {
        for (language, subject, button, time) in [
            (Language::En, "You have a new secure message from Willow & Reed Therapy", "Read secure message:\n", "15 minutes"),
            (Language::Es, "Tiene un mensaje seguro nuevo de Willow & Reed Therapy", "Leer el mensaje seguro:\n", "15 minutos"),
        ] {
            let link = "https://portal.example/p/willow-reed/message#token=t";
            let added = Added::MessageLink { link: link.into(), valid: Valid::Minutes(15) };
            let mail = arrives(EmailKind::NewSecureMessage, &ours(EmailKind::NewSecureMessage, language), language, added);
            assert_eq!(mail.subject, subject);
            assert!(mail.text.contains(&format!("{button}{link}")) && mail.text.contains(time), "{}", mail.text);
        }
    }
}
