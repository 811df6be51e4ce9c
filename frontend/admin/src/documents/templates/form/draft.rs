//! A form being written: its questions in their order, and what follows when one is added, moved or taken away.

use std::collections::HashMap;

use domain::Check;
use domain::documents::{FormTemplateInput, Question, QuestionKind};
use domain::practice::profile::Language;
use leptos::prelude::*;
use ui::FormState;

use super::item::Item;
use super::placing::pointer;
use super::questions::{items_of, questions_of};
use crate::documents::arrange::put_at;
use crate::documents::templates::terms::Terms;
use crate::labels;

/// The key under which it is kept on this device until it is saved.
const KEPT: &str = "form-template";

/// A form being written.
#[derive(Clone, Copy)]
pub struct FormDraft {
    /// Its title.
    pub title: RwSignal<String>,
    /// The language it is in, by tag.
    pub language: RwSignal<String>,
    /// Words above the first question.
    pub introduction: RwSignal<String>,
    /// How long it is asked for.
    pub terms: Terms,
    /// Its questions, in their order.
    pub items: RwSignal<Vec<Item>>,
    /// Counts what concerns several questions: their order, their kinds, words that were finished.
    pub revision: RwSignal<u32>,
    /// The form on the page that it is in.
    pub form: FormState,
    next: StoredValue<u32>,
    kept: StoredValue<Option<(String, String)>>,
}

impl FormDraft {
    /// What a version of a template says, to be looked at only.
    pub fn of_version(form: &FormTemplateInput) -> Self {
        Self::of(Some(form), form.language, None)
    }

    /// What a template says, or nothing yet; or what was being written when the session ended.
    pub fn new(known: Option<&FormTemplateInput>, usual: Language) -> Self {
        let base = known.map(written).unwrap_or_default();
        let kept = ui::draft::key(KEPT).map(|key| (key, base));
        let unfinished = kept.as_ref().and_then(|(key, base)| serde_json::from_str(&ui::draft::recall(key, base)?).ok());
        let draft = Self::of(unfinished.as_ref().or(known), usual, kept);
        if unfinished.is_some() {
            draft.form.touch();
            draft.look(&draft.input());
        }
        draft
    }

    fn of(known: Option<&FormTemplateInput>, usual: Language, kept: Option<(String, String)>) -> Self {
        let text = |text: Option<&str>| RwSignal::new(text.unwrap_or_default().to_owned());
        let draft = Self {
            title: text(known.map(|form| form.title.as_str())),
            language: text(Some(known.map_or(usual, |form| form.language).tag())),
            introduction: text(known.map(|form| form.introduction.as_str())),
            terms: Terms::new(known.and_then(|form| form.renew_after_months), known.and_then(|form| form.expire_after_days)),
            items: RwSignal::new(Vec::new()),
            revision: RwSignal::new(0),
            form: FormState::new(),
            next: StoredValue::new(0),
            kept: StoredValue::new(kept),
        };
        draft.items.set(items_of(known.map(|form| form.questions.as_slice()).unwrap_or_default(), &mut || draft.number()));
        draft
    }

    fn number(self) -> u32 {
        let number = self.next.get_value() + 1;
        self.next.set_value(number);
        number
    }

    /// As it stands.
    pub fn input(self) -> FormTemplateInput {
        FormTemplateInput {
            title: self.title.with_untracked(|title| title.trim().to_owned()),
            language: self.language.with_untracked(|tag| labels::language_of(tag)).unwrap_or_default(),
            introduction: self.introduction.with_untracked(|text| text.trim_end().to_owned()),
            questions: self.items.with_untracked(|items| questions_of(items)),
            renew_after_months: self.terms.renew_after_months(),
            expire_after_days: self.terms.expire_after_days(),
        }
    }

    /// The question with this number.
    pub fn find(self, id: u32) -> Option<Item> {
        self.items.with_untracked(|items| items.iter().find(|item| item.id == id).cloned())
    }

    /// Adds a question, open to be written: behind this one, or as the last. Gives its number.
    pub fn add(self, kind: QuestionKind, behind: Option<u32>) -> u32 {
        let item = Item::of(&Question::new("", kind, ""), &mut || self.number());
        item.furnish(&mut || self.number());
        self.insert(item, behind)
    }

    /// Adds another question like this one behind it.
    pub fn duplicate(self, id: u32) -> Option<u32> {
        let item = self.find(id)?.again(&mut || self.number());
        Some(self.insert(item, Some(id)))
    }

    fn insert(self, item: Item, behind: Option<u32>) -> u32 {
        let id = item.id;
        item.open.set(true);
        self.items.update(|items| {
            let place = items.iter().position(|other| Some(other.id) == behind).map_or(items.len(), |place| place + 1);
            items.insert(place, item);
        });
        self.changed();
        id
    }

    /// Takes a question away; gives it with its place.
    pub fn remove(self, id: u32) -> Option<(usize, Item)> {
        let place = self.items.with_untracked(|items| items.iter().position(|item| item.id == id))?;
        let item = self.items.try_update(|items| items.remove(place))?;
        self.changed();
        Some((place, item))
    }

    /// Puts a question back that was taken away.
    pub fn put_back(self, place: usize, item: Item) {
        if self.items.try_update(|items| items.insert(place.min(items.len()), item)).is_some() {
            self.changed();
        }
    }

    /// Moves a question to another place.
    pub fn put(self, id: u32, to: usize) {
        self.items.update(|items| {
            if let Some(from) = items.iter().position(|item| item.id == id) {
                put_at(items, from, to);
            }
        });
        self.changed();
    }

    /// A question is answered another way.
    pub fn furnish(self, id: u32) {
        if let Some(item) = self.find(id) {
            item.furnish(&mut || self.number());
        }
    }

    /// A number for a choice.
    pub fn choice_number(self) -> u32 {
        self.number()
    }

    /// Something was finished that others may depend on: looks at what does not fit any more, and keeps all on this device.
    pub fn changed(self) {
        if self.revision.try_update(|revision| *revision += 1).is_none() {
            return;
        }
        self.form.touch();
        let input = self.input();
        self.look(&input);
        if let Some(Some((key, base))) = self.kept.try_get_value() {
            self.form.keep(&key, &base, &written(&input));
        }
    }

    /// Says at each question what the domain's check says of it among the others.
    fn look(self, input: &FormTemplateInput) {
        let mut found: HashMap<usize, String> = HashMap::new();
        for error in input.errors() {
            let Some((place, rest)) = error.pointer.strip_prefix("/questions/").and_then(|rest| rest.split_once('/')) else { continue };
            let Some(place) = place.parse().ok().filter(|_| rest.starts_with("show_if/") || rest == "field") else { continue };
            found.entry(place).or_insert_with(|| among_others(&error.code, error.message));
        }
        self.items.with_untracked(|items| {
            for (place, item) in items.iter().enumerate() {
                let now = found.remove(&place);
                if now.is_none() {
                    // Moving another question may have mended what was refused here.
                    self.form.touch_at(&pointer(item.id, "show_if"));
                }
                if item.broken.get_untracked() != now {
                    item.broken.set(now);
                }
            }
        });
    }

    /// It was saved like this: keys that were made now stay.
    pub fn saved(self, input: &FormTemplateInput) {
        self.kept.update_value(|kept| {
            if let Some((_, base)) = kept {
                *base = written(input);
            }
        });
    }

    /// Keeps the keys that `input` was given.
    pub fn fix_keys(self, input: &FormTemplateInput) {
        self.items.with_untracked(|items| items.iter().zip(&input.questions).for_each(|(item, question)| item.fix(question)));
    }
}

fn written(input: &FormTemplateInput) -> String {
    serde_json::to_string(input).unwrap_or_default()
}

/// What the check says of a question among the others, in the words of this page.
pub fn among_others(code: &str, message: String) -> String {
    match code {
        "not_earlier" => "This waits for a question that does not stand above it.".to_owned(),
        "kind" => "This waits for a question that has no answers to choose from any more.".to_owned(),
        _ => message,
    }
}

#[cfg(test)]
mod tests;
