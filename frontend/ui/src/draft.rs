//! What a person was writing when the session ended, kept on this device for the same person for a day.
//!
//! A draft is stored under an opaque subject (never a name or address), the page's path and the field's key. It is dropped
//! when its form is sent, when its person signs out on purpose, and when it is older than 24 hours. Passwords and codes are
//! never kept.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::dom::{local_storage, now};

const PREFIX: &str = "draft/";
const DAY: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// Whose drafts these are.
#[derive(Clone, Copy)]
struct Subject(Signal<Option<String>>);

/// Says whose drafts are kept: an opaque id that is the same at the next sign-in, or `None` while nobody is known. Also drops
/// what is older than a day.
pub fn provide_drafts(subject: impl Into<Signal<Option<String>>>) {
    provide_context(Subject(subject.into()));
    sweep(|_, kept| kept.is_none_or(|k| now() - k.at > DAY));
}

/// Drops every draft of this person: called by an explicit sign-out, not by one for idleness.
pub fn forget_all(subject: &str) {
    let own = format!("{PREFIX}{subject}/");
    sweep(|key, _| key.starts_with(&own));
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

/// Keeps `text`, typed where `base` stood before. Text that equals its base is no draft.
pub fn keep(key: &str, base: &str, text: &str) {
    let Some(store) = local_storage() else { return };
    if text == base {
        let _ = store.remove_item(key);
        return;
    }
    let _ = store.set_item(key, &Kept { at: now(), base, text }.written());
}

/// The text kept under this key, if it was typed over the same base not more than a day ago.
pub fn recall(key: &str, base: &str) -> Option<String> {
    let stored = local_storage()?.get_item(key).ok()??;
    let kept = Kept::read(&stored)?;
    (kept.base == base && now() - kept.at <= DAY).then(|| kept.text.to_owned())
}

/// All that is kept under keys that begin so, the first one first.
pub fn recall_below(prefix: &str) -> Vec<String> {
    let Some(store) = local_storage() else { return Vec::new() };
    let keys = (0..store.length().unwrap_or(0)).filter_map(|i| store.key(i).ok()?).filter(|key| key.starts_with(prefix));
    let kept: Vec<String> = keys.filter_map(|key| store.get_item(&key).ok()?).collect();
    in_order(&kept, now())
}

fn in_order(stored: &[String], now: f64) -> Vec<String> {
    let mut kept: Vec<Kept<'_>> = stored.iter().filter_map(|stored| Kept::read(stored)).filter(|kept| now - kept.at <= DAY).collect();
    kept.sort_by(|one, other| one.at.total_cmp(&other.at));
    kept.into_iter().map(|kept| kept.text.to_owned()).collect()
}

/// Drops one draft.
pub fn forget(key: &str) {
    if let Some(store) = local_storage() {
        let _ = store.remove_item(key);
    }
}

fn sweep(gone: impl Fn(&str, Option<Kept<'_>>) -> bool) {
    let Some(store) = local_storage() else { return };
    let keys: Vec<String> = (0..store.length().unwrap_or(0)).filter_map(|i| store.key(i).ok()?).collect();
    for key in keys.iter().filter(|k| k.starts_with(PREFIX)) {
        let stored = store.get_item(key).ok().flatten().unwrap_or_default();
        if gone(key, Kept::read(&stored)) {
            let _ = store.remove_item(key);
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
    use super::{DAY, Kept, in_order};

    #[test]
    fn what_was_written_first_is_recalled_first() {
        let stored = [(30.0, "third"), (10.0, "first"), (20.0, "second")].map(|(at, text)| Kept { at, base: "", text }.written());
        assert_eq!(in_order(&stored, 40.0), ["first", "second", "third"]);
        assert_eq!(in_order(&stored, DAY + 25.0), ["third"], "what is older than a day is gone");
        assert_eq!(in_order(&["broken".to_owned()], 40.0), [""; 0]);
    }

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
