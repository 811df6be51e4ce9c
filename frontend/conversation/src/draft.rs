//! What is being written, and how much of it is kept: on the server, where another device of the same person finds it (M6).

use domain::messaging::{Draft, SaveDraft};

/// What the person sees about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to be kept.
    Nothing,
    /// Something was typed since it was last kept.
    Changed,
    /// It is on its way.
    Saving,
    /// The server has it.
    Saved,
    /// The server could not be told; it is tried again.
    Unheard,
    /// Another device has kept something else: the person decides.
    Elsewhere,
}

/// A draft between the box and the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafting {
    text: String,
    kept: String,
    version: i64,
    /// What is on its way to the server.
    saving: Option<String>,
    unheard: bool,
    /// What another device has kept meanwhile.
    theirs: Option<Draft>,
    /// What was in the box is being sent: the server empties the draft with it.
    held: bool,
}

impl Drafting {
    /// What stands in the box.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is to be said about it.
    #[must_use]
    pub fn state(&self) -> Kept {
        match () {
            () if self.theirs.is_some() => Kept::Elsewhere,
            () if self.held && self.text.is_empty() => Kept::Nothing,
            () if self.saving.is_some() => Kept::Saving,
            () if self.unheard && self.text != self.kept => Kept::Unheard,
            () if self.text != self.kept => Kept::Changed,
            () if self.text.is_empty() => Kept::Nothing,
            () => Kept::Saved,
        }
    }

    /// The person typed.
    pub fn typed(&mut self, text: String) {
        self.text = text;
    }

    /// What is to be kept now, if anything is.
    pub fn due(&mut self) -> Option<SaveDraft> {
        if self.held || self.saving.is_some() || self.theirs.is_some() || self.text == self.kept {
            return None;
        }
        self.saving = Some(self.text.clone());
        Some(SaveDraft { text: self.text.as_str().into(), version: Some(self.version) })
    }

    /// The server has what was [`due`](Self::due).
    pub fn saved(&mut self, answer: &Draft) {
        if let Some(sent) = self.saving.take() {
            self.kept = sent;
        }
        (self.version, self.unheard) = (answer.version, false);
    }

    /// The server could not be told.
    pub fn unheard(&mut self) {
        (self.saving, self.unheard) = (None, true);
    }

    /// The server has something newer, which is to be asked for.
    pub fn stale(&mut self) {
        self.saving = None;
    }

    /// Whether something is on its way to the server.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// What the server has, asked for at the beginning, when another device kept something, or after a refusal. Gives what
    /// is to stand in the box from now on, when that is something else. While something is on its way this is overtaken.
    pub fn found(&mut self, draft: Draft) -> Option<String> {
        if self.saving.is_some() || draft.version < self.version {
            return None;
        }
        let theirs = draft.text.as_str().to_owned();
        let untouched = self.text == self.kept;
        self.version = draft.version;
        self.theirs = None;
        if untouched || self.text == theirs {
            self.kept.clone_from(&theirs);
            let other = self.text != theirs;
            self.text.clone_from(&theirs);
            return other.then_some(theirs);
        }
        // Typed here, and nothing else over there but what this text began with, or nothing at all: this one goes on, and no
        // word is lost.
        if theirs == self.kept || self.text.starts_with(&theirs) {
            self.kept = theirs;
        } else {
            self.theirs = Some(draft);
        }
        None
    }

    /// What another device has, while the person has not decided.
    #[must_use]
    pub fn theirs(&self) -> Option<&str> {
        self.theirs.as_ref().map(|draft| draft.text.as_str())
    }

    /// The person goes on with their own words; the others are overwritten.
    pub fn keep_mine(&mut self) {
        if let Some(draft) = self.theirs.take() {
            self.kept = draft.text.into();
        }
    }

    /// The person takes the other device's words; gives them.
    pub fn take_theirs(&mut self) -> Option<String> {
        let draft = self.theirs.take()?;
        self.kept = draft.text.into();
        self.text.clone_from(&self.kept);
        Some(self.text.clone())
    }

    /// What stood in the box is on its way as a message: the box is empty, and nothing is kept until that has come out. What
    /// another device has kept meanwhile is offered still.
    pub fn sent(&mut self) -> String {
        self.held = true;
        std::mem::take(&mut self.text)
    }

    /// The box is for something else now, and `mine` was put aside with it: the server is to keep it no longer, so that no other
    /// device shows it. What another device has kept stays.
    pub fn put_aside(&mut self, mine: &str) {
        if mine.starts_with(&self.text) {
            self.text.clear();
        }
    }

    /// The box is for messages again. Gives what stands in it: `mine`, which was put aside, or what another device has kept
    /// meanwhile; where there is both, that is offered beside it.
    pub fn take_again(&mut self, mine: String) -> String {
        let there = std::mem::take(&mut self.text);
        if mine.is_empty() {
            self.text = there;
        } else {
            if self.theirs.is_none() && !mine.starts_with(&there) {
                self.theirs = Some(Draft { text: there.into(), saved_at: None, version: self.version });
            }
            self.text = mine;
        }
        self.text.clone()
    }

    /// The message came out, one way or the other.
    pub fn go_on(&mut self) {
        self.held = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str, version: i64) -> Draft {
        Draft { text: text.into(), saved_at: None, version }
    }

    fn due(drafting: &mut Drafting) -> Option<(String, Option<i64>)> {
        drafting.due().map(|save| (save.text.into(), save.version))
    }

    #[test]
    fn m6_what_is_typed_is_kept_once_it_is_due() {
        let mut drafting = Drafting::default();
        assert_eq!((drafting.state(), drafting.due()), (Kept::Nothing, None));
        drafting.typed("Hel".into());
        assert_eq!(drafting.state(), Kept::Changed);
        assert_eq!(due(&mut drafting), Some(("Hel".into(), Some(0))));
        drafting.typed("Hello".into());
        assert_eq!((drafting.state(), drafting.due()), (Kept::Saving, None), "one at a time");
        drafting.saved(&draft("Hel", 1));
        assert_eq!(due(&mut drafting), Some(("Hello".into(), Some(1))));
        drafting.saved(&draft("Hello", 2));
        assert_eq!((drafting.state(), drafting.due()), (Kept::Saved, None));
    }

    #[test]
    fn m6_a_draft_of_another_device_appears_where_nothing_else_was_typed() {
        let mut drafting = Drafting::default();
        assert_eq!(drafting.found(draft("From the phone", 3)), Some("From the phone".into()));
        assert_eq!((drafting.text(), drafting.state()), ("From the phone", Kept::Saved));
        assert_eq!(drafting.found(draft("From the phone", 3)), None);
        assert_eq!(drafting.found(draft("older", 2)), None, "an answer that was overtaken");
        assert_eq!(drafting.found(draft("", 4)), Some(String::new()), "it was sent over there");
    }

    #[test]
    fn m6_neither_device_loses_its_words() {
        let mut drafting = Drafting::default();
        drafting.found(draft("Common", 1));
        drafting.typed("Common and mine".into());
        drafting.due();
        assert_eq!((drafting.found(draft("Common", 1)), drafting.is_saving()), (None, true), "overtaken");
        drafting.stale();
        assert_eq!(drafting.found(draft("Common and theirs", 2)), None);
        assert_eq!((drafting.state(), drafting.theirs()), (Kept::Elsewhere, Some("Common and theirs")));
        assert_eq!(drafting.due(), None, "until the person decides");
        let mut other = drafting.clone();
        drafting.keep_mine();
        assert_eq!(due(&mut drafting), Some(("Common and mine".into(), Some(2))));
        assert_eq!(other.take_theirs(), Some("Common and theirs".into()));
        assert_eq!(other.due(), None);
        assert_eq!(other.text(), "Common and theirs");
    }

    #[test]
    fn m6_what_was_typed_on_before_a_reload_asks_nobody() {
        let mut drafting = Drafting::default();
        drafting.typed("Hello there".into());
        assert_eq!(drafting.found(draft("Hello", 4)), None);
        assert_eq!(drafting.theirs(), None);
        assert_eq!(due(&mut drafting), Some(("Hello there".into(), Some(4))));
    }

    #[test]
    fn m6_a_message_that_is_sent_takes_its_draft_with_it() {
        let mut drafting = Drafting::default();
        drafting.typed("Hello".into());
        drafting.due();
        drafting.saved(&draft("Hello", 1));
        assert_eq!((drafting.sent(), drafting.state()), ("Hello".into(), Kept::Nothing));
        drafting.typed("And".into());
        assert_eq!(drafting.due(), None, "not before the message came out");
        drafting.go_on();
        assert_eq!(drafting.found(draft("", 2)), None);
        assert_eq!(due(&mut drafting), Some(("And".into(), Some(2))));
    }

    #[test]
    fn m6_sending_ones_own_words_does_not_drop_those_of_the_other_device() {
        let mut drafting = Drafting::default();
        drafting.found(draft("Common", 1));
        drafting.typed("Mine".into());
        drafting.found(draft("Theirs", 2));
        assert_eq!((drafting.sent(), drafting.theirs()), ("Mine".into(), Some("Theirs")));
        drafting.go_on();
        // The server kept them: they are not what was sent.
        assert_eq!(drafting.found(draft("Theirs", 2)), None);
        assert_eq!((drafting.state(), drafting.theirs()), (Kept::Elsewhere, Some("Theirs")));
        assert_eq!(drafting.due(), None, "until the person decides");
        assert_eq!(drafting.take_theirs(), Some("Theirs".into()));
        assert_eq!((drafting.state(), drafting.due()), (Kept::Saved, None));
    }

    #[test]
    fn m10_what_is_put_aside_for_a_note_is_withdrawn_and_comes_back() {
        let mut drafting = Drafting::default();
        drafting.typed("Dear Maya".into());
        drafting.due();
        drafting.saved(&draft("Dear Maya", 1));
        drafting.put_aside("Dear Maya");
        assert_eq!(due(&mut drafting), Some((String::new(), Some(1))), "the server keeps it no longer");
        drafting.saved(&draft("", 2));
        assert_eq!(drafting.due(), None, "once");
        assert_eq!(drafting.take_again("Dear Maya".into()), "Dear Maya");
        assert_eq!(due(&mut drafting), Some(("Dear Maya".into(), Some(2))));
    }

    #[test]
    fn m10_what_came_while_a_note_was_written_is_offered_or_stands_in_the_empty_box() {
        let mut drafting = Drafting::default();
        drafting.put_aside("");
        assert_eq!(drafting.found(draft("From the phone", 1)), Some("From the phone".into()));
        drafting.put_aside("Dear Maya");
        assert_eq!(drafting.text(), "From the phone", "that of another device is not withdrawn");
        let mut other = drafting.clone();
        assert_eq!(other.take_again(String::new()), "From the phone");
        assert_eq!((other.state(), other.due()), (Kept::Saved, None));
        assert_eq!(drafting.take_again("Dear Maya".into()), "Dear Maya");
        assert_eq!(drafting.theirs(), Some("From the phone"));
        assert_eq!(drafting.due(), None, "until the person decides");
        drafting.keep_mine();
        assert_eq!(due(&mut drafting), Some(("Dear Maya".into(), Some(1))));
    }

    #[test]
    fn m6_on_a_dead_network_it_is_tried_again() {
        let mut drafting = Drafting::default();
        drafting.typed("Hello".into());
        drafting.due();
        drafting.unheard();
        assert_eq!(drafting.state(), Kept::Unheard);
        assert!(drafting.due().is_some());
    }
}
