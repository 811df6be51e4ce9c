//! What waits, while somebody is signed in: the number at the tab, the card on the first page (D3), and answers that a form left
//! unsaved.

use std::time::Duration;

use api::Attempt;
use domain::DocumentId;
use domain::documents::{Answers, SaveMyAnswers};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Card, Progress, live};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

use super::Waits;
use super::problems::is_over;
use super::shelf::{Shelf, Unsaved};
use super::texts::waiting;
use crate::portal::{Portal, use_portal};
use crate::texts::{count, fill};

/// So often, at most, somebody who comes back to the page is told anew what waits.
const OFTEN: f64 = 60_000.0;
/// When nobody answered, what is unsaved is tried again after so long.
const LATER: Duration = Duration::from_secs(20);

/// The pieces of this part, which has no pages: the count, and the card on the first page.
pub fn page_at(page: &str) -> Option<AnyView> {
    Some(match page {
        "count" => view! { <Count /> }.into_any(),
        "home" => view! { <OnHome /> }.into_any(),
        _ => return None,
    })
}

/// Shows nothing: it asks what waits.
#[component]
fn Count() -> impl IntoView {
    let portal = use_portal();
    let left = Left { portal, shelf: StoredValue::new(Shelf::of_person()), again: StoredValue::new(None) };
    let asked_at = StoredValue::new(ui::now());
    ask(portal);
    left.save();
    let seen = window_event_listener_untyped("visibilitychange", move |_| {
        let due = asked_at.try_get_value().is_some_and(|at| ui::now() - at > OFTEN);
        if due && document().visibility_state() == VisibilityState::Visible {
            asked_at.set_value(ui::now());
            ask(portal);
        }
    });
    let online = window_event_listener_untyped("online", move |_| left.save());
    on_cleanup(move || {
        seen.remove();
        online.remove();
        left.wait(None);
        portal.documents.forget();
    });
}

fn ask(portal: Portal) {
    spawn_local(async move {
        // The page asks by itself: it is no use of the session. Out of reach, the number stays as it was.
        if let Ok(all) = portal.api().unattended().list_my_documents().await {
            portal.documents.know(Waits::of(&all));
        }
    });
}

/// Answers that forms left unsaved (D5). Those of a form that is open are its page's to save.
#[derive(Clone, Copy)]
struct Left {
    portal: Portal,
    shelf: StoredValue<Shelf>,
    again: StoredValue<Option<TimeoutHandle>>,
}

impl Left {
    /// Saves them, one form after the other; what nobody answered for is tried again.
    fn save(self) {
        spawn_local(async move {
            let Some(shelf) = self.shelf.try_get_value() else { return };
            let mut unheard = false;
            for Unsaved { document, changes } in shelf.all() {
                let open = self.portal.documents.filling.try_get_value().flatten();
                if open != Some(document) {
                    unheard |= self.save_one(&shelf, document, changes).await;
                }
            }
            if unheard && !self.shelf.is_disposed() {
                self.wait(set_timeout_with_handle(move || self.save(), LATER).ok());
            }
        });
    }

    /// Whether nobody answered.
    async fn save_one(self, shelf: &Shelf, document: DocumentId, changes: Answers) -> bool {
        let input = SaveMyAnswers { changes };
        match self.portal.api().unattended().save_my_answers(&Attempt::new(), document, &input).await {
            Ok(_) => shelf.saved(document, &input.changes),
            // Nothing can be answered there any more.
            Err(failure) if is_over(failure.code()) => shelf.keep(document, &Answers::new()),
            Err(failure) => return failure.may_have_happened(),
        }
        false
    }

    fn wait(self, again: Option<TimeoutHandle>) {
        if let Some(before) = self.again.try_update_value(|kept| std::mem::replace(kept, again)).flatten() {
            before.clear();
        }
    }
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
