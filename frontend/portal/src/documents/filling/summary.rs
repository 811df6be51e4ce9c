//! What is wrong with a form, above its questions; each line leads to its question (D6).

use domain::FieldError;
use domain::documents::{Question, QuestionKind};
use leptos::prelude::*;
use paper::{Words, field_id};
use ui::live;

use super::super::texts::steps;
use super::SUMMARY;

/// The box. A line goes with its answer.
#[component]
pub fn Summary(errors: RwSignal<Vec<FieldError>>, questions: StoredValue<Vec<Question>>, words: Signal<&'static Words>) -> impl IntoView {
    let t = steps::texts();
    let hidden = Signal::derive(move || errors.with(Vec::is_empty));
    let lines = move || {
        let lines = questions.with_value(|questions| errors.with(|errors| lines(errors, questions, words.get())));
        lines.into_iter().map(line).collect_view()
    };
    view! {
        <div class="summary" id=SUMMARY role="alert" tabindex="-1" hidden=hidden>
            <h2>{t.say(|c| c.fill.check)}</h2>
            <ul>{live(lines)}</ul>
        </div>
    }
    .into_any()
}

/// What is wrong with a question. One that ends with a mark of its own gets no colon.
fn named(label: &str, wrong: &str) -> String {
    let mark = if label.ends_with(['?', '.', ':', '!']) { "" } else { ":" };
    format!("{label}{mark} {wrong}")
}

/// A line: where it leads, and what it says.
type Line = (Option<String>, String);

fn lines(errors: &[FieldError], questions: &[Question], words: &Words) -> Vec<Line> {
    let line = |error: &FieldError| {
        let key = error.pointer.strip_prefix("/answers/");
        match questions.iter().find(|question| Some(question.key.as_str()) == key) {
            Some(question) => (Some(field_id(&question.key)), named(&question.label, &words.wrong(error, question.kind))),
            None => (None, words.wrong(error, QuestionKind::ShortText)),
        }
    };
    errors.iter().map(line).collect()
}

fn line((id, text): Line) -> AnyView {
    let Some(id) = id else { return view! { <li>{text}</li> }.into_any() };
    let href = format!("#{id}");
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        ui::focus(&id);
    };
    view! { <li dir="auto"><a href=href on:click=go>{text}</a></li> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d6_each_line_names_its_question_and_leads_there() {
        let questions = [Question::new("a", QuestionKind::Date, "Birth date")];
        let error = |pointer: &str| FieldError { pointer: pointer.into(), code: "date".into(), message: "In English".into() };
        let told = lines(&[error("/answers/a"), error("/answers/z")], &questions, Words::es());
        assert_eq!(told[0].0.as_deref(), Some(field_id("a").as_str()));
        assert_eq!(told[0].1, format!("Birth date: {}", Words::es().wrong_date));
        assert_eq!(told[1].0, None);
        assert_eq!(named("How old?", "Please answer."), "How old? Please answer.");
    }
}
