//! Links of e-mails carry their token in the fragment, which no server sees (A12). It is read once, taken out of the
//! address bar, and kept for this tab only, so that a reload does not lose it.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

thread_local! {
    /// For browsers that keep nothing for a tab.
    static HELD: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// What a link carried.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// 256 random bits, as text.
    pub token: String,
    /// The address the e-mail went to; empty when the link does not say.
    pub email: String,
    /// The conversation that the e-mail is about, where it is about one (M9).
    pub conversation: String,
}

/// What is kept for a page: what its link carried, and whether its button was pressed.
const NAMES: [&str; 4] = ["token", "email", "conversation", PRESSED];
/// Kept once the link of a page has done its work and the page stands on what it opened.
const PRESSED: &str = "pressed";

/// Takes the link out of the address bar, now and whenever another one is opened in this tab. Called first in `main`.
pub fn capture() {
    take();
    let opened = window_event_listener(ev::hashchange, |_| {
        if take() {
            let _ = window().location().reload();
        }
    });
    // For as long as the page lives.
    std::mem::forget(opened);
}

/// What was kept for the page at `path`.
pub fn held(path: &str) -> Option<Link> {
    let token = kept(path, "token").filter(|token| !token.is_empty())?;
    let other = |name| kept(path, name).unwrap_or_default();
    Some(Link { token, email: other("email"), conversation: other("conversation") })
}

/// Whether the button of the page at `path` was pressed in this tab, so that a reload need not ask for it again.
pub fn was_pressed(path: &str) -> bool {
    kept(path, PRESSED).is_some()
}

/// Remembers for this tab that it was.
pub fn press(path: &str) {
    keep(path, PRESSED, "1".to_owned());
}

fn kept(path: &str, name: &str) -> Option<String> {
    let key = format!("link{path}#{name}");
    storage()
        .and_then(|s| s.get_item(&key).ok()?)
        .or_else(|| HELD.with_borrow(|held| held.iter().find(|(of, _)| *of == key).map(|(_, value)| value.clone())))
}

fn keep(path: &str, name: &str, value: String) {
    let key = format!("link{path}#{name}");
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key, &value);
    }
    HELD.with_borrow_mut(|held| held.push((key, value)));
}

/// Lets it go, once it has done its work.
pub fn forget(path: &str) {
    for name in NAMES {
        let key = format!("link{path}#{name}");
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&key);
        }
        HELD.with_borrow_mut(|held| held.retain(|(of, _)| *of != key));
    }
}

fn take() -> bool {
    let location = window().location();
    let (Ok(path), Ok(hash)) = (location.pathname(), location.hash()) else { return false };
    let pairs = pairs(&hash);
    if !pairs.iter().any(|(name, _)| name == "token") {
        return false;
    }
    forget(&path);
    for (name, value) in pairs {
        keep(&path, &name, value);
    }
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    true
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// `#token=…&email=…` as names and values.
fn pairs(hash: &str) -> Vec<(String, String)> {
    let parts = hash.trim_start_matches('#').split('&').filter_map(|part| part.split_once('='));
    parts.map(|(name, value)| (name.to_owned(), decoded(value))).collect()
}

/// Percent-decoding (RFC 3986); what cannot be decoded stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let value = behind.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match value.filter(|_| byte == b'%') {
            Some(value) => {
                bytes.push(value);
                rest = &behind[2..];
            }
            None => {
                bytes.push(byte);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a12_the_fragment_gives_token_and_address() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let read = pairs("#token=ab-c_9&email=maya%2Bx%40example.com");
        assert_eq!(read, [pair("token", "ab-c_9"), pair("email", "maya+x@example.com")]);
        assert_eq!(pairs("#token=a%zz%4"), [pair("token", "a%zz%4")]);
        assert_eq!(pairs("#email=jos%C3%A9%40example.com"), [pair("email", "josé@example.com")]);
        assert!(pairs("#top").is_empty() && pairs("").is_empty());
    }
}
