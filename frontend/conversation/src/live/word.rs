//! What the tabs of one browser say to each other about the line that they share.

use super::Line;

/// Something said among the tabs. All but the question come from the tab that holds the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// How is the line, and is there anybody who holds it?
    Ask,
    /// It is being opened.
    Opening,
    /// It is open; nothing was missed.
    Open,
    /// It was opened anew: what came in between is not known.
    Anew,
    /// It dropped.
    Broken,
    /// The server gives none, or none any longer.
    Refused,
    /// It told this: an event's name and its data.
    Told(&'a str, &'a str),
}

/// What a tab that listens makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard<'a> {
    /// Nothing.
    Nothing,
    /// The line is open.
    Open,
    /// The line is open, and everything is to be fetched.
    Anew,
    /// The line dropped.
    Broken,
    /// The line dropped, and it is to be asked who is signed in.
    Refused,
    /// An event's name and its data.
    Told(&'a str, &'a str),
}

impl<'a> Word<'a> {
    /// As it is sent.
    pub(super) fn written(self) -> String {
        match self {
            Self::Ask => "ask".to_owned(),
            Self::Opening => "opening".to_owned(),
            Self::Open => "open".to_owned(),
            Self::Anew => "anew".to_owned(),
            Self::Broken => "broken".to_owned(),
            Self::Refused => "refused".to_owned(),
            Self::Told(name, data) => format!("told {name} {data}"),
        }
    }

    /// What was sent; none for what a tab with another version of this program says.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        Some(match text {
            "ask" => Self::Ask,
            "opening" => Self::Opening,
            "open" => Self::Open,
            "anew" => Self::Anew,
            "broken" => Self::Broken,
            "refused" => Self::Refused,
            _ => {
                let (name, data) = text.strip_prefix("told ")?.split_once(' ')?;
                Self::Told(name, data)
            }
        })
    }

    /// The answer of the tab that holds the line, as it is with it.
    pub(super) fn of(line: Line) -> Self {
        match line {
            Line::Opening => Self::Opening,
            Line::Open => Self::Open,
            Line::Broken | Line::Over => Self::Broken,
        }
    }

    /// What a tab that listens, and knows the line as `line`, makes of it.
    pub(super) fn means(self, line: Line) -> Heard<'a> {
        match (self, line) {
            (_, Line::Over) | (Self::Ask | Self::Opening, _) | (Self::Open, Line::Open) => Heard::Nothing,
            // Whoever came to it later does not know what was told before.
            (Self::Open, Line::Opening) | (Self::Anew, _) => Heard::Anew,
            (Self::Open, Line::Broken) => Heard::Open,
            (Self::Broken, _) => Heard::Broken,
            (Self::Refused, _) => Heard::Refused,
            (Self::Told(name, data), _) => Heard::Told(name, data),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [Line; 4] = [Line::Opening, Line::Open, Line::Broken, Line::Over];

    #[test]
    fn m5_what_one_tab_says_another_reads() {
        let data = r#"{"conversation_id":"a b","seq":3}"#;
        let told = Word::Told("message", data);
        for word in [Word::Ask, Word::Opening, Word::Open, Word::Anew, Word::Broken, Word::Refused, told, Word::Told("resync", "")] {
            assert_eq!(Word::read(&word.written()), Some(word));
        }
        for strange in ["", "told", "told message", "opened", "ask me"] {
            assert_eq!(Word::read(strange), None, "{strange:?}");
        }
    }

    #[test]
    fn m5_a_tab_that_joins_fetches_once_and_is_told_then() {
        assert_eq!(Word::of(Line::Open).means(Line::Opening), Heard::Anew);
        assert_eq!(Word::of(Line::Open).means(Line::Open), Heard::Nothing, "another one asked");
        assert_eq!(Word::Told("draft", "{}").means(Line::Opening), Heard::Told("draft", "{}"));
    }

    #[test]
    fn m5_when_another_tab_takes_the_line_over_everybody_fetches() {
        for line in [Line::Opening, Line::Open, Line::Broken] {
            assert_eq!(Word::Anew.means(line), Heard::Anew, "{line:?}");
        }
    }

    #[test]
    fn m5_that_the_line_is_gone_and_why_reaches_every_tab() {
        for line in [Line::Opening, Line::Open, Line::Broken] {
            assert_eq!((Word::Broken.means(line), Word::Refused.means(line)), (Heard::Broken, Heard::Refused));
        }
        assert_eq!(Word::of(Line::Broken).means(Line::Open), Heard::Broken);
        assert_eq!(Word::Open.means(Line::Broken), Heard::Open, "the browser came back to where it was: nothing was missed");
    }

    #[test]
    fn m5_whoever_signed_out_hears_nothing_more() {
        for word in [Word::Ask, Word::Opening, Word::Open, Word::Anew, Word::Broken, Word::Refused, Word::Told("message", "{}")] {
            assert_eq!(word.means(Line::Over), Heard::Nothing, "{word:?}");
        }
        assert!(LINES.iter().all(|line| Word::Ask.means(*line) == Heard::Nothing), "questions are for who holds the line");
    }
}
