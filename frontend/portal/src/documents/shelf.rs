//! What this device keeps of forms: answers that the server does not have yet (D5). They are kept for their person, without an
//! age, until they are saved or their person signs out, who is asked before.

use domain::DocumentId;
use domain::documents::Answers;
use serde::{Deserialize, Serialize};

use super::SHELF;

/// Answers of one form that are not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    /// The form.
    pub document: DocumentId,
    /// By the keys of their questions; an empty one takes the answer before back.
    pub changes: Answers,
}

/// Where they are kept, for the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf(Option<String>);

impl Shelf {
    /// That of the person who is signed in.
    pub fn of_person() -> Self {
        Self(ui::draft::outbox_key(SHELF))
    }

    /// All forms that have answers which are not saved.
    pub fn all(&self) -> Vec<Unsaved> {
        read(&self.0.as_deref().map(ui::draft::recall_below).unwrap_or_default())
    }

    /// What was kept of one form.
    pub fn of(&self, document: DocumentId) -> Answers {
        let kept = self.key(document).as_deref().map(ui::draft::recall_below).unwrap_or_default();
        read(&kept).pop().map(|unsaved| unsaved.changes).unwrap_or_default()
    }

    /// Keeps these, in place of what was kept before.
    pub fn keep(&self, document: DocumentId, changes: &Answers) {
        let Some(key) = self.key(document) else { return };
        if changes.is_empty() {
            return ui::draft::forget(&key);
        }
        let unsaved = Unsaved { document, changes: changes.clone() };
        ui::draft::keep(&key, "", &serde_json::to_string(&unsaved).unwrap_or_default());
    }

    /// Keeps these, too.
    pub fn add(&self, document: DocumentId, changes: Answers) {
        let mut all = self.of(document);
        all.extend(changes);
        self.keep(document, &all);
    }

    /// These were saved: what was kept since stays.
    pub fn saved(&self, document: DocumentId, changes: &Answers) {
        self.keep(document, &without(self.of(document), changes));
    }

    fn key(&self, document: DocumentId) -> Option<String> {
        Some(format!("{}{document}", self.0.as_deref()?))
    }
}

/// What cannot be read is nothing.
fn read(kept: &[String]) -> Vec<Unsaved> {
    kept.iter().filter_map(|kept| serde_json::from_slice(kept.as_bytes()).ok()).collect()
}

/// Those answers that are others than the `saved` ones.
fn without(mut kept: Answers, saved: &Answers) -> Answers {
    kept.retain(|key, answer| saved.get(key) != Some(answer));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(key, text)| ((*key).to_owned(), (*text).into())).collect()
    }

    #[test]
    fn d5_what_is_kept_comes_back_and_what_is_no_form_does_not() {
        let document: DocumentId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        let unsaved = Unsaved { document, changes: answers(&[("a", "yes"), ("b", "")]) };
        let kept = [serde_json::to_string(&unsaved).unwrap(), r#"{"conversation":"x"}"#.to_owned()];
        assert_eq!(read(&kept), [unsaved]);
    }

    #[test]
    fn d5_what_changed_while_it_was_saved_is_kept_on() {
        let kept = answers(&[("a", "new"), ("b", "same")]);
        assert_eq!(without(kept, &answers(&[("a", "old"), ("b", "same")])), answers(&[("a", "new")]));
    }
}
