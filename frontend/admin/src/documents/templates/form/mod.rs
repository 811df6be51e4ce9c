//! A form being put together (D1).
//!
//! `item` is a question being written and `draft` the form around it, made by `questions`; `keys` names them for programs,
//! `placing` finds what is wrong on the page, `telling` puts a form into words. `list` shows the questions, `editor` one that
//! is open, with `choices` and `condition`; `trial` is the form as the client will see it.

mod choices;
mod condition;
mod draft;
mod editor;
mod item;
mod keys;
mod list;
mod placing;
mod questions;
mod telling;
mod trial;
mod words;

use api::Attempt;
use domain::documents::{DocumentKind, FormTemplateInput, QuestionKind, Template, TemplateDetails};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonLink, Failure, Fetched, Field, Form, Heading, IconName, Select, Submit, use_toasts};

use self::draft::{FormDraft, among_others};
use self::list::QuestionList;
use self::telling::lines;
use self::trial::Trial;
pub use self::trial::version;
use super::list::LIST;
use super::one::Head;
use super::terms::TermFields;
use super::text_field::TextField;
use super::usual_language;
use super::versions::{SavingNote, Versions, newest};
use crate::labels;
use crate::refusal::refuse_wrong;
use crate::saving::{Record, SavingForm};
use crate::session::use_session;

/// Opens the questions that a refusal is about, so that it stands at their fields.
async fn shown(draft: FormDraft, failure: Failure) -> Failure {
    const MOST: usize = 20;
    let (mut failure, about) = placing::placed(failure, &draft.items.with_untracked(|items| placing::numbers(items)));
    for field in failure.fields.iter_mut().filter(|field| field.pointer.ends_with("/show_if")) {
        field.message = among_others(&field.code, std::mem::take(&mut field.message));
    }
    for item in about.into_iter().filter_map(|id| draft.find(id)).take(MOST) {
        if !item.open.get_untracked() {
            item.open.set(true);
        }
    }
    // The fields are there once the page was drawn.
    leptos::task::tick().await;
    failure
}

#[component]
fn Fields(draft: FormDraft) -> impl IntoView {
    view! {
        <div class="stack" on:change=move |_| draft.changed()>
            <div class="fields">
                <Field label="Title" value=draft.title pointer="/title" required=true autocomplete="off" maxlength=120_u32 hint="Clients read it, too" />
                <Select label="Language" value=draft.language pointer="/language" required=true choices=labels::language_choices() />
            </div>
            <TextField label="Introduction" value=draft.introduction pointer="/introduction" rows=3 />
            <QuestionList draft />
            <TermFields terms=draft.terms signed=false />
        </div>
    }
    .into_any()
}

/// Shows the form as the client will see it.
#[component]
fn TryIt(open: RwSignal<bool>) -> impl IntoView {
    view! { <Button icon=IconName::Eye on_press=move |()| open.set(true)>"Try it as a client"</Button> }
}

/// `/admin/documents/templates/new-form`
#[component]
pub fn NewForm() -> impl IntoView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let draft = FormDraft::new(None, usual_language());
    let tried = RwSignal::new(false);
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            if let Err(failure) = refuse_wrong(&input) {
                return Err(shown(draft, failure).await);
            }
            match session.ask(api.create_form_template(&attempt, &input)).await {
                Ok(template) => {
                    draft.form.settle();
                    toasts.say(format!("“{}” was added.", input.title));
                    navigate(&format!("{LIST}/{}", template.id), NavigateOptions { replace: true, ..NavigateOptions::default() });
                    Ok(())
                }
                Err(failure) => Err(shown(draft, failure).await),
            }
        }
    };
    view! {
        <div class="stack form-template">
            <div class="page-head"><Heading text="New form" /> <TryIt open=tried /></div>
            <Form send guard=true state=draft.form>
                <Fields draft />
                <div class="actions save-bar">
                    <Submit>"Add form"</Submit>
                    <ButtonLink href=LIST>"Cancel"</ButtonLink>
                </div>
            </Form>
            <Trial draft open=tried />
        </div>
    }
    .into_any()
}

/// What a template says, where it is a form.
fn form_of(template: &Template) -> Option<&FormTemplateInput> {
    match &template.details {
        TemplateDetails::Form(form) => Some(form),
        TemplateDetails::Document(_) => None,
    }
}

/// A form that is there.
#[component]
pub fn EditForm(
    /// What it says.
    form: FormTemplateInput,
    /// The template with its versions.
    template: Template,
    /// Where it was read, to be shown anew.
    found: Fetched<Template>,
) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let draft = FormDraft::new(Some(&form), form.language);
    let (id, version, versions) = (template.id, RwSignal::new(template.version), RwSignal::new(template.versions));
    let (title, archived, tried) = (RwSignal::new(form.title), RwSignal::new(template.archived), RwSignal::new(false));
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.input());
        async move {
            if let Err(failure) = refuse_wrong(&input) {
                return Err(shown(draft, failure).await);
            }
            // What is sent now may be stored even where no answer comes: the keys are these from here on.
            draft.fix_keys(&input);
            match session.ask(api.update_form_template(&attempt, id, Some(version), &input)).await {
                Ok(template) => {
                    draft.saved(&input);
                    Ok(template)
                }
                Err(failure) if failure.code == "stale" => Err(failure),
                Err(failure) => Err(shown(draft, failure).await),
            }
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_document_template(id)).await }
    };
    let saved = move |template: Template| {
        toasts.say(format!("Saved as version {}.", newest(&template.versions)));
        title.set(template.details.title().to_owned());
        archived.set(template.archived);
        versions.set(template.versions);
    };
    let record = Record {
        version: |template: &Template| template.version,
        lines: |template: &Template| form_of(template).map(lines).unwrap_or_default(),
    };
    view! {
        <div class="stack form-template">
            <Head id title version archived kind=DocumentKind::Form><TryIt open=tried /></Head>
            <SavingForm version record save read mine=move |()| lines(&draft.input()) on_saved=saved
                on_theirs=move |theirs: Template| found.set(theirs) state=draft.form>
                <Fields draft />
                <div class="actions save-bar">
                    <Submit>"Save"</Submit>
                    <SavingNote versions />
                </div>
            </SavingForm>
            <Versions id versions />
            <Trial draft open=tried />
        </div>
    }
    .into_any()
}

/// The building blocks, in the order in which they are offered.
const BLOCKS: [QuestionKind; 10] = [
    QuestionKind::ShortText,
    QuestionKind::LongText,
    QuestionKind::OneChoice,
    QuestionKind::ManyChoices,
    QuestionKind::YesNo,
    QuestionKind::Scale,
    QuestionKind::Number,
    QuestionKind::Date,
    QuestionKind::Signature,
    QuestionKind::Section,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_all_kinds_can_be_added() {
        assert!(QuestionKind::ALL.iter().all(|kind| BLOCKS.contains(kind)));
    }
}
