//! What people are told about a time (B10): queued in the transaction that changes it, so that nobody hears of what did
//! not happen, and nobody is left without word of what did.
//!
//! Every letter names the zone. None names the service or what the clinician is: an e-mail may be read by others.

use domain::access::portal_access::AccessState;
use domain::booking::appointment::AppointmentStatus;
use domain::practice::client::ClientStatus;
use domain::practice::email_text::{EmailKind, EmailPreview, Wording};
use domain::practice::profile::Language;
use domain::text::Email;
use domain::time::Timestamp;
use domain::{AppointmentId, ClientId, OfficeId, StaffId};
use jiff::tz::TimeZone;
use platform::Platform;
use platform::db::Scope;
use platform::mail::{CalendarFile, CalendarMethod};
use platform::outbox::{self, Letter};
use platform::problem::Problem;
use practice::email_texts::{self, Added, Recipient};
use practice::{clients, offices, practices, staff};
use sea_orm::ConnectionTrait;

use crate::ics::{self, Entry, Method, People};
use crate::store::appointments;
use crate::words;

/// What a letter is about: an appointment as it is after the change that the letter tells of.
#[derive(Clone)]
pub struct Facts {
    /// The appointment.
    pub id: AppointmentId,
    /// Whose.
    pub client: ClientId,
    /// With whom.
    pub staff: StaffId,
    /// Where.
    pub office: OfficeId,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The UID of its calendar files.
    pub uid: String,
    /// How often it has changed.
    pub sequence: i64,
    /// How far it is.
    pub status: AppointmentStatus,
}

impl Facts {
    /// Of a row.
    #[must_use]
    pub fn of(row: &appointments::Model) -> Self {
        Self {
            id: AppointmentId(row.id),
            client: ClientId(row.client_id),
            staff: StaffId(row.staff_id),
            office: OfficeId(row.office_id),
            start: row.starts_at.into(),
            end: row.ends_at.into(),
            uid: row.uid.clone(),
            sequence: row.sequence,
            status: row.status(),
        }
    }
}

/// A request was received: the client has it in writing, and the clinician knows that it waits.
///
/// # Errors
/// When the database does not answer.
pub async fn requested(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    let one = std::slice::from_ref(facts);
    to_client(platform, tx, scope, EmailKind::AppointmentRequested, one, Said::default()).await?;
    to_clinician(platform, tx, scope, EmailKind::RequestReceived, facts, "admin/requests").await
}

/// Appointments stand: accepted, booked at once or made by staff. Several of a series go into one letter. `own` are words
/// that staff wrote for this letter; what is empty in them is ours.
///
/// # Errors
/// When the database does not answer.
pub async fn confirmed(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    facts: &[Facts],
    own: Option<&Wording>,
) -> Result<(), Problem> {
    let said = Said { own, method: Some(CalendarMethod::Request), ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentConfirmed, facts, said).await
}

/// The words of the letter by which a request is accepted, for staff to change.
///
/// # Errors
/// 404; when the database does not answer.
pub async fn confirmed_draft(platform: &Platform, db: &impl ConnectionTrait, scope: Scope, facts: &[Facts]) -> Result<Wording, Problem> {
    let context = Context::of(db, scope, facts).await?.ok_or_else(Problem::not_found)?;
    let wording = email_texts::wording(db, scope, EmailKind::AppointmentConfirmed, context.language).await?;
    let (when, place, with) = context.in_one_line(facts);
    Ok(wording.fill(&[
        ("first_name", context.client.called()),
        ("practice_name", &context.practice.name),
        ("practice_phone", &context.practice.phone),
        ("portal_address", &context.practice.portal_url(&platform.config)),
        ("when", &when),
        ("where", &place),
        ("with", &with),
    ]))
}

/// The letter by which a request is accepted, as it would arrive.
///
/// # Errors
/// 404; when the database does not answer.
pub async fn confirmed_preview(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    facts: &[Facts],
    own: Option<&Wording>,
) -> Result<EmailPreview, Problem> {
    let context = Context::of(db, scope, facts).await?.ok_or_else(Problem::not_found)?;
    let said = Said { own, ..Said::default() };
    let letter = context.letter(platform, db, EmailKind::AppointmentConfirmed, facts, Email::default(), said).await?;
    Ok(email_texts::preview(letter))
}

/// A request was declined; `reason` is one line, `message` as many as there are, both may be empty.
///
/// # Errors
/// When the database does not answer.
pub async fn declined(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    facts: &Facts,
    reason: &str,
    message: &str,
) -> Result<(), Problem> {
    let said = Said { above: vec![reason, message], ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentDeclined, std::slice::from_ref(facts), said).await
}

/// Nobody answered a request in time.
///
/// # Errors
/// When the database does not answer.
pub async fn lapsed(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    let said = Said { lapsed: true, ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentDeclined, std::slice::from_ref(facts), said).await
}

/// Other times are offered; the client picks one on the page that the letter leads to.
///
/// # Errors
/// When the database does not answer.
pub async fn proposed(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    facts: &Facts,
    starts: &[Timestamp],
) -> Result<(), Problem> {
    let said = Said { offered: starts, ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentProposed, std::slice::from_ref(facts), said).await
}

/// Appointments have another time, clinician or office.
///
/// # Errors
/// When the database does not answer.
pub async fn moved(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, facts: &[Facts]) -> Result<(), Problem> {
    let said = Said { method: Some(CalendarMethod::Request), ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentMoved, facts, said).await
}

/// Appointments will not take place; `message` may be empty.
///
/// # Errors
/// When the database does not answer.
pub async fn cancelled(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    facts: &[Facts],
    message: &str,
) -> Result<(), Problem> {
    let said = Said { above: vec![message], method: Some(CalendarMethod::Cancel), ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentCancelled, facts, said).await
}

/// The client gave a time up: they have it in writing, and the clinician knows that it is free.
///
/// # Errors
/// When the database does not answer.
pub async fn cancelled_by_client(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    cancelled(platform, tx, scope, std::slice::from_ref(facts), "").await?;
    to_clinician(platform, tx, scope, EmailKind::TimeGivenUp, facts, "admin/calendar").await
}

/// The appointment is near.
///
/// # Errors
/// When the database does not answer.
pub async fn reminder(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    to_client(platform, tx, scope, EmailKind::AppointmentReminder, std::slice::from_ref(facts), Said::default()).await
}

/// The appointments as entries of a calendar file for their client.
///
/// # Errors
/// 404; when the database does not answer.
pub async fn entries(platform: &Platform, db: &impl ConnectionTrait, scope: Scope, facts: &[Facts]) -> Result<Vec<Entry>, Problem> {
    let context = Context::of(db, scope, facts).await?.ok_or_else(Problem::not_found)?;
    Ok(context.entries(facts, platform.clock.now()))
}

/// Where letters to a client go: the first of their addresses where e-mail is ok.
///
/// # Errors
/// When the database does not answer.
pub async fn address_of(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<Email>, Problem> {
    let addresses = clients::emails(db, scope, client).await?;
    Ok(addresses.into_iter().find(|email| email.email_ok).map(|email| email.address))
}

/// What one letter says besides the usual.
#[derive(Default)]
struct Said<'a> {
    own: Option<&'a Wording>,
    /// Paragraphs between the words and the facts.
    above: Vec<&'a str>,
    lapsed: bool,
    offered: &'a [Timestamp],
    method: Option<CalendarMethod>,
}

/// Everybody and everything a letter names. The office and the clinician are those of the first appointment.
struct Context {
    practice: practices::Model,
    client: clients::Model,
    staff: staff::Model,
    office: offices::Model,
    language: Language,
    zone: TimeZone,
}

impl Context {
    async fn of(db: &impl ConnectionTrait, scope: Scope, facts: &[Facts]) -> Result<Option<Self>, Problem> {
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

    fn entries(&self, facts: &[Facts], now: Timestamp) -> Vec<Entry> {
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
    fn in_one_line(&self, facts: &[Facts]) -> (String, String, String) {
        let when = facts.first().map(|first| words::moment(first.start, &self.zone, self.language)).unwrap_or_default();
        (when, self.place(facts), name(&self.staff))
    }

    /// Times, zone, clinician and place, and what is said between the words and these.
    fn paragraphs(&self, kind: EmailKind, facts: &[Facts], said: &Said<'_>, tell_name: bool) -> Vec<String> {
        let phrases = Phrases::of(self.language);
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
        let comes = matches!(kind, EmailKind::AppointmentConfirmed | EmailKind::AppointmentMoved | EmailKind::AppointmentReminder);
        if comes && !self.office.directions.trim().is_empty() {
            paragraphs.push(self.office.directions.trim().to_owned());
        }
        paragraphs
    }

    /// Where the letter's button leads; who cannot come into the portal is led to the door for new clients.
    fn link(&self, platform: &Platform, kind: EmailKind, facts: &[Facts]) -> Option<String> {
        let portal = self.practice.portal_url(&platform.config);
        let inside = matches!(self.client.access(), AccessState::Active | AccessState::Invited) && self.practice.portal().open;
        match kind {
            EmailKind::AppointmentProposed => facts.first().map(|facts| format!("{portal}/appointments/{}", facts.id)),
            EmailKind::AppointmentDeclined | EmailKind::AppointmentCancelled if !inside => Some(format!("{portal}/new")),
            _ if inside => Some(format!("{portal}/appointments")),
            _ => None,
        }
    }

    async fn letter(
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

async fn to_client(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    kind: EmailKind,
    facts: &[Facts],
    said: Said<'_>,
) -> Result<(), Problem> {
    let Some(context) = Context::of(tx, scope, facts).await? else { return Ok(()) };
    let Some(to) = address_of(tx, scope, context.client.id()).await? else { return Ok(()) };
    let letter = context.letter(platform, tx, kind, facts, to, said).await?;
    outbox::queue(platform, tx, letter).await.map(|_| ())
}

/// To staff the letter says when and where, and nothing of whom.
async fn to_clinician(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    kind: EmailKind,
    facts: &Facts,
    page: &str,
) -> Result<(), Problem> {
    let one = std::slice::from_ref(facts);
    let Some(mut context) = Context::of(tx, scope, one).await?.filter(|context| staff::is_clinician(&context.staff)) else {
        return Ok(());
    };
    context.language = context.practice.language();
    let wording = email_texts::wording(tx, scope, kind, context.language).await?;
    let (when, place, with) = context.in_one_line(one);
    let paragraphs = context.paragraphs(kind, one, &Said::default(), false);
    let added = Added::Facts { when, place, with, paragraphs, link: Some(format!("{}/{page}", platform.config.public_url)), file: None };
    let recipient = Recipient {
        to: context.staff.email(),
        client: None,
        first_name: context.staff.first_name.as_str().into(),
        language: context.language,
    };
    let letter = email_texts::letter(&context.practice, &platform.config, kind, &wording, recipient, added);
    outbox::queue(platform, tx, letter).await.map(|_| ())
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

/// The words between the facts.
struct Phrases {
    when: &'static str,
    asked: &'static str,
    offered: &'static str,
    zone: &'static str,
    with: &'static str,
    place: &'static str,
    lapsed: &'static str,
}

impl Phrases {
    const fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                when: "When",
                asked: "You asked for",
                offered: "These times would be possible",
                zone: "Time zone",
                with: "With",
                place: "Where",
                lapsed: "Nobody could answer your request in time, so it has ended.",
            },
            Language::Es => Self {
                when: "Cuándo",
                asked: "Usted pidió",
                offered: "Estas horas son posibles",
                zone: "Zona horaria",
                with: "Con",
                place: "Dónde",
                lapsed: "Nadie pudo responder su solicitud a tiempo, así que ha terminado.",
            },
        }
    }
}
