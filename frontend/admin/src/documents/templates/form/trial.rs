//! A form as the client will see it: questions appear and are checked as they will be.

use domain::check::Checker;
use domain::documents::answers::{check_submission, given, total};
use domain::documents::{Answers, DocumentKind, FormTemplateInput};
use domain::{Check, FieldError};
use leptos::prelude::*;
use ui::{Button, Dialog, focus, live};

use super::draft::FormDraft;
use crate::documents::templates::preview::{Blocks, Previewed, previewed};
use crate::labels;

/// The dialog with it.
#[component]
pub(super) fn Trial(draft: FormDraft, open: RwSignal<bool>) -> impl IntoView {
    let title = Signal::derive(move || match draft.title.with(|title| title.trim().to_owned()) {
        none if none.is_empty() => "As the client will see it".to_owned(),
        title => title,
    });
    view! { <Dialog open title wide=true><Page draft /></Dialog> }.into_any()
}

/// What a version of a form says, to be tried.
pub fn version(form: &FormTemplateInput) -> AnyView {
    view! { <Page draft=FormDraft::of_version(form) /> }.into_any()
}

#[component]
fn Page(draft: FormDraft) -> impl IntoView {
    let input = draft.input();
    let unfinished = input.errors().iter().any(|error| error.pointer.starts_with("/questions"));
    let language = draft.language.with_untracked(|tag| labels::language_of(tag)).unwrap_or_default();
    let words = Signal::stored(paper::words_in(language));
    let questions = StoredValue::new(input.questions);
    let answers = RwSignal::new(Answers::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let said = RwSignal::new(String::new());
    let check = move |()| {
        let found = questions.with_value(|questions| {
            answers.with_untracked(|answers| {
                let mut c = Checker::default();
                check_submission(&mut c, questions, &given(questions, answers));
                c.into_errors()
            })
        });
        said.set(match found.len() {
            0 => passed(questions.with_value(|questions| answers.with_untracked(|answers| total(questions, answers)))),
            1 => "One answer keeps it from being sent.".to_owned(),
            n => format!("{n} answers keep it from being sent."),
        });
        let first = found.first().and_then(|error| error.pointer.strip_prefix("/answers/").map(paper::field_id));
        errors.set(found);
        if let Some(first) = first {
            request_animation_frame(move || focus(&first));
        }
    };
    let note = unfinished.then(|| view! { <p class="error">"This form is not finished yet: saving will say what is missing."</p> });
    view! {
        {note}
        <div class="page-of-client" lang=language.tag()>
            <Introduction draft />
            <paper::Questions questions answers errors on_change=move |_: String| said.set(String::new()) words level=3 />
        </div>
        <p role="status">{said}</p>
        <div class="actions"><Button on_press=check>"Check the answers"</Button></div>
    }
    .into_any()
}

fn passed(total: Option<i64>) -> String {
    let counted = total.map(|total| format!(" They add up to {total}.")).unwrap_or_default();
    format!("These answers could be sent.{counted} Nothing is kept of them.")
}

/// The words above the first question, with invented names filled in.
#[component]
fn Introduction(draft: FormDraft) -> impl IntoView {
    if draft.introduction.with_untracked(|text| text.trim().is_empty()) {
        return ().into_any();
    }
    let kind = Signal::stored(DocumentKind::Form);
    let answer = previewed(Previewed { title: draft.title, language: draft.language, body: draft.introduction, kind });
    let words = Signal::derive(move || paper::words_in(draft.language.with(|tag| labels::language_of(tag)).unwrap_or_default()));
    let wrong = move || answer.wrong.get().map(|text| view! { <p class="error" role="alert">{text}</p> });
    view! {
        {live(wrong)}
        {live(move || answer.content.get().map(|content| view! { <Blocks blocks=content.blocks words /> }))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn d9_what_counts_is_added_up() {
        assert_eq!(passed(None), "These answers could be sent. Nothing is kept of them.");
        assert_eq!(passed(Some(12)), "These answers could be sent. They add up to 12. Nothing is kept of them.");
    }
}
