//! What the pages of booking say: a catalogue of their own, so that it arrives with them.

mod catalogue;
mod en;
mod es;

use leptos::prelude::*;

pub use catalogue::Catalogue;

use crate::portal::use_portal;
use crate::texts::{Spoken, Texts};

/// Picks one text.
pub type Pick = fn(&'static Catalogue) -> &'static str;

/// The texts of booking in the person's language.
#[derive(Clone, Copy)]
pub struct BookingTexts(Texts);

/// The texts, in whatever language the portal speaks.
pub fn use_texts() -> BookingTexts {
    BookingTexts(use_portal().texts)
}

impl BookingTexts {
    /// All texts. Tracks the language.
    pub fn all(self) -> &'static Catalogue {
        Catalogue::in_language(self.0.language())
    }

    /// All texts in the language of this moment.
    pub fn untracked(self) -> &'static Catalogue {
        untrack(|| self.all())
    }

    /// How dates and times are written. Tracks.
    pub fn locale(self) -> &'static str {
        self.0.all().words.locale
    }

    /// One text, for parts that want a signal.
    pub fn of(self, pick: Pick) -> Signal<String> {
        Signal::derive(move || pick(self.all()).to_owned())
    }

    /// One text, to show.
    pub fn say(self, pick: Pick) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || pick(self.all())
    }
}
