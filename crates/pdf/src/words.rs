//! Texts that strangers wrote, made so that they can be set: nothing of them is lost that a file may hold.

use serde_json::Value;

use crate::fonts::FONTS;

/// Goes through every text of `data`: what a file must not hold becomes U+FFFD, the sign for just that. Whether there is a
/// character that only the last resort draws.
pub fn make_printable(data: &mut Value) -> bool {
    match data {
        Value::String(text) => {
            if text.chars().any(|ch| replaced(ch) != ch) {
                *text = text.chars().map(replaced).collect();
            }
            text.chars().any(is_lacking)
        }
        // Every one of them, whatever the first said.
        Value::Array(items) => items.iter_mut().fold(false, |lacking, item| make_printable(item) | lacking),
        Value::Object(fields) => fields.values_mut().fold(false, |lacking, field| make_printable(field) | lacking),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Lines end with `\n` and nothing else; control characters, private use and what is no character cannot stand in a file that is
/// to be archived.
fn replaced(ch: char) -> char {
    match ch {
        '\n' => '\n',
        '\t' => ' ',
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        _ if ch.is_control() || is_private(ch) || is_none(ch) => char::REPLACEMENT_CHARACTER,
        _ => ch,
    }
}

fn is_private(ch: char) -> bool {
    matches!(ch, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// What Unicode will never assign.
fn is_none(ch: char) -> bool {
    matches!(ch, '\u{fdd0}'..='\u{fdef}') || u32::from(ch) & 0xfffe == 0xfffe
}

/// Whether nothing but a box can be drawn for it; what shows nothing needs no glyph.
fn is_lacking(ch: char) -> bool {
    !ch.is_ascii() && !ch.is_whitespace() && !shows_nothing(ch) && !FONTS.draw(ch)
}

/// `Default_Ignorable_Code_Point` of Unicode: shapers leave these out.
fn shows_nothing(ch: char) -> bool {
    matches!(
        ch,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_file_must_not_hold_is_replaced_and_nothing_else() {
        let mut data = json!({ "a": ["one\ntwo\tthree", 7, null, true], "b": { "c": "\u{0}\u{e000}\u{fffe}\u{10fffd}\u{7f}x\u{2028}y" } });
        assert!(!make_printable(&mut data));
        assert_eq!(data, json!({ "a": ["one\ntwo three", 7, null, true], "b": { "c": "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}x\ny" } }));
    }

    #[test]
    fn a_character_that_only_a_box_stands_for_is_noticed_wherever_it_is() {
        for (text, lacking) in [("plain", false), ("👩‍👩‍👧", false), ("中文 한글", false), ("\u{202e}x\u{feff}", false), ("\u{13000}", true)]
        {
            assert_eq!(make_printable(&mut json!([{ "a": "first" }, [text], "last"])), lacking, "{text:?}");
        }
    }
}
