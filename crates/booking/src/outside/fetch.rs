//! Reading a file from an address that somebody typed: over TLS, from public addresses, not too much and not for too long.

use std::time::Duration;

use platform::config::Config;
use platform::outward::{self, Patience, is_public, literal, may_ask};
use reqwest::header::{ACCEPT, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use reqwest::{StatusCode, Url};

/// The most octets of a file.
const MOST_OCTETS: usize = 5 * 1024 * 1024;
/// How long the other side has, and how often it may send us on.
const PATIENCE: Patience = Patience { connect: Duration::from_secs(10), whole: Duration::from_secs(30), hops: 3 };

/// What came back.
pub enum Fetched {
    /// The same as last time.
    Unchanged,
    /// A file.
    File {
        /// Its text.
        text: String,
        /// What names this version.
        seen: Seen,
    },
}

/// What the other side said of the version we have (RFC 9110, 8.8).
#[derive(Clone, Default)]
pub struct Seen {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub last_modified: Option<String>,
}

/// Reads `url`; on failure says why, in words for staff and without any part of the address.
pub async fn fetch(config: &Config, url: &str, seen: &Seen) -> Result<Fetched, &'static str> {
    let url = address(url, config.private_calendars).ok_or("This address cannot be read from.")?;
    let mut request = outward::client(PATIENCE, config.private_calendars)
        .ok_or("Reading is not possible here.")?
        .get(url)
        .header(ACCEPT, "text/calendar");
    for (name, value) in [(IF_NONE_MATCH, &seen.etag), (IF_MODIFIED_SINCE, &seen.last_modified)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    let mut response = request.send().await.map_err(|error| reason(&error))?;
    match response.status() {
        StatusCode::NOT_MODIFIED => return Ok(Fetched::Unchanged),
        StatusCode::OK => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err("The other side does not let us read it."),
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err("There is nothing at this address any more."),
        status if status.is_redirection() => return Err("The address leads somewhere that cannot be read from."),
        _ => return Err("The other side answers with an error."),
    }
    let seen = Seen { etag: header(response.headers(), &ETAG), last_modified: header(response.headers(), &LAST_MODIFIED) };
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| reason(&error))? {
        if body.len() + chunk.len() > MOST_OCTETS {
            return Err("The file is too large.");
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched::File { text: String::from_utf8_lossy(&body).into_owned(), seen })
}

fn reason(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "The other side takes too long."
    } else if error.is_redirect() {
        "The address leads somewhere that cannot be read from."
    } else {
        "The other side cannot be reached."
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().filter(|value| value.len() <= 500).map(ToOwned::to_owned)
}

/// The address as it is asked: `webcal` is `https`, and only where the operator allows private addresses, `http` there.
fn address(url: &str, private: bool) -> Option<Url> {
    let plain = url.strip_prefix("webcal://").map(|rest| format!("https://{rest}"));
    let mut parsed = Url::parse(plain.as_deref().unwrap_or(url)).ok()?;
    if private && plain.is_some() && literal(&parsed).is_some_and(|ip| !is_public(ip)) {
        parsed = Url::parse(&url.replacen("webcal://", "http://", 1)).ok()?;
    }
    may_ask(&parsed, private).then_some(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b17_an_address_is_read_over_tls_unless_the_operator_has_it_otherwise() {
        let asked = |url: &str, private| address(url, private).map(|url| url.to_string());
        assert_eq!(asked("webcal://calendar.example/a.ics?x=1", false).as_deref(), Some("https://calendar.example/a.ics?x=1"));
        assert_eq!(asked("webcal://10.0.0.7:5232/a.ics", true).as_deref(), Some("http://10.0.0.7:5232/a.ics"));
        assert_eq!(asked("https://10.0.0.7/a.ics", true).as_deref(), Some("https://10.0.0.7/a.ics"));
        assert_eq!(asked("webcal://calendar.example/a.ics", true).as_deref(), Some("https://calendar.example/a.ics"));
        for bad in [
            "http://calendar.example/a.ics",
            "file:///etc/passwd",
            "https://10.0.0.7/a.ics",
            "webcal://127.0.0.1/a.ics",
            "https://[::1]/a.ics",
            "https://2130706433/a.ics",
            "https://me@calendar.example/",
            "https://",
        ] {
            assert_eq!(asked(bad, false), None, "{bad}");
        }
    }
}
