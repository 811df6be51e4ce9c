//! What a document says: what the client is shown, what is hashed, what is set on paper. Made from a template when it is
//! sent, and never changed afterwards.

use serde::{Deserialize, Serialize};

use super::form::Question;
use super::state::DocumentKind;
use crate::practice::profile::Language;

/// The whole of a document. Its canonical form is JSON with sorted keys and no blanks (RFC 8785; all keys are ASCII and
/// all numbers whole), in UTF-8: these bytes are hashed and kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// What is asked.
    pub kind: DocumentKind,
    /// The language it is in.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// What is to be read: the whole of a consent, the words above a form.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub blocks: Vec<Block>,
    /// What is asked, of a form.
    pub questions: Vec<Question>,
    /// The statement that is agreed to by signing; empty where nothing is signed.
    pub statement: String,
}

#[expect(clippy::derivable_impls, reason = "the macro that makes the enum derives none")]
impl Default for DocumentKind {
    fn default() -> Self {
        Self::Consent
    }
}

/// A piece of a text, one below the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "is", deny_unknown_fields, try_from = "Written")]
pub enum Block {
    /// A heading, of level 1 to 3.
    Heading {
        /// 1 is the largest.
        level: u8,
        /// Its words.
        spans: Vec<Span>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        spans: Vec<Span>,
    },
    /// A list.
    List {
        /// The first number; none for a list without numbers.
        from: Option<u32>,
        /// Its items.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        items: Vec<Vec<Self>>,
    },
    /// Somebody else's words.
    Quote {
        /// What they said.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        blocks: Vec<Self>,
    },
    /// A table.
    Table {
        /// The cells of its head.
        head: Vec<Vec<Span>>,
        /// The cells of its rows; each row has as many as the head.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A line across.
    Rule,
}

/// A block as it is written, whatever it is. Read so, and not as the tagged `enum` that it is, since that would read everything
/// in it a second time from memory: 20 kB (brotli) of the portal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    is: String,
    level: Option<u8>,
    spans: Option<Vec<Span>>,
    from: Option<u32>,
    items: Option<Vec<Vec<Block>>>,
    blocks: Option<Vec<Block>>,
    head: Option<Vec<Vec<Span>>>,
    rows: Option<Vec<Vec<Vec<Span>>>>,
}

impl TryFrom<Written> for Block {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { is, level, spans, from, items, blocks, head, rows } = written;
        match (is.as_str(), level, spans, from, items, blocks, head, rows) {
            ("heading", Some(level), Some(spans), None, None, None, None, None) => Ok(Self::Heading { level, spans }),
            ("paragraph", None, Some(spans), None, None, None, None, None) => Ok(Self::Paragraph { spans }),
            ("list", None, None, from, Some(items), None, None, None) => Ok(Self::List { from, items }),
            ("quote", None, None, None, None, Some(blocks), None, None) => Ok(Self::Quote { blocks }),
            ("table", None, None, None, None, None, Some(head), Some(rows)) => Ok(Self::Table { head, rows }),
            ("rule", None, None, None, None, None, None, None) => Ok(Self::Rule),
            _ => Err("no block"),
        }
    }
}

/// Words of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The words; a line ends with `\n`.
    pub text: String,
    /// Important.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Stressed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// Where they lead: `https:`, `mailto:` or `tel:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

named! {
    /// What a template leaves to be filled in, written `{client_name}`.
    Placeholder {
        /// The client's first and last name.
        ClientName = "client_name",
        /// How the client is called.
        ClientFirstName = "client_first_name",
        /// The client's birth date; a line where it is not known.
        ClientBirthDate = "client_birth_date",
        /// The client's clinician, with credentials; the practice's name where there is none.
        ClinicianName = "clinician_name",
        /// The practice's name.
        PracticeName = "practice_name",
        /// The practice's telephone number.
        PracticePhone = "practice_phone",
        /// The practice's address in one line.
        PracticeAddress = "practice_address",
        /// The day it is sent, by the practice's clocks.
        Date = "date",
    }
}

impl Placeholder {
    /// Names between braces in `text` that are no placeholders. Braces around anything that is no name stay as they are.
    #[must_use]
    pub fn unknown_in(text: &str) -> Vec<&str> {
        pieces(text)
            .filter_map(|piece| match piece {
                Piece::Name(name) if Self::named(name).is_none() => Some(name),
                _ => None,
            })
            .collect()
    }

    /// `text` with its placeholders filled; a value may hold braces without being filled again.
    #[must_use]
    pub fn fill(text: &str, value: &dyn Fn(Self) -> String) -> String {
        pieces(text)
            .map(|piece| match piece {
                Piece::Name(name) => Self::named(name).map_or_else(|| format!("{{{name}}}"), value),
                Piece::Text(text) => text.to_owned(),
            })
            .collect()
    }
}

enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

/// Texts, and names between braces: small letters and underscores.
fn pieces(mut rest: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = rest.strip_prefix('{').and_then(|behind| behind.split_once('}'))
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        {
            rest = after;
            return Some(Piece::Name(name));
        }
        // At least one character, so that a brace that opens nothing is passed.
        let end = rest.char_indices().skip(1).find(|(_, ch)| *ch == '{').map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_placeholders_are_filled_once_and_others_stay() {
        let filled = Placeholder::fill("Dear {client_name}, {date} {no such} {other} {", &|name| match name {
            Placeholder::ClientName => "{date}".into(),
            _ => "today".into(),
        });
        assert_eq!(filled, "Dear {date}, today {no such} {other} {");
        assert_eq!(Placeholder::unknown_in("{client_name} {othr} { x } {} {{date}}"), ["othr"]);
    }

    #[test]
    fn d8_a_block_has_what_it_needs_and_nothing_else() {
        let read = |json: &str| serde_json::from_str::<Block>(json);
        let spans = || vec![Span { text: "a".into(), ..Span::default() }];
        for block in [
            Block::Heading { level: 1, spans: spans() },
            Block::Paragraph { spans: spans() },
            Block::List { from: None, items: vec![vec![Block::Rule]] },
            Block::List { from: Some(3), items: Vec::new() },
            Block::Quote { blocks: vec![Block::Paragraph { spans: spans() }] },
            Block::Table { head: vec![spans()], rows: vec![vec![spans()]] },
            Block::Rule,
        ] {
            assert_eq!(read(&serde_json::to_string(&block).unwrap()).unwrap(), block);
        }
        for wrong in
            [r#"{"is":"paragraph"}"#, r#"{"is":"rule","level":1}"#, r#"{"is":"video"}"#, r#"{"is":"rule","more":1}"#, r#"{"level":1}"#]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn d8_the_canonical_form_is_sorted_and_leaves_out_what_is_not_said() {
        let content = Content {
            title: "T".into(),
            blocks: vec![Block::Paragraph { spans: vec![Span { text: "a".into(), ..Span::default() }] }, Block::Rule],
            ..Content::default()
        };
        let value = serde_json::to_value(&content).unwrap();
        assert_eq!(
            value.to_string(),
            r#"{"blocks":[{"is":"paragraph","spans":[{"text":"a"}]},{"is":"rule"}],"kind":"consent","language":"en","questions":[],"statement":"","title":"T"}"#
        );
        assert_eq!(serde_json::from_value::<Content>(value).unwrap(), content);
    }
}
