//! Which answers the server has, and which it does not (D5). One request is on its way at a time; what changes meanwhile goes
//! with the next.

use domain::documents::{Answer, Answers};

/// The answers that are not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// To be sent.
    pending: Answers,
    /// On their way.
    sending: Option<Answers>,
    /// Refused: they wait to be changed.
    stuck: Answers,
    unheard: bool,
    begun: bool,
}

/// What is shown of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was changed here.
    Untouched,
    /// On the way.
    Saving,
    /// The server has all.
    Saved,
    /// Nobody answered.
    Offline,
    /// One was refused.
    Stuck,
}

impl Keeping {
    /// With what another visit of this page left.
    pub fn left(pending: Answers) -> Self {
        let begun = !pending.is_empty();
        Self { pending, begun, ..Self::default() }
    }

    /// The person answered.
    pub fn changed(&mut self, key: String, answer: Answer) {
        self.begun = true;
        self.stuck.remove(&key);
        self.pending.insert(key, answer);
    }

    /// What is to be sent now; nothing while something is on its way.
    pub fn due(&mut self) -> Option<Answers> {
        if self.sending.is_some() || self.pending.is_empty() {
            return None;
        }
        let due = std::mem::take(&mut self.pending);
        self.sending = Some(due.clone());
        Some(due)
    }

    /// The server has what was on its way.
    pub fn saved(&mut self) {
        self.sending = None;
        self.unheard = false;
    }

    /// Nobody answered: it goes again, below what changed since.
    pub fn unheard(&mut self) {
        self.take_back();
        self.unheard = true;
    }

    /// The server refused those with these keys; the others go again.
    pub fn refused(&mut self, keys: &[&str]) {
        self.unheard = false;
        let mut sent = self.sending.take().unwrap_or_default();
        // What is refused as a whole would be refused again.
        let all = !keys.iter().any(|key| sent.contains_key(*key));
        let refused: Vec<String> = sent.keys().filter(|key| all || keys.contains(&key.as_str())).cloned().collect();
        for key in refused {
            if let Some(answer) = sent.remove(&key).filter(|_| !self.pending.contains_key(&key)) {
                self.stuck.insert(key, answer);
            }
        }
        self.sending = Some(sent);
        self.take_back();
    }

    fn take_back(&mut self) {
        for (key, answer) in self.sending.take().unwrap_or_default() {
            self.pending.entry(key).or_insert(answer);
        }
    }

    /// Whether there is something to be sent, now or after what is on its way.
    pub fn waits(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether something is on its way.
    pub fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    /// All that the server does not have, as far as anybody knows.
    pub fn unsaved(&self) -> Answers {
        let mut all = self.stuck.clone();
        all.extend(self.sending.iter().flatten().map(|(key, answer)| (key.clone(), answer.clone())));
        all.extend(self.pending.iter().map(|(key, answer)| (key.clone(), answer.clone())));
        all
    }

    /// What is shown.
    pub fn kept(&self) -> Kept {
        if self.unheard {
            Kept::Offline
        } else if self.waits() || self.is_sending() {
            Kept::Saving
        } else if !self.stuck.is_empty() {
            Kept::Stuck
        } else if self.begun {
            Kept::Saved
        } else {
            Kept::Untouched
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(key, text)| ((*key).to_owned(), (*text).into())).collect()
    }

    #[test]
    fn d5_only_what_changed_goes_and_what_changes_meanwhile_goes_next() {
        let mut keeping = Keeping::default();
        assert_eq!((keeping.kept(), keeping.due()), (Kept::Untouched, None));
        keeping.changed("a".into(), "1".into());
        keeping.changed("a".into(), "12".into());
        assert_eq!(keeping.due(), Some(answers(&[("a", "12")])));
        keeping.changed("b".into(), "x".into());
        assert_eq!((keeping.due(), keeping.kept()), (None, Kept::Saving), "one at a time");
        assert_eq!(keeping.unsaved(), answers(&[("a", "12"), ("b", "x")]));
        keeping.saved();
        assert_eq!(keeping.due(), Some(answers(&[("b", "x")])));
        keeping.saved();
        assert_eq!((keeping.kept(), keeping.unsaved()), (Kept::Saved, Answers::new()));
    }

    #[test]
    fn d5_offline_everything_is_kept_and_the_newest_answer_wins() {
        let mut keeping = Keeping::left(answers(&[("a", "before")]));
        assert_eq!(keeping.due(), Some(answers(&[("a", "before")])));
        keeping.changed("a".into(), "after".into());
        keeping.unheard();
        assert_eq!((keeping.kept(), keeping.unsaved()), (Kept::Offline, answers(&[("a", "after")])));
        assert_eq!(keeping.due(), Some(answers(&[("a", "after")])));
        assert_eq!(keeping.kept(), Kept::Offline, "until somebody answers");
        keeping.saved();
        assert_eq!(keeping.kept(), Kept::Saved);
    }

    #[test]
    fn d5_one_answer_that_is_refused_holds_no_other_up() {
        let mut keeping = Keeping::default();
        keeping.changed("a".into(), "bad".into());
        keeping.changed("b".into(), "good".into());
        keeping.due();
        keeping.refused(&["a"]);
        assert_eq!(keeping.due(), Some(answers(&[("b", "good")])));
        keeping.saved();
        assert_eq!((keeping.kept(), keeping.unsaved()), (Kept::Stuck, answers(&[("a", "bad")])));
        keeping.changed("a".into(), "well".into());
        assert_eq!(keeping.due(), Some(answers(&[("a", "well")])));
        keeping.refused(&[]);
        assert_eq!((keeping.due(), keeping.kept()), (None, Kept::Stuck), "it is not sent again and again");
    }
}
