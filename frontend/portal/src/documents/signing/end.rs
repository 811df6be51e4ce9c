//! The end of a document: whether it was on the screen (D4).

use domain::DocumentId;
use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::note;
use crate::portal::Portal;

/// Whether somebody came to the end.
#[derive(Clone, Copy)]
pub struct Seen {
    portal: Portal,
    id: DocumentId,
    /// It was on the screen.
    here: RwSignal<bool>,
    /// The server knows.
    told: StoredValue<bool>,
}

impl Seen {
    /// Of this document; `told` when the server knows from before.
    pub fn new(portal: Portal, id: DocumentId, told: bool) -> Self {
        Self { portal, id, here: RwSignal::new(told), told: StoredValue::new(told) }
    }

    /// Whether it was on the screen. Tracks.
    pub fn get(self) -> bool {
        self.here.get()
    }

    /// Tells the server, unless it knows.
    ///
    /// # Errors
    /// When it could not be told.
    pub async fn tell(self) -> Result<(), api::Failure> {
        if self.told.try_get_value() != Some(true) {
            note(self.portal, self.id, true).await?;
            let _ = self.told.try_update_value(|told| *told = true);
        }
        Ok(())
    }

    /// The server says that it does not know.
    pub fn forget(self) {
        let _ = self.told.try_update_value(|told| *told = false);
    }

    fn arrived(self) {
        if self.here.try_get_untracked() == Some(false) {
            self.here.set(true);
            spawn_local(async move {
                // Out of reach, it is told with the signature.
                let _ = self.tell().await;
            });
        }
    }
}

/// Stands behind the last word.
#[component]
pub fn End(seen: Seen) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(end) = node.get().filter(|_| !seen.here.get_untracked()) {
            watch(&end, move || seen.arrived());
        }
    });
    view! { <div class="end" node_ref=node aria-hidden="true"></div> }.into_any()
}

/// Calls `act` when the element is on the screen, or above it: who jumps to the form below has passed it.
fn watch(element: &web_sys::Element, act: impl Fn() + 'static) {
    let hear = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let here = |entry| IntersectionObserverEntry::unchecked_from_js(entry).is_intersecting();
        if entries.iter().any(here) {
            act();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("1000000px 0px 0px 0px");
    let Ok(observer) = IntersectionObserver::new_with_options(hear.as_ref().unchecked_ref(), &options) else { return };
    observer.observe(element);
    let watching = StoredValue::new_local((observer, hear));
    on_cleanup(move || {
        let _ = watching.try_with_value(|(observer, _)| observer.disconnect());
    });
}
