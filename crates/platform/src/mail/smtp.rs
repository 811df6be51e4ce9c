//! E-mail through an SMTP server.

use std::error::Error as _;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use domain::MailId;
use domain::text::Email;
use domain::time::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use reqwest::Url;

use super::{CalendarFile, Delivering, Mail, Outcome, Transport, render};
use crate::config::StartError;

/// How long the server may take for each step.
const STEP: Duration = Duration::from_secs(20);
/// The most characters of the server's words that are kept.
const LONGEST_REASON: usize = 200;

/// An SMTP server.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// The server at `url` (`smtp://…` with STARTTLS, `smtps://…`, or `?tls=none` on this machine), sending as
    /// `mail_from`.
    ///
    /// # Errors
    /// When one of the two cannot be used, without repeating the password.
    pub fn new(url: &str, mail_from: &str) -> Result<Self, StartError> {
        let from: Mailbox =
            mail_from.parse().map_err(|_| StartError::new("mail_from", "must look like Practice <no-reply@example.com>"))?;
        let url = connection(url).map_err(|why| StartError::new("smtp_url", why))?;
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .map_err(|_| StartError::new("smtp_url", "must look like smtp://user:password@mail.example.com:587"))?
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(STEP))
            .pool_config(PoolConfig::new().max_size(8).idle_timeout(Duration::from_secs(60)))
            .build();
        Ok(Self { server, from })
    }

    async fn send(&self, id: MailId, mail: &Mail, at: Timestamp) -> Outcome {
        let Some(message) = message(id, mail, &self.from, at) else {
            return Outcome::Never("The address cannot be written to.".into());
        };
        match self.server.send(message).await {
            Ok(_) => Outcome::Accepted,
            Err(error) => {
                let words = error.source().map_or_else(|| error.to_string(), ToString::to_string);
                let Some(code) = error.status().map(u16::from) else {
                    // SMTPUTF8 (RFC 6531) is missing there and will be.
                    let unwritable = error.is_client() && !mail.to.as_str().is_ascii();
                    let words = format!("The mail server cannot be reached: {}", reason(&words, &mail.to));
                    return if unwritable {
                        Outcome::Never("The mail server does not know such addresses.".into())
                    } else {
                        Outcome::Later(words)
                    };
                };
                let words = reason(&format!("{code} {words}"), &mail.to);
                if is_final(code) { Outcome::Never(words) } else { Outcome::Later(words) }
            }
        }
    }
}

impl Transport for Smtp {
    fn deliver<'a>(&'a self, id: MailId, mail: &'a Mail, at: Timestamp) -> Delivering<'a> {
        Box::pin(self.send(id, mail, at))
    }

    fn keeps(&self) -> bool {
        false
    }
}

/// The URL as lettre reads it: there, `smtp://` alone would mean no TLS at all.
fn connection(url: &str) -> Result<Url, &'static str> {
    let mut url = Url::parse(url).map_err(|_| "must look like smtp://user:password@mail.example.com:587")?;
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    if url.query_pairs().any(|(name, _)| name != "tls") || url.host_str().is_none_or(str::is_empty) {
        return Err("must look like smtp://user:password@mail.example.com:587, with no parameter but tls");
    }
    url.set_path("");
    match (url.scheme(), tls.as_deref()) {
        ("smtps", None) => {}
        ("smtp", None | Some("required")) => url.set_query(Some("tls=required")),
        ("smtp", Some("none")) if is_own(url.host_str().unwrap_or_default()) => url.set_query(None),
        ("smtp", Some("none")) => return Err("may have tls=none only for a server on this machine (127.0.0.1, ::1, localhost)"),
        ("smtp" | "smtps", Some(_)) => return Err("may have tls=required or tls=none only"),
        _ => return Err("must begin with smtp:// or smtps://"),
    }
    Ok(url)
}

fn is_own(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a reply will not change by itself (RFC 5321, 4.2.1). Replies about our own sign-in (RFC 4954, 6) change when
/// the operator mends the configuration, so the mail waits for that.
fn is_final(code: u16) -> bool {
    (500..600).contains(&code) && !matches!(code, 530 | 534 | 535 | 538)
}

/// What the server said, in one short line without anybody's address.
fn reason(words: &str, to: &Email) -> String {
    let key = to.key();
    let local = key.split('@').next().filter(|local| local.len() >= 3).unwrap_or(&key);
    let kept: Vec<String> = render::calm(words)
        .split(' ')
        .map(|word| {
            let names_somebody = word.contains('@') || word.to_lowercase().contains(local) || word.to_lowercase().contains("%40");
            if names_somebody { "…".to_owned() } else { word.to_owned() }
        })
        .collect();
    kept.join(" ").chars().take(LONGEST_REASON).collect()
}

/// The message; none when an address in it cannot be used.
fn message(id: MailId, mail: &Mail, from: &Mailbox, at: Timestamp) -> Option<Message> {
    let address = |email: &Email| email.as_str().trim().parse::<Address>().ok();
    let name = Some(render::one_line(&mail.from_name)).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(Mailbox::new(name.or_else(|| from.name.clone()), from.email.clone()))
        .to(Mailbox::new(None, address(&mail.to)?))
        .subject(render::one_line(&mail.subject))
        .date(SystemTime::from(at))
        .message_id(Some(format!("<{id}@{}>", from.email.domain())));
    // A practice's address for answers that cannot be used is no reason not to write.
    if let Some(reply_to) = mail.reply_to.as_ref().and_then(address) {
        builder = builder.reply_to(Mailbox::new(None, reply_to));
    }
    // RFC 3834, 5: no out-of-office note answers this.
    for (name, value) in
        [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"), ("Content-Language", mail.language.tag())]
    {
        builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    }
    builder.multipart(body(mail)?).ok()
}

/// Words as text and page; a calendar file stands beside them as a third form, which calendars read, and below them as a
/// file, which people open (RFC 6047, 2.4; what mail programs expect in practice).
fn body(mail: &Mail) -> Option<MultiPart> {
    let words = MultiPart::alternative_plain_html(render::text(mail), render::html(mail));
    let Some(file) = &mail.calendar else { return Some(words) };
    let kind = |rest: &str| ContentType::parse(&format!("text/calendar; charset=utf-8; method={}{rest}", file.method.as_str())).ok();
    let inline = SinglePart::builder().header(kind("")?).body(file.text.clone());
    let saved = Attachment::new(CalendarFile::NAME.to_owned()).body(file.text.clone(), kind("; name=appointment.ics")?);
    Some(MultiPart::mixed().multipart(words.singlepart(inline)).singlepart(saved))
}

#[cfg(test)]
mod tests {
    use domain::practice::profile::Language;

    use super::*;

    fn mail() -> Mail {
        Mail {
            to: "maya@example.com".into(),
            from_name: "Willow Counseling".into(),
            reply_to: Some("desk@willow.example".into()),
            language: Language::En,
            subject: "Welcome".into(),
            text: "Hello".into(),
            pin: None,
            button: None,
            footer: Vec::new(),
            calendar: None,
        }
    }

    fn headers(mail: &Mail) -> String {
        let from = "Anteroom <no-reply@portal.example>".parse().expect("a mailbox");
        let id = MailId("018f0000-0000-7000-8000-000000000001".parse().expect("an id"));
        let message = message(id, mail, &from, Timestamp::UNIX_EPOCH).expect("a message");
        let all = String::from_utf8(message.formatted()).expect("text");
        all.split("\r\n\r\n").next().expect("headers").to_owned()
    }

    #[test]
    fn o5_a_mail_is_the_same_mail_at_each_try_and_says_that_a_program_wrote_it() {
        let headers = headers(&mail());
        for line in [
            "Message-ID: <018f0000-0000-7000-8000-000000000001@portal.example>",
            "From: \"Willow Counseling\" <no-reply@portal.example>",
            "To: maya@example.com",
            "Reply-To: desk@willow.example",
            "Subject: Welcome",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(headers.lines().any(|header| header == line), "{line} in\n{headers}");
        }
    }

    #[test]
    fn b10_a_calendar_file_goes_along_as_a_form_of_the_words_and_as_a_file() {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n";
        let file = CalendarFile { method: crate::mail::CalendarMethod::Cancel, text: text.into() };
        let from = "Anteroom <no-reply@portal.example>".parse().expect("a mailbox");
        let id = MailId("018f0000-0000-7000-8000-000000000001".parse().expect("an id"));
        let message = message(id, &Mail { calendar: Some(file), ..mail() }, &from, Timestamp::UNIX_EPOCH).expect("a message");
        let all = String::from_utf8(message.formatted()).expect("text");
        let (head, body) = all.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains("Content-Type: multipart/mixed") && body.contains("multipart/alternative"), "{all}");
        assert_eq!(body.matches("Content-Type: text/calendar; charset=utf-8; method=CANCEL").count(), 2, "{all}");
        assert_eq!(body.matches("Content-Disposition: attachment; filename=\"appointment.ics\"").count(), 1, "{all}");
        assert_eq!(body.matches("METHOD:CANCEL\r\n").count(), 2, "{all}");
    }

    #[test]
    fn a_hostile_subject_or_name_adds_no_header_and_no_recipient() {
        let evil = "Hi\r\nBcc: thief@evil.example\r\n\r\n<script>\n.\nMAIL FROM:<x>";
        let mut hostile = mail();
        hostile.subject = evil.into();
        hostile.from_name = format!("{evil}\" <boss@evil.example>, \"");
        let headers = headers(&hostile);
        let names: Vec<&str> =
            headers.lines().filter(|line| !line.starts_with([' ', '\t'])).filter_map(|line| line.split(':').next()).collect();
        let known = [
            "Message-ID",
            "From",
            "To",
            "Reply-To",
            "Subject",
            "Date",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Content-Language",
            "MIME-Version",
            "Content-Type",
        ];
        assert!(names.iter().all(|name| known.contains(name)) && names.len() == known.len(), "{headers}");
        let reread: Mailbox = headers.lines().find_map(|line| line.strip_prefix("To: ")).expect("To").parse().expect("one address");
        assert_eq!(reread.email.to_string(), "maya@example.com");
    }

    #[test]
    fn an_address_that_holds_more_than_an_address_is_not_written_to() {
        let from: Mailbox = "no-reply@portal.example".parse().expect("a mailbox");
        for bad in ["", "maya", "maya@example.com\r\nBcc: x@evil.example", "a@example.com, b@example.com", "Maya <maya@example.com>"] {
            let hostile = Mail { to: bad.into(), ..mail() };
            assert!(message(MailId(uuid::Uuid::nil()), &hostile, &from, Timestamp::UNIX_EPOCH).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn o5_without_tls_only_on_this_machine() {
        let form = |url: &str| connection(url).map(|url| url.to_string());
        assert_eq!(form("smtp://u:p@mail.example.com:587").as_deref(), Ok("smtp://u:p@mail.example.com:587?tls=required"));
        assert_eq!(form("smtps://u:p@mail.example.com").as_deref(), Ok("smtps://u:p@mail.example.com"));
        assert_eq!(form("smtp://localhost:2525?tls=none").as_deref(), Ok("smtp://localhost:2525"));
        assert!(form("smtp://[::1]:25?tls=none").is_ok() && form("smtp://127.0.0.1:25?tls=none").is_ok());
        for bad in [
            "smtp://mail.example.com:25?tls=none",
            "smtp://mail.example.com?tls=maybe",
            "smtp://mail.example.com?auth=no",
            "http://mail.example.com",
            "mail.example.com:25",
            "smtps://h.example?tls=none",
        ] {
            assert!(form(bad).is_err(), "{bad}");
        }
        let refused =
            Smtp::new("smtp://me:hunter2@mail.example.com?tls=none", "no-reply@portal.example").err().expect("refused").to_string();
        assert!(refused.contains("smtp_url") && !refused.contains("hunter2"), "{refused}");
        assert!(Smtp::new("smtp://me:p%40ss@mail.example.com", "nobody").err().expect("refused").to_string().contains("mail_from"));
    }

    #[test]
    fn the_servers_words_are_kept_short_and_without_addresses() {
        let to = Email::from("Maya.Lopez@example.com");
        assert_eq!(
            reason("550 5.1.1 <maya.lopez@example.com>: user MAYA.LOPEZ unknown\r\nsee desk@isp.example", &to),
            "550 5.1.1 … user … unknown see …"
        );
        assert_eq!(reason(&"x ".repeat(300), &to).chars().count(), 200);
    }

    #[test]
    fn a_wrong_password_of_ours_is_no_fault_of_the_letter() {
        assert!([550, 552, 553, 554].into_iter().all(is_final));
        assert!(![421, 450, 451, 530, 535].into_iter().any(is_final));
    }
}
