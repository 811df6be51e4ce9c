//! The text of a message: how long, of what, and when it is none (M3).

use crate::check::Checker;
use crate::text::is_invisible;

/// The most characters a message has: Unicode scalar values, as everywhere in this product, line ends counted as one.
pub const MOST_CHARACTERS: usize = 20_000;

/// Notes what is wrong with a message's text; `required` where nothing else would be in the message.
pub fn check(c: &mut Checker, field: &str, text: &str, required: bool) {
    if required && is_blank(text) {
        c.fail(field, "required", "Please write something, or add a file.");
    } else if length(text) > MOST_CHARACTERS {
        c.fail(field, "too_long", format!("At most {MOST_CHARACTERS} characters."));
    } else if text.chars().any(|ch| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t')) {
        c.fail(field, "control_characters", "This has characters that cannot be kept.");
    }
}

/// How many characters a text has. `\r\n` is one: a form in the browser writes what its person typed as one.
#[must_use]
pub fn length(text: &str) -> usize {
    text.chars().count() - text.matches("\r\n").count()
}

/// Nothing that would be seen: white space, and characters that join, direct or leave blank.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|ch| ch.is_whitespace() || is_invisible(ch))
}

/// The text as it is kept: lines end with `\n`, and nothing blank stands at either end. A first line keeps its indent.
#[must_use]
pub fn kept(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let end = lines.trim_end();
    let first = end.len() - end.trim_start().len();
    let begin = end[..first].rfind('\n').map_or(0, |place| place + 1);
    end[begin..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m3_what_nobody_could_see_is_blank() {
        for blank in ["", " \n\t\r\n", "\u{A0}\u{3000}\u{2003}", "\u{200B}\u{2060}\u{FEFF}", "\u{202E}\u{202C}", "\u{3164}\u{2800}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in [".", "\u{200B}a", "❤\u{FE0F}", "👩‍👩‍👧", "שלום", "ไทย"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn m3_a_text_is_kept_without_blanks_around_it() {
        assert_eq!(kept("\r\n \r\n  one\r\ntwo\rthree \n\n"), "  one\ntwo\nthree");
        assert_eq!(kept("  one"), "  one");
        assert_eq!(kept("one\n\n\ntwo"), "one\n\n\ntwo");
        assert_eq!(kept(" \n "), "");
    }

    #[test]
    fn m3_what_is_kept_is_never_longer_than_what_was_checked() {
        for text in ["\r\n\r\n", "a\r\nb\rc\n", "\r\r\n\n", "é\r\n👍🏽", "  \r\n x"] {
            assert!(kept(text).chars().count() <= length(text), "{text:?}");
        }
        assert_eq!(length("a\r\nb"), 3);
    }
}
