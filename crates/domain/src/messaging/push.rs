//! Notices of the browser: opted in to, and without content (RFC 8030, 8291, 8292).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::text::Secret;

/// The key by which a browser's push service knows this server (VAPID).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushKey {
    /// A point on P-256, uncompressed, as base64url without padding.
    pub public_key: String,
}

/// Whether the browser that asks is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushState {
    /// It is.
    pub on: bool,
}

/// A browser that wants to be woken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PushSubscription {
    /// Where its push service takes messages for it.
    pub endpoint: Secret,
    /// Its public key: 65 bytes as base64url.
    pub p256dh: Secret,
    /// What only it and this server share: 16 bytes as base64url.
    pub auth: Secret,
}

impl Check for PushSubscription {
    fn check(&self, c: &mut Checker) {
        check_endpoint(c, &self.endpoint);
        c.ensure(is_base64url(self.p256dh.as_str(), 87), "p256dh", "key", "This is no key of a browser.");
        c.ensure(is_base64url(self.auth.as_str(), 22), "auth", "key", "This is no key of a browser.");
    }
}

/// Do not wake this browser any longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndPush {
    /// The endpoint it subscribed with.
    pub endpoint: Secret,
}

impl Check for EndPush {
    fn check(&self, c: &mut Checker) {
        check_endpoint(c, &self.endpoint);
    }
}

/// An address of a push service: `https`, a name with a dot, the usual port, nothing that leads elsewhere. Where the name
/// leads, only whoever connects can see.
fn check_endpoint(c: &mut Checker, endpoint: &Secret) {
    let text = endpoint.as_str();
    let plain = text.len() <= 1_000 && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\\"<>`{|}^#".contains(&byte));
    let host = text.strip_prefix("https://").and_then(|rest| rest.split_once('/')).map(|(host, _)| host);
    let named = host.is_some_and(|host| {
        let labels =
            host.split('.').all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        let last = host.rsplit_once('.').map(|(_, last)| last);
        // An address in numbers has no letter in its last part.
        labels && last.is_some_and(|last| last.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()))
    });
    c.ensure(plain && named, "endpoint", "address", "This is no address of a push service.");
}

/// So many characters of base64url, with or without padding behind them.
fn is_base64url(text: &str, length: usize) -> bool {
    let bare = text.trim_end_matches('=');
    bare.len() == length && text.len() <= length + 2 && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subscription(endpoint: &str, p256dh: usize, auth: usize) -> PushSubscription {
        PushSubscription { endpoint: endpoint.into(), p256dh: "A".repeat(p256dh).into(), auth: "_".repeat(auth).into() }
    }

    #[test]
    fn what_a_browser_gives_passes() {
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/dBx-1_y:APA91bH",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA==",
            "https://web.push.apple.com/QGq?x=1",
        ] {
            assert_eq!(subscription(endpoint, 87, 22).errors(), [], "{endpoint}");
        }
    }

    #[test]
    fn an_endpoint_does_not_lead_into_our_own_network() {
        for endpoint in [
            "",
            "http://push.example.com/x",
            "https://localhost/x",
            "https://10.0.0.1/x",
            "https://2130706433/x",
            "https://127.0.0.0x1/x",
            "https://[::1]/x",
            "https://push.example.com:22/x",
            "https://push.example.com@10.0.0.1/x",
            "https://push.example.com\\@10.0.0.1/x",
            "https://push..example.com/x",
            "https://push.example.com",
            "https://push.example.com/ x",
        ] {
            let errors = subscription(endpoint, 87, 22).errors();
            assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/endpoint"], "{endpoint}");
        }
    }

    #[test]
    fn keys_have_their_length() {
        let pointers = |p256dh, auth| subscription("https://a.example/x", p256dh, auth).errors().len();
        assert_eq!((pointers(87, 22), pointers(86, 22), pointers(87, 23), pointers(88, 21)), (0, 1, 1, 2));
    }
}
