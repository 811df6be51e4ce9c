//! What is to be done about a document: mark it complete, ask for corrections, countersign, remind, download, take back.

use api::Attempt;
use domain::documents::{CountersignDocument, DocumentSummary, ReturnDocument, StaffDocument};
use domain::time::Date;
use leptos::prelude::*;
use ui::{Act, Button, ButtonKind, Dialog, Failure, Fetched, Field, FieldKind, Form, IconName, Submit, act, use_toasts};

use crate::documents::acts::{VoidDialog, fitting, reminding};
use crate::documents::waiting::use_waiting_documents;
use crate::files;
use crate::refusal::refuse_wrong;
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// The buttons at the head of the page; one of them is primary.
#[component]
pub fn Doing(document: StaffDocument, found: Fetched<StaffDocument>) -> impl IntoView {
    // A PDF is made of what was signed or submitted.
    let has_pdf = !document.signatures.is_empty();
    let one = document.summary;
    // Whoever is here reads it.
    let can = fitting(&one, use_workplace().role(), true);
    let changed = Callback::new(move |now: StaffDocument| found.set(now));
    let (returning, signing, voiding) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let complete = can.complete.then(|| {
        let completing = completing(&one, found);
        view! { <Button kind=ButtonKind::Primary icon=IconName::Check busy=completing.busy() on_press=move |()| completing.run()>"Mark complete"</Button> }
    });
    let remind = can.remind.then(|| {
        let reminding = reminding(&one, changed);
        view! { <Button icon=IconName::Mail busy=reminding.busy() on_press=move |()| reminding.run()>"Remind"</Button> }
    });
    let pdf = has_pdf.then(|| {
        let fetching = fetching_pdf(&one);
        view! { <Button icon=IconName::Download busy=fetching.busy() on_press=move |()| fetching.run()>"Download PDF"</Button> }
    });
    let (a, b) = (one.clone(), one.clone());
    view! {
        <div class="row">
            {complete}
            {can.countersign.then(|| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Edit on_press=move |()| signing.set(true)>"Countersign"</Button>
                <CountersignDialog open=signing document=a found />
            })}
            {can.send_back.then(|| view! {
                <Button on_press=move |()| returning.set(true)>"Return for correction"</Button>
                <ReturnDialog open=returning document=b found />
            })}
            {remind}
            {pdf}
            {can.void.then(|| view! {
                <Button kind=ButtonKind::Danger on_press=move |()| voiding.set(true)>"Take back"</Button>
                <VoidDialog open=voiding document=one on_done=changed />
            })}
        </div>
    }
    .into_any()
}

/// Shows the document as an answer said it; reads it again where somebody else was first.
fn take(found: Fetched<StaffDocument>, answer: Result<StaffDocument, Failure>) -> Result<StaffDocument, Failure> {
    if answer.as_ref().is_err_and(|failure| failure.code.starts_with("document_")) {
        found.reload();
    }
    answer
}

fn completing(document: &DocumentSummary, found: Fetched<StaffDocument>) -> Act {
    let (session, toasts, waiting) = (use_session(), use_toasts(), use_waiting_documents());
    let (attempt, id) = (Attempt::new(), document.id);
    act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let now = take(found, session.ask(api.complete_document(&attempt, id)).await)?;
            toasts.say("Marked complete.");
            waiting.reload();
            found.set(now);
            Ok(())
        }
    })
}

fn fetching_pdf(document: &DocumentSummary) -> Act {
    let (session, toasts, zone) = (use_session(), use_toasts(), use_workplace().zone());
    let day = wall::local(document.done_at.unwrap_or(document.sent_at), &zone).date();
    let id = document.id;
    act(move || {
        let api = session.api();
        async move {
            let pdf = session.ask(api.get_document_pdf(id)).await?;
            files::download(&file_name(day), "application/pdf", &pdf);
            toasts.say("The file is among your downloads.");
            Ok(())
        }
    })
}

/// What the file is saved under: nothing of whom it is about.
fn file_name(day: Date) -> String {
    format!("document-{day}.pdf")
}

#[component]
fn ReturnDialog(open: RwSignal<bool>, document: DocumentSummary, found: Fetched<StaffDocument>) -> impl IntoView {
    let title = format!("Return “{}” for correction?", document.title);
    let document = StoredValue::new(document);
    view! { <Dialog open title><ReturnForm open document=document.get_value() found /></Dialog> }.into_any()
}

#[component]
fn ReturnForm(open: RwSignal<bool>, document: DocumentSummary, found: Fetched<StaffDocument>) -> impl IntoView {
    let (session, toasts, waiting) = (use_session(), use_toasts(), use_waiting_documents());
    let note = RwSignal::new(String::new());
    let (attempt, id) = (Attempt::new(), document.id);
    let name = String::from(document.client_name);
    let told = format!(
        "{name} finds it again among what is to do, with your note and all that they answered. An e-mail says that something waits, and not what."
    );
    let send = move || {
        let input = ReturnDocument { note: note.with_untracked(|text| text.trim().into()) };
        let (api, attempt, name) = (session.api(), attempt.clone(), name.clone());
        async move {
            refuse_wrong(&input)?;
            let now = take(found, session.ask(api.return_document(&attempt, id, &input)).await)?;
            toasts.say(format!("Returned to {name}."));
            waiting.reload();
            let _ = open.try_set(false);
            found.set(now);
            Ok(())
        }
    };
    view! {
        <p>{told}</p>
        <Form send>
            <Field label="What is to be corrected" value=note kind=FieldKind::Area rows=3 pointer="/note" required=true maxlength=1_000_u32
                hint="The client reads this" draft="return-note" />
            <div class="actions">
                <Button on_press=move |()| open.set(false)>"Cancel"</Button>
                <Submit>"Return it"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[component]
fn CountersignDialog(open: RwSignal<bool>, document: DocumentSummary, found: Fetched<StaffDocument>) -> impl IntoView {
    let title = format!("Countersign “{}”", document.title);
    let document = StoredValue::new(document);
    view! { <Dialog open title><CountersignForm open document=document.get_value() found /></Dialog> }.into_any()
}

#[component]
fn CountersignForm(open: RwSignal<bool>, document: DocumentSummary, found: Fetched<StaffDocument>) -> impl IntoView {
    let (session, toasts, waiting, workplace) = (use_session(), use_toasts(), use_waiting_documents(), use_workplace());
    let name = RwSignal::new(String::new());
    let (attempt, id) = (Attempt::new(), document.id);
    let practice = workplace.practice.with_untracked(|p| p.profile.name.clone());
    let text = format!(
        "You sign for {practice}, as {} did for themselves. Your name, the time, and how you signed in are recorded with it, and a new PDF is made.",
        document.client_name.as_str()
    );
    let send = move || {
        let input = CountersignDocument { name: name.with_untracked(|text| text.trim().into()) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            let now = take(found, session.ask(api.countersign_document(&attempt, id, &input)).await)?;
            toasts.say("Signed by both.");
            waiting.reload();
            let _ = open.try_set(false);
            found.set(now);
            Ok(())
        }
    };
    view! {
        <p>{text}</p>
        <Form send>
            <Field label="Your full name" value=name pointer="/name" required=true maxlength=200_u32 autocomplete="name" enterkeyhint="done"
                hint="Typing it here is your signature" />
            <div class="actions">
                <Button on_press=move |()| open.set(false)>"Cancel"</Button>
                <Submit>"Sign"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::examples::date;

    #[test]
    fn the_name_of_the_file_says_nothing_of_the_client() {
        assert_eq!(file_name(date("2026-03-02")), "document-2026-03-02.pdf");
    }
}
