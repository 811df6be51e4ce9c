//! What waits, while somebody is signed in: the number at the tab, and the card on the first page (D3).

use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Card, Progress, live};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

use super::Waits;
use super::texts::waiting;
use crate::parts::{Part, PieceOf};
use crate::portal::{Portal, use_portal};
use crate::texts::{count, fill};

/// So often, at most, somebody who comes back to the page is told anew what waits.
const OFTEN: f64 = 60_000.0;

/// The pieces of this part, which has no pages: the count, and the card on the first page.
pub fn page_at(page: &str) -> Option<AnyView> {
    Some(match page {
        "count" => view! { <Count /> }.into_any(),
        "home" => view! { <OnHome /> }.into_any(),
        _ => return None,
    })
}

/// Shows nothing: it asks what waits, and has saved what forms left.
#[component]
fn Count() -> impl IntoView {
    let portal = use_portal();
    let asked_at = StoredValue::new(ui::now());
    ask(portal);
    let seen = window_event_listener_untyped("visibilitychange", move |_| {
        let due = asked_at.try_get_value().is_some_and(|at| ui::now() - at > OFTEN);
        if due && document().visibility_state() == VisibilityState::Visible {
            asked_at.set_value(ui::now());
            ask(portal);
        }
    });
    on_cleanup(move || {
        seen.remove();
        portal.documents.forget();
    });
    let (_, unsaved) = portal.unsent();
    (unsaved > 0).then(|| view! { <PieceOf part=Part::Documents page="left" /> }.into_any())
}

fn ask(portal: Portal) {
    spawn_local(async move {
        // The page asks by itself: it is no use of the session. Out of reach, the number stays as it was.
        if let Ok(all) = portal.api().unattended().count_my_documents().await {
            portal.documents.know(Waits::of(all.open.iter().map(|document| document.state), all.done_before));
        }
    });
}

/// The way in, on the first page.
#[component]
fn OnHome() -> impl IntoView {
    let portal = use_portal();
    let t = waiting::texts();
    let waits = portal.documents.waits;
    let any = Memo::new(move |_| waits.with(|waits| waits.open > 0));
    let text = Signal::derive(move || count(&t.all().plurals.wait, waits.get().open.into()));
    let all = Signal::derive(move || waits.with(|waits| waits.open + waits.done));
    let done = Signal::derive(move || waits.with(|waits| waits.done));
    let progress =
        Signal::derive(move || fill(t.all().home.progress, &[("done", &done.get().to_string()), ("all", &all.get().to_string())]));
    let go = Signal::derive(move || {
        let home = &t.all().home;
        if waits.with(|waits| waits.begun) { home.go_on } else { home.start }
    });
    let card = move || {
        // Whoever presses the button need not wait.
        Part::Documents.comes_ahead();
        let far = Memo::new(move |_| done.get() > 0);
        view! {
            <Card title=t.of(|c| c.home.title)>
                <p>{text}</p>
                {live(move || far.get().then(|| view! { <Progress value=done max=all label=progress /> }.into_any()))}
                <p><ButtonLink kind=ButtonKind::Primary href=portal.path("/documents/start")>{go}</ButtonLink></p>
            </Card>
        }
        .into_any()
    };
    live(move || any.get().then(card)).into_any()
}
