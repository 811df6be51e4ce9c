//! A document to sign, or a request for files, being written beside its preview.

use api::Attempt;
use domain::documents::{Asks, DocumentKind, DocumentTemplateInput, Template, TemplateDetails};
use domain::practice::profile::Language;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Checkbox, Choice, Failure, Fetched, Field, Form, Heading, Radios, Select, Submit, live, use_toasts};

use super::list::LIST;
use super::one::Head;
use super::preview::{Previewed, TextPreview};
use super::terms::{self, TermFields, Terms};
use super::text_field::TextField;
use super::usual_language;
use super::versions::{SavingNote, Versions, newest};
use crate::labels;
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;

/// A document being written.
#[derive(Clone, Copy)]
struct Draft {
    title: RwSignal<String>,
    language: RwSignal<String>,
    asks: RwSignal<String>,
    body: RwSignal<String>,
    countersign: RwSignal<bool>,
    terms: Terms,
}

impl Draft {
    fn new(known: Option<&DocumentTemplateInput>, usual: Language) -> Self {
        let text = |text: Option<&str>| RwSignal::new(text.unwrap_or_default().to_owned());
        Self {
            title: text(known.map(|document| document.title.as_str())),
            language: text(Some(known.map_or(usual, |document| document.language).tag())),
            asks: text(Some(known.map_or(Asks::Signature, |document| document.asks).as_str())),
            body: text(known.map(|document| document.body.as_str())),
            countersign: RwSignal::new(known.is_some_and(|document| document.countersign)),
            terms: Terms::new(
                known.and_then(|document| document.renew_after_months),
                known.and_then(|document| document.expire_after_days),
            ),
        }
    }

    fn signed(self) -> Signal<bool> {
        Signal::derive(move || self.asks.with(|asks| asks != Asks::Files.as_str()))
    }

    fn input(self) -> DocumentTemplateInput {
        let signed = self.signed().get_untracked();
        DocumentTemplateInput {
            title: self.title.with_untracked(|title| title.trim().to_owned()),
            language: self.language.with_untracked(|tag| labels::language_of(tag)).unwrap_or_default(),
            asks: if signed { Asks::Signature } else { Asks::Files },
            body: self.body.with_untracked(|body| body.trim_end().to_owned()),
            countersign: signed && self.countersign.get_untracked(),
            renew_after_months: self.terms.renew_after_months(),
            expire_after_days: self.terms.expire_after_days(),
        }
    }

    fn previewed(self) -> Previewed {
        let signed = self.signed();
        let kind = Signal::derive(move || if signed.get() { DocumentKind::Consent } else { DocumentKind::Upload });
        Previewed { title: self.title, language: self.language, body: self.body, kind }
    }
}

fn asks(asks: Asks) -> &'static str {
    match asks {
        Asks::Signature => "To read and sign it",
        Asks::Files => "To send files",
    }
}

/// What two versions differ in; the text in parts, so that not all of it is shown for one word.
fn lines(document: &DocumentTemplateInput) -> Lines {
    let mut lines = vec![
        line("Title", document.title.clone()),
        line("Language", labels::language(document.language)),
        line("What it asks", asks(document.asks)),
        line("The practice signs, too", yes_no(document.countersign)),
    ];
    lines.extend(terms::lines(document.renew_after_months, document.expire_after_days));
    lines.extend(text_lines(&document.body));
    lines
}

/// A text as lines, a paragraph each.
pub fn text_lines(text: &str) -> Lines {
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.enumerate().map(|(n, part)| line(&format!("Text, paragraph {}", n + 1), part)).collect()
}

#[component]
fn Fields(draft: Draft) -> impl IntoView {
    let signed = draft.signed();
    let choices = vec![
        Choice::new(Asks::Signature.as_str(), asks(Asks::Signature)).hint("They type their name at its end"),
        Choice::new(Asks::Files.as_str(), asks(Asks::Files)).hint("Such as both sides of an insurance card"),
    ];
    let countersign = move || {
        signed.get().then(|| {
            view! {
                <Checkbox label="The practice signs, too" value=draft.countersign pointer="/countersign"
                    hint="After the client; it waits for you under “To sign”." />
            }
        })
    };
    view! {
        <Field label="Title" value=draft.title pointer="/title" required=true autocomplete="off" maxlength=120_u32 draft="template-title"
            hint="Clients read it, too" />
        <Select label="Language" value=draft.language pointer="/language" required=true choices=labels::language_choices() />
        <Radios legend="What it asks of the client" value=draft.asks choices pointer="/asks" required=true />
        <TextField label="Text" value=draft.body pointer="/body" required=true rows=14 draft="template-body" />
        {live(countersign)}
        <TermFields terms=draft.terms signed />
    }
    .into_any()
}

/// `/admin/documents/templates/new-document`
#[component]
pub fn NewDocument() -> impl IntoView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let draft = Draft::new(None, usual_language());
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            refuse_wrong(&input)?;
            let template = session.ask(api.create_document_template(&attempt, &input)).await?;
            toasts.say(format!("“{}” was added.", input.title));
            navigate(&format!("{LIST}/{}", template.id), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <div class="stack">
            <div class="page-head"><Heading text="New document" /></div>
            <div class="writing">
                <Form send guard=true>
                    <Fields draft />
                    <div class="actions save-bar">
                        <Submit>"Add document"</Submit>
                        <ButtonLink href=LIST>"Cancel"</ButtonLink>
                    </div>
                </Form>
                <TextPreview of=draft.previewed() />
            </div>
        </div>
    }
    .into_any()
}

/// What a template says, where it is a document.
fn document_of(template: &Template) -> Result<&DocumentTemplateInput, Failure> {
    match &template.details {
        TemplateDetails::Document(document) => Ok(document),
        TemplateDetails::Form(_) => Err(Failure::new("This is a form.", "Reload the page.")),
    }
}

/// What a version of a document says.
pub fn version(document: &DocumentTemplateInput) -> AnyView {
    view! { <TextPreview of=Draft::new(Some(document), document.language).previewed() /> }.into_any()
}

/// A document that is there.
#[component]
pub fn EditDocument(
    /// What it says.
    document: DocumentTemplateInput,
    /// The template with its versions.
    template: Template,
    /// Where it was read, to be shown anew.
    found: Fetched<Template>,
) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let draft = Draft::new(Some(&document), document.language);
    let (id, version, versions) = (template.id, RwSignal::new(template.version), RwSignal::new(template.versions));
    let (title, archived) = (RwSignal::new(document.title), RwSignal::new(template.archived));
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_document_template(&attempt, id, Some(version), &input)).await
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
        lines: |template: &Template| document_of(template).map(lines).unwrap_or_default(),
    };
    view! {
        <div class="stack">
            <Head id title version archived kind=draft.previewed().kind />
            <div class="writing">
                <SavingForm version record save read mine=move |()| lines(&draft.input()) on_saved=saved
                    on_theirs=move |theirs: Template| found.set(theirs)>
                    <Fields draft />
                    <div class="actions save-bar">
                        <Submit>"Save"</Submit>
                        <SavingNote versions />
                    </div>
                </SavingForm>
                <TextPreview of=draft.previewed() />
            </div>
            <Versions id versions />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_what_is_opened_and_not_changed_is_the_same() {
        let document = DocumentTemplateInput {
            title: "Policies".into(),
            language: Language::Es,
            asks: Asks::Signature,
            body: "# Uno\n\nDos".into(),
            countersign: true,
            renew_after_months: Some(12),
            expire_after_days: None,
        };
        Owner::new().with(|| {
            let draft = Draft::new(Some(&document), Language::En);
            assert_eq!(draft.input(), document);
            draft.asks.set("files".into());
            assert!(!draft.input().countersign, "files are not signed");
        });
    }

    #[test]
    fn s8_a_text_differs_in_its_paragraphs() {
        assert_eq!(text_lines("# Uno\n\n\n\nDos\nlines\n"), [line("Text, paragraph 1", "# Uno"), line("Text, paragraph 2", "Dos\nlines")]);
    }
}
