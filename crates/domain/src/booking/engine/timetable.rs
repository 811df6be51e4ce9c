//! The facts laid out over some days: hours as spans of moments, busy times in order.

use jiff::SignedDuration;

use super::facts::{Asker, Busy, Facts, Span};
use super::local::{boundary, date_in, local_in, moment_in};
use super::rules::Slot;
use crate::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use crate::booking::portal::{Opening, OpeningsDay, OpeningsWeek};
use crate::time::{Date, LocalTime, Timestamp, Zone, day_number, days_after, monday_of, numbered_day, weekday_of};

/// How many days before and after a time that was taken a free one is looked for.
pub const NEAR_DAYS: i64 = 7;

/// Minutes after midnight at which the second box of a day begins (B5).
const NOON: u16 = 12 * 60;

/// What is known about some days.
pub struct Timetable<'f> {
    pub(super) facts: &'f Facts,
    from: Date,
    to: Date,
    /// When a session may be asked for at the earliest.
    pub(super) earliest: Timestamp,
    /// The last local day that may be asked for.
    pub(super) last_day: Date,
    /// Hours for this office and service, in order, apart from each other: touching ones are one, so that a long session
    /// may cross where they meet.
    pub(super) hours: Vec<Span>,
    /// Time off.
    pub(super) away: Vec<(Span, &'f AvailabilityExceptionInput)>,
    /// By begin.
    busy: Vec<&'f Busy>,
    /// The latest end among the busy times up to each place.
    reach: Vec<Timestamp>,
}

impl<'f> Timetable<'f> {
    pub(super) fn new(facts: &'f Facts, from: Date, to: Date) -> Self {
        let notice = match facts.asker {
            Asker::Existing => facts.rules.notice_hours_existing,
            Asker::New => facts.rules.notice_hours_new,
            Asker::Staff => 0,
        };
        // A day more on each side, and one for sessions that run past midnight.
        let (first, last) = (days_after(from, -2).unwrap_or(from), days_after(to, 2).unwrap_or(to));
        let around = Span { from: boundary(&facts.zone, first, 0), to: boundary(&facts.zone, last, 1440) };
        let mut busy: Vec<&Busy> = facts.busy.iter().filter(|busy| busy.blocked.overlaps(around)).collect();
        busy.sort_unstable_by_key(|busy| busy.blocked.from);
        let reach = busy.iter().scan(Timestamp::MIN, |latest, busy| {
            *latest = busy.blocked.to.max(*latest);
            Some(*latest)
        });
        Self {
            facts,
            from,
            to,
            earliest: facts.now.checked_add(SignedDuration::from_hours(notice.into())).unwrap_or(Timestamp::MAX),
            last_day: facts.last_day(),
            hours: hours(facts, first, last, around),
            away: exceptions(facts, ExceptionKind::TimeOff, around).collect(),
            reach: reach.collect(),
            busy,
        }
    }

    /// Whether it knows the day.
    pub(super) fn covers(&self, date: Date) -> bool {
        (self.from..=self.to).contains(&date)
    }

    /// Busy times that overlap `span`, the latest first.
    pub(super) fn busy_around(&self, span: Span) -> impl Iterator<Item = &'f Busy> + '_ {
        let end = self.busy.partition_point(|busy| busy.blocked.from < span.to);
        (0..end)
            .rev()
            .take_while(move |place| self.reach[*place] > span.from)
            .map(|place| self.busy[place])
            .filter(move |busy| busy.blocked.overlaps(span))
    }

    /// What is open on these days, in order: advice until the write asks again (B19).
    pub fn openings(&self) -> impl Iterator<Item = Slot> + '_ {
        self.hours.iter().flat_map(|span| self.starts(*span)).filter_map(|start| self.verdict(start).ok())
    }

    /// The grid's starts in a span of hours on these days.
    fn starts(&self, span: Span) -> impl Iterator<Item = Timestamp> + '_ {
        let zone = &self.facts.zone;
        let (begin, end) = (local_in(zone, span.from), local_in(zone, span.to));
        let grid = self.facts.rules.grid_minutes.max(1);
        let days = day_number(begin.date().max(self.from))..=day_number(end.date().min(self.to));
        days.filter_map(numbered_day).flat_map(move |date| {
            let first = if date == begin.date() { begin.minute().next_multiple_of(grid) } else { 0 };
            let last = if date == end.date() { end.minute() } else { 1439 };
            (first..=last).step_by(grid.into()).filter_map(move |minute| moment_in(zone, LocalTime::new(date, minute)?))
        })
    }

    /// Each day with its two boxes, in the practice's zone (B5).
    #[must_use]
    pub fn days(&self) -> Vec<OpeningsDay> {
        let dates = (day_number(self.from)..=day_number(self.to)).filter_map(numbered_day);
        let mut days: Vec<OpeningsDay> = dates.map(|date| OpeningsDay { date, morning: Vec::new(), afternoon: Vec::new() }).collect();
        for slot in self.openings() {
            let local = local_in(&self.facts.zone, slot.start);
            let place = usize::try_from(day_number(local.date()) - day_number(self.from)).ok();
            if let Some(day) = place.and_then(|place| days.get_mut(place)) {
                let half = if local.minute() < NOON { &mut day.morning } else { &mut day.afternoon };
                half.push(Opening { start: slot.start, end: slot.end });
            }
        }
        days
    }
}

impl Facts {
    /// Today, in the practice's zone.
    #[must_use]
    pub fn today(&self) -> Date {
        date_in(&self.zone, self.now)
    }

    /// The last local day that may be asked for.
    #[must_use]
    pub fn last_day(&self) -> Date {
        days_after(self.today(), self.rules.horizon_days.into()).unwrap_or(Date::MAX)
    }

    /// The week that `day` is in, with the ways to the weeks around it. `first` is the first day of all that has an opening
    /// ([`Facts::first_day_with_openings`]); `zone` is what the practice's zone is called.
    #[must_use]
    pub fn week(&self, zone: Zone, day: Date, first: Option<Date>) -> OpeningsWeek {
        let monday = monday_of(day);
        let sunday = days_after(monday, 6).unwrap_or(Date::MAX);
        OpeningsWeek {
            zone,
            days: self.over(monday, sunday).days(),
            previous_week: days_after(monday, -7).filter(|_| monday > self.today()),
            next_week: days_after(monday, 7).filter(|next| *next <= self.last_day()),
            first_with_openings: first,
        }
    }

    /// The first local day from today on that has an opening. Looks week by week up to the horizon.
    #[must_use]
    pub fn first_day_with_openings(&self) -> Option<Date> {
        let (first, last) = (day_number(self.today()), day_number(self.last_day()));
        (first..=last).step_by(7).find_map(|number| {
            let (from, to) = (numbered_day(number)?, numbered_day((number + 6).min(last))?);
            let slot = self.over(from, to).openings().next()?;
            Some(date_in(&self.zone, slot.start))
        })
    }

    /// The `count` open starts nearest to `start`, [`NEAR_DAYS`] days around it, in order.
    #[must_use]
    pub fn nearest(&self, start: Timestamp, count: usize) -> Vec<Timestamp> {
        let day = date_in(&self.zone, start);
        let (from, to) = (days_after(day, -NEAR_DAYS).unwrap_or(day), days_after(day, NEAR_DAYS).unwrap_or(day));
        let mut starts: Vec<Timestamp> = self.over(from, to).openings().map(|slot| slot.start).collect();
        starts.sort_by_key(|open| open.duration_since(start).abs());
        starts.truncate(count);
        starts.sort_unstable();
        starts
    }
}

/// Weekly and extra hours for the session's office and service, merged.
fn hours(facts: &Facts, first: Date, last: Date, around: Span) -> Vec<Span> {
    let session = &facts.session;
    let usable = |office_id: Option<_>, service_id: Option<_>| {
        office_id.is_none_or(|id| id == session.office_id) && service_id.is_none_or(|id| id == session.service_id)
    };
    let windows: Vec<_> = facts.windows.iter().filter(|window| usable(window.office_id, window.service_id)).collect();
    let mut spans: Vec<Span> = (day_number(first)..=day_number(last))
        .filter_map(numbered_day)
        .flat_map(|date| {
            let weekday = weekday_of(date);
            let holds = move |from: Option<Date>, to: Option<Date>| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to);
            let of_day = windows.iter().filter(move |window| window.weekday == weekday && holds(window.from_date, window.to_date));
            of_day.map(move |window| {
                let at = |minute| boundary(&facts.zone, date, minute);
                Span { from: at(window.from_minute), to: at(window.to_minute) }
            })
        })
        .collect();
    let extra = exceptions(facts, ExceptionKind::ExtraHours, around);
    spans.extend(extra.filter(|(_, exception)| usable(exception.office_id, exception.service_id)).map(|(span, _)| span));
    spans.retain(|span| span.from < span.to);
    spans.sort_unstable_by_key(|span| span.from);
    spans.dedup_by(|later, kept| {
        let touches = later.from <= kept.to;
        if touches {
            kept.to = kept.to.max(later.to);
        }
        touches
    });
    spans
}

/// Exceptions of a kind that reach into `around`.
fn exceptions(facts: &Facts, kind: ExceptionKind, around: Span) -> impl Iterator<Item = (Span, &AvailabilityExceptionInput)> {
    let at = |local: LocalTime| boundary(&facts.zone, local.date(), local.minute());
    let all = facts.exceptions.iter().filter(move |exception| exception.kind == kind);
    all.map(move |exception| (Span { from: at(exception.from), to: at(exception.to) }, exception))
        .filter(move |(span, _)| span.overlaps(around))
}

#[cfg(test)]
mod tests {
    use super::super::facts::{BusyKind, Session};
    use super::*;
    use crate::booking::settings::SchedulingRules;
    use crate::ids::{OfficeId, ServiceId, StaffId};
    use crate::money::{Currency, Money};
    use crate::practice::availability::WeeklyWindow;
    use crate::practice::service::ServiceInput;
    use crate::time::Weekday;
    use jiff::tz::TimeZone;
    use uuid::Uuid;

    /// Nine to five from Monday to Friday, and 500 appointments, half an hour long, one every six hours, for four months.
    fn booked_up() -> Facts {
        let staff_id = StaffId(Uuid::from_u128(1));
        let begin = Timestamp::constant(1_780_272_000, 0);
        let busy = (0..500).map(|place| {
            let from = begin + SignedDuration::from_hours(6 * place);
            let session = Span { from, to: from + SignedDuration::from_mins(30) };
            Busy { kind: BusyKind::Appointment, staff_id, office_id: None, session, blocked: session, appointment_id: None }
        });
        let service = ServiceInput::new("Session", 50, Money { amount_minor: 0, currency: Currency("USD".into()) });
        Facts {
            zone: TimeZone::get("America/New_York").expect("a zone"),
            now: begin,
            rules: SchedulingRules::default(),
            asker: Asker::Existing,
            session: Session::new(ServiceId(Uuid::from_u128(2)), &service, staff_id, OfficeId(Uuid::from_u128(3)), false),
            windows: Weekday::ALL[..5].iter().map(|day| WeeklyWindow::new(*day, 540, 1020)).collect(),
            exceptions: Vec::new(),
            busy: busy.collect(),
        }
    }

    #[test]
    fn a_week_costs_its_starts_and_its_own_busy_times() {
        let facts = booked_up();
        let (monday, sunday) = (Date::constant(2026, 6, 8), Date::constant(2026, 6, 14));
        let week = facts.over(monday, sunday);
        // Seven days, two on each side.
        assert!((4 * 11..=4 * 11 + 2).contains(&week.busy.len()), "{}", week.busy.len());
        let asked: usize = week.hours.iter().map(|span| week.starts(*span).count()).sum();
        assert_eq!(asked, 5 * (8 * 4 + 1), "the grid's starts in hours, and no others");
        // An appointment is found among its neighbours, not among all.
        let long = week.busy[20].blocked;
        assert_eq!(week.busy_around(long).count(), 1);
        assert_eq!(week.busy.partition_point(|busy| busy.blocked.from < long.to), 21);
    }
}
