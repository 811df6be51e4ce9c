//! What this device keeps of conversations: what stands in the box, and what is not sent yet. It is kept for its person; while
//! nobody is known, as by a notice's link, for this tab only, where the thread takes it up once they have signed in.

use domain::messaging::MessageFile;
use domain::text::PersonalText;
use domain::{ConversationId, MessageId};
use serde::{Deserialize, Serialize};

use crate::queue::Outgoing;

/// What was begun in one of the box's modes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The words.
    #[serde(default)]
    pub text: PersonalText,
    /// The files, which the server has.
    #[serde(default)]
    pub files: Vec<MessageFile>,
}

impl Begun {
    fn is_nothing(&self) -> bool {
        self.text.as_str().is_empty() && self.files.is_empty()
    }

    /// This and, below it, what was begun elsewhere; nothing twice.
    fn and(mut self, other: Self) -> Self {
        let (mine, theirs) = (self.text.as_str(), other.text.as_str());
        if !theirs.is_empty() && mine != theirs {
            self.text = if mine.is_empty() { other.text } else { format!("{mine}\n{theirs}").into() };
        }
        for file in other.files {
            if self.files.iter().all(|known| known.id != file.id) {
                self.files.push(file);
            }
        }
        self
    }
}

/// The box as a device keeps it. All of it is one entry: words for the team never come back without their mode (M10).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Whether the box is for a note.
    #[serde(default)]
    pub note: bool,
    /// What was begun for the other side.
    #[serde(default)]
    pub message: Begun,
    /// What was begun as a note.
    #[serde(default)]
    pub internal: Begun,
}

impl Paper {
    fn is_nothing(&self) -> bool {
        !self.note && self.message.is_nothing() && self.internal.is_nothing()
    }

    /// As it is kept; empty when there is nothing to be kept.
    fn written(&self) -> String {
        if self.is_nothing() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// What cannot be read is nothing.
    fn read(kept: &str) -> Self {
        // From bytes, as answers are read: each way of reading is a program of its own for every type.
        serde_json::from_slice(kept.as_bytes()).unwrap_or_default()
    }
}

/// A message that is not sent yet, as a device keeps it: without an age, until it is sent or taken back (M6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// Where it belongs.
    pub conversation: ConversationId,
    /// When it was written, in milliseconds since 1970: they are sent in this order.
    pub at: u64,
    /// The server refused it: it waits for its thread, where its person sees why.
    #[serde(default)]
    pub refused: bool,
    /// The message, or note.
    pub message: Outgoing,
}

/// Where messages that are not sent yet are kept: the beginning of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf(String);

impl Shelf {
    /// That of the person who is signed in.
    pub fn of_person() -> Option<Self> {
        ui::draft::outbox_key("").map(Self)
    }

    fn of_tab() -> Self {
        Self(ui::draft::tab_outbox_key(""))
    }

    /// All of them, the first first.
    pub fn all(&self) -> Vec<Unsent> {
        in_order(&ui::draft::recall_below(&self.0))
    }

    /// Those of one conversation.
    pub fn of(&self, id: ConversationId) -> Vec<Unsent> {
        in_order(&ui::draft::recall_below(&format!("{}{id}/", self.0)))
    }

    /// Keeps one, each for itself: another tab may have some of its own.
    pub fn keep(&self, unsent: &Unsent) {
        ui::draft::keep(&self.key(unsent.conversation, unsent.message.id), "", &serde_json::to_string(unsent).unwrap_or_default());
    }

    /// It was sent, or taken back.
    pub fn forget(&self, conversation: ConversationId, id: MessageId) {
        ui::draft::forget(&self.key(conversation, id));
    }

    /// The server refused it, or it is to be tried again; nothing where it is kept no longer.
    pub fn refused(&self, conversation: ConversationId, id: MessageId, refused: bool) {
        if let Some(unsent) = self.of(conversation).into_iter().find(|unsent| unsent.message.id == id) {
            self.keep(&Unsent { refused, ..unsent });
        }
    }

    fn key(&self, conversation: ConversationId, id: MessageId) -> String {
        format!("{}{conversation}/{id}", self.0)
    }
}

/// What was kept, in the order in which it was written.
fn in_order(kept: &[String]) -> Vec<Unsent> {
    let mut all: Vec<Unsent> = Vec::new();
    for unsent in kept.iter().filter_map(|kept| serde_json::from_slice::<Unsent>(kept.as_bytes()).ok()) {
        // There are few: the library's sorting would weigh more than all the rest of this.
        let place = all.partition_point(|other| other.at <= unsent.at);
        all.insert(place, unsent);
    }
    all
}

/// Where a device keeps one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    conversation: ConversationId,
    paper: String,
    shelf: Shelf,
}

impl Place {
    /// For the person who is signed in, or for this tab where nobody is known.
    pub fn of(conversation: ConversationId) -> Self {
        let paper = ui::draft::key_anywhere(&format!("conversation/{conversation}/box"));
        match (paper, Shelf::of_person()) {
            (Some(paper), Some(shelf)) => Self { conversation, paper, shelf },
            _ => Self::of_tab(conversation),
        }
    }

    fn of_tab(conversation: ConversationId) -> Self {
        Self { conversation, paper: ui::draft::tab_key(&format!("conversation/{conversation}")), shelf: Shelf::of_tab() }
    }

    /// What stood in the box.
    pub fn paper(&self) -> Paper {
        ui::draft::recall(&self.paper, "").map(|kept| Paper::read(&kept)).unwrap_or_default()
    }

    /// Keeps what stands in the box.
    pub fn keep(&self, paper: &Paper) {
        ui::draft::keep(&self.paper, "", &paper.written());
    }

    /// What is not sent yet.
    pub fn unsent(&self) -> Vec<Outgoing> {
        self.shelf.of(self.conversation).into_iter().map(|unsent| unsent.message).collect()
    }

    /// Its thread is open and tries everything again, also what was refused.
    pub fn try_again(&self) {
        for unsent in self.shelf.of(self.conversation).into_iter().filter(|unsent| unsent.refused) {
            self.shelf.keep(&Unsent { refused: false, ..unsent });
        }
    }

    /// Remembers a message until it is sent.
    pub fn remember(&self, message: &Outgoing) {
        let at = ui::now() as u64;
        self.shelf.keep(&Unsent { conversation: self.conversation, at, refused: false, message: message.clone() });
    }

    /// It was sent, or taken back.
    pub fn forget(&self, id: MessageId) {
        self.shelf.forget(self.conversation, id);
    }

    /// The server refused it, or it is to be tried again.
    pub fn refused(&self, id: MessageId, refused: bool) {
        self.shelf.refused(self.conversation, id, refused);
    }

    /// Takes up what was written in this tab before anybody was known.
    pub fn take_up(&self) {
        let tab = Self::of_tab(self.conversation);
        if *self == tab {
            return;
        }
        for unsent in tab.shelf.of(self.conversation) {
            self.shelf.keep(&unsent);
            tab.forget(unsent.message.id);
        }
        let begun = tab.paper().message;
        if !begun.is_nothing() {
            let paper = self.paper();
            self.keep(&Paper { message: paper.message.and(begun), ..paper });
            tab.keep(&Paper::default());
        }
    }
}

/// Whether something that was written in a conversation is kept for this tab, for after signing in.
#[must_use]
pub fn is_kept_in_tab(conversation: ConversationId) -> bool {
    let tab = Place::of_tab(conversation);
    !tab.paper().message.is_nothing() || !tab.unsent().is_empty()
}

#[cfg(test)]
mod tests {
    use domain::FileId;
    use domain::messaging::FileState;
    use uuid::Uuid;

    use super::*;

    fn file(n: u128) -> MessageFile {
        MessageFile {
            id: FileId(Uuid::from_u128(n)),
            name: "a.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: 5,
            state: FileState::Ready,
        }
    }

    fn begun(text: &str, files: &[u128]) -> Begun {
        Begun { text: text.into(), files: files.iter().map(|n| file(*n)).collect() }
    }

    fn unsent(n: u128, at: u64) -> Unsent {
        let message = Outgoing { id: MessageId(Uuid::from_u128(n)), text: "words".into(), files: Vec::new(), note: n == 2 };
        Unsent { conversation: ConversationId(Uuid::from_u128(100 + n)), at, refused: false, message }
    }

    #[test]
    fn m10_words_come_back_in_their_mode_and_with_their_files() {
        let paper = Paper { note: true, message: begun("For Maya", &[1]), internal: begun("For the team", &[2, 3]) };
        assert_eq!(Paper::read(&paper.written()), paper);
        let empty = Paper { note: true, ..Paper::default() };
        assert_eq!(Paper::read(&empty.written()), empty, "the mode alone, too");
        assert_eq!(Paper::default().written(), "", "nothing is no entry");
        assert_eq!(Paper::read("For the team"), Paper::default(), "words without a mode are nobody's");
    }

    #[test]
    fn m6_what_waits_keeps_its_conversation_and_its_order() {
        let kept: Vec<String> = [unsent(1, 30), unsent(2, 10)].iter().map(|one| serde_json::to_string(one).unwrap()).collect();
        let broken = ["{}".to_owned()];
        assert_eq!(in_order(&[&kept[..], &broken[..]].concat()), [unsent(2, 10), unsent(1, 30)]);
    }

    #[test]
    fn m9_what_was_written_by_a_link_stands_below_what_was_begun() {
        assert_eq!(begun("", &[]).and(begun("by the link", &[1])), begun("by the link", &[1]));
        assert_eq!(begun("here", &[1]).and(begun("by the link", &[1, 2])), begun("here\nby the link", &[1, 2]));
        assert_eq!(begun("the same", &[]).and(begun("the same", &[])), begun("the same", &[]));
        assert_eq!(begun("here", &[]).and(begun("", &[])), begun("here", &[]));
    }
}
