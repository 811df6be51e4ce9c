//! From the questions of a template to what is written on, and back.

use std::collections::HashMap;

use domain::documents::{Question, ShowIf};
use leptos::prelude::*;

use super::item::{Item, Known};
use super::keys::keys;

/// The questions of a template, to be written on.
pub fn items_of(questions: &[Question], next: &mut impl FnMut() -> u32) -> Vec<Item> {
    let items: Vec<Item> = questions.iter().map(|question| Item::of(question, next)).collect();
    let by_key: HashMap<&str, &Item> = questions.iter().zip(&items).map(|(question, item)| (question.key.as_str(), item)).collect();
    for (question, item) in questions.iter().zip(&items) {
        let Some(show_if) = &question.show_if else { continue };
        let Some(awaited) = by_key.get(show_if.question.as_str()) else { continue };
        item.after.set(awaited.id.to_string());
        item.is.set(awaited.known().into_iter().filter(|known| show_if.is.contains(&known.key)).map(|known| known.token).collect());
    }
    items
}

/// The questions as they stand, with keys. A condition on what is gone names nothing, which the check refuses.
pub fn questions_of(items: &[Item]) -> Vec<Question> {
    let words: Vec<(Option<String>, String)> = items.iter().map(|item| (item.key.get_untracked(), item.words())).collect();
    let keys = keys(words.iter().map(|(key, label)| (key.clone(), label.as_str())), "question");
    let awaited: HashMap<String, (String, Vec<Known>)> =
        items.iter().zip(&keys).map(|(item, key)| (item.id.to_string(), (key.clone(), item.known()))).collect();
    let condition = |item: &Item| {
        let after = Some(item.after.get_untracked()).filter(|after| !after.is_empty())?;
        let is = item.is.get_untracked();
        let Some((question, known)) = awaited.get(&after) else { return Some(ShowIf { question: String::new(), is: Vec::new() }) };
        let is = known.iter().filter(|known| is.contains(&known.token)).map(|known| known.key.clone()).collect();
        Some(ShowIf { question: question.clone(), is })
    };
    items.iter().zip(&keys).map(|(item, key)| Question { show_if: condition(item), ..item.question(key.clone()) }).collect()
}
