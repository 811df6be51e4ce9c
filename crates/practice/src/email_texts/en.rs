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
        EmailKind::AppointmentRequested => (
            "We have your request",
            "Hello {first_name},\n\n\
             thank you. Your request reached {practice_name}. It is not confirmed yet: you get another e-mail as soon as somebody has answered it.\n\n\
             If you have changed your mind, you can take it back at any time, or call us at {practice_phone}.",
        ),
        EmailKind::AppointmentConfirmed => (
            "Your appointment is confirmed",
            "Hello {first_name},\n\n\
             your appointment at {practice_name} is confirmed. The file with this e-mail puts it into your calendar.\n\n\
             If you cannot come, please tell us early, or call {practice_phone}.",
        ),
        EmailKind::AppointmentDeclined => (
            "The time you asked for",
            "Hello {first_name},\n\n\
             we are sorry: {practice_name} cannot offer you the time you asked for. You are welcome to choose another one.\n\n\
             If nothing fits, please call us at {practice_phone}. We are glad to look for a time with you.",
        ),
        EmailKind::AppointmentProposed => (
            "Other times for your appointment",
            "Hello {first_name},\n\n\
             the time you asked for does not work for us, but others would. Open the link below and choose the one that suits you.\n\n\
             If none does, please call us at {practice_phone}.",
        ),
        EmailKind::AppointmentMoved => (
            "Your appointment has a new time",
            "Hello {first_name},\n\n\
             your appointment at {practice_name} was moved. The file with this e-mail changes it in your calendar, too.\n\n\
             If the new time does not suit you, please call {practice_phone}.",
        ),
        EmailKind::AppointmentCancelled => (
            "Your appointment is cancelled",
            "Hello {first_name},\n\n\
             your appointment at {practice_name} will not take place. The file with this e-mail takes it out of your calendar.\n\n\
             You can choose another time online, or call us at {practice_phone}.",
        ),
        EmailKind::AppointmentReminder => (
            "Your appointment on {when}",
            "Hello {first_name},\n\n\
             this is a reminder of your appointment at {practice_name}.\n\n\
             If you cannot come, please call {practice_phone}.",
        ),
        EmailKind::FirstVisitCode => (
            "Your code for {practice_name}",
            "Hello {first_name},\n\n\
             somebody, most likely you, asked {practice_name} for a first appointment with this address. Type the code below on the page to send the request.\n\n\
             If it was not you, there is nothing to do: without the code nothing happens.",
        ),
        EmailKind::RequestReceived => (
            "Somebody asks for a time",
            "Hello {first_name},\n\n\
             a request is waiting for an answer. Open the link below to accept it, decline it or offer other times.",
        ),
        EmailKind::TimeGivenUp => (
            "A time is free again",
            "Hello {first_name},\n\n\
             the time below was given up and is free again. You find the details in the calendar.",
        ),
        EmailKind::NewSecureMessage => (
            "You have a new secure message from {practice_name}",
            "Hello {first_name},\n\n\
             a message from {practice_name} is waiting for you. To keep it private, it is not in this e-mail.\n\n\
             Open the link below to read it and to answer.",
        ),
        EmailKind::MessageLinkOpened => (
            "Your message link was opened a second time",
            "Hello {first_name},\n\n\
             the link to your message from {practice_name} was opened in a second browser. Nothing was shown there: the link works in the first one only.\n\n\
             If it was you, please sign in at {portal_address} to read your messages. If it was not, please call {practice_phone}.",
        ),
        EmailKind::NewMessageForStaff => (
            "A new message is waiting",
            "Hello {first_name},\n\n\
             somebody wrote to you. Open the link below to read the message.",
        ),
        EmailKind::DocumentsShared => (
            "Something from {practice_name} is waiting for you",
            "Hello {first_name},\n\n\
             {practice_name} has shared something for you to read or fill in. To keep it private, it is not in this e-mail.\n\n\
             Open the link below and sign in. What you write is kept as you go, so you can stop and come back at any time.\n\n\
             If something is unclear, please call us at {practice_phone}.",
        ),
        EmailKind::DocumentsDue => (
            "A reminder from {practice_name}",
            "Hello {first_name},\n\n\
             something that {practice_name} shared with you is still open and due soon. To keep it private, it is not in this e-mail.\n\n\
             Open the link below and sign in to finish it. What you have written so far was kept.\n\n\
             If something is unclear, please call us at {practice_phone}.",
        ),
    }
}

/// What the product adds.
pub const LINES: Lines = Lines {
    pin: "Your PIN",
    code: "Your code",
    button: |kind| match kind {
        EmailKind::PortalInvitation => "Open the portal",
        EmailKind::PasswordRecovery => "Choose a new password",
        EmailKind::EmailChange => "Confirm this address",
        EmailKind::StaffInvitation => "Join the team",
        EmailKind::AppointmentRequested
        | EmailKind::AppointmentConfirmed
        | EmailKind::AppointmentMoved
        | EmailKind::AppointmentReminder => "See your appointments",
        EmailKind::AppointmentDeclined | EmailKind::AppointmentCancelled => "Choose another time",
        EmailKind::AppointmentProposed => "Choose a time",
        EmailKind::RequestReceived => "Open the requests",
        EmailKind::TimeGivenUp => "Open the calendar",
        EmailKind::NewSecureMessage => "Read secure message",
        EmailKind::NewMessageForStaff => "Open the message",
        EmailKind::DocumentsShared | EmailKind::DocumentsDue => "Open your documents",
        EmailKind::PinCodeCreated
        | EmailKind::PasswordChanged
        | EmailKind::EmailChanged
        | EmailKind::FirstVisitCode
        | EmailKind::MessageLinkOpened => "Open",
    },
    minutes: ("1 minute", "minutes"),
    hours: ("1 hour", "hours"),
    days: ("1 day", "days"),
    pin_works: |time| format!("The PIN works once, for {time}. If you get a newer e-mail from us, use the PIN of the newest one."),
    link_works: |time| format!("The link works once, for {time}."),
    message_works: |time| {
        format!(
            "The link works for {time} after this e-mail was sent, in the browser that opens it first. After that, please sign in to read the message."
        )
    },
    code_works: |time| format!("The code works once, for {time}."),
    bookmark: |address| format!("Afterwards you find your portal at {address}. It is worth a bookmark."),
};
