//! Questions that are answered in one control: words, numbers, days, long lists.

use domain::documents::answers::{LONGEST_LINE, LONGEST_TEXT};
use domain::documents::{Answer, FieldOf, Question, QuestionKind};
use leptos::html;
use leptos::prelude::*;

use super::one::Asked;
use crate::words::say;

/// The label above, the control, what is wrong below.
#[component]
pub(super) fn Typed(asked: Asked, question: Question) -> impl IntoView {
    let is_signature = question.kind == QuestionKind::Signature;
    let described = asked.described(is_signature.then_some("more"));
    let control = match question.kind {
        QuestionKind::LongText => area(asked, &question, described),
        QuestionKind::Date => day(asked, &question, described),
        QuestionKind::OneChoice => list(asked, &question, described),
        _ => line(asked, &question, described),
    };
    view! {
        <div class="field">
            <label for=asked.id.get_value()>{asked.label(&question)}</label>
            {asked.help(&question)}
            {is_signature.then(|| asked.more("more", |w| w.signature))}
            // What stands in a grid itself cannot be laid out alone.
            <div>{control}</div>
            {asked.error(question.kind)}
        </div>
    }
    .into_any()
}

/// The answer as it stands in the control.
fn text(asked: Asked) -> Signal<String> {
    Signal::derive(move || asked.state.value.with(|value| value.text().to_owned()))
}

fn set(asked: Asked, text: &str) {
    asked.sheet.answer(asked.place, Answer::from(text));
}

/// What is wrong is said when nothing is pressed any more.
fn left(asked: Asked) {
    ui::after_press(move || asked.sheet.left(asked.place));
}

fn line(asked: Asked, question: &Question, described: Signal<Option<String>>) -> AnyView {
    let number = question.kind == QuestionKind::Number;
    let (inputmode, class) = match question.kind {
        QuestionKind::Number => (Some("decimal"), "input num"),
        _ if question.field == Some(FieldOf::Phone) => (Some("tel"), "input"),
        _ => (None, "input"),
    };
    let autocomplete = if question.kind == QuestionKind::Signature { Some("name") } else { question.field.map(autocomplete) };
    // Blanks around a number are no part of it.
    let typed = move |text: String| set(asked, if number { text.trim() } else { &text });
    view! {
        <input class=class type="text" id=asked.id.get_value() inputmode=inputmode autocomplete=autocomplete.unwrap_or("off")
            maxlength=LONGEST_LINE.to_string() dir="auto" aria-required=question.required.then_some("true")
            aria-invalid=asked.invalid() aria-describedby=described
            prop:value=text(asked) on:input:target=move |e| typed(e.target().value()) on:blur=move |_| left(asked) />
    }
    .into_any()
}

fn area(asked: Asked, question: &Question, described: Signal<Option<String>>) -> AnyView {
    view! {
        <textarea class="input area" id=asked.id.get_value() rows="4" maxlength=LONGEST_TEXT.to_string() dir="auto"
            aria-required=question.required.then_some("true") aria-invalid=asked.invalid() aria-describedby=described
            prop:value=text(asked) on:input:target=move |e| set(asked, &e.target().value())
            on:blur=move |_| left(asked)></textarea>
    }
    .into_any()
}

/// The browser's own field for a day. It is never written to while somebody is in it: a day that is half typed has no text, and
/// writing that back would empty it.
fn day(asked: Asked, question: &Question, described: Signal<Option<String>>) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let text = asked.state.value.with(|value| value.text().to_owned());
        let Some(input) = node.get() else { return };
        let here = document().active_element().is_some_and(|active| active == **input);
        if !here && input.value() != text {
            input.set_value(&text);
        }
    });
    let day_left = move || {
        if node.get_untracked().is_some_and(|input| input.validity().bad_input()) {
            ui::after_press(move || asked.sheet.unreadable(asked.place, "date"));
        } else {
            left(asked);
        }
    };
    let autocomplete = question.field.map_or("off", autocomplete);
    view! {
        <input class="input num" type="date" id=asked.id.get_value() node_ref=node autocomplete=autocomplete min="1900-01-01" max="2200-12-31"
            aria-required=question.required.then_some("true") aria-invalid=asked.invalid() aria-describedby=described
            on:input:target=move |e| set(asked, &e.target().value()) on:blur=move |_| day_left() />
    }
    .into_any()
}

fn list(asked: Asked, question: &Question, described: Signal<Option<String>>) -> AnyView {
    let option = |choice: &domain::documents::Choice| {
        let key = choice.key.clone();
        let chosen = Signal::derive(move || asked.state.value.with(|value| value.text() == key));
        view! { <option value=choice.key.clone() prop:selected=chosen>{choice.label.clone()}</option> }.into_any()
    };
    let options = question.choices.iter().map(option).collect_view();
    view! {
        <select class="input" id=asked.id.get_value() aria-required=question.required.then_some("true")
            aria-invalid=asked.invalid() aria-describedby=described
            on:change:target=move |e| set(asked, &e.target().value()) on:blur=move |_| left(asked)>
            <option value="">{say(asked.sheet.words, |w| w.choose)}</option>
            {options}
        </select>
    }
    .into_any()
}

/// What the browser may fill in (WCAG 1.3.5).
fn autocomplete(field: FieldOf) -> &'static str {
    match field {
        FieldOf::FirstName => "given-name",
        FieldOf::LastName => "family-name",
        FieldOf::PreferredName => "nickname",
        FieldOf::BirthDate => "bday",
        FieldOf::Phone => "tel",
        FieldOf::Street => "address-line1",
        FieldOf::Unit => "address-line2",
        FieldOf::City => "address-level2",
        FieldOf::Region => "address-level1",
        FieldOf::PostalCode => "postal-code",
    }
}
