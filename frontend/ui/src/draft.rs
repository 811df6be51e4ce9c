//! What a person was writing when the session ended, kept on this device for the same person for a day.
//!
//! A draft is stored under an opaque subject (never a name or address), the page's path and the field's key. It is dropped
//! when its form is sent, when its person signs out on purpose, and when it is older than 24 hours. Passwords and codes are
//! never kept.
//!
//! What waits to be sent is no draft: it has no age, and is dropped when it was sent, when it was taken back, and when its
//! person signs out on purpose, who is asked before ([`waiting`]). While nobody is known, as on the page of an e-mail's link,
//! words and what waits are kept for this tab only.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::Storage;

use crate::dom::{local_storage, now};

const PREFIX: &str = "draft/";
/// What waits to be sent.
const OUTBOX: &str = "outbox/";
/// What is kept for this tab only.
const TAB: &str = "tab/";
/// What waits to be sent, in this tab only.
const TAB_OUTBOX: &str = "tab/outbox/";
const DAY: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// Whose drafts these are.
#[derive(Clone, Copy)]
struct Subject(Signal<Option<String>>);

/// Says whose drafts are kept: an opaque id that is the same at the next sign-in, or `None` while nobody is known. Also drops
/// drafts that are older than a day.
pub fn provide_drafts(subject: impl Into<Signal<Option<String>>>) {
    provide_context(Subject(subject.into()));
    let old = |stored: &str| Kept::read(stored).is_none_or(|kept| now() - kept.at > DAY);
    sweep(local_storage(), PREFIX, old);
}

/// Drops all that this person began to write and all that waits to be sent: called by an explicit sign-out, not by one for
/// idleness. Whether something waits is to be asked before ([`waiting`]).
pub fn forget_all(subject: &str) {
    forget_drafts(subject);
    sweep(local_storage(), &format!("{OUTBOX}{subject}/"), |_| true);
    sweep(tab_storage(), TAB, |_| true);
}

/// Drops every draft of this person; what waits to be sent stays.
pub fn forget_drafts(subject: &str) {
    sweep(local_storage(), &format!("{PREFIX}{subject}/"), |_| true);
}

/// How much of this person's waits to be sent on this device; [`forget_all`] drops it.
pub fn waiting(subject: &str) -> usize {
    let own = below(local_storage(), &format!("{OUTBOX}{subject}/")).len();
    own + below(tab_storage(), TAB_OUTBOX).len()
}

/// How much of it waits under names that begin so.
pub fn waiting_below(subject: &str, name: &str) -> usize {
    below(local_storage(), &format!("{OUTBOX}{subject}/{name}")).len()
}

/// Whose drafts are kept now: the opaque id that [`provide_drafts`] was told; `None` while nobody is known.
pub fn subject() -> Option<String> {
    let Subject(subject) = use_context()?;
    subject.get_untracked()
}

/// The full key of a field's draft on this page, or `None` while nobody is known.
pub fn key(field: &str) -> Option<String> {
    let subject = subject()?;
    // Not the browser's address: the router changes that one only after the page is built.
    let path = use_location().pathname.get_untracked();
    Some(format!("{PREFIX}{subject}{path}#{field}"))
}

/// The full key of something that is the same on every page, or `None` while nobody is known.
pub fn key_anywhere(name: &str) -> Option<String> {
    let subject = subject()?;
    Some(format!("{PREFIX}{subject}/#{name}"))
}

/// The full key of something that waits to be sent, or `None` while nobody is known.
pub fn outbox_key(name: &str) -> Option<String> {
    Some(format!("{OUTBOX}{}/{name}", subject()?))
}

/// The full key of a draft that is kept for this tab only, whoever writes it.
pub fn tab_key(name: &str) -> String {
    format!("{TAB}{PREFIX}{name}")
}

/// The same of something that waits to be sent.
pub fn tab_outbox_key(name: &str) -> String {
    format!("{TAB_OUTBOX}{name}")
}

/// Keeps `text`, typed where `base` stood before. Text that equals its base is no draft.
pub fn keep(key: &str, base: &str, text: &str) {
    let Some(store) = store_of(key) else { return };
    if text == base {
        let _ = store.remove_item(key);
        return;
    }
    let _ = store.set_item(key, &Kept { at: now(), base, text }.written());
}

/// The text kept under this key, if it was typed over the same base not more than a day ago.
pub fn recall(key: &str, base: &str) -> Option<String> {
    let stored = store_of(key)?.get_item(key).ok()??;
    let kept = Kept::read(&stored)?;
    (kept.base == base && now() - kept.at <= DAY).then(|| kept.text.to_owned())
}

/// All that waits to be sent under keys that begin so, however old it is, in no order.
pub fn recall_below(prefix: &str) -> Vec<String> {
    let read = |(_, stored): (String, String)| Kept::read(&stored).map(|kept| kept.text.to_owned());
    below(store_of(prefix), prefix).into_iter().filter_map(read).collect()
}

/// Drops one draft, or one thing that waited to be sent.
pub fn forget(key: &str) {
    if let Some(store) = store_of(key) {
        let _ = store.remove_item(key);
    }
}

/// Where something with this key is kept.
fn store_of(key: &str) -> Option<Storage> {
    if key.starts_with(TAB) { tab_storage() } else { local_storage() }
}

/// The browser's store that ends with the tab, where it is allowed.
fn tab_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What stands in a store under keys that begin so, with its keys.
fn below(store: Option<Storage>, prefix: &str) -> Vec<(String, String)> {
    let Some(store) = store else { return Vec::new() };
    let keys = (0..store.length().unwrap_or(0)).filter_map(|i| store.key(i).ok()?).filter(|key| key.starts_with(prefix));
    keys.filter_map(|key| {
        let stored = store.get_item(&key).ok()??;
        Some((key, stored))
    })
    .collect()
}

fn sweep(store: Option<Storage>, prefix: &str, gone: impl Fn(&str) -> bool) {
    let Some(store) = store else { return };
    for (key, stored) in below(Some(store.clone()), prefix) {
        if gone(&stored) {
            let _ = store.remove_item(&key);
        }
    }
}

/// A draft as it is stored: `<milliseconds> <bytes of base>\n<base><text>`.
#[derive(Debug, PartialEq)]
struct Kept<'a> {
    at: f64,
    base: &'a str,
    text: &'a str,
}

impl<'a> Kept<'a> {
    fn written(&self) -> String {
        format!("{} {}\n{}{}", self.at as u64, self.base.len(), self.base, self.text)
    }

    fn read(stored: &'a str) -> Option<Self> {
        let (head, rest) = stored.split_once('\n')?;
        let (at, length) = head.split_once(' ')?;
        let (base, text) = rest.split_at_checked(length.parse().ok()?)?;
        Some(Self { at: at.parse::<u64>().ok()? as f64, base, text })
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn what_is_written_is_read_again() {
        let kept = Kept { at: 1_772_000_000_000.0, base: "Grüße\n", text: "two\nlines ✓" };
        assert_eq!(Kept::read(&kept.written()), Some(kept));
        let blank = Kept { at: 0.0, base: "", text: "" };
        assert_eq!(Kept::read(&blank.written()), Some(blank));
    }

    #[test]
    fn what_is_broken_is_no_draft() {
        for broken in ["", "5", "5 2", "5 9\nab", "x 0\nab", "5 1\nü"] {
            assert_eq!(Kept::read(broken), None, "{broken:?}");
        }
    }
}
