//! What the words of the domain are called on the screen.

use domain::access::portal_access::{AccessState, DeliveryState};
use domain::practice::client::{ClientStatus, ContactKind};
use domain::practice::email_text::EmailKind;
use domain::practice::profile::Language;
use domain::practice::staff::{Role, StaffState};
use domain::time::Weekday;
use ui::{Choice, Tone};

/// What stands for no office or service in particular in a list to choose from; no id reads so.
pub const ANY: &str = "any";

/// The same choices after one that stands for any of them.
pub fn with_any(label: &str, mut all: Vec<Choice>) -> Vec<Choice> {
    all.insert(0, Choice::new(ANY, label));
    all
}

/// A client's status.
pub fn status(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Active => "Active",
        ClientStatus::Inactive => "Inactive",
        ClientStatus::Prospective => "Prospective",
    }
}

/// The colour of a client's status.
pub fn status_tone(status: ClientStatus) -> Tone {
    match status {
        ClientStatus::Active => Tone::Good,
        ClientStatus::Inactive => Tone::Plain,
        ClientStatus::Prospective => Tone::Accent,
    }
}

/// Where a client stands with the portal, in a word or two.
pub fn access(state: AccessState) -> &'static str {
    match state {
        AccessState::NotInvited => "Not invited",
        AccessState::Invited => "Not signed in yet",
        AccessState::Active => "Active",
        AccessState::Disabled => "Disabled",
    }
}

/// The colour of a state of portal access.
pub fn access_tone(state: AccessState) -> Tone {
    match state {
        AccessState::NotInvited => Tone::Plain,
        AccessState::Invited => Tone::Due,
        AccessState::Active => Tone::Good,
        AccessState::Disabled => Tone::Bad,
    }
}

/// What became of an e-mail.
pub fn delivery(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Queued => "Queued",
        DeliveryState::Sent => "Sent",
        DeliveryState::Failed => "Failed",
        DeliveryState::Withdrawn => "Withdrawn",
    }
}

/// The colour of a delivery state.
pub fn delivery_tone(state: DeliveryState) -> Tone {
    match state {
        DeliveryState::Queued => Tone::Due,
        DeliveryState::Sent => Tone::Good,
        DeliveryState::Failed => Tone::Bad,
        DeliveryState::Withdrawn => Tone::Plain,
    }
}

/// What an address or number is for.
pub fn contact(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Home => "Home",
        ContactKind::Work => "Work",
        ContactKind::Mobile => "Mobile",
        ContactKind::Other => "Other",
    }
}

/// The kinds of address or number, to choose from.
pub fn contact_choices() -> Vec<Choice> {
    CONTACTS.iter().map(|kind| Choice::new(kind.as_str(), contact(*kind))).collect()
}

const CONTACTS: [ContactKind; 4] = [ContactKind::Home, ContactKind::Work, ContactKind::Mobile, ContactKind::Other];

/// The kind that is stored under this name.
pub fn contact_of(name: &str) -> ContactKind {
    CONTACTS.into_iter().find(|kind| kind.as_str() == name).unwrap_or(ContactKind::Other)
}

/// The statuses, to choose from.
pub fn status_choices() -> Vec<Choice> {
    ClientStatus::ALL.iter().map(|one| Choice::new(one.as_str(), status(*one))).collect()
}

/// The status that is stored under this name.
pub fn status_of(name: &str) -> Option<ClientStatus> {
    ClientStatus::ALL.into_iter().find(|one| one.as_str() == name)
}

/// All states of portal access.
pub const ACCESS_STATES: [AccessState; 4] = [AccessState::NotInvited, AccessState::Invited, AccessState::Active, AccessState::Disabled];

/// A role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Clinician => "Clinician",
        Role::Biller => "Biller",
        Role::FrontDesk => "Front desk",
    }
}

/// What a role may do, in a sentence.
pub fn role_hint(role: Role) -> &'static str {
    match role {
        Role::Owner => "Everything, the team and the settings included.",
        Role::Clinician => "Clients and all that belongs to their care, and their own hours.",
        Role::Biller => "Clients and their billing.",
        Role::FrontDesk => "Clients, invitations and imports.",
    }
}

/// The role that is stored under this name.
pub fn role_of(name: &str) -> Role {
    Role::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or(Role::Clinician)
}

/// Whether a staff member can come in.
pub fn staff_state(state: StaffState) -> (&'static str, Tone) {
    match state {
        StaffState::Invited => ("Invited", Tone::Due),
        StaffState::Active => ("Active", Tone::Good),
        StaffState::Deactivated => ("Deactivated", Tone::Plain),
    }
}

/// A language.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Es => "Spanish",
    }
}

/// The languages, to choose from.
pub fn language_choices() -> Vec<Choice> {
    [Language::En, Language::Es].iter().map(|one| Choice::new(one.tag(), language(*one))).collect()
}

/// The language of this tag.
pub fn language_of(tag: &str) -> Option<Language> {
    [Language::En, Language::Es].into_iter().find(|one| one.tag() == tag)
}

/// A day of the week.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// An e-mail of the practice: its name, and when it is sent.
pub fn email_kind(kind: EmailKind) -> (&'static str, &'static str) {
    match kind {
        EmailKind::PortalInvitation => ("Activation e-mail", "Invites a client to the portal, with a link and a PIN."),
        EmailKind::PasswordRecovery => ("Forgotten password", "Brings a link to a new password."),
        EmailKind::PinCodeCreated => ("PIN code made", "Tells a client that you made a PIN code for them."),
        EmailKind::PasswordChanged => ("Password changed", "Tells somebody that their password was changed."),
        EmailKind::EmailChange => ("Confirm a new address", "Asks a client to confirm their new e-mail address."),
        EmailKind::EmailChanged => ("Address changed", "Tells the old address that it was replaced."),
        EmailKind::StaffInvitation => ("Team invitation", "Invites a colleague to work here."),
        EmailKind::AppointmentRequested => ("Request received", "Tells a client that their request for a time has arrived."),
        EmailKind::AppointmentConfirmed => {
            ("Appointment confirmed", "Tells a client that an appointment is accepted or made, with a calendar file.")
        }
        EmailKind::AppointmentDeclined => {
            ("Request declined", "Tells a client that the time is not possible, or that nobody answered in time.")
        }
        EmailKind::AppointmentProposed => ("Other times offered", "Offers a client other times to choose from."),
        EmailKind::AppointmentMoved => ("Appointment moved", "Tells a client the new time, with a calendar file."),
        EmailKind::AppointmentCancelled => {
            ("Appointment cancelled", "Tells a client that an appointment is cancelled, with a calendar file.")
        }
        EmailKind::AppointmentReminder => ("Reminder", "Reminds a client of an appointment."),
        EmailKind::FirstVisitCode => ("Code for new clients", "Brings the code that confirms the address of somebody new."),
        EmailKind::RequestReceived => ("Request to answer", "Tells the clinician that a request waits."),
        EmailKind::TimeGivenUp => ("Time given up", "Tells the clinician that a client gave a time up."),
        EmailKind::NewSecureMessage => ("Secure message", "Tells a client that a message waits, with a link that works for 15 minutes."),
        EmailKind::MessageLinkOpened => ("Message link opened twice", "Tells a client that the link was opened in a second browser."),
        EmailKind::NewMessageForStaff => ("Message to read", "Tells staff that a message of a client waits."),
        EmailKind::DocumentsShared => ("Documents shared", "Tells a client that documents were shared with them. Never which."),
        EmailKind::DocumentsDue => ("Documents due", "Reminds a client, three days and one day before, of documents that are due."),
    }
}

/// The e-mail that is stored under this name, as a person would call it.
pub fn email_kind_named(name: &str) -> String {
    match EmailKind::ALL.into_iter().find(|kind| kind.as_str() == name) {
        Some(kind) => email_kind(kind).0.to_owned(),
        None => name.replace('_', " "),
    }
}

/// An act of the audit log, `client.read` as "Client: read".
pub fn act(name: &str) -> String {
    let (what, did) = name.split_once('.').unwrap_or((name, ""));
    let what = what.replace('_', " ");
    let mut letters = what.chars();
    let what = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default();
    if did.is_empty() { what } else { format!("{what}: {}", did.replace('_', " ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_read_like_words() {
        assert_eq!(act("portal_invitation.created"), "Portal invitation: created");
        assert_eq!(act("signed_in"), "Signed in");
        assert_eq!(act(""), "");
    }

    #[test]
    fn names_lead_back_to_what_they_name() {
        for one in ClientStatus::ALL {
            assert_eq!(status_of(one.as_str()), Some(one));
        }
        for one in CONTACTS {
            assert_eq!(contact_of(one.as_str()), one);
        }
        for one in Role::ALL {
            assert_eq!(role_of(one.as_str()), one);
        }
    }
}
