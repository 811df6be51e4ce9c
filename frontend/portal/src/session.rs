//! Who is signed in, for how long, and how it ended. Lives in the application's root, so every page sees the same.

use std::sync::Arc;

use api::{Answer, Failure};
use domain::access::session::{Me, MeClient, SessionEnds};
use leptos::prelude::*;

/// What is known about who is there.
#[derive(Clone)]
enum Standing {
    /// Not asked yet, or asking.
    Asking,
    /// The server could not be asked.
    Unclear(Failure),
    /// Nobody is signed in here.
    Nobody,
    /// This client.
    Client(Arc<MeClient>),
}

/// The same without its content, for pages that only need to know which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not asked yet, or asking.
    Asking,
    /// The server could not be asked.
    Unclear,
    /// Nobody is signed in here.
    Nobody,
    /// A client.
    Client,
}

/// Why the sign-in page is shown, when that needs a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// The session ended by itself, or was ended elsewhere (A20).
    Ended,
    /// They signed out.
    SignedOut,
    /// They signed out everywhere.
    SignedOutEverywhere,
    /// They have a new password and sign in with it now (A18).
    NewPassword,
    /// Their new e-mail address is confirmed (A21).
    NewEmail,
}

/// The session, as the browser knows it.
#[derive(Clone, Copy)]
pub struct Session {
    standing: RwSignal<Standing>,
    stage: Memo<Stage>,
    ends: RwSignal<f64>,
    idle: RwSignal<u32>,
    absolute: StoredValue<f64>,
    farewell: RwSignal<Option<Farewell>>,
}

impl Session {
    /// Nothing is known yet.
    pub fn new() -> Self {
        let standing = RwSignal::new(Standing::Asking);
        let stage = Memo::new(move |_| {
            standing.with(|s| match s {
                Standing::Asking => Stage::Asking,
                Standing::Unclear(_) => Stage::Unclear,
                Standing::Nobody => Stage::Nobody,
                Standing::Client(_) => Stage::Client,
            })
        });
        Self {
            standing,
            stage,
            ends: RwSignal::new(f64::INFINITY),
            idle: RwSignal::new(0),
            absolute: StoredValue::new(f64::INFINITY),
            farewell: RwSignal::new(None),
        }
    }

    /// Which of the four it is. Tracks.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// The same without tracking.
    pub fn stage_untracked(self) -> Stage {
        self.stage.get_untracked()
    }

    /// The client. Tracks.
    pub fn client(self) -> Option<Arc<MeClient>> {
        self.standing.with(|s| match s {
            Standing::Client(me) => Some(Arc::clone(me)),
            _ => None,
        })
    }

    /// Something about the client, empty while nobody is signed in. Tracks.
    pub fn of_client<T: Default>(self, pick: impl FnOnce(&MeClient) -> T) -> T {
        self.standing.with(|s| match s {
            Standing::Client(me) => pick(me),
            _ => T::default(),
        })
    }

    /// Why the server could not be asked. Tracks.
    pub fn unclear(self) -> Option<Failure> {
        self.standing.with(|s| match s {
            Standing::Unclear(failure) => Some(failure.clone()),
            _ => None,
        })
    }

    /// When it ends, in milliseconds since 1970; infinite while nobody is signed in.
    pub fn ends(self) -> RwSignal<f64> {
        self.ends
    }

    /// Seconds it lasts without a request.
    pub fn idle_seconds(self) -> Signal<u32> {
        self.idle.into()
    }

    /// What to say on the sign-in page. Tracks.
    pub fn farewell(self) -> Option<Farewell> {
        self.farewell.get()
    }

    /// The same without tracking.
    pub fn farewell_untracked(self) -> Option<Farewell> {
        self.farewell.get_untracked()
    }

    /// The server is being asked.
    pub fn asking(self) {
        self.standing.set(Standing::Asking);
    }

    /// What the server said of who is signed in.
    pub fn is(self, me: Option<Me>) {
        match me.and_then(|me| Some((me.client?, me.ends))) {
            Some((client, ends)) => {
                self.lasts(ends);
                self.farewell.set(None);
                self.standing.set(Standing::Client(Arc::new(client)));
            }
            None => self.standing.set(Standing::Nobody),
        }
    }

    /// The server could not be asked.
    pub fn is_unclear(self, failure: Failure) {
        self.standing.set(Standing::Unclear(failure));
    }

    /// The server said how long it lasts from now.
    pub fn lasts(self, ends: SessionEnds) {
        let seconds = |seconds: u32| ui::now() + f64::from(seconds) * 1000.0;
        self.absolute.set_value(seconds(ends.absolute_seconds));
        self.idle.set(ends.idle_seconds);
        self.ends.set(seconds(ends.idle_seconds).min(seconds(ends.absolute_seconds)));
    }

    /// It is over, or something else is to be said on the sign-in page.
    pub fn over(self, farewell: Farewell) {
        self.ends.set(f64::INFINITY);
        self.farewell.set(Some(farewell));
        self.standing.set(Standing::Nobody);
    }

    /// Takes from an answer of the server what it means for the session.
    pub fn heard(self, answer: &Answer) {
        if self.stage.try_get_untracked() != Some(Stage::Client) {
            return;
        }
        if answer.session_over() {
            self.over(Farewell::Ended);
        } else if answer.session_used() {
            let idle = f64::from(self.idle.get_untracked()) * 1000.0;
            self.ends.set((ui::now() + idle).min(self.absolute.get_value()));
        }
    }
}
