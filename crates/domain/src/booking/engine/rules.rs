//! The rules, in the order in which they are asked, and the one function that asks them.

use jiff::SignedDuration;

use super::facts::{Asker, Busy, BusyKind, Session, Span};
use super::local::{boundary, local_in, moment_in};
use super::timetable::Timetable;
use crate::booking::calendar::{ClosedBy, Explanation, Reason};
use crate::time::{LocalTime, Timestamp, days_after};

/// A session at a certain time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The begin less the buffer.
    pub blocked_from: Timestamp,
    /// The end and the buffer.
    pub blocked_to: Timestamp,
}

impl Slot {
    /// `session` beginning at `start`: lengths are elapsed time.
    #[must_use]
    pub fn new(session: &Session, start: Timestamp) -> Self {
        let minutes = |minutes: u16| SignedDuration::from_mins(minutes.into());
        // Saturates at the end of the year 9999.
        let later = |moment: Timestamp, by: u16| moment.checked_add(minutes(by)).unwrap_or(Timestamp::MAX);
        let end = later(start, session.minutes);
        Self {
            start,
            end,
            blocked_from: start.checked_sub(minutes(session.buffer_before)).unwrap_or(Timestamp::MIN),
            blocked_to: later(end, session.buffer_after),
        }
    }

    /// The session itself.
    #[must_use]
    pub fn session(&self) -> Span {
        Span { from: self.start, to: self.end }
    }

    /// The session with its buffers.
    #[must_use]
    pub fn blocked(&self) -> Span {
        Span { from: self.blocked_from, to: self.blocked_to }
    }
}

/// Why a client does not get the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody else has it; these begins near it are free, in their order.
    Taken {
        /// At most three.
        free: Vec<Timestamp>,
    },
    /// A rule closes it.
    NotOpen {
        /// Which. Time off is told as no hours: why a clinician does not work is theirs to tell.
        closed_by: ClosedBy,
    },
}

/// A start that is asked about.
struct Start {
    slot: Slot,
    local: LocalTime,
}

impl Start {
    fn reason(rule: ClosedBy) -> Reason {
        Reason { rule, from: None, to: None, appointment_id: None, text: None }
    }
}

type Say<'s> = &'s mut dyn FnMut(Reason);
type Rule = fn(&Timetable<'_>, &Start, Say<'_>);

/// Every rule there is, the ones that say most about a time first. Each says all it has against a start.
const RULES: [Rule; 8] = [past, grid, service, notice, horizon, hours, time_off, busy];

impl Timetable<'_> {
    /// Whether a session may begin at `start`, and the first rule against it.
    ///
    /// # Errors
    /// The reason, when it is closed.
    pub fn verdict(&self, start: Timestamp) -> Result<Slot, Reason> {
        let mut first = None;
        let slot = self.ask(start, &mut |reason| {
            first.get_or_insert(reason);
            true
        });
        first.map_or(Ok(slot), Err)
    }

    /// All that is against a session at `start`, the reason that decides first.
    #[must_use]
    pub fn reasons(&self, start: Timestamp) -> Vec<Reason> {
        let mut all = Vec::new();
        self.ask(start, &mut |reason| {
            all.push(reason);
            false
        });
        all
    }

    /// Why a minute is open or closed (B15).
    #[must_use]
    pub fn explain(&self, at: LocalTime) -> Explanation {
        let reasons = match moment_in(&self.facts.zone, at) {
            Some(start) => self.reasons(start),
            None => {
                let jump = Some(boundary(&self.facts.zone, at.date(), at.minute()));
                vec![Reason { from: jump, to: jump, ..Start::reason(ClosedBy::DoesNotExist) }]
            }
        };
        Explanation { at, open: reasons.is_empty(), reasons }
    }

    /// The write's question (B19): may a client have the time?
    ///
    /// # Errors
    /// Why not, in a form that may be told to the client.
    pub fn request(&self, start: Timestamp) -> Result<Slot, Refusal> {
        self.verdict(start).map_err(|reason| match reason.rule {
            rule if rule.is_taken() => Refusal::Taken { free: self.facts.nearest(start, 3) },
            ClosedBy::TimeOff => Refusal::NotOpen { closed_by: ClosedBy::NoHours },
            closed_by => Refusal::NotOpen { closed_by },
        })
    }

    /// Asks rule after rule; `enough` hears each reason and says whether to stop after that rule.
    fn ask(&self, start: Timestamp, enough: &mut dyn FnMut(Reason) -> bool) -> Slot {
        let slot = Slot::new(&self.facts.session, start);
        let asked = Start { slot, local: local_in(&self.facts.zone, start) };
        if !self.covers(asked.local.date()) {
            return self.facts.over(asked.local.date(), asked.local.date()).ask(start, enough);
        }
        for rule in RULES {
            let mut stop = false;
            rule(self, &asked, &mut |reason| stop |= enough(reason));
            if stop {
                break;
            }
        }
        slot
    }

    /// Whether the rules for people who book online hold.
    fn online(&self) -> bool {
        self.facts.asker != Asker::Staff
    }
}

fn past(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    if table.online() && start.slot.start <= table.facts.now {
        say(Reason { to: Some(table.facts.now), ..Start::reason(ClosedBy::Past) });
    }
}

/// Multiples of the grid after local midnight; of a time that comes twice, the first (B20).
fn grid(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    let on_grid = || {
        start.local.minute().is_multiple_of(table.facts.rules.grid_minutes.max(1))
            && moment_in(&table.facts.zone, start.local) == Some(start.slot.start)
    };
    if table.online() && !on_grid() {
        say(Start::reason(ClosedBy::NotAGridStart));
    }
}

fn service(table: &Timetable<'_>, _: &Start, say: Say<'_>) {
    let session = &table.facts.session;
    let offered = match table.facts.asker {
        Asker::Existing => session.bookable_online,
        Asker::New => session.bookable_online && session.for_new_clients,
        Asker::Staff => true,
    };
    if !(offered && session.given_here) {
        say(Start::reason(ClosedBy::ServiceNotHere));
    }
}

fn notice(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    if table.online() && start.slot.start < table.earliest {
        say(Reason { from: Some(table.facts.now), to: Some(table.earliest), ..Start::reason(ClosedBy::Notice) });
    }
}

fn horizon(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    if table.online() && start.local.date() > table.last_day {
        let from = days_after(table.last_day, 1).map(|day| boundary(&table.facts.zone, day, 0));
        say(Reason { from, ..Start::reason(ClosedBy::Horizon) });
    }
}

/// The whole session lies in hours for this office and service.
fn hours(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    let session = start.slot.session();
    let next = table.hours.partition_point(|span| span.from <= session.from);
    let last = next.checked_sub(1).map(|place| table.hours[place]);
    if last.is_none_or(|span| span.to < session.to) {
        let (from, to) = (last.map(|span| span.to), table.hours.get(next).map(|span| span.from));
        say(Reason { from, to, ..Start::reason(ClosedBy::NoHours) });
    }
}

fn time_off(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    for (span, exception) in table.away.iter().filter(|(span, _)| span.overlaps(start.slot.session())) {
        let text = Some(&exception.note).filter(|note| !note.is_blank()).cloned();
        say(Reason { from: Some(span.from), to: Some(span.to), text, ..Start::reason(ClosedBy::TimeOff) });
    }
}

/// Nobody's time is given twice, buffers included (B18).
fn busy(table: &Timetable<'_>, start: &Start, say: Say<'_>) {
    let mine = start.slot.blocked();
    for other in table.busy_around(mine) {
        let span = other.blocked;
        let rule = stands_in_the_way(&table.facts.session, table.facts.rules.pending_holds, start.slot.session(), other);
        if let Some(rule) = rule {
            say(Reason { from: Some(span.from), to: Some(span.to), appointment_id: other.appointment_id, ..Start::reason(rule) });
        }
    }
}

/// As what `other`, whose blocked time overlaps ours, closes our time.
fn stands_in_the_way(session: &Session, pending_holds: bool, mine: Span, other: &Busy) -> Option<ClosedBy> {
    if other.kind == BusyKind::Pending && !pending_holds {
        return None;
    }
    if other.staff_id != session.staff_id {
        let same_room = session.one_room && other.office_id == Some(session.office_id);
        return same_room.then_some(ClosedBy::OfficeTaken);
    }
    Some(match other.kind {
        BusyKind::Pending => ClosedBy::PendingRequest,
        BusyKind::Outside => ClosedBy::OutsideBusy,
        BusyKind::Appointment if mine.overlaps(other.session) => ClosedBy::Appointment,
        BusyKind::Appointment => ClosedBy::Buffer,
    })
}
