//! A question being written: each of its parts in a signal of its own, so that a key touches only what it changes. Counted
//! signals: a question that is added by pressing a button belongs to no part of the page.

use std::collections::BTreeSet;

use domain::documents::{Choice, FieldOf, Question, QuestionKind, Scale};
use leptos::prelude::*;

use super::keys::keys;
use super::words;

/// A choice being written.
#[derive(Clone)]
pub struct ChoiceItem {
    /// Its number in this form.
    pub id: u32,
    /// Its key, once it has one.
    pub key: ArcRwSignal<Option<String>>,
    /// What the client reads.
    pub label: ArcRwSignal<String>,
    /// What it counts.
    pub score: ArcRwSignal<String>,
}

impl ChoiceItem {
    /// One without words.
    pub fn new(id: u32) -> Self {
        Self { id, key: ArcRwSignal::new(None), label: text(""), score: text("") }
    }

    fn of(id: u32, choice: &Choice) -> Self {
        let score = choice.score.map(|score| score.to_string()).unwrap_or_default();
        Self { id, key: ArcRwSignal::new(Some(choice.key.clone())), label: text(&choice.label), score: text(&score) }
    }
}

/// An answer that other questions may wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is called in this form, whatever its words are.
    pub token: String,
    /// What it is called in the template.
    pub key: String,
    /// What the client reads.
    pub label: String,
}

/// A question being written.
#[derive(Clone)]
pub struct Item {
    /// Its number in this form.
    pub id: u32,
    /// Its key, once it has one.
    pub key: ArcRwSignal<Option<String>>,
    /// How it is answered, by name.
    pub kind: ArcRwSignal<String>,
    /// What is asked.
    pub label: ArcRwSignal<String>,
    /// What helps to answer it.
    pub help: ArcRwSignal<String>,
    /// Whether it must be answered.
    pub required: ArcRwSignal<bool>,
    /// The choices; kept while it is of a kind that has none.
    pub choices: ArcRwSignal<Vec<ChoiceItem>>,
    /// Whether the choices count.
    pub scored: ArcRwSignal<bool>,
    /// The first step of a scale, the last one, and what they mean.
    pub scale: ScaleItem,
    /// What of the record it is about, by name; empty: nothing.
    pub field: ArcRwSignal<String>,
    /// The number of the question it waits for; empty: none.
    pub after: ArcRwSignal<String>,
    /// The answers it waits for, as tokens.
    pub is: ArcRwSignal<BTreeSet<String>>,
    /// Whether it is open to be changed.
    pub open: ArcRwSignal<bool>,
    /// What does not fit the other questions any more.
    pub broken: ArcRwSignal<Option<String>>,
}

/// A scale being written.
#[derive(Clone)]
pub struct ScaleItem {
    /// The first step.
    pub from: ArcRwSignal<String>,
    /// The last one.
    pub to: ArcRwSignal<String>,
    /// What the first means.
    pub from_label: ArcRwSignal<String>,
    /// What the last means.
    pub to_label: ArcRwSignal<String>,
}

impl Item {
    /// What a template says of a question, but for its condition.
    pub fn of(question: &Question, next: &mut impl FnMut() -> u32) -> Self {
        let usual = Scale { from: 0, to: 10, from_label: String::new(), to_label: String::new() };
        let scale = question.scale.as_ref().unwrap_or(&usual);
        let id = next();
        Self {
            id,
            key: ArcRwSignal::new(Some(question.key.clone()).filter(|key| !key.is_empty())),
            kind: text(question.kind.as_str()),
            label: text(&question.label),
            help: text(&question.help),
            required: ArcRwSignal::new(question.required),
            choices: ArcRwSignal::new(question.choices.iter().map(|choice| ChoiceItem::of(next(), choice)).collect()),
            scored: ArcRwSignal::new(question.choices.iter().any(|choice| choice.score.is_some())),
            scale: ScaleItem {
                from: text(&scale.from.to_string()),
                to: text(&scale.to.to_string()),
                from_label: text(&scale.from_label),
                to_label: text(&scale.to_label),
            },
            field: text(question.field.map(FieldOf::as_str).unwrap_or_default()),
            after: text(""),
            is: ArcRwSignal::new(BTreeSet::new()),
            open: ArcRwSignal::new(false),
            broken: ArcRwSignal::new(None),
        }
    }

    /// The same question once more, without a key and without its part in the record.
    pub fn again(&self, next: &mut impl FnMut() -> u32) -> Self {
        let again = Self::of(&Question { key: String::new(), field: None, ..self.question(String::new()) }, next);
        // The choices in their order, so that who waits for both waits for the same.
        again.after.set(self.after.get_untracked());
        again.is.set(self.is.get_untracked());
        again
    }

    /// How it is answered.
    pub fn kind(&self) -> QuestionKind {
        self.kind.with_untracked(|kind| kind_of(kind))
    }

    /// Its words.
    pub fn words(&self) -> String {
        trimmed(&self.label)
    }

    /// A question with choices has two to begin with.
    pub fn furnish(&self, next: &mut impl FnMut() -> u32) {
        if words::has_choices(self.kind()) && self.choices.with_untracked(Vec::is_empty) {
            self.choices.set(vec![ChoiceItem::new(next()), ChoiceItem::new(next())]);
        }
    }

    /// The answers that another question may wait for.
    pub fn known(&self) -> Vec<Known> {
        let plain = |key: &str, label: &str| Known { token: key.to_owned(), key: key.to_owned(), label: label.to_owned() };
        match self.kind() {
            QuestionKind::YesNo => vec![plain("yes", "Yes"), plain("no", "No")],
            QuestionKind::Scale => self.question(String::new()).known_answers().iter().map(|step| plain(step, step)).collect(),
            kind if words::has_choices(kind) => {
                let choices = self.choices_written();
                let ids = self.choices.with_untracked(|all| all.iter().map(|one| one.id).collect::<Vec<_>>());
                ids.iter().zip(choices).map(|(id, one)| Known { token: format!("choice-{id}"), key: one.key, label: one.label }).collect()
            }
            _ => Vec::new(),
        }
    }

    /// As it stands, without its condition. What cannot be read becomes something that the check refuses.
    pub fn question(&self, key: String) -> Question {
        let kind = self.kind();
        let field = self.field.with_untracked(|field| FieldOf::named(field));
        let fits = |field: &FieldOf| words::fields(kind).iter().any(|one| one.value == field.as_str());
        let number = |text: &ArcRwSignal<String>, other: i32| trimmed(text).parse().unwrap_or(other);
        let scale = || Scale {
            from: number(&self.scale.from, i32::MIN),
            to: number(&self.scale.to, i32::MAX),
            from_label: trimmed(&self.scale.from_label),
            to_label: trimmed(&self.scale.to_label),
        };
        Question {
            help: trimmed(&self.help),
            required: kind != QuestionKind::Section && self.required.get_untracked(),
            choices: if words::has_choices(kind) { self.choices_written() } else { Vec::new() },
            scale: (kind == QuestionKind::Scale).then(scale),
            field: field.filter(fits),
            ..Question::new(&key, kind, &self.words())
        }
    }

    fn choices_written(&self) -> Vec<Choice> {
        let scored = self.scored.get_untracked();
        let all = self.choices.get_untracked();
        let known: Vec<(Option<String>, String)> = all.iter().map(|one| (one.key.get_untracked(), trimmed(&one.label))).collect();
        let keys = keys(known.iter().map(|(key, label)| (key.clone(), label.as_str())), "choice");
        let score = |one: &ChoiceItem| Some(trimmed(&one.score)).filter(|text| scored && !text.is_empty());
        let choice = |((one, key), (_, label)): ((&ChoiceItem, String), (Option<String>, String))| Choice {
            key,
            label,
            score: score(one).map(|text| text.parse().unwrap_or(i32::MAX)),
        };
        all.iter().zip(keys).zip(known).map(choice).collect()
    }

    /// From now on these are its key and those of its choices, whatever the words become.
    pub fn fix(&self, question: &Question) {
        self.key.set(Some(question.key.clone()));
        self.choices.with_untracked(|all| {
            for (item, choice) in all.iter().zip(&question.choices) {
                item.key.set(Some(choice.key.clone()));
            }
        });
    }
}

/// The kind of this name.
pub fn kind_of(name: &str) -> QuestionKind {
    QuestionKind::named(name).unwrap_or(QuestionKind::ShortText)
}

fn text(text: &str) -> ArcRwSignal<String> {
    ArcRwSignal::new(text.to_owned())
}

fn trimmed(text: &ArcRwSignal<String>) -> String {
    text.with_untracked(|text| text.trim().to_owned())
}
