//! What a form asks, to be answered (D1, D5, D6).

mod choices;
mod one;
mod sheet;
mod typed;

use domain::FieldError;
use domain::documents::{Answers, Question};
use leptos::prelude::*;

use crate::words::{Words, say};
use one::One;
use sheet::Sheet;

/// From so many questions on, those out of sight are not laid out with every key.
const MANY: usize = 60;
/// So many of them then come into sight together: the browser looks at each part with every key, and not at each question.
const PART: usize = 10;

/// The id of the control of the question with this key: where an error leads.
#[must_use]
pub fn field_id(key: &str) -> String {
    format!("question-{key}")
}

/// The questions of a form with their answers. A key touches only its own question; a question that is not asked any more is
/// hidden where it stands, so that nothing loses the focus.
#[component]
pub fn Questions(
    /// The questions, which do not change.
    questions: StoredValue<Vec<Question>>,
    /// What was answered. An answer that is taken back is no longer in it. May be set from outside: the controls follow. What the
    /// person answers is told by `on_change` alone.
    answers: RwSignal<Answers>,
    /// What is wrong with answers, with pointers such as `/answers/<key>`: shown until the answer is right.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Told the key of the question whose answer the person changed.
    #[prop(into)]
    on_change: Callback<String>,
    /// The texts.
    #[prop(into)]
    words: Signal<&'static Words>,
    /// The level of the headings of sections.
    #[prop(default = 2)]
    level: u8,
) -> impl IntoView {
    ui::watch_presses();
    let sheet = Sheet::new(questions, answers, on_change, words);
    sheet.listen(errors);
    let (count, some_required) = questions.with_value(|all| (all.len(), all.iter().any(|question| question.required)));
    let note = some_required.then(|| view! { <p class="hint">{say(words, |w| w.required_note)}</p> }.into_any());
    let some = move |places: std::ops::Range<usize>| places.map(|place| view! { <One sheet place level /> }.into_any()).collect_view();
    if count < MANY {
        return view! { <div class="questions">{note} {some(0..count)}</div> }.into_any();
    }
    let part = |first: usize| view! { <div class="part">{some(first..count.min(first + PART))}</div> }.into_any();
    let parts = (0..count).step_by(PART).map(part).collect_view();
    view! { <div class="questions many">{note} {parts}</div> }.into_any()
}
