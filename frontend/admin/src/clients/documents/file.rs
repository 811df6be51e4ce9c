//! The panel *Share a file*: something for the client to read (D12). It is looked at before it goes.

use std::cell::Cell;

use api::{Api, Attempt};
use conversation::files;
use domain::practice::profile::Language;
use leptos::ev;
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, Failure, Form, FormState, Icon, IconName, Progress, SidePanel, Submit, live, use_toasts};
use web_sys::{File, HtmlInputElement};

use super::{TheirDocuments, not_yet, use_theirs};
use crate::files::bytes;
use crate::session::{Session, use_session};

/// `/admin/clients/{id}/documents/file`
#[component]
pub fn FilePanel() -> impl IntoView {
    let theirs = use_theirs();
    let name = theirs.this.name();
    let title = Signal::derive(move || format!("Share a file with {}", name.get()));
    view! {
        <SidePanel title close_href=Signal::derive(move || theirs.address())><Share theirs /></SidePanel>
    }
    .into_any()
}

/// What is chosen: name and length to show, the file itself to send.
#[derive(Clone)]
struct Picked {
    name: String,
    bytes: u64,
}

/// Tells how much has gone. Natively only the tests of pure functions run.
#[cfg(target_arch = "wasm32")]
fn watched(session: Session, gone: RwSignal<Option<u32>>) -> Api {
    session.api().watched(move |sent, all| {
        let _ = gone.try_set(Some(percent(sent, all)));
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn watched(session: Session, _: RwSignal<Option<u32>>) -> Api {
    session.api()
}

/// So many of a hundred; all of it has arrived only when the server says so.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "natively nothing is uploaded"))]
fn percent(sent: u64, all: u64) -> u32 {
    (sent * 100).checked_div(all).unwrap_or(0).min(99) as u32
}

/// What is said of a refused file, by the code that may stand at a field or for the whole.
fn told(failure: Failure, name: &str) -> Failure {
    let code = failure.fields.first().map_or(failure.code.as_str(), |field| field.code.as_str());
    if !(code.starts_with("file_") || code == "too_large") {
        return failure;
    }
    let text = files::refused(conversation::words_in(Language::En), code, name);
    Failure::new(text, "").with_code(code.to_owned())
}

#[component]
fn Share(theirs: TheirDocuments) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let state = FormState::new();
    let picked = RwSignal::new(None::<Picked>);
    let problem = RwSignal::new(None::<String>);
    let gone = RwSignal::new(None::<u32>);
    let file = StoredValue::new_local(Cell::new(None::<File>));
    let take = move |chosen: File| {
        let (name, bytes) = (chosen.name(), chosen.size() as u64);
        let refusal = files::refusal(conversation::words_in(Language::En), &name, bytes);
        picked.set(Some(Picked { name, bytes }).filter(|_| refusal.is_none()));
        file.with_value(|file| file.set(Some(chosen).filter(|_| refusal.is_none())));
        problem.set(refusal);
        state.touch();
    };
    let (attempt, id, name) = (Attempt::new(), theirs.this.id, theirs.this.name());
    let send = move || {
        let attempt = attempt.clone();
        let chosen = file.with_value(|file| {
            let chosen = file.take();
            file.set(chosen.clone());
            chosen
        });
        async move {
            let chosen = chosen.ok_or_else(|| Failure::new("Choose a file first.", ""))?;
            let content = bytes(&chosen).await.ok_or_else(|| Failure::new("This file could not be read.", "Choose it again."))?;
            let called = chosen.name();
            let _ = gone.try_set(Some(0));
            let answer = session.ask(watched(session, gone).share_file(&attempt, id, &called, content)).await;
            let _ = gone.try_set(None);
            answer.map_err(|failure| told(failure, &called))?;
            toasts.say(format!("Shared with {}.", name.get_untracked()));
            state.settle();
            theirs.done();
            Ok(())
        }
    };
    let waits = move || theirs.this.access.with(not_yet).flatten().map(|why| view! { <p class="soft">{why}</p> });
    let forget = move |()| {
        picked.set(None);
        file.with_value(|file| file.set(None));
    };
    let words = conversation::words_in(Language::En);
    let what = move || {
        match picked.get() {
        None => view! { <Choose take=Callback::new(take) problem /> }.into_any(),
        Some(Picked { name, bytes }) => view! {
            <div class="picked row between">
                <span class="row"><Icon name=IconName::Document /> <b dir="auto">{name}</b> <small class="soft num">{files::size(words, bytes)}</small></span>
                <Button small=true kind=ButtonKind::Quiet on_press=forget>"Another file"</Button>
            </div>
        }
        .into_any(),
    }
    };
    let progress = move || {
        gone.with(Option::is_some).then(|| {
            let label = Signal::derive(move || format!("Uploading: {}%", gone.get().unwrap_or_default()));
            view! { <Progress value=Signal::derive(move || gone.get().unwrap_or_default()) max=100_u32 label /> }
        })
    };
    view! {
        <Form send state guard=true>
            <p>"The client finds it under Documents, to read and to keep. They are told by e-mail that something was shared, not what."</p>
            {live(waits)}
            {live(what)}
            {live(progress)}
            <div class="actions">
                <ButtonLink href=theirs.address()>"Cancel"</ButtonLink>
                <Submit>"Share file"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

/// The field to choose from, and a place to drop it.
#[component]
fn Choose(#[prop(into)] take: Callback<File>, problem: RwSignal<Option<String>>) -> impl IntoView {
    let over = RwSignal::new(false);
    let chosen = move |event: ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if let Some(one) = input.files().and_then(|all| all.get(0)) {
            take.run(one);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(one) = event.data_transfer().and_then(|t| t.files()).and_then(|all| all.get(0)) {
            take.run(one);
        }
    };
    view! {
        <div class="drop" class:over=move || over.get()
            on:dragover=move |event: ev::DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false) on:drop=dropped>
            <div class="field">
                <label for="shared-file">"File, or drop it here"</label>
                <input class="input" id="shared-file" type="file" accept=files::accepted() aria-describedby="shared-hint" on:change=chosen />
                <p class="hint" id="shared-hint">"PDF, PNG, JPEG, HEIC, Word documents (docx) and plain text, up to 25 MB"</p>
                <p class="error" role="alert">{move || problem.get()}</p>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d12_a_file_that_does_not_go_is_told_by_its_name() {
        let refused = told(Failure::new("", "").with_code("file_kind"), "notes.exe");
        assert!(refused.title.contains("notes.exe") && refused.title.contains("cannot be sent"));
        assert_eq!(told(Failure::new("Offline", "").with_code("network"), "x").title, "Offline");
    }
}
