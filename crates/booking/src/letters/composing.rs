//! From what happened to a whole letter: who is named in it, what stands between the practice's words and the facts,
//! where its button leads, and the calendar file that goes along.

use domain::access::portal_access::AccessState;
use domain::practice::client::ClientStatus;
use domain::practice::email_text::{EmailKind, Wording};
use domain::practice::profile::Language;
use domain::text::Email;
use domain::time::Timestamp;
use jiff::tz::TimeZone;
use platform::Platform;
use platform::db::Scope;
use platform::mail::{CalendarFile, CalendarMethod};
use platform::outbox::Letter;
use platform::problem::Problem;
use practice::email_texts::{self, Added, Recipient};
use practice::{clients, offices, practices, staff};
use sea_orm::ConnectionTrait;

use super::Facts;
use super::phrases::Phrases;
use crate::ics::{self, Entry, Method, People};
use crate::words;

/// What one letter says besides the usual.
#[derive(Default)]
pub struct Said<'a> {
    /// What staff wrote in place of our words.
    pub own: Option<&'a Wording>,
    /// Paragraphs between the words and the facts.
    pub above: Vec<&'a str>,
    /// Nobody answered in time.
    pub lapsed: bool,
    /// Times to choose from.
    pub offered: &'a [Timestamp],
    /// What the calendar file says, where one goes along.
    pub method: Option<CalendarMethod>,
}

/// Everybody and everything a letter names. The office and the clinician are those of the first appointment.
pub struct Context {
    /// Who writes.
    pub practice: practices::Model,
    /// Whose appointments these are.
    pub client: clients::Model,
    /// With whom.
    pub staff: staff::Model,
    /// Where.
    pub office: offices::Model,
    /// In which language.
    pub language: Language,
    zone: TimeZone,
}

impl Context {
    /// Reads everybody and everything; none where something is not there.
    pub async fn of(db: &impl ConnectionTrait, scope: Scope, facts: &[Facts]) -> Result<Option<Self>, Problem> {
        let Some(first) = facts.first() else { return Ok(None) };
        let practice = practices::get(db, scope).await?;
        let client = clients::find(db, scope, first.client).await?;
        let staff = staff::find(db, scope, first.staff).await?;
        let office = offices::find(db, scope, first.office).await?;
        Ok(practice.zip(client).zip(staff.zip(office)).map(|((practice, client), (staff, office))| {
            let language = client.language().unwrap_or_else(|| practice.language());
            let zone = crate::zone(&practice);
            Self { practice, client, staff, office, language, zone }
        }))
    }

    /// Where it is. People who may become clients learn the address once they are expected there, unless the practice
    /// shows it to everybody (B1).
    fn place(&self, facts: &[Facts]) -> String {
        let expected = facts.iter().any(|facts| facts.status.blocks(false)) || self.client.status() != ClientStatus::Prospective;
        if expected || self.office.show_address_to_new_clients { words::place(&self.office) } else { self.office.name.clone() }
    }

    /// The appointments as entries of a calendar file.
    pub fn entries(&self, facts: &[Facts], now: Timestamp) -> Vec<Entry> {
        let place = self.place(facts);
        let entry = |facts: &Facts| Entry {
            uid: facts.uid.clone(),
            sequence: facts.sequence,
            start: facts.start,
            end: facts.end,
            status: facts.status,
            stamp: now,
            title: ics::title(self.language).into(),
            place: place.clone(),
        };
        facts.iter().map(entry).collect()
    }

    /// When, where and with whom, for placeholders. Of several, the first.
    pub fn in_one_line(&self, facts: &[Facts]) -> (String, String, String) {
        let when = facts.first().map(|first| words::moment(first.start, &self.zone, self.language)).unwrap_or_default();
        (when, self.place(facts), name(&self.staff))
    }

    /// Times, zone, clinician and place, and what is said between the words and these.
    pub fn paragraphs(&self, kind: EmailKind, facts: &[Facts], said: &Said<'_>, tell_name: bool) -> Vec<String> {
        let phrases = &Phrases::of(self.language);
        let mut paragraphs: Vec<String> = said.above.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
        if said.lapsed {
            paragraphs.insert(0, phrases.lapsed.to_owned());
        }
        let span = |facts: &Facts| words::span(facts.start, facts.end, &self.zone, self.language);
        let asked = matches!(kind, EmailKind::AppointmentDeclined | EmailKind::AppointmentProposed);
        let label = if asked { phrases.asked } else { phrases.when };
        let mut lines: Vec<String> = match facts {
            [one] => vec![format!("{label}: {}", span(one))],
            several => std::iter::once(format!("{label}:")).chain(several.iter().map(|facts| format!("· {}", span(facts)))).collect(),
        };
        if !said.offered.is_empty() {
            lines.push(format!("{}:", phrases.offered));
            lines.extend(said.offered.iter().map(|at| format!("· {}", words::moment(*at, &self.zone, self.language))));
        }
        lines.push(format!("{}: {}", phrases.zone, self.practice.zone));
        if tell_name {
            lines.push(format!("{}: {}", phrases.with, name(&self.staff)));
        }
        lines.push(format!("{}: {}", phrases.place, self.place(facts)));
        paragraphs.push(lines.join("\n"));
        paragraphs.extend(self.way_in(kind, phrases));
        let comes = matches!(kind, EmailKind::AppointmentConfirmed | EmailKind::AppointmentMoved | EmailKind::AppointmentReminder);
        if comes && !self.office.directions.trim().is_empty() {
            paragraphs.push(self.office.directions.trim().to_owned());
        }
        paragraphs
    }

    /// Whether the client can come into the portal, or could as soon as they use their invitation.
    fn is_inside(&self) -> bool {
        matches!(self.client.access(), AccessState::Active | AccessState::Invited) && self.practice.portal().open
    }

    /// How somebody comes to choose a time who has never been in the portal.
    fn way_in(&self, kind: EmailKind, phrases: &Phrases) -> Option<String> {
        match (kind, self.is_inside()) {
            (EmailKind::AppointmentProposed, false) => Some(format!("{} {}.", phrases.by_phone, self.practice.phone)),
            (EmailKind::AppointmentProposed, true) if self.client.access() == AccessState::Invited => Some(phrases.first_time.to_owned()),
            _ => None,
        }
    }

    /// Where the letter's button leads; who cannot come into the portal is led to the door for new clients.
    fn link(&self, platform: &Platform, kind: EmailKind, facts: &[Facts]) -> Option<String> {
        let portal = self.practice.portal_url(&platform.config);
        match kind {
            EmailKind::AppointmentProposed => {
                facts.first().filter(|_| self.is_inside()).map(|facts| format!("{portal}/appointments/{}", facts.id))
            }
            EmailKind::AppointmentDeclined | EmailKind::AppointmentCancelled if !self.is_inside() => Some(format!("{portal}/new")),
            _ if self.is_inside() => Some(format!("{portal}/appointments")),
            _ => None,
        }
    }

    /// The letter to the client.
    pub async fn letter(
        &self,
        platform: &Platform,
        db: &impl ConnectionTrait,
        kind: EmailKind,
        facts: &[Facts],
        to: Email,
        said: Said<'_>,
    ) -> Result<Letter, Problem> {
        let mut wording = email_texts::wording(db, self.practice.scope(), kind, self.language).await?;
        if let Some(own) = said.own {
            for (ours, theirs) in [(&mut wording.subject, &own.subject), (&mut wording.text, &own.text)] {
                if !theirs.trim().is_empty() {
                    ours.clone_from(theirs);
                }
            }
        }
        let file = said.method.map(|method| {
            let people = People { organizer: organizer(platform, &self.practice), attendee: to.clone() };
            let for_file = match method {
                CalendarMethod::Request => Method::Request,
                CalendarMethod::Cancel => Method::Cancel,
            };
            CalendarFile { method, text: ics::file(for_file, Some(&people), &self.entries(facts, platform.clock.now())) }
        });
        let (when, place, with) = self.in_one_line(facts);
        let paragraphs = self.paragraphs(kind, facts, &said, true);
        let added = Added::Facts { when, place, with, paragraphs, link: self.link(platform, kind, facts), file };
        let recipient = Recipient { to, client: Some(self.client.id()), first_name: self.client.called().into(), language: self.language };
        Ok(email_texts::letter(&self.practice, &platform.config, kind, &wording, recipient, added))
    }
}

/// First and last name: letters behind it would tell what they are.
fn name(staff: &staff::Model) -> String {
    format!("{} {}", staff.first_name, staff.last_name).trim().to_owned()
}

/// The address calendars take for the one who asks: where answers go, or else where mail comes from.
fn organizer(platform: &Platform, practice: &practices::Model) -> Email {
    let from = || {
        let from = platform.config.mail_from.as_str();
        from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>')).trim().into()
    };
    practice.reply_to.as_deref().map_or_else(from, Into::into)
}
