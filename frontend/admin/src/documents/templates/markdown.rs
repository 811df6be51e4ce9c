//! What the buttons above a text in Markdown do to it. Places are counted in bytes here and in UTF-16 by the browser.

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Makes the lines headings, or plain again.
    Heading,
    /// Makes the words bold, or plain again.
    Bold,
    /// Makes the lines items of a list, or plain again.
    List,
    /// Makes the words a link.
    Link,
}

/// A part of the text is replaced, and something is selected afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub from: usize,
    /// Until here.
    pub to: usize,
    /// By what.
    pub by: String,
    /// What is selected then.
    pub select: (usize, usize),
}

/// What a mark does where `from` to `to` is selected.
pub fn mark(text: &str, from: usize, to: usize, mark: Mark) -> Edit {
    match mark {
        Mark::Heading => lines(text, from, to, "## ", "Heading"),
        Mark::List => lines(text, from, to, "- ", "Item"),
        Mark::Bold => bold(text, from, to),
        Mark::Link => link(text, from, to),
    }
}

/// Puts words where something is selected.
pub fn insert(from: usize, to: usize, words: &str) -> Edit {
    let end = from + words.len();
    Edit { from, to, by: words.to_owned(), select: (end, end) }
}

fn bold(text: &str, from: usize, to: usize) -> Edit {
    let (before, within, after) = (&text[..from], &text[from..to], &text[to..]);
    if before.ends_with("**") && after.starts_with("**") {
        let from = from - 2;
        return Edit { from, to: to + 2, by: within.to_owned(), select: (from, from + within.len()) };
    }
    let words = within.trim();
    if words.is_empty() {
        let place = from + 2;
        return Edit { from, to, by: "**bold**".into(), select: (place, place + 4) };
    }
    // Blanks at the ends stay outside: they would make the stars no mark.
    let start = from + (within.len() - within.trim_start().len());
    Edit { from: start, to: start + words.len(), by: format!("**{words}**"), select: (start + 2, start + 2 + words.len()) }
}

fn link(text: &str, from: usize, to: usize) -> Edit {
    const TARGET: &str = "https://";
    let words = match text[from..to].trim() {
        "" => "words",
        words => words,
    };
    let by = format!("[{words}]({TARGET})");
    let end = from + by.len() - 1;
    Edit { from, to, by, select: (end - TARGET.len(), end) }
}

/// Puts a sign before each line that is touched, or takes it away where all have it.
fn lines(text: &str, from: usize, to: usize, sign: &str, plain: &str) -> Edit {
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
    let within = &text[start..end];
    if within.trim().is_empty() {
        let by = format!("{sign}{plain}");
        return Edit { from: start, to: end, select: (start + sign.len(), start + by.len()), by };
    }
    let written = || within.split('\n').filter(|line| !line.trim().is_empty());
    let all = written().all(|line| line.starts_with(sign));
    let change = |line: &str| match line.strip_prefix(sign) {
        Some(bare) if all => bare.to_owned(),
        _ if all || line.trim().is_empty() || line.starts_with(sign) => line.to_owned(),
        _ => format!("{sign}{}", line.trim_start_matches('#').trim_start()),
    };
    let by = within.split('\n').map(change).collect::<Vec<_>>().join("\n");
    Edit { from: start, to: end, select: (start, start + by.len()), by }
}

/// The place in bytes of one counted in UTF-16.
pub fn byte_at(text: &str, utf16: u32) -> usize {
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        if units >= utf16 {
            return at;
        }
        units += letter.len_utf16() as u32;
    }
    text.len()
}

/// The place in UTF-16 of one counted in bytes.
pub fn utf16_at(text: &str, byte: usize) -> u32 {
    text.get(..byte).unwrap_or(text).encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text afterwards, with what is selected between bars.
    fn after(text: &str, what: Mark) -> String {
        let from = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let to = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        shown(&text, &mark(&text, from, to, what))
    }

    fn shown(text: &str, edit: &Edit) -> String {
        let mut done = text.to_owned();
        done.replace_range(edit.from..edit.to, &edit.by);
        done.insert(edit.select.1, '|');
        done.insert(edit.select.0, '|');
        done
    }

    #[test]
    fn d1_words_become_bold_and_plain_again() {
        assert_eq!(after("a |word| b", Mark::Bold), "a **|word|** b");
        assert_eq!(after("a **|word|** b", Mark::Bold), "a |word| b");
        assert_eq!(after("a| word |b", Mark::Bold), "a **|word|** b");
        assert_eq!(after("é ||", Mark::Bold), "é **|bold|**");
    }

    #[test]
    fn d1_lines_become_headings_and_items_and_plain_again() {
        assert_eq!(after("a\nb|| c\nd", Mark::Heading), "a\n|## b c|\nd");
        assert_eq!(after("a\n## b|| c\nd", Mark::Heading), "a\n|b c|\nd");
        assert_eq!(after("### b||", Mark::Heading), "|## b|");
        assert_eq!(after("|a\n\nb|", Mark::List), "|- a\n\n- b|");
        assert_eq!(after("|- a\nb|", Mark::List), "|- a\n- b|");
        assert_eq!(after("|- a\n- b|", Mark::List), "|a\nb|");
        assert_eq!(after("a\n||", Mark::List), "a\n- |Item|");
    }

    #[test]
    fn d1_a_link_waits_for_its_address() {
        assert_eq!(after("see |us| there", Mark::Link), "see [us](|https://|) there");
        assert_eq!(after("||", Mark::Link), "[words](|https://|)");
    }

    #[test]
    fn d1_a_placeholder_stands_where_one_was_writing() {
        assert_eq!(shown("Dear , hello", &insert(5, 5, "{client_name}")), "Dear {client_name}||, hello");
    }

    #[test]
    fn places_of_the_browser_are_found_again() {
        let text = "aé😀b";
        for (utf16, byte) in [(0, 0), (1, 1), (2, 3), (4, 7), (5, 8), (9, 8)] {
            assert_eq!(byte_at(text, utf16), byte, "{utf16}");
            assert_eq!(utf16_at(text, byte), utf16.min(5), "{byte}");
        }
    }
}
