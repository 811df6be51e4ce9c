//! Reading a file from an address that somebody typed: over TLS, from public addresses, not too much and not for too long.

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use platform::config::Config;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use rustls::{ClientConfig, RootCertStore};

/// The most octets of a file.
const MOST_OCTETS: usize = 5 * 1024 * 1024;
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long it all may take.
const WHOLE: Duration = Duration::from_secs(30);
/// How often the other side may send us on.
const MOST_HOPS: usize = 3;

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
    let mut request = client(config.private_calendars).ok_or("Reading is not possible here.")?.get(url).header(ACCEPT, "text/calendar");
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

fn may_ask(url: &Url, private: bool) -> bool {
    let ip = literal(url);
    let inside = ip.is_some_and(|ip| !is_public(ip));
    let secure = url.scheme() == "https" || (url.scheme() == "http" && inside && private);
    secure && url.host_str().is_some_and(|host| !host.is_empty()) && url.username().is_empty() && (private || !inside)
}

/// The host, where it is written as an address.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

fn client(private: bool) -> Option<Client> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let hops = Policy::custom(move |attempt| {
        if attempt.previous().len() > MOST_HOPS || !may_ask(attempt.url(), private) { attempt.stop() } else { attempt.follow() }
    });
    let builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .redirect(hops)
        // A proxy would look names up itself, past our own looking.
        .no_proxy()
        .referer(false)
        .user_agent(concat!("Anteroom/", env!("CARGO_PKG_VERSION")));
    if private { builder } else { builder.dns_resolver(PublicOnly) }.build().ok()
}

/// Names that lead to public addresses; what leads elsewhere is not there. Asked for the connection itself, so that a name
/// cannot mean one address when it is looked at and another when it is used.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(Box::<dyn Error + Send + Sync>::from("no public address"));
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the Internet's own (IANA's special-purpose registries).
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!((a, b, c), (0, ..) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18..=19, _) | (240..=255, ..));
    !(special || ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_documentation() || ip.is_multicast())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    match ip.segments() {
        // IPv4 in other clothes: NAT64 and 6to4.
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_public_v4(Ipv4Addr::from_bits(u32::try_from(ip.to_bits() & 0xffff_ffff).unwrap_or_default())),
        [0x2002, high, low, ..] => is_public_v4(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low))),
        // Protocol assignments, Teredo among them; documentation.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b17_only_public_addresses_are_asked() {
        let public = |text: &str| is_public(text.parse().expect("an address"));
        for good in ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"] {
            assert!(public(good), "{good}");
        }
        for bad in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.2.7",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!public(bad), "{bad}");
        }
    }

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

    #[tokio::test]
    async fn b17_a_name_that_leads_inside_leads_nowhere() {
        let name = "localhost".parse::<Name>().expect("a name");
        assert!(PublicOnly.resolve(name).await.is_err());
    }
}
