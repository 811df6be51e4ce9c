//! From where a request comes: the peer of the connection, unless that is a proxy we know; then the right-most address
//! of `X-Forwarded-For` that is not one. Headers of strangers count for nothing.

use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::Platform;

/// The address of whoever sent the request.
#[must_use]
pub fn address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let trusted = &request.app_data::<actix_web::web::Data<Platform>>()?.config.trusted_proxies;
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    Some(behind(peer, trusted, &forwarded.collect::<Vec<_>>().join(",")))
}

fn behind(peer: IpAddr, trusted: &[IpAddr], forwarded: &str) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let mut nearest = peer;
    for text in forwarded.rsplit(',') {
        // What cannot be read was not written by a proxy of ours; nor is what stands left of it.
        let Ok(address) = text.trim().parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
        if !trusted.contains(&nearest) {
            break;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn only_a_known_proxy_is_believed_and_only_its_own_word() {
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        for (peer, header, seen) in [
            ("203.0.113.9", "1.1.1.1", "203.0.113.9"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "evil, 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            assert_eq!(behind(ip(peer), &proxies, header), ip(seen), "{peer} {header}");
        }
    }
}
