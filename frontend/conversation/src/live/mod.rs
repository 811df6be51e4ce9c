//! The line by which the server says that something is new (M5): one for each tab, shared by all that follow it.
//!
//! The browser comes back by itself and says what it had last, so that nothing is missed. Where it gives up (the server said
//! no, or a proxy did), a new line is opened after a while, and all are told to fetch anew.

use std::time::Duration;

use api::Api;
use domain::messaging::LiveEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, MessageEvent, VisibilityState};

/// Longer than this, in milliseconds, and a page that was out of sight cannot be sure that its line still lives.
const ASLEEP: f64 = 60_000.0;
/// So long, in milliseconds, the line may be gone before anybody is told.
const PATIENCE: u64 = 2_000;

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// It is being opened for the first time.
    Opening,
    /// What is new comes by itself.
    Open,
    /// It dropped; it is being opened again.
    Broken,
    /// The session is over, or the page said so.
    Over,
}

/// What follows the line.
type Follower = std::rc::Rc<dyn Fn(LiveEvent)>;

/// The browser's end of it. Letting it go closes it.
struct Connection {
    source: EventSource,
    _opened: Closure<dyn Fn()>,
    _failed: Closure<dyn Fn()>,
    _told: Closure<dyn Fn(MessageEvent)>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// The line of this tab. Copy it anywhere; it is closed with whoever opened it.
#[derive(Clone, Copy)]
pub struct Live {
    address: &'static str,
    line: RwSignal<Line>,
    late: RwSignal<bool>,
    connection: StoredValue<Option<Connection>, LocalStorage>,
    followers: StoredValue<Vec<(u32, Follower)>, LocalStorage>,
    next: StoredValue<u32>,
    tries: StoredValue<u32>,
    pausing: StoredValue<bool>,
    hidden_at: StoredValue<Option<f64>>,
    refused: Callback<()>,
}

impl Live {
    /// Opens the line at [`Api::live_address`]. `refused` is called when the server does not give one: whoever is told may
    /// ask who is signed in.
    pub fn open(address: &'static str, refused: impl Fn() + Send + Sync + 'static) -> Self {
        let live = Self {
            address,
            line: RwSignal::new(Line::Opening),
            late: RwSignal::new(false),
            connection: StoredValue::new_local(None),
            followers: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            tries: StoredValue::new(0),
            pausing: StoredValue::new(false),
            hidden_at: StoredValue::new(None),
            refused: Callback::new(move |()| refused()),
        };
        live.connect();
        let shown = window_event_listener_untyped("visibilitychange", move |_| live.look());
        let focused = window_event_listener_untyped("focus", move |_| live.look());
        let online = window_event_listener_untyped("online", move |_| live.come_back());
        let offline = window_event_listener_untyped("offline", move |_| live.broken());
        // From the browser's memory of pages: everything is there, but the line.
        let back = window_event_listener_untyped("pageshow", move |_| live.look());
        on_cleanup(move || {
            for listener in [shown, focused, online, offline, back] {
                listener.remove();
            }
            let _ = live.connection.try_update_value(|connection| *connection = None);
        });
        live
    }

    /// How the line is. Tracks.
    pub fn line(self) -> Line {
        self.line.try_get().unwrap_or(Line::Over)
    }

    /// Whether it has been gone for so long that somebody should know.
    pub fn is_late(self) -> Signal<bool> {
        Signal::derive(move || self.late.try_get().unwrap_or_default())
    }

    /// Calls `follower` with every event, for as long as the caller lives. After the line was opened anew by us,
    /// [`LiveEvent::Resync`] comes first.
    pub fn follow(self, follower: impl Fn(LiveEvent) + 'static) {
        let Some(id) = self.next.try_update_value(|n| {
            *n += 1;
            *n
        }) else {
            return;
        };
        let _ = self.followers.try_update_value(|all| all.push((id, std::rc::Rc::new(follower))));
        on_cleanup(move || {
            let _ = self.followers.try_update_value(|all| all.retain(|(other, _)| *other != id));
        });
    }

    /// Ends it, as when somebody signs out.
    pub fn end(self) {
        let _ = self.line.try_set(Line::Over);
        let _ = self.late.try_set(false);
        let _ = self.connection.try_with_value(|connection| connection.as_ref().map(|connection| connection.source.close()));
    }

    fn connect(self) {
        let Ok(source) = EventSource::new(self.address) else { return self.pause() };
        let opened = Closure::<dyn Fn()>::new(move || self.opened());
        let failed = Closure::<dyn Fn()>::new(move || self.failed());
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| self.told(&event));
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        for name in LiveEvent::NAMES {
            let _ = source.add_event_listener_with_callback(name, told.as_ref().unchecked_ref());
        }
        let connection = Connection { source, _opened: opened, _failed: failed, _told: told };
        let _ = self.connection.try_update_value(|kept| *kept = Some(connection));
    }

    fn opened(self) {
        // Ours from the beginning, and not the browser's own return to where it was.
        let anew = self.tries.try_get_value() != Some(0) || self.line.try_get_untracked() == Some(Line::Opening);
        let _ = self.tries.try_update_value(|tries| *tries = 0);
        let _ = self.line.try_set(Line::Open);
        let _ = self.late.try_set(false);
        if anew {
            self.tell(LiveEvent::Resync {});
        }
    }

    /// It dropped, or the browser says that there is no network: whoever waits for long is told.
    fn broken(self) {
        if !matches!(self.line.try_get_untracked(), Some(Line::Opening | Line::Open)) {
            return;
        }
        self.line.set(Line::Broken);
        set_timeout(
            move || {
                if self.line.try_get_untracked() == Some(Line::Broken) {
                    let _ = self.late.try_set(true);
                }
            },
            Duration::from_millis(PATIENCE),
        );
    }

    fn failed(self) {
        if self.line.try_get_untracked().is_none_or(|line| line == Line::Over) {
            return;
        }
        self.broken();
        let given_up = self.connection.try_with_value(|connection| {
            connection.as_ref().is_none_or(|connection| connection.source.ready_state() == EventSource::CLOSED)
        });
        if given_up == Some(true) {
            self.refused.run(());
            self.pause();
        }
    }

    /// Opens a new line after a while.
    fn pause(self) {
        if self.pausing.try_get_value() != Some(false) {
            return;
        }
        self.pausing.set_value(true);
        let tries = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        set_timeout(
            move || {
                if self.pausing.try_get_value() == Some(true) {
                    self.pausing.set_value(false);
                    self.anew();
                }
            },
            Duration::from_millis(pause(tries.unwrap_or(1), js_sys::Math::random())),
        );
    }

    fn anew(self) {
        if self.line.try_get_untracked().is_none_or(|line| line == Line::Over) {
            return;
        }
        // What is told after this line has opened is that everything is to be fetched.
        let _ = self.tries.try_update_value(|tries| *tries = (*tries).max(1));
        self.connect();
    }

    /// The network is said to be back: no reason to wait any longer.
    fn come_back(self) {
        if self.line.try_get_untracked() == Some(Line::Broken) {
            let _ = self.pausing.try_update_value(|pausing| *pausing = false);
            self.anew();
        }
    }

    /// The page is looked at again, or no longer.
    fn look(self) {
        if document().visibility_state() == VisibilityState::Hidden {
            let _ = self.hidden_at.try_update_value(|at| *at = at.or(Some(ui::now())));
            return;
        }
        let away = self.hidden_at.try_update_value(Option::take).flatten().map_or(0.0, |at| ui::now() - at);
        match self.line.try_get_untracked() {
            Some(Line::Broken) => {
                // Whether or not the line comes back, what is on the page should be as it is now.
                self.tell(LiveEvent::Resync {});
                self.come_back();
            }
            Some(Line::Open) if away > ASLEEP => self.anew(),
            _ => {}
        }
    }

    fn told(self, event: &MessageEvent) {
        let data = event.data().as_string().unwrap_or_default();
        let Some(event) = Api::live_event(&event.type_(), &data) else { return };
        if event == (LiveEvent::SessionEnded {}) {
            self.end();
        }
        self.tell(event);
    }

    fn tell(self, event: LiveEvent) {
        let followers: Vec<Follower> =
            self.followers.try_with_value(|all| all.iter().map(|(_, follower)| follower.clone()).collect()).unwrap_or_default();
        for follower in followers {
            follower(event);
        }
    }
}

/// How long to wait before the next try, in milliseconds: longer each time, half a minute at most, and not all pages at once.
/// `chance` is between 0 and 1.
#[must_use]
pub fn pause(tries: u32, chance: f64) -> u64 {
    let longest = 1_000_u64 << tries.clamp(1, 5);
    let most = longest.min(30_000);
    most / 2 + (most as f64 / 2.0 * chance) as u64
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn m5_tries_become_rarer_and_do_not_come_all_at_once() {
        assert_eq!([1, 2, 3, 4, 5, 99].map(|tries| pause(tries, 0.0)), [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
        assert_eq!([1, 5].map(|tries| pause(tries, 1.0)), [2_000, 30_000]);
    }
}
