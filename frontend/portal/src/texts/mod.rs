//! Everything the portal says, in every language it speaks.
//!
//! A catalogue is a type with a value for each language: a language that lacks a text does not compile, and a test of each
//! catalogue compares the placeholders. Nothing is parsed or looked up at run time. A part of the program that arrives late
//! brings its own catalogue, so that nobody waits for its texts: `portal.texts.of_part::<texts::Catalogue>()`.

mod catalogue;
mod en;
mod es;
pub mod problems;

use std::marker::PhantomData;

use domain::practice::profile::Language;
use leptos::prelude::*;

pub(crate) use catalogue::catalogue;
pub use catalogue::{Catalogue, Plural};

/// A catalogue; `catalogue!` makes it one.
pub trait Spoken: Sized + 'static {
    /// Its value for a language.
    fn in_language(language: Language) -> &'static Self;

    /// Every text with its name.
    #[cfg(test)]
    fn every(&self) -> Vec<(&'static str, &'static str)>;
}

/// Under this name the device remembers the language chosen on it.
const CHOSEN: &str = "language";

/// The catalogue for what must be said before anything runs.
pub fn at_start() -> &'static Catalogue {
    Catalogue::in_language(chosen_here().or_else(of_page).unwrap_or_default())
}

/// The texts of one catalogue in the person's language.
pub struct Texts<C: 'static = Catalogue> {
    language: RwSignal<Language>,
    catalogue: PhantomData<fn() -> C>,
}

impl<C> Clone for Texts<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Texts<C> {}

impl<C: Spoken> Texts<C> {
    /// All texts. Tracks the language.
    pub fn all(self) -> &'static C {
        C::in_language(self.language.get())
    }

    /// All texts in the language of this moment.
    pub fn untracked(self) -> &'static C {
        C::in_language(self.language.get_untracked())
    }

    /// One text, for parts that want a signal: `texts.of(|c| c.sign_in.title)`.
    pub fn of(self, pick: fn(&'static C) -> &'static str) -> Signal<String> {
        Signal::derive(move || pick(self.all()).to_owned())
    }

    /// One text, to show: `{texts.say(|c| c.sign_in.title)}`. One type for all of them, which the program has but once.
    pub fn say(self, pick: fn(&'static C) -> &'static str) -> Signal<&'static str> {
        Signal::derive(move || pick(self.all()))
    }
}

impl Texts {
    /// In the language chosen on this device, or that of the page as it came.
    pub fn new() -> Self {
        let language = chosen_here().or_else(of_page).unwrap_or_default();
        say_so(language);
        Self { language: RwSignal::new(language), catalogue: PhantomData }
    }

    /// The texts that came with a part of the program.
    pub fn of_part<C: Spoken>(self) -> Texts<C> {
        Texts { language: self.language, catalogue: PhantomData }
    }

    /// The language. Tracks.
    pub fn language(self) -> Language {
        self.language.get()
    }

    /// The person chose a language: used from now on, on this device.
    pub fn choose(self, language: Language) {
        if let Some(storage) = window().local_storage().ok().flatten() {
            let _ = storage.set_item(CHOSEN, language.tag());
        }
        self.use_language(language);
    }

    fn use_language(self, language: Language) {
        if self.language.get_untracked() != language {
            say_so(language);
            self.language.set(language);
        }
    }
}

/// Tells the browser, and so screen readers, the page's language.
fn say_so(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

fn chosen_here() -> Option<Language> {
    read(&window().local_storage().ok()??.get_item(CHOSEN).ok()??)
}

fn of_page() -> Option<Language> {
    read(&document().document_element()?.get_attribute("lang")?)
}

fn read(tag: &str) -> Option<Language> {
    match tag.split('-').next()? {
        "en" => Some(Language::En),
        "es" => Some(Language::Es),
        _ => None,
    }
}

/// A text with its `{placeholders}` filled; a value may hold braces without being filled again.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let known = behind.split_once('}').and_then(|(name, after)| Some((values.iter().find(|v| v.0 == name)?.1, after)));
        match known {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out + rest
}

/// A number with its noun: "1 minute", "5 minutes".
pub fn count(plural: &Plural, n: u64) -> String {
    fill(if n == 1 { plural.one } else { plural.other }, &[("n", &n.to_string())])
}

/// What signing out deletes: so many messages that were not sent, and forms with answers that were not saved.
pub fn unsent(texts: &Catalogue, (messages, forms): (u64, u64)) -> String {
    let said = [(&texts.plurals.unsent, messages), (&texts.plurals.unsaved, forms)].into_iter().filter(|(_, n)| *n > 0);
    said.map(|(plural, n)| count(plural, n)).collect::<Vec<_>>().join(" ")
}

/// How long something takes: "1 minute 20 seconds".
pub fn duration(texts: &Catalogue, seconds: u64) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    match (minutes, rest) {
        (0, _) => count(&texts.plurals.seconds, rest),
        (_, 0) => count(&texts.plurals.minutes, minutes),
        _ => {
            let (minutes, rest) = (count(&texts.plurals.minutes, minutes), count(&texts.plurals.seconds, rest));
            fill(texts.general.minutes_and_seconds, &[("minutes", &minutes), ("seconds", &rest)])
        }
    }
}

/// What is asked of every catalogue: each language speaks of the same, in its own words, calmly.
#[cfg(test)]
pub fn compare<C: Spoken>() {
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }
    let (en, es) = (C::in_language(Language::En).every(), C::in_language(Language::Es).every());
    assert!(!en.is_empty());
    for ((key, en), (other, es)) in en.into_iter().zip(es) {
        assert_eq!(key, other);
        assert!(!en.trim().is_empty() && !es.trim().is_empty(), "{key} is empty");
        assert_eq!(placeholders(en), placeholders(es), "{key} has other placeholders");
        assert!(!en.contains('!') && !es.contains(['!', '¡']), "{key} has an exclamation mark");
        assert!(en != es, "{key} is not translated: {en}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_their_noun() {
        assert_eq!(duration(&en::EN, 1), "1 second");
        assert_eq!(duration(&en::EN, 80), "1 minute 20 seconds");
        assert_eq!(duration(&en::EN, 120), "2 minutes");
        assert_eq!(duration(&es::ES, 61), "1 minuto y 1 segundo");
    }

    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(fill("Hello {name} {x", &[("name", "{name}")]), "Hello {name} {x");
    }
}
