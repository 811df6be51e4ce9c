//! Handing e-mail over: to an SMTP server, or to the built-in mailbox of a demonstration.

pub mod render;
mod smtp;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use domain::MailId;
use domain::practice::profile::Language;
use domain::text::{Email, Secret};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Platform;
use crate::config::StartError;

/// An e-mail's recipient and words.
#[derive(Serialize, Deserialize)]
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// Shown as the sender.
    pub from_name: String,
    /// Where answers go.
    pub reply_to: Option<Email>,
    /// The language of the words.
    pub language: Language,
    /// The subject.
    pub subject: String,
    /// Paragraphs, parted by a blank line.
    pub text: String,
    /// A PIN or code with what to call it.
    pub pin: Option<(String, Secret)>,
    /// A link with the words on its button.
    pub button: Option<(String, String)>,
    /// Small lines at the end.
    pub footer: Vec<String>,
    /// A calendar file to go along.
    #[serde(default)]
    pub calendar: Option<CalendarFile>,
}

/// A calendar file (RFC 5545) that goes along with an e-mail.
#[derive(Clone, Serialize, Deserialize)]
pub struct CalendarFile {
    /// What it asks of the reader's calendar.
    pub method: CalendarMethod,
    /// The file.
    pub text: String,
}

/// What a calendar file asks for (RFC 5546, 1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarMethod {
    /// Put this in, or change it.
    Request,
    /// Take this out.
    Cancel,
}

impl CalendarMethod {
    /// The name it has in the file and in the header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

impl CalendarFile {
    /// What the file is called where it is saved.
    pub const NAME: &str = "appointment.ics";
}

/// What became of a mail that was handed over.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Accepted,
    /// It did not get through now; why, in words without addresses.
    Later(String),
    /// It will never get through; why, in words without addresses.
    Never(String),
}

/// A handing over at work.
pub type Delivering<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// A way for e-mail to leave.
pub trait Transport: Send + Sync {
    /// Hands `mail` over under a Message-ID made from `id`, the same at each try, dated `at`.
    fn deliver<'a>(&'a self, id: MailId, mail: &'a Mail, at: Timestamp) -> Delivering<'a>;

    /// Whether the words must stay readable afterwards, since this is where people read them.
    fn keeps(&self) -> bool;
}

/// The built-in mailbox: whatever is handed over stays in the outbox, readable at `/dev/mailbox`.
pub struct Mailbox;

impl Transport for Mailbox {
    /// Addresses under `.invalid` (RFC 2606: never anybody's) come back, so that a failure can be seen, too.
    fn deliver<'a>(&'a self, _: MailId, mail: &'a Mail, _: Timestamp) -> Delivering<'a> {
        let nobody = mail.to.key().ends_with(".invalid");
        Box::pin(std::future::ready(if nobody { Outcome::Never("550 5.1.1 there is no such mailbox".into()) } else { Outcome::Accepted }))
    }

    fn keeps(&self) -> bool {
        true
    }
}

pub use smtp::Smtp;

/// The transport the configuration asks for.
///
/// # Errors
/// When `smtp_url` or `mail_from` cannot be used. Nothing is connected yet: a mail server that is away does not stop the
/// start.
pub fn transport(platform: &Platform) -> Result<Arc<dyn Transport>, StartError> {
    let config = &platform.config;
    match &config.smtp_url {
        Some(url) if !config.mailbox => Ok(Arc::new(Smtp::new(url, &config.mail_from)?)),
        _ => Ok(Arc::new(Mailbox)),
    }
}
