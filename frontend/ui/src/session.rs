//! Keeps a session alive while its person is here, and warns two minutes before it ends for idleness.
//!
//! Time is read from the wall clock at every tick and whenever the page comes back into view, so a laptop that slept through
//! the end learns of it at once. Tabs of one browser tell each other when the session was renewed.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::dom::{local_storage, now};
use crate::{Button, ButtonKind, Dialog};

/// How long before the end the person is asked, in milliseconds.
const WARNING: f64 = 120_000.0;
/// Renewing more often than this, in milliseconds, would only be noise.
const RENEW_AT_MOST_EVERY: f64 = 60_000.0;
/// Under this name the tabs share when the session ends.
const SHARED: &str = "session-ends";

/// What the warning says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionWords {
    /// "Are you still there?"
    pub title: String,
    /// Why it asks; the remaining time follows.
    pub text: String,
    /// "Stay signed in"
    pub stay: String,
    /// "Sign out"
    pub sign_out: String,
}

/// Watches over a session.
#[component]
pub fn SessionGuard(
    /// When the session ends, in milliseconds since 1970; infinite while unknown. The application sets it after sign-in and
    /// after each answer of the server that renewed the session; another tab's renewal sets it too.
    ends: RwSignal<f64>,
    /// How long a session lasts without a sign of life, in seconds.
    #[prop(into)]
    idle_seconds: Signal<u32>,
    /// Asks the server for more time and sets `ends` from its answer.
    #[prop(into)]
    on_renew: Callback<()>,
    /// Signs out because the person said so.
    #[prop(into)]
    on_sign_out: Callback<()>,
    /// The time is over. Called once; ask the server before telling the person, another device may have renewed.
    #[prop(into)]
    on_end: Callback<()>,
    /// What the warning says.
    #[prop(into)]
    words: Signal<SessionWords>,
    /// Writes the remaining seconds: "1 minute 20 seconds".
    #[prop(into)]
    remaining_text: Callback<u32, String>,
) -> impl IntoView {
    let warning = RwSignal::new(false);
    let left = RwSignal::new(0_u32);
    let spoken = RwSignal::new(String::new());
    let active_at = StoredValue::new(now());
    let renewed_at = StoredValue::new(now());
    let over_at = StoredValue::new(f64::NAN);

    let renew = move || {
        renewed_at.set_value(now());
        on_renew.run(());
    };
    let tick = move || {
        // A clock that was stopped may strike once more.
        if warning.is_disposed() {
            return;
        }
        let end = ends.get_untracked();
        let now = now();
        let remaining = end - now;
        if remaining <= 0.0 {
            warning.set(false);
            if over_at.get_value() != end {
                over_at.set_value(end);
                on_end.run(());
            }
            return;
        }
        let idle = f64::from(idle_seconds.get_untracked()) * 1000.0;
        let active = active_at.get_value() > renewed_at.get_value();
        if active && !warning.get_untracked() && now - renewed_at.get_value() > RENEW_AT_MOST_EVERY.min(idle / 4.0) {
            renew();
            return;
        }
        if remaining > WARNING.min(idle / 2.0) {
            warning.set(false);
            return;
        }
        let seconds = (remaining / 1000.0).ceil() as u32;
        if !warning.get_untracked() {
            warning.set(true);
            left.set(seconds);
            spoken.set(remaining_text.run(seconds));
        } else if left.get_untracked() != seconds {
            let said = [60, 30, 10].iter().any(|mark| left.get_untracked() > *mark && seconds <= *mark);
            left.set(seconds);
            if said {
                spoken.set(remaining_text.run(seconds));
            }
        }
    };

    let ticking = set_interval_with_handle(tick, Duration::from_secs(1)).ok();
    let seen = window_event_listener_untyped("focus", move |_| tick());
    let shown = window_event_listener_untyped("visibilitychange", move |_| tick());
    let pressed = window_event_listener(ev::pointerdown, move |_| active_at.set_value(now()));
    let typed = window_event_listener(ev::keydown, move |_| active_at.set_value(now()));
    let scrolled = window_event_listener(ev::wheel, move |_| active_at.set_value(now()));
    let elsewhere = window_event_listener(ev::storage, move |event| {
        let end = event.new_value().filter(|_| event.key().as_deref() == Some(SHARED)).and_then(|v| v.parse::<u64>().ok());
        if let Some(end) = end.map(|end| end as f64).filter(|end| *end > ends.get_untracked()) {
            renewed_at.set_value(now());
            ends.set(end);
            tick();
        }
    });
    Effect::new(move |_| {
        let end = ends.get();
        if let Some(store) = local_storage().filter(|_| end.is_finite()) {
            let _ = store.set_item(SHARED, &(end as u64).to_string());
        }
    });
    on_cleanup(move || {
        if let Some(ticking) = ticking {
            ticking.clear();
        }
        for listener in [seen, shown, pressed, typed, scrolled, elsewhere] {
            listener.remove();
        }
    });

    let said = move |pick: fn(&SessionWords) -> &String| Signal::derive(move || words.with(|w| pick(w).clone()));
    let (title, sign_out, stay) = (said(|w| &w.title), said(|w| &w.sign_out), said(|w| &w.stay));
    view! {
        <Dialog open=warning title=title firm=true>
            <p>{said(|w| &w.text)}</p>
            <p class="countdown" role="timer" aria-live="off">{Signal::derive(move || remaining_text.run(left.get()))}</p>
            <p class="visually-hidden" role="alert">{spoken}</p>
            <div class="actions">
                <Button on_press=on_sign_out>{sign_out}</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| renew()>{stay}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
