//! Questions that are answered by choosing: one of some, any of some, yes or no, a step of a scale.

use domain::documents::{Answer, Question, QuestionKind};
use leptos::prelude::*;

use super::one::Asked;
use crate::words::{fill, say};

/// More choices than this stand in a list that opens.
const LISTED: usize = 12;

/// Whether all choices of a question are seen at once.
pub(super) fn are_listed(question: &Question) -> bool {
    question.choices.len() <= LISTED
}

/// The question as a legend, and its answers below.
#[component]
pub(super) fn Group(asked: Asked, question: Question) -> impl IntoView {
    let many = question.kind == QuestionKind::ManyChoices;
    let has_ends = question.scale.as_ref().is_some_and(|scale| !scale.from_label.is_empty() || !scale.to_label.is_empty());
    let more = match question.kind {
        QuestionKind::ManyChoices => Some(asked.more("more", |w| w.many)),
        QuestionKind::Scale if has_ends => ends(asked, &question),
        _ => None,
    };
    let described = asked.described(more.is_some().then_some("more"));
    let required =
        question.required.then(|| view! { <span class="visually-hidden">" " {say(asked.sheet.words, |w| w.required)}</span> }.into_any());
    let answers = answers(asked, &question);
    let answers = match question.kind {
        QuestionKind::Scale => view! { <div class="steps">{answers}</div> }.into_any(),
        _ => answers,
    };
    let shown_ends = (question.kind == QuestionKind::Scale && has_ends).then(|| shown_ends(&question));
    // A choice that need not be made can be taken back; ticks are taken back by themselves.
    let clear = (!many && !question.required).then(|| view! { <Clear asked label=question.label.clone() /> }.into_any());
    view! {
        <fieldset class="group" id=asked.id.get_value() tabindex="-1" aria-describedby=described>
            <legend>{asked.label(&question)} {required}</legend>
            {asked.help(&question)}
            {more}
            {answers}
            {shown_ends}
            {clear}
            {asked.error(question.kind)}
        </fieldset>
    }
    .into_any()
}

/// The ends of a scale in one sentence, for screen readers.
fn ends(asked: Asked, question: &Question) -> Option<AnyView> {
    let scale = question.scale.clone()?;
    let words = asked.sheet.words;
    let text = Signal::derive(move || {
        let (from, to) = (scale.from.to_string(), scale.to.to_string());
        let values = [("from", from.as_str()), ("from_label", &scale.from_label), ("to", &to), ("to_label", &scale.to_label)];
        fill(words.get().ends, &values)
    });
    let id = format!("{}-more", asked.id.get_value());
    Some(view! { <p class="visually-hidden" id=id>{text}</p> }.into_any())
}

/// The same for the eye, below the steps.
fn shown_ends(question: &Question) -> Option<AnyView> {
    let scale = question.scale.as_ref()?;
    let (from, to) = (scale.from_label.clone(), scale.to_label.clone());
    Some(view! { <p class="ends hint" aria-hidden="true"><span dir="auto">{from}</span><span dir="auto">{to}</span></p> }.into_any())
}

/// The answers there are.
fn answers(asked: Asked, question: &Question) -> AnyView {
    let many = question.kind == QuestionKind::ManyChoices;
    let words = asked.sheet.words;
    let labels: Vec<(String, Signal<String>)> = match question.kind {
        QuestionKind::YesNo => vec![
            ("yes".to_owned(), Signal::derive(move || words.get().yes.to_owned())),
            ("no".to_owned(), Signal::derive(move || words.get().no.to_owned())),
        ],
        QuestionKind::Scale => question.known_answers().into_iter().map(|step| (step.clone(), Signal::stored(step))).collect(),
        _ => question.choices.iter().map(|choice| (choice.key.clone(), Signal::stored(choice.label.clone()))).collect(),
    };
    let ticks = labels.into_iter().map(|(key, label)| view! { <Tick asked key label many /> }.into_any());
    ticks.collect_view().into_any()
}

/// One answer with its box.
#[component]
fn Tick(asked: Asked, key: String, label: Signal<String>, many: bool) -> impl IntoView {
    let of = StoredValue::new(key.clone());
    let chosen = Signal::derive(move || asked.state.value.with(|value| of.with_value(|of| value.texts().any(|text| text == of))));
    let pick = move |ticked: bool| {
        let answer =
            of.with_value(|of| if many { ticks(&asked.state.value.get_untracked(), of, ticked) } else { Answer::from(of.as_str()) });
        asked.sheet.answer(asked.place, answer);
    };
    view! {
        <label class="tick">
            <input type=if many { "checkbox" } else { "radio" } name=asked.id.get_value() value=key prop:checked=chosen
                on:change:target=move |e| pick(e.target().checked()) />
            <span dir="auto">{label}</span>
        </label>
    }
    .into_any()
}

/// Several answers with one more, or one less.
fn ticks(before: &Answer, key: &str, ticked: bool) -> Answer {
    let mut keys: Vec<_> = before.texts().filter(|text| *text != key && !text.is_empty()).map(Into::into).collect();
    if ticked {
        keys.push(key.into());
    }
    Answer::Many(keys)
}

/// Takes the choice back; there while one was made.
#[component]
fn Clear(asked: Asked, label: String) -> impl IntoView {
    let words = asked.sheet.words;
    let hidden = Signal::derive(move || asked.state.value.with(Answer::is_blank));
    let name = Signal::derive(move || fill(words.get().clear_of, &[("question", &label)]));
    let clear = move |_| {
        asked.sheet.answer(asked.place, Answer::from(""));
        asked.id.with_value(|id| ui::focus(id));
    };
    view! {
        <p hidden=hidden>
            <button type="button" class="button quiet small" aria-label=name on:click=clear>{say(words, |w| w.clear)}</button>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_answers_are_ticked_and_unticked_one_by_one() {
        let both = ticks(&ticks(&Answer::Many(Vec::new()), "a", true), "b", true);
        assert_eq!(both, Answer::Many(vec!["a".into(), "b".into()]));
        assert_eq!(ticks(&both, "a", true), Answer::Many(vec!["b".into(), "a".into()]), "never twice");
        assert_eq!(ticks(&both, "a", false), Answer::Many(vec!["b".into()]));
        assert_eq!(ticks(&Answer::from(""), "a", false), Answer::Many(Vec::new()));
    }
}
