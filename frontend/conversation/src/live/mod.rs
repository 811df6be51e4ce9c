//! The line by which the server says that something is new (M5): one for each browser, shared by all of its tabs that the same
//! person has open, and in each tab by all that follow it.
//!
//! The browser comes back by itself and says what it had last, so that nothing is missed. Where it gives up (the server said
//! no, or a proxy did), a new line is opened after a while, and all are told to fetch anew. A line that died without a word is
//! noticed by the server's heartbeats, which come no longer.
//!
//! Of the tabs one holds the line and hands on what it is told; when that one closes, freezes or does not answer, the next
//! one opens a line of its own and everybody fetches anew. Where a browser has no means for that (a page that came neither by
//! TLS nor from this machine has not), or nobody is known, each tab has its own line. The server is told for whom a line is:
//! a tab that somebody else left open hears nothing of who is signed in by now.

mod course;
mod share;
mod sharing;
mod source;
mod word;

use std::rc::Rc;
use std::time::Duration;

use api::Api;
use domain::messaging::LiveEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, VisibilityState};

use share::{Channel, Turn};
use source::Connection;

pub use course::pause;

/// Longer than this, in milliseconds, and a page that was out of sight cannot be sure that its line still lives.
const ASLEEP: f64 = 60_000.0;
/// So often a tab looks whether the device was asleep, and whether somebody still holds the line.
const LOOK: Duration = Duration::from_secs(20);
/// A look that comes so many milliseconds after the one before says that the device was asleep: tabs out of sight are called
/// once in a minute.
const SLEPT: f64 = 150_000.0;

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// It is being opened for the first time.
    Opening,
    /// What is new comes by itself.
    Open,
    /// It dropped; it is being opened again.
    Broken,
    /// The page said that it is over.
    Over,
}

/// What a tab has to do with the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// It has its own.
    Alone,
    /// It holds the one that all tabs share.
    Holds,
    /// It hears from the one that holds it.
    Listens,
    /// It is not looked at, or gone.
    Away,
}

/// What follows the line.
type Follower = Rc<dyn Fn(LiveEvent)>;

/// What belongs to the line in this tab.
struct Ends {
    address: String,
    /// Under this name the tabs of this browser share it; none where they do not.
    shared: Option<String>,
    part: Part,
    connection: Option<Connection>,
    channel: Option<Rc<Channel>>,
    turn: Option<Turn>,
    /// The line that is being opened does not begin where another one ended.
    anew: bool,
    tries: u32,
    pausing: Option<TimeoutHandle>,
    patience: Option<TimeoutHandle>,
    hidden_at: Option<f64>,
    looked_at: f64,
    /// When the line that this tab holds was opened, or brought something, if only a heartbeat.
    heard_at: f64,
    /// How often it was asked who holds the line, and whether the last time somebody answered.
    asked: u32,
    answered: bool,
    _lifecycle: [OnDocument; 2],
}

/// The line of this tab. Copy it anywhere; it is closed with whoever opened it.
#[derive(Clone, Copy)]
pub struct Live {
    line: RwSignal<Line>,
    late: RwSignal<bool>,
    ends: StoredValue<Option<Ends>, LocalStorage>,
    followers: StoredValue<Vec<(u32, Follower)>, LocalStorage>,
    next: StoredValue<u32>,
    refused: Callback<()>,
}

impl Live {
    /// Opens the line at [`Api::live_address`] for the person whose drafts are kept here ([`ui::draft::subject`]). `refused`
    /// is called when the server does not give one: whoever is told may ask who is signed in.
    pub fn open(address: &'static str, refused: impl Fn() + Send + Sync + 'static) -> Self {
        let of = ui::draft::subject();
        let live = Self {
            line: RwSignal::new(Line::Opening),
            late: RwSignal::new(false),
            ends: StoredValue::new_local(None),
            followers: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            refused: Callback::new(move |()| refused()),
        };
        let ends = Ends {
            address: of.as_ref().map_or_else(|| address.to_owned(), |of| format!("{address}?of={of}")),
            shared: of.map(|of| format!("anteroom-live:{address}:{of}")),
            part: Part::Away,
            connection: None,
            channel: None,
            turn: None,
            anew: true,
            tries: 0,
            pausing: None,
            patience: None,
            hidden_at: None,
            looked_at: ui::now(),
            heard_at: ui::now(),
            asked: 0,
            answered: false,
            _lifecycle: [OnDocument::new("freeze", move || live.leave()), OnDocument::new("resume", move || live.come_again())],
        };
        live.ends.set_value(Some(ends));
        live.join();
        let shown = window_event_listener_untyped("visibilitychange", move |_| live.look());
        let focused = window_event_listener_untyped("focus", move |_| live.look());
        let online = window_event_listener_untyped("online", move |_| live.come_back());
        let offline = window_event_listener_untyped("offline", move |_| live.broken());
        // To the browser's memory of pages, and out of it: everything is there, but the line.
        let hidden = window_event_listener_untyped("pagehide", move |_| live.leave());
        let back = window_event_listener_untyped("pageshow", move |_| live.come_again());
        let looking = set_interval_with_handle(move || live.tick(), LOOK).ok();
        on_cleanup(move || {
            for listener in [shown, focused, online, offline, hidden, back] {
                listener.remove();
            }
            if let Some(looking) = looking {
                looking.clear();
            }
            live.leave();
            let _ = live.ends.try_update_value(Option::take);
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
        let _ = self.followers.try_update_value(|all| all.push((id, Rc::new(follower))));
        on_cleanup(move || {
            let _ = self.followers.try_update_value(|all| all.retain(|(other, _)| *other != id));
        });
    }

    /// Ends it in this tab, as when somebody signs out.
    pub fn end(self) {
        let _ = self.line.try_set(Line::Over);
        let _ = self.late.try_set(false);
        self.leave();
    }

    /// What belongs to it, while it lives. Nothing is called from inside that may come back here.
    fn with<T>(self, act: impl FnOnce(&mut Ends) -> T) -> Option<T> {
        self.ends.try_update_value(|ends| ends.as_mut().map(act)).flatten()
    }

    /// How the line is now; over where nobody listens any longer.
    fn now(self) -> Line {
        self.line.try_get_untracked().unwrap_or(Line::Over)
    }

    fn part(self) -> Part {
        self.with(|ends| ends.part).unwrap_or(Part::Away)
    }

    /// Out of the browser's memory, or thawed.
    fn come_again(self) {
        if self.part() != Part::Away {
            self.look();
        } else if self.now() != Line::Over {
            let _ = self.line.try_set(Line::Opening);
            self.join();
        }
    }

    /// The network is said to be back: no reason to wait any longer.
    fn come_back(self) {
        match self.part() {
            _ if self.now() != Line::Broken => {}
            Part::Alone | Part::Holds => self.anew(),
            Part::Listens => self.ask(),
            Part::Away => {}
        }
    }

    /// The page is looked at again, or no longer.
    fn look(self) {
        if !is_seen() {
            self.with(|ends| ends.hidden_at = ends.hidden_at.or(Some(ui::now())));
            return;
        }
        let away = self.with(|ends| ends.hidden_at.take()).flatten().map_or(0.0, |at| ui::now() - at);
        self.wake(away > ASLEEP, true);
    }

    /// From time to time: nothing says that a device was asleep but the clock, and nothing that a line is dead but its silence.
    fn tick(self) {
        let Some(gap) = self.with(|ends| ui::now() - std::mem::replace(&mut ends.looked_at, ui::now())) else { return };
        self.wake(gap > SLEPT, false);
        self.feel();
    }

    /// After some time: a line that may be dead is opened anew, and it is asked whether another tab still holds the shared one.
    fn wake(self, slept: bool, looked_at: bool) {
        let broken = match self.now() {
            Line::Over => return,
            line => line == Line::Broken,
        };
        match self.part() {
            Part::Alone | Part::Holds if slept || broken && looked_at => {
                if broken {
                    // Whether or not the line comes back, what is on the page should be as it is now.
                    self.tell(LiveEvent::Resync {});
                }
                self.anew();
            }
            Part::Listens => {
                if slept || broken && looked_at {
                    self.tell(LiveEvent::Resync {});
                }
                // Browsers hold up the clocks of tabs out of sight: one that is in sight does not wait for them.
                match is_seen() {
                    true if broken => self.take_over(),
                    true => self.ask(),
                    false => {}
                }
            }
            Part::Alone | Part::Holds | Part::Away => {}
        }
    }

    /// An event by its name and data.
    fn comes(self, name: &str, data: &str) -> Option<LiveEvent> {
        let event = Api::live_event(name, data)?;
        self.tell(event);
        Some(event)
    }

    fn tell(self, event: LiveEvent) {
        let followers: Vec<Follower> =
            self.followers.try_with_value(|all| all.iter().map(|(_, follower)| follower.clone()).collect()).unwrap_or_default();
        for follower in followers {
            follower(event);
        }
    }
}

/// Whether the page is in sight.
fn is_seen() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Hears what is said of the document itself, until it is let go.
struct OnDocument {
    document: Document,
    event: &'static str,
    heard: Closure<dyn Fn()>,
}

impl OnDocument {
    fn new(event: &'static str, heard: impl Fn() + 'static) -> Self {
        let (document, heard) = (document(), Closure::<dyn Fn()>::new(heard));
        let _ = document.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        Self { document, event, heard }
    }
}

impl Drop for OnDocument {
    fn drop(&mut self) {
        let _ = self.document.remove_event_listener_with_callback(self.event, self.heard.as_ref().unchecked_ref());
    }
}
