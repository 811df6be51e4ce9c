//! Documents on pages, the same in both applications: what is to be read ([`Text`]), what is asked ([`Questions`]), and what
//! was answered ([`AnswerList`]). Nothing here asks the server; `README.md` shows how it is used.

mod answered;
mod list;
mod questions;
mod text;
mod words;

pub use answered::in_words;
pub use list::AnswerList;
pub use questions::{Questions, field_id};
pub use text::Text;
pub use words::{Words, fill, words_in};

/// What a document says, from the JSON text of it; none where this program is too old to read it.
#[must_use]
pub fn read(content: &str) -> Option<domain::documents::Content> {
    // From bytes, as answers are read: each way of reading is a program of its own for every type.
    serde_json::from_slice(content.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use domain::documents::{Block, Content};

    #[test]
    fn what_was_sent_is_read_and_what_is_unknown_is_not_half_read() {
        let sent = Content { title: "Policies".into(), blocks: vec![Block::Rule], ..Content::default() };
        let text = serde_json::to_string(&sent).unwrap();
        assert_eq!(super::read(&text), Some(sent));
        assert_eq!(super::read(&text.replace("\"rule\"", "\"video\"")), None);
    }
}
