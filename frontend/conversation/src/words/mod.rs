//! What conversations say, in each language. A language that lacks a text does not compile; a test compares the placeholders.

mod en;
mod es;

use domain::practice::profile::Language;
use leptos::prelude::*;

pub use en::EN;
pub use es::ES;

macro_rules! words {
    ($($(#[$doc:meta])* $key:ident,)+) => {
        /// The texts in one language.
        #[derive(Debug)]
        pub struct Words { $($(#[$doc])* pub $key: &'static str,)+ }

        impl Words {
            /// Every text with its name.
            #[cfg(test)]
            fn every(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key)),+]
            }
        }
    };
}

words! {
    /// BCP 47, for dates.
    locale,
    /// Between a number's whole and its tenths.
    decimal,
    /// The thread, for screen readers.
    thread,
    /// Nothing was written yet.
    empty,
    /// What to do then.
    empty_text,
    /// Button above the first message that is here.
    earlier,
    /// Older ones could not be fetched.
    earlier_failed,
    /// Button that goes down to what came.
    newest,
    /// Before one's own words, for screen readers.
    you,
    /// Beside one's own message.
    sent,
    /// Beside one's own message.
    delivered,
    /// Beside one's own message.
    seen,
    /// It is on its way.
    sending,
    /// Others go first.
    waiting,
    /// Nobody answered.
    unheard,
    /// It was refused.
    refused,
    /// Button beside it.
    try_again,
    /// Button that puts it into the box again.
    edit,
    /// In a removed message's place.
    redacted,
    /// Above an internal note.
    note,
    /// The box's label.
    message,
    /// In the empty box.
    placeholder,
    /// The button.
    send,
    /// Near the end of what fits.
    left,
    /// Beyond it.
    too_many,
    /// The draft is kept.
    draft_saved,
    /// It is on its way.
    draft_saving,
    /// It could not be kept yet.
    draft_unheard,
    /// Another device has something else.
    draft_elsewhere,
    /// Takes that.
    draft_theirs,
    /// Goes on with this.
    draft_mine,
    /// Button for choosing files.
    attach,
    /// While files hang over the box.
    drop_here,
    /// Takes a file away.
    remove_file,
    /// How far it is.
    uploading,
    /// It is there.
    uploaded,
    /// Send was pressed too early.
    files_wait,
    /// Send was pressed while one did not come through.
    files_left,
    /// More than a message takes.
    files_too_many,
    /// Too many were uploaded and not sent.
    files_later,
    /// Nothing in it.
    file_empty,
    /// Larger than it may be.
    file_too_long,
    /// None of the kinds that go.
    file_kind,
    /// Damaged.
    file_broken,
    /// With programs in it.
    file_macros,
    /// With a password.
    file_locked,
    /// Nobody knows why.
    file_failed,
    /// It could not be fetched.
    file_not_fetched,
    /// Saves a file.
    save_file,
    /// It went with its message.
    file_redacted,
    /// A picture, for screen readers.
    picture,
    /// A size.
    megabytes,
    /// A size.
    kilobytes,
    /// The line dropped.
    reconnecting,
    /// Said when something came.
    arrived,
    /// Above the clinician's own words.
    out_of_office,
    /// Where the practice has no line of its own.
    emergency,
    /// The thread could not be fetched.
    not_fetched,
}

/// The texts of a language.
#[must_use]
pub fn words_in(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Es => &ES,
    }
}

/// The texts, as they follow the language.
pub(crate) type Said = Signal<&'static Words>;

/// One of them, to show.
pub(crate) fn say(words: Said, pick: fn(&'static Words) -> &'static str) -> Signal<&'static str> {
    Signal::derive(move || pick(words.get()))
}

/// A text with its `{placeholders}` filled; a value may hold braces without being filled again.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let known = behind.split_once('}').and_then(|(name, after)| Some((values.iter().find(|v| v.0 == name)?.1, after)));
        let (value, after) = known.unwrap_or(("{", behind));
        out.push_str(value);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_say_the_same_in_their_own_words() {
        for ((key, en), (_, es)) in EN.every().into_iter().zip(ES.every()) {
            assert!(!en.trim().is_empty() && !es.trim().is_empty(), "{key} is empty");
            assert_eq!(placeholders(en), placeholders(es), "{key} has other placeholders");
            assert!(!en.contains('!') && !es.contains(['!', '¡']), "{key} has an exclamation mark");
            assert!(en != es || ["megabytes", "kilobytes"].contains(&key), "{key} is not translated: {en}");
        }
    }

    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(fill("{name}: {x} {", &[("name", "{name}")]), "{name}: {x} {");
    }
}
