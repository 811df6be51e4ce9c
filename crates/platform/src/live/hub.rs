//! Who has a page open in this process, and who of them has news.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::http::StatusCode;
use domain::PracticeId;
use tokio::sync::Notify;
use uuid::Uuid;

use super::seat::{EventStream, Seat};
use super::{Holder, Person, Signal};
use crate::problem::Problem;

/// Hearts beat in turns, one slot after the other: not ten thousand in one moment.
pub(super) const SLOTS: u8 = 20;
/// Streams one session may have open: tabs, and connections whose end nobody has noticed yet.
const MOST_PER_SESSION: usize = 20;

/// The open streams of this process; clones share them.
#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    room: Mutex<Room>,
    news: Notify,
    doubts: Notify,
}

#[derive(Default)]
struct Room {
    people: HashMap<Person, Vec<Arc<Seat>>>,
    /// Who has news that were not read yet.
    rung: BTreeSet<Person>,
    /// Whose sessions are to be looked at now.
    doubted: HashSet<(PracticeId, Uuid)>,
    next_slot: u8,
    closed: bool,
}

impl Hub {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A stream that has everything up to `last`; what came since is read for it at once.
    ///
    /// # Errors
    /// 429 when the session has too many open, 503 when the program stops.
    pub(super) fn seat(&self, holder: Holder, last: i64) -> Result<EventStream, Problem> {
        let seat = {
            let mut room = self.room();
            if room.closed {
                return Err(Problem::busy());
            }
            let slot = room.next_slot;
            let seats = room.people.entry(holder.person).or_default();
            if seats.iter().filter(|seat| seat.holder.session == holder.session).count() >= MOST_PER_SESSION {
                let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_streams", "Too many pages are open")
                    .detail("Close one of them, and try again in a moment.");
                problem.retry_after = Some(60);
                return Err(problem);
            }
            let seat = Arc::new(Seat::new(holder, last, slot));
            seats.push(Arc::clone(&seat));
            room.next_slot = (slot + 1) % SLOTS;
            seat
        };
        // Whatever was told between the reading of `last` and this moment reached nobody here.
        self.ring(holder.person);
        Ok(EventStream::new(seat, self.clone()))
    }

    pub(super) fn leave(&self, seat: &Arc<Seat>) {
        let mut room = self.room();
        if let Some(seats) = room.people.get_mut(&seat.holder.person) {
            seats.retain(|other| !Arc::ptr_eq(other, seat));
            if seats.is_empty() {
                room.people.remove(&seat.holder.person);
                room.rung.remove(&seat.holder.person);
            }
        }
    }

    #[cfg(test)]
    fn open_streams(&self) -> usize {
        self.room().people.values().map(Vec::len).sum()
    }

    /// Takes in what a process told.
    pub(crate) fn hear(&self, signal: Signal) {
        match signal {
            Signal::News(person) => self.ring(person),
            Signal::Doubt(practice, subject) => {
                self.room().doubted.insert((practice, subject));
                self.0.doubts.notify_one();
            }
            Signal::Probe(_) => {}
        }
    }

    /// `person` has news, if they are here at all.
    pub(super) fn ring(&self, person: Person) {
        let mut room = self.room();
        if room.people.contains_key(&person) && room.rung.insert(person) {
            drop(room);
            self.0.news.notify_one();
        }
    }

    /// Everybody may have news, and any session may have ended: for a time nothing was heard.
    pub(super) fn ring_everybody(&self) {
        let mut room = self.room();
        room.rung = room.people.keys().copied().collect();
        room.doubted = room.people.values().flatten().map(|seat| (seat.holder.person.practice, seat.holder.subject)).collect();
        drop(room);
        self.0.news.notify_one();
        self.0.doubts.notify_one();
    }

    pub(super) async fn somebody_has_news(&self) {
        self.0.news.notified().await;
    }

    pub(super) async fn a_session_is_doubted(&self) {
        self.0.doubts.notified().await;
    }

    /// Who has news; they are asked about no more until they are rung again.
    pub(super) fn take_rung(&self) -> Vec<Person> {
        std::mem::take(&mut self.room().rung).into_iter().collect()
    }

    /// The streams whose sessions are to be looked at now.
    pub(super) fn take_doubted(&self) -> Vec<Arc<Seat>> {
        let mut room = self.room();
        let doubted = std::mem::take(&mut room.doubted);
        if doubted.is_empty() {
            return Vec::new();
        }
        let of_them = |seat: &&Arc<Seat>| doubted.contains(&(seat.holder.person.practice, seat.holder.subject));
        room.people.values().flatten().filter(of_them).cloned().collect()
    }

    /// The streams of `person`.
    pub(super) fn seats(&self, person: Person) -> Vec<Arc<Seat>> {
        self.room().people.get(&person).cloned().unwrap_or_default()
    }

    /// The streams whose turn it is.
    pub(super) fn slot(&self, slot: u8) -> Vec<Arc<Seat>> {
        self.room().people.values().flatten().filter(|seat| seat.slot == slot).cloned().collect()
    }

    /// Ends every stream; none begins any more.
    pub(super) fn close(&self) {
        let seats: Vec<Arc<Seat>> = {
            let mut room = self.room();
            room.closed = true;
            room.people.values().flatten().cloned().collect()
        };
        for seat in seats {
            seat.end_for_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{ClientId, SessionId};

    use super::*;

    fn holder(person: u128, session: u128) -> Holder {
        let person = Person::client(PracticeId(Uuid::nil()), ClientId(Uuid::from_u128(person)));
        Holder { person, session: SessionId(Uuid::from_u128(session)), subject: Uuid::from_u128(session), needs: None, only: None }
    }

    #[test]
    fn m5_many_tabs_are_one_person_and_who_left_is_forgotten() {
        let hub = Hub::default();
        let tabs: Vec<EventStream> = (0..3).map(|_| hub.seat(holder(1, 1), 0).expect("a seat")).collect();
        assert_eq!(hub.take_rung(), [holder(1, 1).person], "asked about once");
        assert_eq!((hub.open_streams(), hub.seats(holder(1, 1).person).len()), (3, 3));
        hub.ring(holder(2, 2).person);
        assert!(hub.take_rung().is_empty(), "they are not here");
        hub.ring(holder(1, 1).person);
        drop(tabs);
        assert!(hub.take_rung().is_empty(), "nobody is left to tell");
        assert_eq!((hub.open_streams(), hub.room().people.len()), (0, 0));
    }

    #[test]
    fn o11_a_session_may_have_so_many_open_and_no_more() {
        let hub = Hub::default();
        let mut tabs: Vec<EventStream> = (0..MOST_PER_SESSION).map(|_| hub.seat(holder(1, 1), 0).expect("a seat")).collect();
        let refused = hub.seat(holder(1, 1), 0).err().expect("refused");
        assert_eq!((refused.status.as_u16(), refused.code), (429, "too_many_streams"));
        hub.seat(holder(1, 2), 0).expect("another session of theirs");
        tabs.pop();
        hub.seat(holder(1, 1), 0).expect("there is room again");
    }

    #[test]
    fn m5_hearts_beat_in_turns() {
        let hub = Hub::default();
        let streams: Vec<EventStream> = (0..u128::from(SLOTS) * 2).map(|n| hub.seat(holder(n, n), 0).expect("a seat")).collect();
        assert!((0..SLOTS).all(|slot| hub.slot(slot).len() == 2));
        drop(streams);
    }

    #[test]
    fn m5_sessions_of_one_person_are_looked_at_when_one_of_them_ended() {
        let hub = Hub::default();
        let _streams = [hub.seat(holder(1, 1), 0), hub.seat(holder(1, 2), 0), hub.seat(holder(3, 3), 0)].map(|seat| seat.expect("a seat"));
        hub.hear(Signal::Doubt(PracticeId(Uuid::nil()), Uuid::from_u128(2)));
        let doubted = hub.take_doubted();
        assert_eq!(doubted.iter().map(|seat| seat.holder.session).collect::<Vec<_>>(), [SessionId(Uuid::from_u128(2))]);
        hub.ring_everybody();
        assert_eq!(hub.take_doubted().len(), 3);
    }

    #[test]
    fn o9_a_program_that_stops_takes_nobody_in() {
        let hub = Hub::default();
        let stream = hub.seat(holder(1, 1), 0).expect("a seat");
        hub.close();
        assert_eq!(hub.seats(holder(1, 1).person)[0].position(), None);
        assert_eq!(hub.seat(holder(1, 1), 0).err().map(|problem| problem.status.as_u16()), Some(503));
        drop(stream);
    }
}
