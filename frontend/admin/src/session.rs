//! Who is signed in: the state that outlives every page, and the one door to the server.

use std::future::Future;

use api::{Answer, Api, Attempt};
use domain::access::session::{App, Me, SessionEnds, SessionKind};
use leptos::prelude::*;
use ui::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::refusal;

/// Under this name the browser tab remembers where somebody wanted to go before they had to sign in.
const NEXT: &str = "next";

/// The session of this tab. One exists for as long as the program runs.
#[derive(Clone, Copy)]
pub struct Session {
    api: StoredValue<Api>,
    /// When the session ends, in milliseconds since 1970; infinite while unknown.
    pub ends: RwSignal<f64>,
    absolute: StoredValue<f64>,
    /// How long it lasts without a request, in seconds.
    pub idle_seconds: RwSignal<u32>,
    /// The server said that there is no session, or no longer.
    pub over: RwSignal<bool>,
    /// Until when the server asked to wait, in milliseconds since 1970 (A22).
    pub wait_until: RwSignal<f64>,
    /// The practice's name, for the title of the tab.
    pub place: RwSignal<String>,
    /// Messages to be read, for the title of the tab.
    pub unread: RwSignal<u32>,
    /// The practice's zone, for the times in refusals; UTC before anybody is signed in.
    pub zone: RwSignal<String>,
}

/// Speaks to the server the page came from.
#[cfg(target_arch = "wasm32")]
fn line() -> Api {
    Api::browser(App::Admin)
}

/// Natively only the tests of pure functions run: there is no page, and nobody to ask.
#[cfg(not(target_arch = "wasm32"))]
fn line() -> Api {
    unreachable!("pages run in a browser, as {}", App::Admin.as_str())
}

/// Makes the session known to every page below.
pub fn provide_session() -> Session {
    let ends = RwSignal::new(f64::INFINITY);
    let absolute = StoredValue::new(f64::INFINITY);
    let idle_seconds = RwSignal::new(15 * 60);
    let over = RwSignal::new(false);
    let hear = move |answer: &Answer| {
        if answer.session_over() {
            over.set(true);
        } else if answer.session_used() && ends.get_untracked().is_finite() {
            let idle = f64::from(idle_seconds.get_untracked()) * 1000.0;
            ends.set((ui::now() + idle).min(absolute.get_value()));
        }
    };
    let api = line().on_answer(hear);
    let session = Session {
        api: StoredValue::new(api),
        ends,
        absolute,
        idle_seconds,
        over,
        wait_until: RwSignal::new(0.0),
        place: RwSignal::new("Anteroom".to_owned()),
        unread: RwSignal::new(0),
        zone: RwSignal::new("UTC".to_owned()),
    };
    provide_context(session);
    session
}

/// The session of the application.
pub fn use_session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// The typed client of the server.
    pub fn api(self) -> Api {
        self.api.get_value()
    }

    /// Waits for a call and puts its failure into words. A wait that the server asks for is shown counting down.
    pub async fn ask<T>(self, call: impl Future<Output = Result<T, api::Failure>>) -> Result<T, Failure> {
        call.await.map_err(|failure| {
            if let Some(seconds) = failure.wait() {
                self.wait_until.set(ui::now() + seconds as f64 * 1000.0);
            }
            self.zone.with_untracked(|zone| refusal::in_words(&failure, zone))
        })
    }

    /// Refuses by itself while the server wants nobody to try (A22), so that waiting is not made longer by asking.
    pub fn may_try(self) -> Result<(), Failure> {
        let left = crate::wait::seconds_until(self.wait_until.get_untracked(), ui::now());
        if left == 0 {
            return Ok(());
        }
        let text = format!("You can try again in {}. What you entered stays here.", refusal::duration(left));
        Err(Failure::new("There were too many tries.", text).with_code("wait"))
    }

    /// A session began or was renewed.
    pub fn began(self, ends: SessionEnds) {
        let now = ui::now();
        let absolute = now + f64::from(ends.absolute_seconds) * 1000.0;
        self.over.set(false);
        self.wait_until.set(0.0);
        self.absolute.set_value(absolute);
        if ends.idle_seconds > 0 {
            self.idle_seconds.set(ends.idle_seconds);
        }
        self.ends.set((now + f64::from(ends.idle_seconds) * 1000.0).min(absolute));
    }

    /// Ends the session because its person said so, and forgets what they were writing.
    pub async fn sign_out(self, me: Option<Me>) {
        let api = self.api();
        // Whatever the answer, this tab shows nothing more: the cookie dies by itself.
        let _ = api.sign_out(&Attempt::new()).await;
        if let Some(subject) = me.and_then(|me| me.staff).map(|staff| staff.id.to_string()) {
            forget(subject);
        }
        self.ends.set(f64::INFINITY);
        self.unread.set(0);
        take_next();
    }
}

/// What is said of messages that are not sent yet before their author signs out; nothing where there are none.
pub fn unsent_words(messages: usize) -> Option<String> {
    match messages {
        0 => None,
        1 => Some("1 message was not sent. Signing out deletes it.".to_owned()),
        n => Some(format!("{n} messages were not sent. Signing out deletes them.")),
    }
}

/// They left on purpose: what they were writing is dropped, and this browser tells them of nothing any longer.
pub fn forget(subject: String) {
    ui::draft::forget_all(&subject);
    // The server ended it with the session; nobody waits for the browser.
    spawn_local(async move { crate::account::notices_worker().unsubscribe_of(&subject).await });
}

/// The address of the step a session of this kind is for; `None` for one that may do everything.
pub fn step_of(kind: SessionKind) -> Option<&'static str> {
    match kind {
        SessionKind::Full => None,
        SessionKind::MustGiveSecondFactor => Some("/admin/second-factor"),
        SessionKind::MustEnrolSecondFactor => Some("/admin/enrol"),
        SessionKind::MustSetPassword | SessionKind::MessageLink => Some("/admin/forgot"),
    }
}

/// Remembers the page in view, to come back to it after signing in.
pub fn keep_next() {
    let location = window().location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(Some(store)) = window().session_storage() {
        let _ = store.set_item(NEXT, &here);
    }
}

/// Where to go after signing in, once: the page that was asked for, or Home.
pub fn take_next() -> String {
    let kept = || {
        let store = window().session_storage().ok()??;
        let next = store.get_item(NEXT).ok()??;
        let _ = store.remove_item(NEXT);
        (next == "/admin" || next.starts_with("/admin/")).then_some(next)
    };
    kept().unwrap_or_else(|| "/admin".to_owned())
}

#[cfg(test)]
mod tests {
    use super::unsent_words;

    #[test]
    fn m6_whoever_signs_out_is_told_what_was_not_sent() {
        assert_eq!(unsent_words(0), None);
        assert_eq!(unsent_words(1).as_deref(), Some("1 message was not sent. Signing out deletes it."));
        assert_eq!(unsent_words(2).as_deref(), Some("2 messages were not sent. Signing out deletes them."));
    }
}
