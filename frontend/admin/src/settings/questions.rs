//! The questions that new clients are asked before they send their first request (B11).

use domain::booking::settings::{MOST_QUESTIONS, PrescreenQuestion};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Checkbox, Field, FormState, IconButton, IconName, focus};

/// One question being written. Counted signals: one that is made by pressing a button belongs to no part of the page.
#[derive(Clone)]
struct Question {
    key: u32,
    text: ArcRwSignal<String>,
    required: ArcRwSignal<bool>,
}

/// The list being written.
#[derive(Clone, Copy)]
pub struct Questions {
    all: RwSignal<Vec<Question>>,
    next: StoredValue<u32>,
}

impl Questions {
    /// These questions.
    pub fn new(questions: &[PrescreenQuestion]) -> Self {
        let it = Self { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        for question in questions {
            it.push(&question.text, question.required);
        }
        it
    }

    /// As they stand now.
    pub fn written(self) -> Vec<PrescreenQuestion> {
        let of =
            |q: &Question| PrescreenQuestion { text: q.text.with_untracked(|t| t.trim().to_owned()), required: q.required.get_untracked() };
        self.all.with_untracked(|all| all.iter().map(of).collect())
    }

    fn push(self, text: &str, required: bool) -> u32 {
        let key = self.next.get_value() + 1;
        self.next.set_value(key);
        let question = Question { key, text: ArcRwSignal::new(text.to_owned()), required: ArcRwSignal::new(required) };
        self.all.update(|all| all.push(question));
        key
    }
}

/// The editor.
#[component]
pub fn QuestionFields(questions: Questions) -> impl IntoView {
    let form = use_context::<FormState>();
    let touch = move || {
        if let Some(form) = form {
            form.touch();
        }
    };
    let add = move |()| {
        let key = questions.push("", false);
        touch();
        request_animation_frame(move || focus(&format!("question-{key}")));
    };
    let line = move |(at, question): (usize, Question)| {
        let Question { key, text, required } = question;
        let number = at + 1;
        let remove = move |()| {
            questions.all.update(|all| all.retain(|q| q.key != key));
            touch();
        };
        view! {
            <div class="row contact">
                <Field id=format!("question-{key}") label=format!("Question {number}") value=RwSignal::from(text) required=true maxlength=200_u32
                    autocomplete="off" pointer=format!("/prescreen_questions/{at}/text") />
                <Checkbox label="Must be answered" value=RwSignal::from(required) />
                <IconButton icon=IconName::Trash label=format!("Remove question {number}") on_press=remove />
            </div>
        }
        .into_any()
    };
    let room = Memo::new(move |_| questions.all.with(Vec::len) < MOST_QUESTIONS);
    view! {
        <fieldset class="group">
            <legend>"Questions for new clients"</legend>
            <p class="hint">"Asked before their first request. Nothing clinical, please: the answers come before anybody is in care."</p>
            {move || questions.all.get().into_iter().enumerate().map(line).collect_view()}
            {move || room.get().then(|| view! {
                <div><Button kind=ButtonKind::Quiet small=true icon=IconName::Plus on_press=add>"Add a question"</Button></div>
            })}
        </fieldset>
    }
    .into_any()
}
