//! The client's week (B5).

use domain::booking::engine::Facts;
use domain::time::{Date, Zone};

use crate::scene::{at, daily, facts};

fn new_york() -> Facts {
    // Wednesday, 8:00.
    let mut facts = facts("America/New_York", "2026-06-03T12:00:00Z", 60, 60, daily(600, 840));
    facts.rules.horizon_days = 14;
    facts
}

#[test]
fn b5_a_day_has_two_boxes_and_a_week_begins_on_monday() {
    let facts = new_york();
    let week = facts.week(Zone("America/New_York".into()), Date::constant(2026, 6, 7), None);
    let dates: Vec<_> = week.days.iter().map(|day| day.date.to_string()).collect();
    assert_eq!((dates.len(), dates[0].as_str(), dates[6].as_str()), (7, "2026-06-01", "2026-06-07"));
    let counts: Vec<_> = week.days.iter().map(|day| (day.morning.len(), day.afternoon.len())).collect();
    assert_eq!(counts, [(0, 0), (0, 0), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2)]);
    // 11:00 and 12:00 in New York.
    assert_eq!(week.days[3].morning[1].start, at("2026-06-04T15:00:00Z"));
    assert_eq!((week.days[3].afternoon[0].start, week.days[3].afternoon[0].end), (at("2026-06-04T16:00:00Z"), at("2026-06-04T17:00:00Z")));
}

#[test]
fn b5_arrows_lead_from_this_week_to_the_last_that_may_be_asked_for() {
    let facts = new_york();
    let around = |day| {
        let week = facts.week(Zone("America/New_York".into()), day, None);
        (week.previous_week.map(|day| day.to_string()), week.next_week.map(|day| day.to_string()))
    };
    assert_eq!(around(Date::constant(2026, 6, 3)), (None, Some("2026-06-08".into())));
    assert_eq!(around(Date::constant(2026, 6, 8)), (Some("2026-06-01".into()), Some("2026-06-15".into())));
    // 17 June is the last day.
    assert_eq!(around(Date::constant(2026, 6, 15)), (Some("2026-06-08".into()), None));
}

#[test]
fn b5_the_first_day_with_openings_is_found_up_to_the_horizon() {
    let mut facts = new_york();
    assert_eq!(facts.first_day_with_openings(), Some(Date::constant(2026, 6, 3)));
    facts.windows = daily(600, 840);
    facts.windows.iter_mut().for_each(|window| window.from_date = Some(Date::constant(2026, 6, 17)));
    assert_eq!(facts.first_day_with_openings(), Some(Date::constant(2026, 6, 17)));
    facts.windows.iter_mut().for_each(|window| window.from_date = Some(Date::constant(2026, 6, 18)));
    assert_eq!(facts.first_day_with_openings(), None);
}
