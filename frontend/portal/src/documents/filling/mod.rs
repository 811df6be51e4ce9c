//! Filling a form in (D5, D6): answers are saved as they come, checked before they are shown whole, confirmed, submitted.

mod keeping;
mod review;
mod saving;
mod summary;

use domain::FieldError;
use domain::check::Checker;
use domain::documents::answers::check_submission;
use domain::documents::{Answer, Answers, Content, MyDocument, Question};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use paper::{Questions, Text};
use ui::{Button, ButtonKind, Fetched, act};

use super::decline::Decline;
use super::shelf::Shelf;
use super::texts::steps;
use super::uploading::Returned;
use super::words;
use crate::portal::use_portal;
pub use review::Review;
use saving::{KeptState, Saving};
use summary::Summary;

/// The id of the box that says what is wrong.
const SUMMARY: &str = "wrong-answers";

/// A form to fill in.
#[component]
pub fn Filling(document: MyDocument, content: Content, one: Fetched<MyDocument>) -> impl IntoView {
    let (portal, t) = (use_portal(), steps::texts());
    let id = document.summary.id;
    let shelf = Shelf::of_person();
    let unsaved = asked_of(&content.questions, shelf.of(id));
    let answers = RwSignal::new(with(document.answers, &unsaved));
    let saving = Saving::begin(portal, id, shelf, unsaved);
    let questions = StoredValue::new(content.questions);
    let (words, lang) = (words(portal), content.language.tag());
    let errors = RwSignal::new(portal.documents.take_refused(id));
    if errors.with_untracked(|errors| !errors.is_empty()) {
        // After the heading, which is gone to on each page.
        request_animation_frame(|| request_animation_frame(|| ui::focus(SUMMARY)));
    }
    Effect::new(move |_| {
        // Submitted elsewhere, taken back, over: the page shows how it stands.
        if saving.is_over() {
            one.reload();
        }
    });
    let on_change = Callback::new(move |key: String| {
        let answer = answers.with_untracked(|all| all.get(&key).cloned()).unwrap_or_else(|| Answer::from(""));
        let pointer = format!("/answers/{key}");
        if errors.with_untracked(|errors| errors.iter().any(|error| error.pointer == pointer)) {
            errors.update(|errors| errors.retain(|error| error.pointer != pointer));
        }
        saving.changed(key, answer);
    });
    let navigate = use_navigate();
    let submit = act(move || {
        let found = questions.with_value(|questions| answers.with_untracked(|answers| wrong(questions, answers)));
        let right = found.is_empty();
        errors.set(found);
        let navigate = navigate.clone();
        async move {
            if !right {
                request_animation_frame(|| ui::focus(SUMMARY));
                return Ok(());
            }
            saving.all().await?;
            navigate(&portal.path(&format!("/documents/{id}/review")), NavigateOptions::default());
            Ok(())
        }
    });
    let declined = Callback::new(move |declined| one.set(declined));
    let note = document.note.map(|note| view! { <Returned note=String::from(note) /> }.into_any());
    let text = (!content.blocks.is_empty()).then(|| view! { <div lang=lang><Text blocks=content.blocks words /></div> }.into_any());
    view! {
        {note}
        {text}
        <Summary errors questions words />
        <section class="card" lang=lang><Questions questions answers errors on_change words /></section>
        <div class="actions keeping">
            <Button kind=ButtonKind::Primary busy=submit.busy() on_press=move |()| submit.run()>{t.say(|c| c.fill.submit)}</Button>
            <KeptState saving />
        </div>
        <Decline id title=document.summary.title on_declined=declined />
    }
    .into_any()
}

/// What is wrong with the whole form, by the rules of the server (D6).
fn wrong(questions: &[Question], answers: &Answers) -> Vec<FieldError> {
    let mut c = Checker::default();
    check_submission(&mut c, questions, answers);
    c.into_errors()
}

/// Those answers whose questions the form has.
fn asked_of(questions: &[Question], mut answers: Answers) -> Answers {
    answers.retain(|key, _| questions.iter().any(|question| question.key == *key));
    answers
}

/// The server's answers with those on top that it does not have yet.
fn with(mut answers: Answers, unsaved: &Answers) -> Answers {
    for (key, answer) in unsaved {
        if answer.is_blank() {
            answers.remove(key);
        } else {
            answers.insert(key.clone(), answer.clone());
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use domain::documents::QuestionKind;

    use super::*;

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(key, text)| ((*key).to_owned(), (*text).into())).collect()
    }

    #[test]
    fn d5_what_another_device_answered_is_there_with_what_this_one_has_not_saved_yet() {
        let server = answers(&[("a", "theirs"), ("b", "theirs"), ("c", "theirs")]);
        let here = answers(&[("b", "mine"), ("c", "")]);
        assert_eq!(with(server, &here), answers(&[("a", "theirs"), ("b", "mine")]));
    }

    #[test]
    fn d6_the_browser_finds_what_the_server_would_refuse() {
        let required = |key| Question { required: true, ..Question::new(key, QuestionKind::Number, "How many?") };
        let questions = [required("a"), required("b")];
        let found = wrong(&questions, &answers(&[("b", "two")]));
        let found: Vec<_> = found.iter().map(|error| (error.pointer.as_str(), error.code.as_str())).collect();
        assert_eq!(found, [("/answers/a", "required"), ("/answers/b", "number")]);
        assert_eq!(asked_of(&questions, answers(&[("a", "1"), ("z", "1")])), answers(&[("a", "1")]));
    }
}
