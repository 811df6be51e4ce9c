//! One question: what all kinds have in common.

use domain::documents::{Question, QuestionKind};
use leptos::prelude::*;
use ui::{Icon, IconName, live};

use super::choices::{self, Group};
use super::field_id;
use super::sheet::{Sheet, State};
use super::typed::Typed;
use crate::words::say;

/// A question with its control, or a heading.
#[component]
pub(super) fn One(sheet: Sheet, place: usize, level: u8) -> impl IntoView {
    let (Some(question), Some(state)) = (sheet.question(place), sheet.state(place)) else { return ().into_any() };
    let hidden = Signal::derive(move || !state.shown.get());
    if question.kind == QuestionKind::Section {
        return view! { <div class="section" hidden=hidden>{heading(question, level)}</div> }.into_any();
    }
    let asked = Asked { sheet, place, state, id: StoredValue::new(field_id(&question.key)), has_help: !question.help.is_empty() };
    let control = match question.kind {
        QuestionKind::OneChoice if !choices::are_listed(&question) => view! { <Typed asked question /> }.into_any(),
        QuestionKind::OneChoice | QuestionKind::ManyChoices | QuestionKind::YesNo | QuestionKind::Scale => {
            view! { <Group asked question /> }.into_any()
        }
        _ => view! { <Typed asked question /> }.into_any(),
    };
    view! { <div class="question" hidden=hidden>{control}</div> }.into_any()
}

fn heading(question: Question, level: u8) -> AnyView {
    let Question { label, help, .. } = question;
    let heading = match level {
        ..=2 => view! { <h2 dir="auto">{label}</h2> }.into_any(),
        3 => view! { <h3 dir="auto">{label}</h3> }.into_any(),
        _ => view! { <h4 dir="auto">{label}</h4> }.into_any(),
    };
    let help = (!help.is_empty()).then(|| view! { <p dir="auto">{help}</p> }.into_any());
    view! { {heading} {help} }.into_any()
}

/// A question that is asked.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub sheet: Sheet,
    pub place: usize,
    pub state: State,
    pub id: StoredValue<String>,
    has_help: bool,
}

impl Asked {
    /// The question's words with its star.
    pub fn label(self, question: &Question) -> AnyView {
        let star = question.required.then(|| view! { " " <span class="star" aria-hidden="true">"*"</span> }.into_any());
        view! { <span dir="auto">{question.label.clone()}</span> {star} }.into_any()
    }

    /// What helps to answer it.
    pub fn help(self, question: &Question) -> Option<AnyView> {
        let help = question.help.clone();
        let id = format!("{}-help", self.id.get_value());
        self.has_help.then(|| view! { <p class="hint" id=id dir="auto">{help}</p> }.into_any())
    }

    /// What is wrong with the answer.
    pub fn error(self, kind: QuestionKind) -> AnyView {
        let words = self.sheet.words;
        live(move || {
            let error = self.state.wrong.get()?;
            let (id, text) = (format!("{}-error", self.id.get_value()), words.get().wrong(&error, kind));
            Some(view! { <p class="error" id=id><Icon name=IconName::Warning /><span>{text}</span></p> }.into_any())
        })
        .into_any()
    }

    /// `aria-invalid`
    pub fn invalid(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.state.wrong.with(Option::is_some).then_some("true"))
    }

    /// `aria-describedby`: the error, the help, and what else there is (`more`, as it ends the id), those that are there.
    pub fn described(self, more: Option<&'static str>) -> Signal<Option<String>> {
        Signal::derive(move || {
            let error = self.state.wrong.with(Option::is_some).then_some("error");
            let id = self.id.get_value();
            let parts = [error, self.has_help.then_some("help"), more].into_iter().flatten();
            let all = parts.map(|part| format!("{id}-{part}")).collect::<Vec<_>>().join(" ");
            Some(all).filter(|all| !all.is_empty())
        })
    }

    /// A line below the question, said with it.
    pub fn more(self, part: &'static str, text: fn(&'static crate::Words) -> &'static str) -> AnyView {
        let id = format!("{}-{part}", self.id.get_value());
        view! { <p class="hint" id=id>{say(self.sheet.words, text)}</p> }.into_any()
    }
}
