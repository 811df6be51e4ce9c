//! How many documents wait for the practice: the number in the side bar, on Home and above the list (S2).

use domain::documents::DocumentCounts;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

use super::reading::has_documents;
use crate::session::{Session, use_session};
use crate::workplace::Workplace;

/// How old the numbers may get before another page asks again, in milliseconds.
const FRESH: f64 = 15_000.0;

/// The numbers.
#[derive(Clone, Copy)]
pub struct WaitingDocuments {
    /// To look at, to countersign, overdue.
    pub counts: RwSignal<DocumentCounts>,
    asked_at: StoredValue<f64>,
    session: Session,
    has: bool,
}

/// Makes the numbers known. They are asked for with a page and not by the clock: a clock would keep the session alive (A20).
pub fn provide_waiting_documents(workplace: Workplace) -> WaitingDocuments {
    let has = has_documents(workplace.role());
    let counts = RwSignal::new(DocumentCounts::default());
    let waiting = WaitingDocuments { counts, asked_at: StoredValue::new(0.0), session: use_session(), has };
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if ui::now() - waiting.asked_at.get_value() > FRESH {
            waiting.reload();
        }
    });
    provide_context(waiting);
    waiting
}

/// The numbers; known inside the shell.
pub fn use_waiting_documents() -> WaitingDocuments {
    expect_context::<WaitingDocuments>()
}

impl WaitingDocuments {
    /// Documents to look at or to countersign. Tracks.
    pub fn for_us(self) -> u32 {
        self.counts.with(|counts| counts.submitted.saturating_add(counts.to_countersign))
    }

    /// Asks again.
    pub fn reload(self) {
        if !self.has {
            return;
        }
        self.asked_at.set_value(ui::now());
        spawn_local(async move {
            let api = self.session.api();
            // Without an answer the numbers stay as they were: the page of documents says what failed.
            if let Ok(counts) = self.session.ask(api.get_document_counts()).await {
                let _ = self.counts.try_set(counts);
            }
        });
    }
}
