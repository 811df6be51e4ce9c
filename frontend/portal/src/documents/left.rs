//! Answers that forms left unsaved (D5): saved whatever page is open. Those of a form that is open are its page's to save.

use std::time::Duration;

use api::Attempt;
use domain::DocumentId;
use domain::documents::{Answers, SaveMyAnswers};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::problems::is_over;
use super::shelf::{Shelf, Unsaved};
use crate::portal::{Portal, use_portal};

/// When nobody answered, they are tried again after so long.
const LATER: Duration = Duration::from_secs(20);

/// Shows nothing: it saves them.
#[component]
pub fn SavesLeft() -> impl IntoView {
    let left = Left { portal: use_portal(), shelf: StoredValue::new(Shelf::of_person()), again: StoredValue::new(None) };
    left.save();
    let online = window_event_listener_untyped("online", move |_| left.save());
    on_cleanup(move || {
        online.remove();
        left.wait(None);
    });
}

/// What waits to be saved.
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
