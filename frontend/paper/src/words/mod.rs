//! What documents say around their own words, in each language. A language that lacks a text does not compile; a test compares
//! the placeholders.

mod en;
mod es;

use domain::FieldError;
use domain::documents::QuestionKind;
use domain::documents::answers::{LONGEST_LINE, LONGEST_TEXT};
use domain::practice::profile::Language;
use leptos::prelude::*;

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
    /// Above a form that has required questions.
    required_note,
    /// Behind such a question, for screen readers.
    required,
    /// An answer.
    yes,
    /// An answer.
    no,
    /// In place of an answer.
    not_answered,
    /// Takes the choice of a question back.
    clear,
    /// The same for screen readers, with the question.
    clear_of,
    /// The first entry of a list.
    choose,
    /// Below a question with several answers.
    many,
    /// Below a signature.
    signature,
    /// The ends of a scale, for screen readers.
    ends,
    /// Behind a link, for screen readers.
    new_tab,
    /// Nothing was answered.
    wrong_required,
    /// It is none of the choices.
    wrong_choice,
    /// It is no number.
    wrong_number,
    /// It is no day.
    wrong_date,
    /// It has several lines.
    wrong_line,
    /// It has too many characters.
    wrong_long,
    /// It has characters that cannot be kept.
    wrong_characters,
    /// Something else.
    wrong_other,
}

impl Words {
    /// English.
    #[must_use]
    pub fn en() -> &'static Self {
        &en::EN
    }

    /// Spanish.
    #[must_use]
    pub fn es() -> &'static Self {
        &es::ES
    }

    /// What is wrong with an answer to a question of this kind.
    #[must_use]
    pub fn wrong(&self, error: &FieldError, kind: QuestionKind) -> String {
        let text = match error.code.as_str() {
            "required" => self.wrong_required,
            "choice" | "answer_kind" | "too_many" => self.wrong_choice,
            "number" => self.wrong_number,
            "date" => self.wrong_date,
            "one_line" => self.wrong_line,
            "too_long" => {
                let most = if kind == QuestionKind::LongText { LONGEST_TEXT } else { LONGEST_LINE };
                return fill(self.wrong_long, &[("n", &most.to_string())]);
            }
            "control_characters" => self.wrong_characters,
            _ => self.wrong_other,
        };
        text.to_owned()
    }
}

/// The texts in this language.
#[must_use]
pub fn words_in(language: Language) -> &'static Words {
    match language {
        Language::En => Words::en(),
        Language::Es => Words::es(),
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
        for ((key, en), (_, es)) in Words::en().every().into_iter().zip(Words::es().every()) {
            assert!(!en.trim().is_empty() && !es.trim().is_empty(), "{key} is empty");
            assert_eq!(placeholders(en), placeholders(es), "{key} has other placeholders");
            assert!(!en.contains('!') && !es.contains(['!', '¡']), "{key} has an exclamation mark");
            assert!(en != es || ["no", "ends"].contains(&key), "{key} is not translated: {en}");
        }
    }

    #[test]
    fn d6_what_is_wrong_is_said_in_the_readers_language_with_its_bound() {
        let error = |code: &str| FieldError { pointer: "/answers/a".into(), code: code.into(), message: "In English".into() };
        assert_eq!(Words::es().wrong(&error("required"), QuestionKind::Date), Words::es().wrong_required);
        assert!(Words::es().wrong(&error("too_long"), QuestionKind::LongText).contains("10000"));
        assert_eq!(Words::en().wrong(&error("something_new"), QuestionKind::Date), Words::en().wrong_other);
    }
}
