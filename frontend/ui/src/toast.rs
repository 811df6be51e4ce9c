//! Short messages at the edge of the screen: what was done, with Undo where that is possible, or what failed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::dom::{live, now};
use crate::words::word;
use crate::{Failure, Icon, IconName};

/// How long a message stays, in milliseconds. Pointing at it or having focus in it stops the clock.
const STAYS: f64 = 7_000.0;
const STAYS_WITH_UNDO: f64 = 12_000.0;

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    failed: bool,
    /// Counted: what was done away with is gone when this is called, and what it owned with it.
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
    until: f64,
}

/// The messages of this page. Get it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    all: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    held: RwSignal<bool>,
}

/// Makes toasts available below. Called once, in the application's root, before the shell shows a [`ToastRegion`].
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { all: RwSignal::new(Vec::new()), next: StoredValue::new(0), held: RwSignal::new(false) };
    provide_context(toasts);
    toasts
}

/// The toasts of the application, which must have called [`provide_toasts`].
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

impl Toasts {
    /// Says that something was done.
    pub fn say(&self, text: impl Into<String>) {
        self.push(text.into(), false, None);
    }

    /// Says that something was done and offers to take it back.
    pub fn undo(&self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), false, Some(Arc::new(undo)));
    }

    /// Says that something failed; stays until closed.
    pub fn failed(&self, failure: &Failure) {
        let text = format!("{} {}", failure.title, failure.text);
        self.push(text.trim().to_owned(), true, None);
    }

    fn push(&self, text: String, failed: bool, undo: Option<Arc<dyn Fn() + Send + Sync>>) {
        let Some(id) = self.next.try_update_value(|n| {
            *n += 1;
            *n
        }) else {
            return;
        };
        let stays = if undo.is_some() { STAYS_WITH_UNDO } else { STAYS };
        let until = if failed { f64::INFINITY } else { now() + stays };
        let _ = self.all.try_update(|all| {
            all.retain(|t| t.text != text);
            all.push(Toast { id, text, failed, undo, until });
        });
    }

    fn close(&self, id: u32) {
        let _ = self.all.try_update(|all| all.retain(|t| t.id != id));
    }

    /// Drops what has been there long enough; while held, gives everything its time again.
    fn tick(&self) {
        let now = now();
        if self.held.get_untracked() {
            let _ = self.all.try_update_untracked(|all| all.iter_mut().for_each(|t| t.until = t.until.max(now + STAYS)));
        } else if self.all.with_untracked(|all| all.iter().any(|t| t.until <= now)) {
            self.all.update(|all| all.retain(|t| t.until > now));
        }
    }
}

/// Where toasts appear and are read out. One a page, in the shell.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let undo = word(|w| &w.undo);
    let close = word(|w| &w.close);
    let ticking = set_interval_with_handle(move || toasts.tick(), std::time::Duration::from_millis(500)).ok();
    on_cleanup(move || {
        if let Some(ticking) = ticking {
            ticking.clear();
        }
    });
    let line = move |toast: Toast| {
        let Toast { id, text, failed, undo: back, .. } = toast;
        let back = back.map(|back| {
            let press = move |_| {
                toasts.close(id);
                back();
            };
            view! { <button type="button" class="button small quiet" on:click=press>{undo}</button> }.into_any()
        });
        view! {
            <div class="toast" class:failed=failed>
                <Icon name=if failed { IconName::Warning } else { IconName::Check } />
                <p>{text}</p>
                {back}
                <button type="button" class="icon-button" aria-label=close on:click=move |_| toasts.close(id)>
                    <Icon name=IconName::Close />
                </button>
            </div>
        }
        .into_any()
    };
    let held = toasts.held;
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-relevant="additions"
            on:pointerenter=move |_| held.set(true) on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true) on:focusout=move |_| held.set(false)>
            {live(move || toasts.all.get().into_iter().map(line).collect_view())}
        </div>
    }
    .into_any()
}
