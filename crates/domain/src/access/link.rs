//! Addresses of pages that e-mails lead to. What is secret stands in the fragment, which no server sees (A12).

use std::fmt::Write as _;

use super::session::App;
use crate::ids::ConversationId;
use crate::practice::slug::Slug;
use crate::text::{Email, Secret};

/// The practice's portal page, to bookmark.
#[must_use]
pub fn portal(public_url: &str, slug: &Slug) -> String {
    format!("{public_url}/p/{}", slug.0)
}

/// The Welcome page of an invitation.
#[must_use]
pub fn welcome(public_url: &str, slug: &Slug, token: &Secret, email: &Email) -> String {
    format!("{}/welcome#token={}&email={}", portal(public_url, slug), token.as_str(), encoded(email.as_str().trim()))
}

/// The page for a new password.
#[must_use]
pub fn recovery(public_url: &str, app: App, slug: &Slug, token: &Secret) -> String {
    match app {
        App::Portal => format!("{}/recovery#token={}", portal(public_url, slug), token.as_str()),
        App::Admin => format!("{public_url}/admin/recovery?practice={}#token={}", slug.0, token.as_str()),
    }
}

/// The page that confirms a new e-mail address.
#[must_use]
pub fn email_change(public_url: &str, slug: &Slug, token: &Secret) -> String {
    format!("{}/email-change#token={}", portal(public_url, slug), token.as_str())
}

/// The page that opens one conversation with the link of a notice; who comes too late lands on it after signing in (M9).
#[must_use]
pub fn message(public_url: &str, slug: &Slug, token: &Secret, conversation: ConversationId) -> String {
    format!("{}/message#token={}&conversation={conversation}", portal(public_url, slug), token.as_str())
}

/// The client's documents, for who is signed in (D2); who is not lands there after signing in.
#[must_use]
pub fn documents(public_url: &str, slug: &Slug) -> String {
    format!("{}/documents", portal(public_url, slug))
}

/// A conversation in the clinicians' application.
#[must_use]
pub fn conversation(public_url: &str, conversation: ConversationId) -> String {
    format!("{public_url}/admin/messages/{conversation}")
}

/// The page where an invited staff member chooses a password.
#[must_use]
pub fn join(public_url: &str, slug: &Slug, token: &Secret, email: &Email) -> String {
    format!("{public_url}/admin/join?practice={}#token={}&email={}", slug.0, token.as_str(), encoded(email.as_str().trim()))
}

/// The page that makes the first practice.
#[must_use]
pub fn set_up(public_url: &str, token: &Secret) -> String {
    format!("{public_url}/admin/setup#token={}", token.as_str())
}

/// Everything but letters, digits and `-._~` as percent-encoded octets (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a12_token_and_address_stand_in_the_fragment() {
        let (url, slug) = ("https://portal.example.com", Slug("willow-reed".into()));
        assert_eq!(
            welcome(url, &slug, &"t0k-en_".into(), &" maya+x@example.com".into()),
            "https://portal.example.com/p/willow-reed/welcome#token=t0k-en_&email=maya%2Bx%40example.com"
        );
        assert_eq!(recovery(url, App::Portal, &slug, &"t".into()), "https://portal.example.com/p/willow-reed/recovery#token=t");
        assert_eq!(recovery(url, App::Admin, &slug, &"t".into()), "https://portal.example.com/admin/recovery?practice=willow-reed#token=t");
        let conversation: ConversationId = "0198c0de-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(
            message(url, &slug, &"t".into(), conversation),
            "https://portal.example.com/p/willow-reed/message#token=t&conversation=0198c0de-0000-7000-8000-000000000001"
        );
        assert!(join(url, &slug, &"t".into(), &"josé@example.com".into()).ends_with("#token=t&email=jos%C3%A9%40example.com"));
    }
}
