//! Asking servers that somebody else named: over TLS, at public addresses, and not for too long. Whoever types an address
//! here must not be able to make the program ask its own network.

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls::{ClientConfig, RootCertStore};

/// Whether a stranger's address may be asked at all: over TLS, without anybody's name in it and, unless the operator has it
/// otherwise, not inside our own network.
#[must_use]
pub fn may_ask(url: &Url, private: bool) -> bool {
    let ip = literal(url);
    let inside = ip.is_some_and(|ip| !is_public(ip));
    let secure = url.scheme() == "https" || (url.scheme() == "http" && inside && private);
    secure && url.host_str().is_some_and(|host| !host.is_empty()) && url.username().is_empty() && (private || !inside)
}

/// The host, where it is written as an address.
#[must_use]
pub fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

/// How long the other side has, and how often it may send us on.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How long a connection may take.
    pub connect: Duration,
    /// How long it all may take.
    pub whole: Duration,
    /// How often the other side may send us on.
    pub hops: usize,
}

/// A client that asks only where [`may_ask`] lets it, whatever a name means and wherever it is sent on; none where TLS
/// cannot be set up. With `private`, names may lead inside, too.
#[must_use]
pub fn client(patience: Patience, private: bool) -> Option<Client> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let hops = Policy::custom(move |attempt| {
        if attempt.previous().len() > patience.hops || !may_ask(attempt.url(), private) { attempt.stop() } else { attempt.follow() }
    });
    let builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(patience.connect)
        .timeout(patience.whole)
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
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
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

    #[tokio::test]
    async fn b17_a_name_that_leads_inside_leads_nowhere() {
        let name = "localhost".parse::<Name>().expect("a name");
        assert!(PublicOnly.resolve(name).await.is_err());
    }
}
