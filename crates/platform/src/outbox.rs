//! E-mail on its way out: queued in the transaction that causes it, sent by a worker afterwards.
//!
//! What was rolled back is never sent, and what was committed is sent even after `kill -9`. Recipient, words, PINs and
//! links are sealed; they are emptied once a mail server took the mail. A mail is handed over by one process at a time.
//! If the process dies between the server's yes and our note of it, the mail goes out again under the same Message-ID,
//! by which mail programs know it as the one they have.

pub mod store;
mod worker;

use domain::access::portal_access::Delivery;
use domain::practice::profile::Language;
use domain::text::{Email, Secret};
use domain::time::Timestamp;
use domain::{ClientId, MailId, PracticeId};
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;

use crate::Platform;
use crate::db::{Scope, Tx};
use crate::mail::{self, CalendarFile, Mail};
use crate::problem::Problem;

pub use worker::run;

/// An e-mail to be sent.
pub struct Letter {
    /// The practice it speaks for; none for a word of the installation's own.
    pub practice: Option<PracticeId>,
    /// The client it is about, where there is one.
    pub client: Option<ClientId>,
    /// Which e-mail: `portal_invitation`, ….
    pub kind: &'static str,
    /// To whom.
    pub to: Email,
    /// The practice's name, shown as the sender.
    pub from_name: String,
    /// Where answers go.
    pub reply_to: Option<Email>,
    /// The language of its words.
    pub language: Language,
    /// The subject, one line.
    pub subject: String,
    /// The words: paragraphs are parted by a blank line.
    pub text: String,
    /// A PIN or code with what to call it.
    pub pin: Option<(String, Secret)>,
    /// A link with the words on its button.
    pub button: Option<(String, String)>,
    /// Small lines at the end.
    pub footer: Vec<String>,
    /// A calendar file to go along.
    pub calendar: Option<CalendarFile>,
}

/// An e-mail that could not be delivered.
pub struct Undelivered {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: Email,
    /// The client it is about.
    pub client_id: Option<ClientId>,
    /// Which e-mail.
    pub kind: String,
    /// Why, in the mail server's words, shortened.
    pub reason: String,
    /// When it was given up.
    pub failed_at: Timestamp,
}

/// An e-mail as the built-in mailbox shows it.
#[derive(Serialize)]
pub struct MailboxItem {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: Email,
    /// The subject.
    pub subject: String,
    /// The plain text, PIN and link in place.
    pub text: String,
    /// The same as a page.
    #[serde(skip)]
    pub html: String,
    /// The PIN or code in it.
    pub pin: Option<Secret>,
    /// The address behind its button.
    pub link: Option<String>,
    /// The calendar file that goes along.
    pub calendar: Option<String>,
    /// When it was queued.
    pub at: Timestamp,
    /// Which e-mail.
    pub kind: String,
}

/// Queues `letter` in the transaction `tx`; its commit wakes the worker.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(platform: &Platform, tx: &Tx, letter: Letter) -> Result<MailId, Problem> {
    let now = platform.clock.now();
    let id = MailId(platform.secrets.id(now));
    let (practice, client, kind) = (letter.practice, letter.client, letter.kind);
    let plain = serde_json::to_vec(&Mail::from(letter)).map_err(Problem::internal)?;
    store::insert(&**tx, id, practice, client, kind, platform.secrets.seal(&seal_name(id), &plain), now).await?;
    tx.mail_is_queued();
    Ok(id)
}

/// What became of the mail `id` of the practice; none when there is no such mail (or no longer, after 90 days).
///
/// # Errors
/// When the database does not answer.
pub async fn delivery(db: &impl ConnectionTrait, scope: Scope, id: MailId) -> Result<Option<Delivery>, DbErr> {
    let row = store::find(db, scope, id).await?;
    Ok(row.map(|row| Delivery { state: store::state(&row.state), at: row.settled_at.into(), reason: row.reason }))
}

/// Takes the mail back if it is still queued; whether it was.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(tx: &impl ConnectionTrait, scope: Scope, id: MailId, now: Timestamp) -> Result<bool, DbErr> {
    store::withdraw(tx, scope, id, now).await
}

/// Mail of the practice that was given up, the newest first.
///
/// # Errors
/// When the database does not answer, or a mail was sealed with a key that is no longer there.
pub async fn undelivered(platform: &Platform, db: &impl ConnectionTrait, scope: Scope, limit: u64) -> Result<Vec<Undelivered>, Problem> {
    let rows = store::failed(db, scope, limit).await?;
    rows.into_iter()
        .map(|row| {
            let id = MailId(row.id);
            let to = open(platform, id, &row.sealed)?.to;
            let reason = row.reason.unwrap_or_default();
            Ok(Undelivered { id, to, client_id: row.client_id.map(ClientId), kind: row.kind, reason, failed_at: row.settled_at.into() })
        })
        .collect()
}

/// Queues a mail that was given up once more; whether there was such a mail.
///
/// # Errors
/// When the database does not answer.
pub async fn retry(tx: &Tx, scope: Scope, id: MailId, now: Timestamp) -> Result<bool, DbErr> {
    tx.mail_is_queued();
    store::requeue(&**tx, scope, id, now).await
}

/// How many of the newest mails the mailbox looks through for one recipient.
const MAILBOX_DEPTH: u64 = 1_000;

/// For the built-in mailbox: mail of all practices, queued or sent, the newest first; to one address, or to anybody.
///
/// # Errors
/// When the database does not answer, or a mail was sealed with a key that is no longer there.
pub async fn recent(platform: &Platform, to: Option<&str>, limit: usize) -> Result<Vec<MailboxItem>, Problem> {
    let wanted = to.map(|to| Email::from(to).key());
    let mut items = Vec::new();
    for row in store::newest(platform.db.read(), MAILBOX_DEPTH).await? {
        if items.len() >= limit {
            break;
        }
        let id = MailId(row.id);
        let mail = open(platform, id, &row.sealed)?;
        if wanted.as_ref().is_none_or(|wanted| *wanted == mail.to.key()) {
            let (text, html) = (mail::render::text(&mail), mail::render::html(&mail));
            let (pin, link) = (mail.pin.map(|(_, pin)| pin), mail.button.map(|(_, link)| link));
            items.push(MailboxItem {
                id,
                to: mail.to,
                subject: mail.subject,
                text,
                html,
                pin,
                link,
                calendar: mail.calendar.map(|file| file.text),
                at: row.created_at.into(),
                kind: row.kind,
            });
        }
    }
    Ok(items)
}

/// For the built-in mailbox: the calendar file of one mail.
///
/// # Errors
/// 404 when there is no such mail, or nothing goes along with it.
pub async fn calendar_file(platform: &Platform, id: MailId) -> Result<String, Problem> {
    let row = store::readable(platform.db.read(), id).await?.ok_or_else(Problem::not_found)?;
    let mail = open(platform, id, &row.sealed)?;
    mail.calendar.map(|file| file.text).ok_or_else(Problem::not_found)
}

fn seal_name(id: MailId) -> String {
    format!("outbox:{id}")
}

fn open(platform: &Platform, id: MailId, sealed: &[u8]) -> Result<Mail, Problem> {
    let plain = platform.secrets.unseal(&seal_name(id), sealed)?;
    serde_json::from_slice(&plain).map_err(Problem::internal)
}

impl From<Letter> for Mail {
    fn from(letter: Letter) -> Self {
        Self {
            to: letter.to,
            from_name: letter.from_name,
            reply_to: letter.reply_to,
            language: letter.language,
            subject: letter.subject,
            text: letter.text,
            pin: letter.pin,
            button: letter.button,
            footer: letter.footer,
            calendar: letter.calendar,
        }
    }
}
