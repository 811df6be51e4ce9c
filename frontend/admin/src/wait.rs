//! Time that runs while somebody looks: a clock that ticks every second, and the wait after too many tries (A22).

use std::time::Duration;

use leptos::prelude::*;
use ui::{Banner, IconName, Tone};

use crate::refusal::duration;
use crate::session::use_session;

/// The wall clock in milliseconds, anew every second for as long as the caller is on the page.
pub fn clock() -> Signal<f64> {
    let now = RwSignal::new(ui::now());
    repeat(1_000, move || now.set(ui::now()));
    now.into()
}

/// Does something again and again, for as long as the caller is on the page.
pub fn repeat(milliseconds: u64, work: impl Fn() + 'static) {
    let ticking = set_interval_with_handle(work, Duration::from_millis(milliseconds)).ok();
    on_cleanup(move || {
        if let Some(ticking) = ticking {
            ticking.clear();
        }
    });
}

/// Does something once after a while, unless the caller is gone by then or `later` is called again.
pub fn later(milliseconds: u64, work: impl Fn() + Clone + Send + Sync + 'static) -> impl Fn() + Copy + Send + Sync + 'static {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let work = StoredValue::new(work);
    let stop = move || {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    move || {
        stop();
        let run = move || {
            if let Some(work) = work.try_get_value() {
                work();
            }
        };
        waiting.set_value(set_timeout_with_handle(run, Duration::from_millis(milliseconds)).ok());
    }
}

/// Seconds until an instant, 0 when it is over.
pub fn seconds_until(end: f64, now: f64) -> u64 {
    ((end - now) / 1000.0).ceil().max(0.0) as u64
}

/// How long to wait, counted down; nothing while there is nothing to wait for.
#[component]
pub fn WaitNote() -> impl IntoView {
    let session = use_session();
    let now = clock();
    let left = Memo::new(move |_| seconds_until(session.wait_until.get(), now.get()));
    let note = move || {
        (left.get() > 0).then(|| {
            view! {
                <Banner tone=Tone::Due icon=IconName::Clock>
                    <p>
                        <b>"Too many tries. "</b>
                        <span role="timer">{move || format!("You can try again in {}.", duration(left.get()))}</span>
                    </p>
                </Banner>
            }
        })
    };
    let shown = Memo::new(move |_| left.get() > 0);
    move || if shown.get() { untrack(note) } else { None }
}
