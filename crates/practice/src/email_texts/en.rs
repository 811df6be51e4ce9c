//! Our words in English.

use domain::practice::email_text::EmailKind;

use super::letter::Lines;

/// Subject and text.
pub fn words(kind: EmailKind) -> (&'static str, &'static str) {
    match kind {
        EmailKind::PortalInvitation => (
            "Your invitation to the portal of {practice_name}",
            "Hello {first_name},\n\n\
             {practice_name} has set up a private place for you on the web: your client portal. It takes about two minutes to come in.\n\n\
             Open the link below and enter your e-mail address and the PIN. Then you choose a password of your own.\n\n\
             If you did not expect this, or something does not work, please call us at {practice_phone}. We are glad to help.",
        ),
        EmailKind::PasswordRecovery => (
            "Choose a new password",
            "Hello {first_name},\n\n\
             somebody, most likely you, asked for a new password for your account at {practice_name}. Open the link below to choose one.\n\n\
             If it was not you, there is nothing to do: your password stays as it is.",
        ),
        EmailKind::PinCodeCreated => (
            "A sign-in code was made for you",
            "Hello {first_name},\n\n\
             {practice_name} has just made a sign-in code for your portal. The code itself is not in this e-mail; you hear it from us.\n\n\
             If you are not in touch with us right now, please call {practice_phone}.",
        ),
        EmailKind::PasswordChanged => (
            "Your password was changed",
            "Hello {first_name},\n\n\
             the password of your account at {practice_name} was just changed, and your other devices were signed out.\n\n\
             If it was not you, please call {practice_phone} straight away.",
        ),
        EmailKind::EmailChange => (
            "Please confirm your new e-mail address",
            "Hello {first_name},\n\n\
             you asked us to use this address for your account at {practice_name}. Open the link below to confirm that it is yours. Until then nothing changes.\n\n\
             If you did not ask for it, there is nothing to do.",
        ),
        EmailKind::EmailChanged => (
            "Your e-mail address was changed",
            "Hello {first_name},\n\n\
             the e-mail address of your account at {practice_name} was just changed. From now on you sign in with the new one, and this one gets no more e-mails about your account.\n\n\
             If it was not you, please call {practice_phone} straight away.",
        ),
        EmailKind::StaffInvitation => (
            "Your invitation to the team of {practice_name}",
            "Hello {first_name},\n\n\
             {practice_name} invites you to work with Anteroom, where the practice keeps its clients, calendar and messages in one place.\n\n\
             Open the link below and choose a password.\n\n\
             If you did not expect this, please call {practice_phone}.",
        ),
    }
}

/// What the product adds.
pub const LINES: Lines = Lines {
    pin: "Your PIN",
    button: |kind| match kind {
        EmailKind::PortalInvitation => "Open the portal",
        EmailKind::PasswordRecovery => "Choose a new password",
        EmailKind::EmailChange => "Confirm this address",
        EmailKind::StaffInvitation => "Join the team",
        EmailKind::PinCodeCreated | EmailKind::PasswordChanged | EmailKind::EmailChanged => "Open",
    },
    minutes: ("1 minute", "minutes"),
    hours: ("1 hour", "hours"),
    days: ("1 day", "days"),
    pin_works: |time| format!("The PIN works once, for {time}. If you get a newer e-mail from us, use the PIN of the newest one."),
    link_works: |time| format!("The link works once, for {time}."),
    bookmark: |address| format!("Afterwards you find your portal at {address}. It is worth a bookmark."),
};
