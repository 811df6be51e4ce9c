//! One open stream: what waits for it, and the body that hands it out.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use actix_web::web::Bytes;
use futures_util::Stream;
use uuid::Uuid;

use super::store::News;
use super::{Holder, Hub};

/// Events that wait for one page at most.
const ROOM: usize = 32;
/// Shows pages that the line is alive, and proxies that the answer is. An event, since a page does not see comments; with data,
/// since browsers tell of none without; without a number, so that whoever comes back names the last one that told something.
const BEAT: Bytes = Bytes::from_static(b"event: beat\ndata: {}\n\n");

/// An event as it goes out, shared by all pages it goes to.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) seq: i64,
    pub(super) about: Option<Uuid>,
    pub(super) text: Bytes,
}

/// What was read for pages that had everything up to one number.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) head: i64,
    pub(super) pieces: Vec<Piece>,
}

impl From<News> for Batch {
    fn from(news: News) -> Self {
        let piece = |kept: super::store::Kept| Piece {
            seq: kept.seq,
            about: kept.about,
            text: Bytes::from(format!("id: {}\nevent: {}\ndata: {}\n\n", kept.seq, kept.kind, kept.data)),
        };
        Self { head: news.head, pieces: news.events.into_iter().map(piece).collect() }
    }
}

/// The hub's end of a stream.
pub(super) struct Seat {
    pub(super) holder: Holder,
    /// When in a round its heart beats.
    pub(super) slot: u8,
    state: Mutex<State>,
}

struct State {
    /// It was given, or need not be given, everything up to this number.
    last: i64,
    waiting: VecDeque<Bytes>,
    /// There was no room for more: it asks again when it has taken what waits.
    behind: bool,
    beat: bool,
    ended: bool,
    waker: Option<Waker>,
}

impl Seat {
    pub(super) fn new(holder: Holder, last: i64, slot: u8) -> Self {
        // The number is given at once, so that a browser that loses the connection before the first event comes back
        // with one. A block without data is no event to the page.
        let opening = format!("retry: {}\nid: {last}\n\n", pause(slot));
        let waiting = VecDeque::from([Bytes::from(opening)]);
        Self { holder, slot, state: Mutex::new(State { last, waiting, behind: false, beat: false, ended: false, waker: None }) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to which number it has everything; none when it takes nothing now.
    pub(super) fn position(&self) -> Option<i64> {
        let mut state = self.state();
        if state.ended {
            return None;
        }
        state.behind = state.waiting.len() >= ROOM;
        (!state.behind).then_some(state.last)
    }

    /// Gives what was read after `from`. True when there is more to read for it at once.
    pub(super) fn give(&self, from: i64, batch: &Batch) -> bool {
        let mut state = self.state();
        if state.ended || state.last != from {
            return false;
        }
        let next = batch.pieces.first().map_or(batch.head, |first| first.seq - 1);
        if next == from {
            for piece in &batch.pieces {
                if self.holder.only.is_none_or(|only| piece.about == Some(only)) {
                    if state.waiting.len() >= ROOM {
                        state.behind = true;
                        break;
                    }
                    state.waiting.push_back(piece.text.clone());
                }
                state.last = piece.seq;
            }
        } else {
            // Some of it is no longer kept, or the database is an older one: numbers begin anew from here.
            state.last = batch.head;
            state.waiting.push_back(Bytes::from(format!("id: {}\nevent: resync\ndata: {{}}\n\n", batch.head)));
        }
        let more = !state.behind && state.last < batch.head;
        wake(state);
        more
    }

    /// Lets its heart beat; beats that were not taken do not pile up.
    pub(super) fn beat(&self) {
        let mut state = self.state();
        state.beat = true;
        wake(state);
    }

    /// Says that the session is over, and ends.
    pub(super) fn end_with_session(&self) {
        self.end(Bytes::from_static(b"event: session_ended\ndata: {}\n\n"));
    }

    /// Ends; the browser comes back after a while, not all of them in one moment.
    pub(super) fn end_for_now(&self) {
        self.end(Bytes::from(format!("retry: {}\n\n", pause(self.slot))));
    }

    fn end(&self, word: Bytes) {
        let mut state = self.state();
        if !state.ended {
            state.ended = true;
            state.waiting.push_back(word);
            wake(state);
        }
    }

    fn poll(&self, hub: &Hub, cx: &Context<'_>) -> Poll<Option<Bytes>> {
        let mut state = self.state();
        if let Some(text) = state.waiting.pop_front() {
            let asks = state.behind && state.waiting.is_empty();
            state.behind &= !asks;
            drop(state);
            if asks {
                hub.ring(self.holder.person);
            }
            return Poll::Ready(Some(text));
        }
        if state.ended {
            return Poll::Ready(None);
        }
        if std::mem::take(&mut state.beat) {
            return Poll::Ready(Some(BEAT));
        }
        match &mut state.waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
        Poll::Pending
    }
}

/// Milliseconds until a browser comes back: from two to four seconds, by its slot.
fn pause(slot: u8) -> u32 {
    2000 + u32::from(slot) * 100
}

/// Wakes whoever waits for more, with the lock let go.
fn wake(mut state: MutexGuard<'_, State>) {
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// The browser's end of a stream: the body of the answer. Dropped, its seat is free.
pub struct EventStream {
    seat: Arc<Seat>,
    hub: Hub,
}

impl EventStream {
    pub(super) fn new(seat: Arc<Seat>, hub: Hub) -> Self {
        Self { seat, hub }
    }
}

impl Stream for EventStream {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.seat.poll(&self.hub, cx).map(|text| text.map(Ok))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.hub.leave(&self.seat);
    }
}

#[cfg(test)]
mod tests {
    use domain::{PracticeId, SessionId, StaffId};
    use futures_util::{FutureExt as _, StreamExt as _};

    use super::super::Person;
    use super::*;

    fn holder(only: Option<Uuid>) -> Holder {
        let person = Person::staff(PracticeId(Uuid::nil()), StaffId(Uuid::nil()));
        Holder { person, session: SessionId(Uuid::nil()), subject: Uuid::nil(), needs: None, only }
    }

    fn open(last: i64, only: Option<Uuid>) -> (Arc<Seat>, EventStream) {
        let hub = Hub::default();
        let stream = hub.seat(holder(only), last).expect("a seat");
        (Arc::clone(&stream.seat), stream)
    }

    fn batch(head: i64, seqs: impl IntoIterator<Item = i64>) -> Batch {
        let piece = |seq: i64| Piece { seq, about: Some(Uuid::from_u128(seq as u128 % 2)), text: Bytes::from(format!("id: {seq}\n\n")) };
        Batch { head, pieces: seqs.into_iter().map(piece).collect() }
    }

    /// All that can be had without waiting.
    fn taken(stream: &mut EventStream) -> String {
        let mut all = String::new();
        while let Some(Some(Ok(text))) = stream.next().now_or_never() {
            all.push_str(std::str::from_utf8(&text).expect("text"));
        }
        all
    }

    #[test]
    fn m5_events_come_once_in_their_order_and_the_first_number_at_once() {
        let (seat, mut stream) = open(4, None);
        assert_eq!(taken(&mut stream), "retry: 2000\nid: 4\n\n");
        assert!(!seat.give(4, &batch(6, 5..=6)));
        // Read for somebody who had less: not for this one.
        assert!(!seat.give(4, &batch(7, 5..=7)));
        assert_eq!(taken(&mut stream), "id: 5\n\nid: 6\n\n");
        assert_eq!(seat.position(), Some(6));
    }

    #[test]
    fn m5_what_is_no_longer_kept_is_fetched_anew() {
        for (from, news) in [(4, batch(9, 7..=9)), (4, batch(9, [])), (20, batch(9, []))] {
            let (seat, mut stream) = open(from, None);
            taken(&mut stream);
            assert!(!seat.give(from, &news));
            assert_eq!(taken(&mut stream), "id: 9\nevent: resync\ndata: {}\n\n");
            assert_eq!(seat.position(), Some(9));
        }
        let (seat, mut stream) = open(9, None);
        taken(&mut stream);
        assert!(!seat.give(9, &batch(9, [])));
        assert_eq!(taken(&mut stream), "", "nothing is missing");
    }

    #[test]
    fn m5_a_slow_reader_holds_no_more_than_its_room_and_misses_nothing() {
        let (seat, mut stream) = open(0, None);
        taken(&mut stream);
        let mut got = String::new();
        while seat.position() != Some(100) {
            while let Some(from) = seat.position().filter(|from| *from < 100) {
                seat.give(from, &batch(100, from + 1..=(from + 64).min(100)));
            }
            assert!(seat.state().waiting.len() <= ROOM);
            got.push_str(&taken(&mut stream));
        }
        let all: String = (1..=100).map(|seq| format!("id: {seq}\n\n")).collect();
        assert_eq!(got, all);
    }

    #[test]
    fn m5_who_had_no_room_asks_again_once_it_has_taken_what_waited() {
        let (seat, mut stream) = open(0, None);
        taken(&mut stream);
        assert!(!seat.give(0, &batch(40, 1..=40)), "it is full, not short of news");
        stream.hub.take_rung();
        taken(&mut stream);
        assert_eq!(stream.hub.take_rung(), [seat.holder.person]);
    }

    #[test]
    fn m9_who_may_see_one_thing_hears_of_that_only_and_still_moves_on() {
        let (seat, mut stream) = open(0, Some(Uuid::from_u128(1)));
        taken(&mut stream);
        // 64 of 70 were read: the rest is to be read at once, since nothing may come that would ask for it.
        assert!(!seat.give(0, &batch(64, 1..=64)));
        assert_eq!(taken(&mut stream).matches("id:").count(), 32);
        assert!(seat.give(64, &batch(70, 65..=66)));
        assert_eq!(seat.position(), Some(66));
    }

    #[test]
    fn m5_hearts_beat_one_at_a_time_and_an_ended_stream_says_why() {
        let (seat, mut stream) = open(0, None);
        taken(&mut stream);
        seat.beat();
        seat.beat();
        assert_eq!(taken(&mut stream), "event: beat\ndata: {}\n\n");
        seat.end_with_session();
        seat.end_for_now();
        assert_eq!(taken(&mut stream), "event: session_ended\ndata: {}\n\n");
        assert!(stream.next().now_or_never().expect("at once").is_none());
        assert_eq!(seat.position(), None);
    }
}
