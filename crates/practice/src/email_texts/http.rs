//! The wordings: listed, saved, put back to ours, looked at.

use actix_web::{HttpResponse, get, post, put, web};
use domain::access::link;
use domain::access::portal_access::{EMAIL_CHANGE_HOURS, INVITATION_DAYS, RECOVERY_MINUTES, STAFF_INVITATION_DAYS};
use domain::booking::new_client::FIRST_VISIT_MINUTES;
use domain::messaging::message_link::LINK_MINUTES;
use domain::practice::email_text::{EmailKind, EmailPreview, EmailText, EmailTextInput, EmailTextPage, ResetEmailText, Wording};
use domain::practice::profile::Language;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Owners, OwnersAndFrontDesk, Staff};
use platform::checked::{Checked, NoQuery};
use platform::config::Config;
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;
use platform::{App, Platform};

use super::letter::{Added, Recipient, Valid, letter, preview};
use super::store;
use crate::{examples, practices};

/// All wordings.
#[utoipa::path(
    tag = "practice",
    operation_id = "list_email_texts",
    summary = "List the e-mails and their words",
    description = "Each e-mail in each language with the words in force and the placeholders it may use. Owners and the front desk.",
    responses(answers::Read, (status = 200, description = "The e-mails.", body = EmailTextPage, example = examples::email_texts)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/email-texts")]
pub async fn list_email_texts(platform: App, staff: Staff<OwnersAndFrontDesk>, _: NoQuery) -> Result<web::Json<EmailTextPage>, Problem> {
    let rows = store::all(platform.db.read(), staff.scope()).await?;
    let row = |kind: EmailKind, language: Language| rows.iter().find(|row| row.kind == kind.as_str() && row.language == language.tag());
    let both = |kind| [Language::En, Language::Es].map(|language| store::to_wire(kind, language, row(kind, language)));
    Ok(web::Json(EmailTextPage { items: EmailKind::ALL.into_iter().flat_map(both).collect(), next_cursor: None }))
}

/// Saves a wording.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_email_text",
    summary = "Save an e-mail's words",
    description = "Plain text with `{placeholders}`; one that does not exist is refused. PIN, link and validity are put in by the product whatever is written here. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = EmailTextInput, example = json!(examples::email_text_input())),
    responses(answers::Saved, (status = 200, description = "The words in force.", body = EmailText, headers(("ETag" = String, description = "The version.")), example = examples::email_text)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/email-texts")]
pub async fn update_email_text(
    platform: App,
    staff: Staff<Owners>,
    if_match: IfMatch,
    input: Checked<EmailTextInput>,
) -> Result<HttpResponse, Problem> {
    let EmailTextInput { kind, language, wording } = &input.0;
    put(&platform, &staff, Some(if_match), (*kind, *language), Some(wording)).await
}

/// Back to our own words.
#[utoipa::path(
    tag = "practice",
    operation_id = "reset_email_text",
    summary = "Put an e-mail back to our words",
    description = "The practice's own words for this e-mail in this language are dropped. Owners only.",
    params(answers::WriteHeaders),
    request_body(content = ResetEmailText, example = json!({"kind": "portal_invitation", "language": "en"})),
    responses(answers::Saved, (status = 200, description = "Our words, in force again.", body = EmailText, headers(("ETag" = String, description = "The version.")), example = examples::email_text)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/email-texts/reset")]
pub async fn reset_email_text(platform: App, staff: Staff<Owners>, input: Checked<ResetEmailText>) -> Result<HttpResponse, Problem> {
    put(&platform, &staff, None, (input.0.kind, input.0.language), None).await
}

async fn put(
    platform: &Platform,
    staff: &Staff<Owners>,
    if_match: Option<IfMatch>,
    (kind, language): (EmailKind, Language),
    wording: Option<&Wording>,
) -> Result<HttpResponse, Problem> {
    let scope = staff.scope();
    let tx = platform.db.write().await?;
    let seen = store::find(&*tx, scope, kind, language).await?.map_or(0, |row| row.version);
    if let Some(if_match) = if_match {
        if_match.allows(seen)?;
    }
    let done = store::put(&*tx, scope, kind, language, seen, wording).await?;
    let after = store::find(&*tx, scope, kind, language).await?;
    let version = after.as_ref().map_or(0, |row| row.version);
    if !done {
        return Err(Problem::stale(etag(version)));
    }
    let act = if wording.is_some() { "email_text.updated" } else { "email_text.reset" };
    audit::record(platform, &*tx, staff.practice, staff.actor(), Act::new(act)).await?;
    tx.commit().await?;
    Ok(tagged(version, &store::to_wire(kind, language, after.as_ref())))
}

/// An e-mail as it would arrive.
#[utoipa::path(
    tag = "practice",
    operation_id = "preview_email_text",
    summary = "Look at an e-mail before saving its words",
    description = "With a sample name, PIN and link. Nothing is saved or sent. Owners and the front desk.",
    params(answers::WriteHeaders),
    request_body(content = EmailTextInput, example = json!(examples::email_text_input())),
    responses(answers::Written, (status = 200, description = "The e-mail.", body = EmailPreview, example = examples::email_preview)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/email-texts/preview")]
pub async fn preview_email_text(
    platform: App,
    staff: Staff<OwnersAndFrontDesk>,
    input: Checked<EmailTextInput>,
) -> Result<web::Json<EmailPreview>, Problem> {
    let practice = practices::get(platform.db.read(), staff.scope()).await?.ok_or_else(Problem::not_found)?;
    let EmailTextInput { kind, language, wording } = input.0;
    let recipient = Recipient { to: "maya@example.com".into(), client: None, first_name: "Maya".into(), language };
    let added = sample(&practice, &platform.config, kind, language);
    Ok(web::Json(preview(letter(&practice, &platform.config, kind, &wording, recipient, added))))
}

/// What the product would add, made up.
fn sample(practice: &practices::Model, config: &Config, kind: EmailKind, language: Language) -> Added {
    let portal = |page: &str| format!("{}/{page}#token=…", practice.portal_url(config));
    match kind {
        EmailKind::PortalInvitation => {
            let digits = usize::from(practice.portal().pin_length).min(8);
            Added::PinAndLink { pin: "04275183"[..digits].into(), link: portal("welcome"), valid: Valid::Days(INVITATION_DAYS) }
        }
        EmailKind::PasswordRecovery => Added::Link { link: portal("recovery"), valid: Valid::Minutes(RECOVERY_MINUTES) },
        EmailKind::EmailChange => Added::Link { link: portal("email-change"), valid: Valid::Hours(EMAIL_CHANGE_HOURS) },
        EmailKind::StaffInvitation => Added::Link {
            link: format!("{}/admin/join?practice={}#token=…", config.public_url, practice.slug),
            valid: Valid::Days(STAFF_INVITATION_DAYS),
        },
        EmailKind::FirstVisitCode => Added::Code { code: "042751".into(), valid: Valid::Minutes(FIRST_VISIT_MINUTES) },
        EmailKind::NewSecureMessage => Added::MessageLink { link: portal("message"), valid: Valid::Minutes(LINK_MINUTES) },
        EmailKind::NewMessageForStaff => Added::Page { link: format!("{}/admin/messages", config.public_url) },
        EmailKind::DocumentsShared | EmailKind::DocumentsDue => Added::Page { link: link::documents(&config.public_url, &practice.slug()) },
        EmailKind::PinCodeCreated | EmailKind::PasswordChanged | EmailKind::EmailChanged | EmailKind::MessageLinkOpened => Added::Nothing,
        EmailKind::AppointmentRequested
        | EmailKind::AppointmentConfirmed
        | EmailKind::AppointmentDeclined
        | EmailKind::AppointmentProposed
        | EmailKind::AppointmentMoved
        | EmailKind::AppointmentCancelled
        | EmailKind::AppointmentReminder
        | EmailKind::RequestReceived
        | EmailKind::TimeGivenUp => {
            let (day, place) = match language {
                Language::En => ("Tuesday, March 3, 2026, 10:00 AM to 10:50 AM", "Main Street office"),
                Language::Es => ("martes, 3 de marzo de 2026, 10:00 a 10:50", "Oficina de la calle Mayor"),
            };
            Added::Facts {
                when: day.into(),
                place: place.into(),
                with: "Jordan Reed".into(),
                paragraphs: vec![format!("{day}\n{place}\n{}", practice.zone)],
                link: Some(format!("{}/appointments", practice.portal_url(config))),
                file: None,
            }
        }
    }
}
