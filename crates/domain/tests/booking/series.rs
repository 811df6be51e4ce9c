//! Appointments that come again (B14).

use domain::booking::appointment::Recurrence;
use domain::booking::engine::{moved_along, occurrences};
use domain::time::Date;

use crate::scene::{at, local, zone};

fn series(first: &str, recurrence: Recurrence) -> Vec<String> {
    occurrences(&zone("America/New_York"), local(first), &recurrence).iter().map(|(local, start)| format!("{local} {start}")).collect()
}

#[test]
fn b14_every_other_week_until_a_day() {
    let until = |day| Recurrence { every_weeks: 2, count: None, until: Some(day) };
    let expected =
        ["2026-10-20T10:00 2026-10-20T14:00:00Z", "2026-11-03T10:00 2026-11-03T15:00:00Z", "2026-11-17T10:00 2026-11-17T15:00:00Z"];
    assert_eq!(series("2026-10-20T10:00", until(Date::constant(2026, 11, 17))), expected);
    assert_eq!(series("2026-10-20T10:00", until(Date::constant(2026, 11, 16))), expected[..2]);
}

#[test]
fn b14_a_series_has_an_end() {
    let long = Recurrence { every_weeks: 1, count: None, until: Some(Date::constant(9999, 1, 1)) };
    assert_eq!(series("2026-10-20T10:00", long).len(), 104);
    let counted = Recurrence { every_weeks: 52, count: Some(3), until: None };
    assert_eq!(series("2026-10-20T10:00", counted).len(), 3);
}

#[test]
fn b14_a_time_that_the_clocks_skip_comes_later_by_the_jump() {
    let weekly = Recurrence { every_weeks: 1, count: Some(3), until: None };
    let expected =
        ["2026-03-01T02:30 2026-03-01T07:30:00Z", "2026-03-08T02:30 2026-03-08T07:30:00Z", "2026-03-15T02:30 2026-03-15T06:30:00Z"];
    assert_eq!(series("2026-03-01T02:30", weekly), expected);
}

#[test]
fn b14_this_and_later_move_together_by_the_clock_on_the_wall() {
    let (before, after) = (local("2026-10-20T10:00"), local("2026-10-22T08:30"));
    let moved = moved_along(&zone("America/New_York"), before, after, local("2026-11-03T10:00"));
    assert_eq!(moved, Some((local("2026-11-05T08:30"), at("2026-11-05T13:30:00Z"))));
}
