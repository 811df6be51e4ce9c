//! When a client is reminded (B16).

use domain::booking::engine::{local_in, reminder_at};
use domain::time::Timestamp;

use crate::scene::{at, minutes, zone};

/// The reminder, by New York's clock.
fn reminder(start: &str, hours: u16, made_at: &str) -> Option<String> {
    let zone = zone("America/New_York");
    reminder_at(at(start), hours, at(made_at), &zone).map(|moment| local_in(&zone, moment).to_string())
}

const LONG_AGO: &str = "2026-01-01T00:00:00Z";

#[test]
fn b16_a_reminder_goes_out_so_many_hours_before() {
    // 14:00 in New York.
    assert_eq!(reminder("2026-06-03T18:00:00Z", 48, LONG_AGO).unwrap(), "2026-06-01T14:00");
    // Elapsed hours, also over the short night: 48 hours before 14:00 it was 13:00.
    assert_eq!(reminder("2026-03-09T18:00:00Z", 48, LONG_AGO).unwrap(), "2026-03-07T13:00");
}

#[test]
fn b16_quiet_hours_move_it_to_eight() {
    // 22:00, 21:00, 20:59, 8:00, 7:59.
    assert_eq!(reminder("2026-06-04T02:00:00Z", 24, LONG_AGO).unwrap(), "2026-06-03T08:00");
    assert_eq!(reminder("2026-06-04T01:00:00Z", 24, LONG_AGO).unwrap(), "2026-06-03T08:00");
    assert_eq!(reminder("2026-06-04T00:59:00Z", 24, LONG_AGO).unwrap(), "2026-06-02T20:59");
    assert_eq!(reminder("2026-06-03T12:00:00Z", 24, LONG_AGO).unwrap(), "2026-06-02T08:00");
    assert_eq!(reminder("2026-06-03T11:59:00Z", 24, LONG_AGO).unwrap(), "2026-06-02T08:00");
}

#[test]
fn b16_it_is_never_dropped_for_the_hour() {
    // 7:30; two hours before is 5:30, and at 8:00 it is too late.
    assert_eq!(reminder("2026-06-03T11:30:00Z", 2, LONG_AGO).unwrap(), "2026-06-02T20:59");
    // 8:00 sharp: at 8:00 the session begins.
    assert_eq!(reminder("2026-06-03T12:00:00Z", 2, LONG_AGO).unwrap(), "2026-06-02T20:59");
    // Made at 22:00 the evening before: at once.
    assert_eq!(reminder("2026-06-03T11:30:00Z", 2, "2026-06-03T02:00:00Z").unwrap(), "2026-06-02T22:00");
}

#[test]
fn b16_what_was_made_later_than_its_reminder_has_none() {
    assert_eq!(reminder("2026-06-03T18:00:00Z", 48, "2026-06-01T18:00:01Z"), None);
    assert!(reminder("2026-06-03T18:00:00Z", 48, "2026-06-01T18:00:00Z").is_some());
}

#[test]
fn b16_no_reminder_is_late_or_at_night() {
    let made: Timestamp = at(LONG_AGO);
    for name in ["America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Kiritimati"] {
        let zone = zone(name);
        for place in 0..4_800 {
            let start = at("2026-02-01T00:00:00Z") + minutes(110 * place);
            for hours in [1, 24, 48] {
                let moment = reminder_at(start, hours, made, &zone).unwrap();
                assert!(moment < start, "{name} {start} {hours}");
                let minute = local_in(&zone, moment).minute();
                assert!((480..1260).contains(&minute), "{name} {start} {hours}: {minute}");
            }
        }
    }
}
