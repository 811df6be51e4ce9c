//! Places whose clocks are odd, with the moments written out.

use domain::booking::appointment::AppointmentStatus;
use domain::booking::appointment::Recurrence;
use domain::booking::engine::{Facts, Refused, cancel, occurrences};
use domain::booking::settings::{CancellationPolicy, SchedulingRules};

use crate::scene::{at, daily, facts, local, starts, wall, zone};

fn nine_o_clock(zone_name: &str, first_day: &str, weeks: u16) -> Vec<String> {
    let recurrence = Recurrence { every_weeks: 1, count: Some(weeks), until: None };
    let series = occurrences(&zone(zone_name), local(&format!("{first_day}T09:00")), &recurrence);
    series.iter().map(|(_, start)| start.to_string()).collect()
}

#[test]
fn b20_new_york_skips_an_hour_in_march_and_has_one_twice_in_november() {
    let spring = facts("America/New_York", "2026-03-01T00:00:00Z", 60, 30, daily(60, 300));
    assert_eq!(wall(&spring, "2026-03-08", "2026-03-08"), ["01:00", "01:30", "03:00", "03:30", "04:00"]);
    assert_eq!(starts(&spring, "2026-03-08", "2026-03-08")[1..3], ["2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z"]);
    let autumn = facts("America/New_York", "2026-10-25T00:00:00Z", 60, 60, daily(0, 180));
    let begins = ["2026-11-01T04:00:00Z", "2026-11-01T05:00:00Z", "2026-11-01T07:00:00Z"];
    assert_eq!(starts(&autumn, "2026-11-01", "2026-11-01"), begins);
    // Hours that end at 1:30 end when the clock first shows it.
    let early = facts("America/New_York", "2026-10-25T00:00:00Z", 60, 30, daily(0, 90));
    assert_eq!(wall(&early, "2026-11-01", "2026-11-01"), ["00:00", "00:30"]);
}

#[test]
fn b20_lord_howe_moves_its_clocks_by_half_an_hour() {
    let spring = facts("Australia/Lord_Howe", "2026-10-01T00:00:00Z", 30, 30, daily(60, 210));
    assert_eq!(wall(&spring, "2026-10-04", "2026-10-04"), ["01:00", "01:30", "02:30", "03:00"]);
    let autumn = facts("Australia/Lord_Howe", "2026-04-01T00:00:00Z", 30, 30, daily(60, 180));
    assert_eq!(wall(&autumn, "2026-04-05", "2026-04-05"), ["01:00", "01:30", "02:00", "02:30"]);
    let moments = ["2026-04-04T14:00:00Z", "2026-04-04T14:30:00Z", "2026-04-04T15:30:00Z", "2026-04-04T16:00:00Z"];
    assert_eq!(starts(&autumn, "2026-04-05", "2026-04-05"), moments);
    assert_eq!(nine_o_clock("Australia/Lord_Howe", "2026-03-30", 2), ["2026-03-29T22:00:00Z", "2026-04-05T22:30:00Z"]);
}

#[test]
fn b20_kathmandu_is_a_quarter_past() {
    let facts = facts("Asia/Kathmandu", "2026-06-01T00:00:00Z", 50, 60, daily(540, 660));
    assert_eq!(starts(&facts, "2026-06-03", "2026-06-03"), ["2026-06-03T03:15:00Z", "2026-06-03T04:15:00Z"]);
}

#[test]
fn b20_casablanca_goes_back_for_ramadan() {
    let february = ["2026-02-09T08:00:00Z", "2026-02-16T09:00:00Z"];
    assert_eq!(nine_o_clock("Africa/Casablanca", "2026-02-09", 2), february);
    assert_eq!(nine_o_clock("Africa/Casablanca", "2026-03-16", 2), ["2026-03-16T09:00:00Z", "2026-03-23T08:00:00Z"]);
}

#[test]
fn b20_phoenix_and_sao_paulo_leave_their_clocks_alone() {
    for (name, hour) in [("America/Phoenix", "16"), ("America/Sao_Paulo", "12")] {
        let year = nine_o_clock(name, "2026-01-05", 52);
        assert_eq!(year.len(), 52);
        assert!(year.iter().all(|start| start.ends_with(&format!("T{hour}:00:00Z"))), "{name}");
    }
}

#[test]
fn b20_days_are_local_on_both_sides_of_the_date_line() {
    let kiritimati = facts("Pacific/Kiritimati", "2026-06-01T00:00:00Z", 60, 60, daily(540, 660));
    assert_eq!(starts(&kiritimati, "2026-06-08", "2026-06-08"), ["2026-06-07T19:00:00Z", "2026-06-07T20:00:00Z"]);
    let pago_pago = facts("Pacific/Pago_Pago", "2026-06-01T00:00:00Z", 60, 60, daily(540, 660));
    assert_eq!(starts(&pago_pago, "2026-06-08", "2026-06-08"), ["2026-06-08T20:00:00Z", "2026-06-08T21:00:00Z"]);
    // On 2 June in Kiritimati it is 1 June in Samoa: the horizon ends on different days.
    let near = |facts: &Facts| Facts {
        rules: SchedulingRules { horizon_days: 1, ..facts.rules.clone() },
        now: at("2026-06-02T10:30:00Z"),
        ..facts.clone()
    };
    assert_eq!(near(&kiritimati).last_day().to_string(), "2026-06-04");
    assert_eq!(near(&pago_pago).last_day().to_string(), "2026-06-02");
}

#[test]
fn b20_a_day_that_apia_left_out_has_no_openings() {
    let apia = facts("Pacific/Apia", "2011-12-20T00:00:00Z", 60, 60, daily(1380, 1440));
    assert_eq!(wall(&apia, "2011-12-29", "2011-12-31"), ["29 23:00", "31 23:00"]);
    let apia = facts("Pacific/Apia", "2011-12-20T00:00:00Z", 60, 60, daily(0, 1440));
    assert_eq!(wall(&apia, "2011-12-30", "2011-12-30"), [""; 0]);
    // The day before runs into the day after: a session may cross.
    let long = facts("Pacific/Apia", "2011-12-20T00:00:00Z", 480, 60, daily(0, 1440));
    assert_eq!(starts(&long, "2011-12-29", "2011-12-29").last().map(String::as_str), Some("2011-12-30T09:00:00Z"));
}

#[test]
fn b20_cairo_changes_its_clocks_at_midnight() {
    let spring = facts("Africa/Cairo", "2026-04-20T00:00:00Z", 30, 30, daily(0, 120));
    assert_eq!(wall(&spring, "2026-04-24", "2026-04-24"), ["01:00", "01:30"]);
    let autumn = facts("Africa/Cairo", "2026-10-20T00:00:00Z", 60, 60, daily(1320, 1440));
    assert_eq!(starts(&autumn, "2026-10-29", "2026-10-29"), ["2026-10-29T19:00:00Z", "2026-10-29T20:00:00Z"]);
}

#[test]
fn b20_notice_is_elapsed_time_across_a_transition() {
    // Noon on Saturday; the night has 23 hours, so 24 hours later it is 13:00.
    let mut spring = facts("America/New_York", "2026-03-07T17:00:00Z", 60, 60, daily(600, 960));
    spring.rules.notice_hours_existing = 24;
    assert_eq!(wall(&spring, "2026-03-08", "2026-03-08"), ["13:00", "14:00", "15:00"]);
    let mut autumn = facts("America/New_York", "2026-10-31T16:00:00Z", 60, 60, daily(600, 960));
    autumn.rules.notice_hours_existing = 24;
    assert_eq!(wall(&autumn, "2026-11-01", "2026-11-01"), ["11:00", "12:00", "13:00", "14:00", "15:00"]);
}

#[test]
fn b8_b20_the_policy_is_elapsed_time_across_a_transition() {
    // Noon on the Sunday of the short night: 24 hours before it was 11:00 on Saturday.
    let start = at("2026-03-08T16:00:00Z");
    let deadline = at("2026-03-07T16:00:00Z");
    let cancelled = |now| cancel(AppointmentStatus::Confirmed, start, CancellationPolicy::Hours24, now);
    assert_eq!(cancelled(deadline), Ok(AppointmentStatus::Cancelled));
    assert_eq!(cancelled(at("2026-03-07T16:00:00.000001Z")), Err(Refused::TooLate { deadline }));
}
