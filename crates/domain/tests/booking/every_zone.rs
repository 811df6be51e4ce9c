//! Every IANA zone, two weeks on either side of each transition of 2026 and 2027 (B5, B19, B20), against an account of
//! the rules that knows nothing of offsets: it walks from quarter of an hour to quarter of an hour and looks at the clock.

use std::collections::{BTreeMap, HashSet};

use domain::booking::appointment::Recurrence;
use domain::booking::engine::{Asker, BusyKind, Facts, Session, local_in, moment_in, occurrences};
use domain::booking::settings::SchedulingRules;
use domain::practice::availability::WeeklyWindow;
use domain::practice::service::ServiceInput;
use domain::time::{Date, LocalTime, Timestamp, day_number, days_after, numbered_day, weekday_of};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::scene::{JORDAN, MAPLE, TALK, buffered, busy, daily, minutes, service, zones};

const QUARTER: i64 = 15;

/// Zones with the same offsets in these two years, and their transitions.
struct Kind {
    zone: TimeZone,
    names: Vec<String>,
    transitions: Vec<(Timestamp, Offset)>,
}

fn kinds() -> Vec<Kind> {
    let (from, to) = (crate::scene::at("2026-01-01T00:00:00Z"), crate::scene::at("2028-01-01T00:00:00Z"));
    let mut kinds: BTreeMap<(i32, Vec<(Timestamp, i32)>), Kind> = BTreeMap::new();
    for name in zones().available() {
        let name = name.to_string();
        let zone = crate::scene::zone(&name);
        let mut offset = zone.to_offset(from);
        let begin = offset.seconds();
        // Some transitions change the name only.
        let mut transitions = Vec::new();
        for next in zone.following(from).take_while(|next| next.timestamp() < to) {
            if next.offset() != offset {
                transitions.push((next.timestamp(), next.offset()));
            }
            offset = next.offset();
        }
        let key = (begin, transitions.iter().map(|(at, offset)| (*at, offset.seconds())).collect());
        kinds.entry(key).or_insert_with(|| Kind { zone, names: Vec::new(), transitions }).names.push(name);
    }
    kinds.into_values().collect()
}

/// A calendar with sessions over which the transition falls: buffers, notice that reaches across it, time off none, a
/// horizon of ten days.
fn round_the_clock(zone: &TimeZone, transition: Timestamp) -> Facts {
    let session = ServiceInput { buffer_before_minutes: 10, buffer_after_minutes: 5, ..service(50) };
    let near = |hours: i64, length| busy(BusyKind::Appointment, transition + SignedDuration::from_hours(hours), length);
    Facts {
        zone: zone.clone(),
        now: transition - SignedDuration::from_hours(12),
        rules: SchedulingRules { notice_hours_existing: 16, horizon_days: 10, ..SchedulingRules::default() },
        asker: Asker::Existing,
        session: Session::new(TALK, &session, JORDAN, MAPLE, false),
        windows: daily(0, 1440),
        exceptions: Vec::new(),
        busy: vec![
            near(20, 50),
            buffered(near(26, 30), 15, 15),
            busy(BusyKind::Outside, transition + SignedDuration::from_hours(31), 200),
            busy(BusyKind::Pending, transition + SignedDuration::from_hours(40), 45),
        ],
    }
}

/// Hours as people have them, and at night where clocks are changed; long sessions, seen from three weeks before.
fn by_the_clock(zone: &TimeZone, transition: Timestamp) -> Facts {
    let windows = [daily(0, 60), daily(75, 210), daily(540, 720), daily(720, 1020), daily(1320, 1440)].concat();
    let soon = |hours: i64| busy(BusyKind::Appointment, transition + SignedDuration::from_hours(hours), 60);
    Facts {
        now: transition - SignedDuration::from_hours(21 * 24),
        rules: SchedulingRules { grid_minutes: 30, notice_hours_existing: 0, horizon_days: 365, ..SchedulingRules::default() },
        session: Session::new(TALK, &service(90), JORDAN, MAPLE, false),
        windows,
        busy: (-300..300).step_by(29).map(soon).collect(),
        ..round_the_clock(zone, transition)
    }
}

/// The quarters of an hour around a transition, with what the clock shows then.
struct Walk {
    quarters: Vec<(Timestamp, DateTime)>,
    /// The latest that the clock has shown so far.
    latest: Vec<DateTime>,
}

impl Walk {
    fn around(zone: &TimeZone, middle: Timestamp) -> Self {
        assert_eq!(middle.as_second() % (QUARTER * 60), 0, "clocks are changed at a quarter of an hour");
        let days = 18 * 24 * 60 / QUARTER;
        let quarters: Vec<_> = (-days..days)
            .map(|place| {
                let at = middle + minutes(place * QUARTER);
                (at, zone.to_datetime(at))
            })
            .collect();
        let latest = quarters.iter().scan(DateTime::MIN, |latest, (_, clock)| {
            *latest = (*clock).max(*latest);
            Some(*latest)
        });
        let latest = latest.collect();
        Self { quarters, latest }
    }

    /// The place of the first moment at which the clock shows this time or a later one.
    fn first(&self, date: Date, minute: u16) -> usize {
        let (date, minute) = if minute == 1440 { (days_after(date, 1).expect("a day"), 0) } else { (date, minute) };
        let wanted = date.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
        self.latest.partition_point(|latest| *latest < wanted)
    }

    /// Which quarters of an hour are worked.
    fn worked(&self, windows: &[WeeklyWindow], from: Date, to: Date) -> Vec<bool> {
        let mut worked = vec![false; self.quarters.len()];
        for date in (day_number(from) - 2..=day_number(to) + 2).filter_map(numbered_day) {
            for window in windows.iter().filter(|window| window.weekday == weekday_of(date)) {
                worked[self.first(date, window.from_minute)..self.first(date, window.to_minute)].fill(true);
            }
        }
        worked
    }

    /// The begins that should be open, by looking at each quarter of an hour.
    fn open(&self, facts: &Facts, from: Date, to: Date) -> Vec<Timestamp> {
        let worked = self.worked(&facts.windows, from, to);
        let mut seen = HashSet::new();
        let mut open = Vec::new();
        let (session, rules) = (&facts.session, &facts.rules);
        let last_day = days_after(facts.zone.to_datetime(facts.now).date(), rules.horizon_days.into()).expect("a day");
        for (place, (at, clock)) in self.quarters.iter().enumerate() {
            let fresh = seen.insert(*clock);
            let of_day = i64::from(clock.hour()) * 60 + i64::from(clock.minute());
            let (begin, end) =
                (*at - minutes(session.buffer_before.into()), *at + minutes((session.minutes + session.buffer_after).into()));
            let length = usize::from(session.minutes).div_ceil(15);
            let worked = worked.get(place..place + length).is_some_and(|quarters| quarters.iter().all(|worked| *worked));
            let free = facts.busy.iter().all(|busy| busy.blocked.to <= begin || end <= busy.blocked.from);
            let soon = *at <= facts.now || at.duration_since(facts.now) < SignedDuration::from_hours(rules.notice_hours_existing.into());
            let asked = (from..=to).contains(&clock.date());
            if fresh && of_day % i64::from(rules.grid_minutes) == 0 && worked && free && !soon && asked && clock.date() <= last_day {
                open.push(*at);
            }
        }
        open
    }
}

fn days_around(zone: &TimeZone, middle: Timestamp, days: i64) -> (Date, Date) {
    let day = zone.to_datetime(middle).date();
    (days_after(day, -days).expect("a day"), days_after(day, days).expect("a day"))
}

#[test]
fn b5_b19_b20_openings_are_what_the_clock_says_in_every_zone() {
    let kinds = kinds();
    let zones: usize = kinds.iter().map(|kind| kind.names.len()).sum();
    assert!(zones > 550, "only {zones} zones");
    assert!(kinds.iter().filter(|kind| !kind.transitions.is_empty()).count() > 20);
    let mut openings = 0;
    for kind in &kinds {
        let quiet = [(crate::scene::at("2026-07-01T00:00:00Z"), Offset::UTC)];
        for (middle, _) in if kind.transitions.is_empty() { &quiet[..] } else { &kind.transitions } {
            let walk = Walk::around(&kind.zone, *middle);
            let (from, to) = days_around(&kind.zone, *middle, 14);
            for facts in [round_the_clock(&kind.zone, *middle), by_the_clock(&kind.zone, *middle)] {
                let found: Vec<_> = facts.over(from, to).openings().collect();
                let begins: Vec<_> = found.iter().map(|slot| slot.start).collect();
                assert_eq!(begins, walk.open(&facts, from, to), "{} around {middle}", kind.names[0]);
                let length = minutes(facts.session.minutes.into());
                assert!(found.iter().all(|slot| slot.end.duration_since(slot.start) == length));
                openings += found.len();
            }
        }
    }
    assert!(openings > 10_000, "only {openings} openings");
}

#[test]
fn b15_the_explanation_is_the_decision_in_every_zone() {
    for kind in kinds() {
        for (transition, _) in &kind.transitions {
            for facts in [round_the_clock(&kind.zone, *transition), by_the_clock(&kind.zone, *transition)] {
                let (from, to) = days_around(&kind.zone, *transition, 1);
                let table = facts.over(from, to);
                let open: HashSet<Timestamp> = table.openings().map(|slot| slot.start).collect();
                for number in day_number(from)..=day_number(to) {
                    let date = numbered_day(number).unwrap();
                    // A minute off the grid is asked about too.
                    for minute in (0..1440).step_by(facts.rules.grid_minutes.into()).chain([61, 149]) {
                        let local = LocalTime::new(date, minute).unwrap();
                        let explanation = table.explain(local);
                        let start = moment_in(&kind.zone, local);
                        assert_eq!(explanation.open, start.is_some_and(|start| open.contains(&start)), "{} {local}", kind.names[0]);
                        assert_eq!(explanation.open, explanation.reasons.is_empty());
                        let verdict = start.map(|start| table.verdict(start));
                        match verdict {
                            Some(Ok(slot)) => assert_eq!(Some(slot.start), start),
                            Some(Err(reason)) => assert_eq!(explanation.reasons.first(), Some(&reason)),
                            None => assert_eq!(explanation.reasons[0].rule.as_str(), "does_not_exist"),
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn b20_a_time_that_the_clocks_skip_is_none_and_one_that_comes_twice_is_the_first() {
    for kind in kinds() {
        let zone = &kind.zone;
        for (transition, after) in &kind.transitions {
            let before = zone.to_offset(*transition - minutes(1));
            let jump = i64::from(after.seconds() - before.seconds()) / 60;
            assert!(jump != 0 && jump.abs() <= 24 * 60, "{}", kind.names[0]);
            for passed in (0..jump.abs()).step_by(15) {
                // What the clock would show, or shows once more.
                let moment = *transition + minutes(passed);
                let local = local_in(&TimeZone::fixed(if jump > 0 { before } else { *after }), moment);
                if jump > 0 {
                    assert_eq!(moment_in(zone, local), None, "{} skips {local}", kind.names[0]);
                } else {
                    let first = moment + minutes(jump);
                    assert_eq!(moment_in(zone, local), Some(first), "{} has {local} twice", kind.names[0]);
                    let facts = by_the_clock(zone, *transition);
                    let (from, to) = days_around(zone, *transition, 1);
                    assert!(facts.over(from, to).verdict(moment).is_err(), "{} offers {local} again", kind.names[0]);
                }
            }
        }
    }
}

#[test]
fn b14_b20_wall_time_stays_from_week_to_week_in_every_zone() {
    for kind in kinds() {
        let zone = &kind.zone;
        for (transition, _) in &kind.transitions {
            // The third of five falls on the day of the transition, or beside it.
            let first_day = days_after(zone.to_datetime(*transition).date(), -15).unwrap();
            for day in 0..3 {
                for minute in (0..1440).step_by(15) {
                    let first = LocalTime::new(days_after(first_day, day).unwrap(), minute).unwrap();
                    let series = occurrences(zone, first, &Recurrence { every_weeks: 1, count: Some(5), until: None });
                    assert_eq!(series.len(), 5);
                    for (place, (local, start)) in series.iter().enumerate() {
                        assert_eq!(*local, LocalTime::new(days_after(first.date(), 7 * place as i64).unwrap(), minute).unwrap());
                        match moment_in(zone, *local) {
                            Some(moment) => assert_eq!((moment, local_in(zone, moment)), (*start, *local), "{}", kind.names[0]),
                            None => {
                                // Later by as much as the clocks jump: what a clock would show that nobody has changed.
                                let unchanged = zone.to_offset(*start - SignedDuration::from_hours(25));
                                assert_eq!(local_in(&TimeZone::fixed(unchanged), *start), *local, "{}", kind.names[0]);
                            }
                        }
                    }
                    for pair in series.windows(2) {
                        let [(_, earlier), (_, later)] = pair else { unreachable!() };
                        let change = zone.to_offset(*later).seconds() - zone.to_offset(*earlier).seconds();
                        let skipped = pair.iter().any(|(local, _)| moment_in(zone, *local).is_none());
                        let week = SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(change.into());
                        assert!(skipped || later.duration_since(*earlier) == week, "{} {first}", kind.names[0]);
                    }
                }
            }
        }
    }
}
