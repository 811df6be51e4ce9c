//! The thread: the newest at the bottom, days between, older ones fetched while scrolling up without losing the place.

use std::sync::Arc;
use std::time::Duration;

use domain::messaging::{Message, MessageState};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Empty, FailureNote, IconName, Skeleton, live, time};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

use super::bubble::{Bubble, OnItsWay};
use super::when;
use crate::queue::{Outgoing, Standing};
use crate::talk::{Older, Talk};
use crate::thread::{Row, rows};
use crate::words::{fill, say};

/// So near to its end, in pixels, the thread stays there when something comes.
const AT_END: i32 = 80;
/// So near to its beginning older ones are fetched.
const AT_BEGINNING: i32 = 240;
/// So often it is looked what day it is.
const MINUTE: Duration = Duration::from_secs(60);

/// What else can be done with a message, below it.
pub type Acts = Arc<dyn Fn(&Message) -> AnyView + Send + Sync>;

/// A line of the page.
#[derive(Clone, PartialEq)]
enum Entry {
    Row(Row),
    OnItsWay(Outgoing, Standing),
}

/// What tells lines apart: one that changed is made anew; of messages only one that was removed, since the focus, what is
/// marked and what is open in a line go with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Day(String, i64),
    Message(Uuid, bool),
    OnItsWay(Uuid, u8),
}

/// What changes about a message while its line stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// It is the first of those that stand together.
    pub first: bool,
    /// It is the last of them.
    pub last: bool,
    /// How far it came, where that is told.
    pub state: Option<MessageState>,
}

impl Entry {
    fn key(&self) -> Key {
        match self {
            // A clock that was set back makes the same day begin twice.
            Self::Row(Row::Day(day, at)) => Key::Day(day.clone(), at.as_millisecond()),
            Self::Row(Row::Message { message, .. }) => Key::Message(message.id.0, message.redacted.is_some()),
            Self::OnItsWay(item, standing) => Key::OnItsWay(
                item.id.0,
                match standing {
                    Standing::Waiting => 0,
                    Standing::Sending => 1,
                    Standing::Unheard => 2,
                    Standing::Refused(_) => 3,
                },
            ),
        }
    }

    /// The place of a message in its conversation, and how it looks now.
    fn look(&self) -> Option<(i64, Look)> {
        match self {
            Self::Row(Row::Message { message, first, last }) => {
                Some((message.seq, Look { first: *first, last: *last, state: message.state }))
            }
            Self::Row(Row::Day(..)) | Self::OnItsWay(..) => None,
        }
    }
}

/// Where the reader is in the thread.
#[derive(Clone, Copy)]
struct Place {
    scroller: NodeRef<html::Div>,
    at_end: RwSignal<bool>,
    /// Something came below what is in sight.
    unseen: RwSignal<bool>,
    height: StoredValue<i32>,
}

impl Place {
    fn to_end(self) {
        if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
            scroller.set_scroll_top(scroller.scroll_height());
        }
    }

    fn scrolled(self, talk: Talk) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        let below = scroller.scroll_height() - scroller.client_height() - scroller.scroll_top();
        let at_end = below < AT_END;
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
        if at_end {
            self.unseen.set(false);
            talk.seen();
        }
        // One that failed is asked for by its button.
        if scroller.scroll_top() < AT_BEGINNING && talk.older.get_untracked() == Older::Quiet {
            talk.fetch_older();
        }
        self.height.set_value(scroller.scroll_height());
    }

    /// The page is used: what is in sight and waited for that has been read.
    fn used(self, talk: Talk) {
        if talk.used() && self.at_end.try_get_untracked() == Some(true) {
            talk.seen();
        }
    }

    /// Its content or its frame has another size.
    fn resized(self) {
        if self.at_end.try_get_untracked() == Some(true) {
            self.to_end();
        }
        if let Some(Some(scroller)) = self.scroller.try_get_untracked() {
            self.height.set_value(scroller.scroll_height());
        }
    }

    /// Lines came above what is in sight: it stays where it is.
    fn grown_above(self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        let grown = scroller.scroll_height() - self.height.get_value();
        scroller.set_scroll_top(scroller.scroll_top() + grown);
        self.height.set_value(scroller.scroll_height());
    }
}

/// The messages of an open conversation.
#[component]
pub fn ThreadView(
    /// The conversation.
    talk: Talk,
    /// What else can be done with a message.
    #[prop(optional)]
    acts: Option<Acts>,
) -> impl IntoView {
    let place = Place { scroller: NodeRef::new(), at_end: RwSignal::new(true), unseen: RwSignal::new(false), height: StoredValue::new(0) };
    let list = NodeRef::<html::Ol>::new();
    let words = talk.words;
    let acts = StoredValue::new(acts);
    let entries = Memo::new(move |_| {
        let rows = talk.thread.with(|thread| {
            thread.as_ref().map(|thread| talk.zone.with_value(|zone| rows(thread.messages(), |at| time::day_of(&at.to_string(), zone))))
        });
        let known = rows?.into_iter().map(Entry::Row);
        let on_its_way = talk.queue.with(|queue| queue.items().cloned().collect::<Vec<_>>());
        Some(known.chain(on_its_way.into_iter().map(|(item, standing)| Entry::OnItsWay(item, standing))).collect::<Vec<_>>())
    });
    let looks = Memo::new(move |_| entries.with(|all| all.iter().flatten().filter_map(Entry::look).collect::<Vec<_>>()));
    follow(talk, place, list);
    let label = Signal::derive(move || fill(words.get().thread, &[("name", &talk.name.get_value())]));
    let body = live(move || match (entries.with(Option::is_some), talk.failure.get()) {
        (true, _) => ().into_any(),
        (false, None) => view! { <Skeleton lines=6 /> }.into_any(),
        (false, Some(failure)) => view! { <FailureNote failure on_retry=Callback::new(move |()| talk.refresh()) /> }.into_any(),
    });
    let now = passing();
    let line = move |entry: Entry| match entry {
        Entry::Row(Row::Day(_, at)) => {
            let day =
                Signal::derive(move || talk.zone.with_value(|zone| time::named_day(&at.to_string(), now.get(), zone, words.get().locale)));
            view! { <li class="dateline"><time datetime=at.to_string()>{day}</time></li> }.into_any()
        }
        Entry::Row(Row::Message { message, .. }) => {
            let seq = message.seq;
            // One that goes this moment looks as it did.
            let look = Memo::new(move |before: Option<&Look>| {
                let now = looks.with(|all| Some(all[all.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?].1));
                now.or_else(|| before.copied()).unwrap_or_default()
            });
            let more = acts.with_value(|acts| acts.as_ref().map(|acts| acts(&message)));
            view! { <Bubble talk message look more /> }.into_any()
        }
        Entry::OnItsWay(item, standing) => view! { <OnItsWay talk item standing /> }.into_any(),
    };
    view! {
        <div class="thread-frame">
            <div class="thread" node_ref=place.scroller role="log" aria-live="off" aria-label=label tabindex="0" on:scroll=move |_| place.scrolled(talk)>
                {body}
                <Earlier talk />
                {when(move || entries.with(|all| all.as_ref().is_some_and(Vec::is_empty)), move || {
                    let (title, text) = (say(words, |w| w.empty), say(words, |w| w.empty_text));
                    let owned = move |text: Signal<&'static str>| Signal::derive(move || text.get().to_owned());
                    view! { <Empty title=owned(title) text=owned(text) icon=IconName::Message /> }.into_any()
                })}
                <ol role="list" node_ref=list>
                    <For each=move || entries.get().unwrap_or_default() key=Entry::key children=line />
                </ol>
            </div>
            {when(move || place.unseen.get(), move || {
                let down = move |()| {
                    place.to_end();
                    // The button goes: whoever pressed it by a key reads on.
                    if let Some(scroller) = place.scroller.get_untracked() {
                        let _ = scroller.focus();
                    }
                    place.unseen.set(false);
                };
                view! {
                    <div class="newest">
                        <Button small=true icon=IconName::ChevronDown on_press=down>{say(words, |w| w.newest)}</Button>
                    </div>
                }
                .into_any()
            })}
        </div>
    }
    .into_any()
}

/// The time, which passes: what is called *Today* is *Yesterday* after midnight, also on a device that was asleep.
fn passing() -> RwSignal<f64> {
    let now = RwSignal::new(ui::now());
    let look = move || {
        let _ = now.try_set(ui::now());
    };
    let passing = set_interval_with_handle(look, MINUTE).ok();
    let shown = window_event_listener(ev::visibilitychange, move |_| look());
    on_cleanup(move || {
        shown.remove();
        if let Some(passing) = passing {
            passing.clear();
        }
    });
    now
}

/// Keeps the reader's place while the thread grows at either end, and says what has been seen.
fn follow(talk: Talk, place: Place, list: NodeRef<html::Ol>) {
    let ends = Memo::new(move |_| {
        talk.thread.with(|thread| {
            let thread = thread.as_ref()?;
            Some((thread.messages().first().map_or(0, |message| message.seq), thread.last_seq()))
        })
    });
    Effect::new(move |before: Option<Option<(i64, i64)>>| {
        let now = ends.get();
        let (Some((first, last)), Some(before)) = (now, before) else { return now };
        request_animation_frame(move || {
            let at_end = place.at_end.try_get_untracked() == Some(true);
            match before {
                Some((first_before, last_before)) if !at_end => {
                    if first < first_before && first_before > 0 && last == last_before {
                        place.grown_above();
                    } else if last > last_before {
                        let _ = place.unseen.try_set(true);
                    }
                }
                _ => {
                    place.to_end();
                    talk.seen();
                }
            }
        });
        now
    });
    Effect::new(move |before: Option<()>| {
        talk.unsaid.track();
        if before.is_some() && place.at_end.try_get_untracked() == Some(true) {
            talk.seen();
        }
    });
    // One's own words are always in sight.
    let sent = Memo::new(move |_| talk.queue.with(|queue| queue.items().count()));
    Effect::new(move |before: Option<usize>| {
        let now = sent.get();
        if before.is_some_and(|before| before < now) {
            request_animation_frame(move || place.to_end());
        }
        now
    });
    let shown = window_event_listener(ev::visibilitychange, move |_| {
        if place.at_end.try_get_untracked() == Some(true) {
            talk.seen();
        }
    });
    // No scrolling as such: the thread scrolls by itself when something comes. What a screen reader presses is a click alone.
    let signs = ["focus", "pointermove", "pointerdown", "click", "keydown", "wheel", "touchstart", "touchmove"]
        .map(|sign| window_event_listener_untyped(sign, move |_| place.used(talk)));
    let resized = Closure::<dyn Fn()>::new(move || place.resized());
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    let observer = StoredValue::new_local((observer, resized));
    Effect::new(move |_| {
        let (Some(frame), Some(list)) = (place.scroller.get(), list.get()) else { return };
        observer.with_value(|(observer, _)| {
            if let Some(observer) = observer {
                observer.observe(&frame);
                observer.observe(&list);
            }
        });
    });
    on_cleanup(move || {
        shown.remove();
        for sign in signs {
            sign.remove();
        }
        let _ = observer.try_with_value(|(observer, _)| observer.as_ref().map(ResizeObserver::disconnect));
    });
}

/// Older messages: they come by themselves while scrolling; the button is for keys, and for another try.
#[component]
fn Earlier(talk: Talk) -> impl IntoView {
    let words = talk.words;
    let there = Memo::new(move |_| talk.thread.with(|thread| thread.as_ref().is_some_and(|thread| thread.before().is_some())));
    let busy = Signal::derive(move || talk.older.get() == Older::Coming);
    when(
        move || there.get(),
        move || {
            view! {
                <div class="earlier">
                    {when(move || talk.older.get() == Older::Failed, move || view! { <p role="alert">{say(words, |w| w.earlier_failed)}</p> }.into_any())}
                    <Button small=true kind=ButtonKind::Quiet busy on_press=move |()| talk.fetch_older()>{say(words, |w| w.earlier)}</Button>
                </div>
            }
            .into_any()
        },
    )
}

#[cfg(test)]
mod tests {
    use domain::messaging::Redaction;

    use super::*;
    use crate::thread::tests::message;

    fn entry(message: &Message, first: bool, last: bool) -> Entry {
        Entry::Row(Row::Message { message: message.clone(), first, last })
    }

    #[test]
    fn m7_a_line_stays_whatever_becomes_of_its_message_until_that_is_removed() {
        let mut sent = message(1, true, 0);
        let key = entry(&sent, true, true).key();
        sent.state = Some(MessageState::Seen);
        let now = entry(&sent, true, false);
        assert_eq!(now.key(), key);
        assert_eq!(now.look(), Some((sent.seq, Look { first: true, last: false, state: Some(MessageState::Seen) })));
        sent.redacted = Some(Redaction { at: sent.sent_at, by: "Dr. Hale".into(), reason: None });
        assert_ne!(entry(&sent, true, false).key(), key);
        assert_ne!(entry(&message(2, true, 0), true, true).key(), key);
    }
}
