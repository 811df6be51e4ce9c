//! `/documents/{id}`: one document, for what it asks and how far it is.

use domain::DocumentId;
use domain::documents::{Content, DocumentKind as K, MyDocument, MyDocuments};
use leptos::prelude::*;
use ui::{FailureNote, Fetched, Heading, Load, fetched, live};
use wasm_bindgen_futures::spawn_local;

use super::Waits;
use super::closed::Closed;
use super::filling::Filling;
use super::list::day_of;
use super::signing::{Consent, note};
use super::texts::own;
use super::uploading::Uploading;
use super::walk::{Place, mine};
use crate::app::Missing;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// The page.
#[component]
pub fn One(id: DocumentId) -> impl IntoView {
    let portal = use_portal();
    let one = fetched(move || async move { portal.api().get_my_document(id).await.map_err(|failure| portal.tell(&failure)) });
    let all = mine(portal);
    look(portal, id, one, all);
    recount(one, all);
    let missing = Memo::new(move |_| one.failure().is_some_and(|failure| failure.code == "not_found"));
    live(move || {
        if missing.get() {
            return view! { <Missing /> }.into_any();
        }
        view! {
            <div class="page documents">
                <Place all id />
                <Load from=one lines=10 let:document><Shown document one all /></Load>
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// Notes that it is on the screen, once both answers are there: a file that was seen waits no more, and is counted before.
fn look(portal: Portal, id: DocumentId, one: Fetched<MyDocument>, all: Fetched<MyDocuments>) {
    let told = StoredValue::new(false);
    Effect::new(move |_| {
        let counted = all.with(|_| ()).is_some() || all.failure().is_some();
        let asks = one.with(|document| document.summary.state.is_open()).unwrap_or_default();
        if counted && asks && !told.get_value() {
            told.set_value(true);
            let file = one.with_untracked(|document| document.summary.kind == K::File).unwrap_or_default();
            spawn_local(async move {
                // What is signed tells it again; of the rest it is not worth a word.
                let noted = note(portal, id, false).await;
                // Only the number at the tab: the page goes on saying which of how many this one is.
                if file
                    && noted.is_ok()
                    && let Ok(all) = portal.api().list_my_documents().await
                {
                    portal.documents.know(Waits::of_list(&all));
                }
            });
        }
    });
}

/// What was declined here, or taken back while it was open, waits no more.
fn recount(one: Fetched<MyDocument>, all: Fetched<MyDocuments>) {
    Effect::new(move |_| {
        let over = one.with(|document| (!document.summary.state.is_open()).then_some(document.summary.id)).flatten();
        let waits = |id| all.with_untracked(|all| all.open.iter().any(|document| document.id == id)).unwrap_or_default();
        if over.is_some_and(waits) {
            all.reload();
        }
    });
}

#[component]
fn Shown(document: MyDocument, one: Fetched<MyDocument>, all: Fetched<MyDocuments>) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let title = document.summary.title.clone();
    let asks = document.summary.state.is_open() && document.summary.kind != K::File;
    let due = document.summary.due.filter(|_| asks).map(|due| {
        let text = Signal::derive(move || fill(t.all().list.due, &[("day", &day_of(due, portal.texts.all().words.locale))]));
        view! { <p class="lead">{text}</p> }.into_any()
    });
    let body = match paper::read(&document.content) {
        Some(content) => body(document, content, asks, one, all),
        None => {
            let stands = &t.untracked().stands;
            let failure = ui::Failure::new(stands.unreadable, stands.unreadable_text);
            view! { <FailureNote failure /> }.into_any()
        }
    };
    view! {
        <Heading text=title />
        {due}
        {body}
    }
    .into_any()
}

fn body(document: MyDocument, content: Content, asks: bool, one: Fetched<MyDocument>, all: Fetched<MyDocuments>) -> AnyView {
    match document.summary.kind {
        K::Consent if asks => view! { <Consent document content one /> }.into_any(),
        K::Form if asks => view! { <Filling document content one /> }.into_any(),
        K::Upload if asks => view! { <Uploading document content one /> }.into_any(),
        _ => view! { <Closed document content all /> }.into_any(),
    }
}
