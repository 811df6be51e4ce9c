//! What people are told about a time (B10): queued in the transaction that changes it, so that nobody hears of what did
//! not happen, and nobody is left without word of what did.
//!
//! Every letter names the zone. None names the service or what the clinician is: an e-mail may be read by others.

mod composing;
mod phrases;

use domain::booking::appointment::AppointmentStatus;
use domain::practice::email_text::{EmailKind, EmailPreview, Wording};
use domain::text::Email;
use domain::time::Timestamp;
use domain::{AppointmentId, ClientId, OfficeId, StaffId};
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::mail::CalendarMethod;
use platform::outbox;
use platform::problem::Problem;
use practice::email_texts::{self, Added, Recipient};
use practice::{clients, staff};
use sea_orm::ConnectionTrait;

use crate::ics::Entry;
use crate::store::appointments;
use composing::{Context, Said};

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
pub async fn requested(platform: &Platform, tx: &Tx, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    let one = std::slice::from_ref(facts);
    to_client(platform, tx, scope, EmailKind::AppointmentRequested, one, Said::default()).await?;
    to_clinician(platform, tx, scope, EmailKind::RequestReceived, facts, "admin/requests").await
}

/// Appointments stand: accepted, booked at once or made by staff. Several of a series go into one letter. `own` are words
/// that staff wrote for this letter; what is empty in them is ours.
///
/// # Errors
/// When the database does not answer.
pub async fn confirmed(platform: &Platform, tx: &Tx, scope: Scope, facts: &[Facts], own: Option<&Wording>) -> Result<(), Problem> {
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
pub async fn declined(platform: &Platform, tx: &Tx, scope: Scope, facts: &Facts, reason: &str, message: &str) -> Result<(), Problem> {
    let said = Said { above: vec![reason, message], ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentDeclined, std::slice::from_ref(facts), said).await
}

/// Nobody answered a request in time.
///
/// # Errors
/// When the database does not answer.
pub async fn lapsed(platform: &Platform, tx: &Tx, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    let said = Said { lapsed: true, ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentDeclined, std::slice::from_ref(facts), said).await
}

/// Other times are offered; the client picks one on the page that the letter leads to.
///
/// # Errors
/// When the database does not answer.
pub async fn proposed(platform: &Platform, tx: &Tx, scope: Scope, facts: &Facts, starts: &[Timestamp]) -> Result<(), Problem> {
    let said = Said { offered: starts, ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentProposed, std::slice::from_ref(facts), said).await
}

/// Appointments have another time, clinician or office.
///
/// # Errors
/// When the database does not answer.
pub async fn moved(platform: &Platform, tx: &Tx, scope: Scope, facts: &[Facts]) -> Result<(), Problem> {
    let said = Said { method: Some(CalendarMethod::Request), ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentMoved, facts, said).await
}

/// Appointments will not take place; `message` may be empty.
///
/// # Errors
/// When the database does not answer.
pub async fn cancelled(platform: &Platform, tx: &Tx, scope: Scope, facts: &[Facts], message: &str) -> Result<(), Problem> {
    let said = Said { above: vec![message], method: Some(CalendarMethod::Cancel), ..Said::default() };
    to_client(platform, tx, scope, EmailKind::AppointmentCancelled, facts, said).await
}

/// The client gave a time up: they have it in writing, and the clinician knows that it is free.
///
/// # Errors
/// When the database does not answer.
pub async fn cancelled_by_client(platform: &Platform, tx: &Tx, scope: Scope, facts: &Facts) -> Result<(), Problem> {
    cancelled(platform, tx, scope, std::slice::from_ref(facts), "").await?;
    to_clinician(platform, tx, scope, EmailKind::TimeGivenUp, facts, "admin/calendar").await
}

/// The appointment is near.
///
/// # Errors
/// When the database does not answer.
pub async fn reminder(platform: &Platform, tx: &Tx, scope: Scope, facts: &Facts) -> Result<(), Problem> {
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

async fn to_client(platform: &Platform, tx: &Tx, scope: Scope, kind: EmailKind, facts: &[Facts], said: Said<'_>) -> Result<(), Problem> {
    let Some(context) = Context::of(&**tx, scope, facts).await? else { return Ok(()) };
    let Some(to) = address_of(&**tx, scope, context.client.id()).await? else { return Ok(()) };
    let letter = context.letter(platform, &**tx, kind, facts, to, said).await?;
    outbox::queue(platform, tx, letter).await.map(|_| ())
}

/// To staff the letter says when and where, and nothing of whom.
async fn to_clinician(platform: &Platform, tx: &Tx, scope: Scope, kind: EmailKind, facts: &Facts, page: &str) -> Result<(), Problem> {
    let one = std::slice::from_ref(facts);
    let Some(mut context) = Context::of(&**tx, scope, one).await?.filter(|context| staff::is_clinician(&context.staff)) else {
        return Ok(());
    };
    context.language = context.practice.language();
    let wording = email_texts::wording(&**tx, scope, kind, context.language).await?;
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
