//! The rules one by one.

use domain::booking::calendar::ClosedBy;
use domain::booking::engine::{Asker, Busy, BusyKind, Facts, Refusal, Session, moment_in};
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::practice::availability::WeeklyWindow;
use domain::practice::service::ServiceInput;
use domain::time::{Date, Timestamp};

use crate::scene::{
    INTAKE, JORDAN, MAPLE, PRIYA, RIVERSIDE, TALK, at, buffered, busy, daily, exception, facts, local, minutes, service, wall,
};

/// Wednesday, nine to five, an hour at a grid of an hour.
const DAY: &str = "2026-06-03";

fn usual() -> Facts {
    facts("America/New_York", "2026-06-01T12:00:00Z", 60, 60, daily(540, 1020))
}

fn day(facts: &Facts) -> Vec<String> {
    wall(facts, DAY, DAY)
}

/// 2026-06-03 at this hour in New York.
fn hour(hour: i64) -> Timestamp {
    at("2026-06-03T04:00:00Z") + minutes(hour * 60)
}

fn rule(facts: &Facts, start: Timestamp) -> Result<(), ClosedBy> {
    let date = start.to_zoned(facts.zone.clone()).date();
    facts.over(date, date).verdict(start).map(|_| ()).map_err(|reason| reason.rule)
}

#[test]
fn b1_sessions_begin_and_end_in_hours() {
    assert_eq!(day(&usual()), ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]);
    assert_eq!(rule(&usual(), hour(17)), Err(ClosedBy::NoHours));
    assert_eq!(rule(&usual(), hour(16)), Ok(()));
    assert_eq!(rule(&usual(), hour(8)), Err(ClosedBy::NoHours));
    let short = Facts { windows: daily(540, 599), ..usual() };
    assert_eq!(day(&short), [""; 0]);
}

#[test]
fn b20_a_long_session_crosses_where_hours_touch() {
    let touching = Facts { windows: [daily(540, 600), daily(600, 660)].concat(), ..usual() };
    let long = Facts { session: Session::new(TALK, &service(120), JORDAN, MAPLE, false), ..touching.clone() };
    assert_eq!(day(&long), ["09:00"]);
    let elsewhere = |window: WeeklyWindow| WeeklyWindow { office_id: Some(RIVERSIDE), ..window };
    let two_places = [daily(540, 600), daily(600, 660).into_iter().map(elsewhere).collect()].concat();
    assert_eq!(day(&Facts { windows: two_places, ..long }), [""; 0]);
    // Midnight is where two days touch.
    let night = Facts { windows: [daily(1380, 1440), daily(0, 60)].concat(), ..usual() };
    let night = Facts { session: Session::new(TALK, &service(90), JORDAN, MAPLE, false), ..night };
    assert_eq!(day(&night), ["23:00"]);
}

#[test]
fn b1_hours_hold_for_their_office_service_and_dates() {
    let with = |change: fn(&mut WeeklyWindow)| {
        let mut windows = daily(540, 600);
        windows.iter_mut().for_each(change);
        day(&Facts { windows, ..usual() }).len()
    };
    assert_eq!(with(|_| {}), 1);
    assert_eq!(with(|w| w.office_id = Some(MAPLE)), 1);
    assert_eq!(with(|w| w.office_id = Some(RIVERSIDE)), 0);
    assert_eq!(with(|w| w.service_id = Some(TALK)), 1);
    assert_eq!(with(|w| w.service_id = Some(INTAKE)), 0);
    assert_eq!(with(|w| w.from_date = Some(Date::constant(2026, 6, 3))), 1);
    assert_eq!(with(|w| w.from_date = Some(Date::constant(2026, 6, 4))), 0);
    assert_eq!(with(|w| w.to_date = Some(Date::constant(2026, 6, 3))), 1);
    assert_eq!(with(|w| w.to_date = Some(Date::constant(2026, 6, 2))), 0);
}

#[test]
fn b1_extra_hours_open_and_time_off_closes_them_too() {
    let extra = exception(ExceptionKind::ExtraHours, "2026-06-03T19:00", "2026-06-03T21:00");
    let away = exception(ExceptionKind::TimeOff, "2026-06-03T11:30", "2026-06-03T20:00");
    let open = Facts { exceptions: vec![extra.clone()], windows: Vec::new(), ..usual() };
    assert_eq!(day(&open), ["19:00", "20:00"]);
    let both = Facts { exceptions: vec![extra.clone(), away], ..usual() };
    assert_eq!(day(&both), ["09:00", "10:00", "20:00"]);
    assert_eq!((rule(&both, hour(11)), rule(&both, hour(10))), (Err(ClosedBy::TimeOff), Ok(())));
    let elsewhere = AvailabilityExceptionInput { office_id: Some(RIVERSIDE), ..extra.clone() };
    let other = AvailabilityExceptionInput { service_id: Some(INTAKE), ..extra };
    assert_eq!(day(&Facts { exceptions: vec![elsewhere, other], windows: Vec::new(), ..usual() }), [""; 0]);
}

#[test]
fn b2_notice_is_for_existing_and_new_clients_apart() {
    let mut facts = usual();
    facts.now = hour(9) - minutes(24 * 60);
    facts.rules.notice_hours_existing = 26;
    facts.rules.notice_hours_new = 31;
    facts.session.for_new_clients = true;
    assert_eq!(day(&facts)[0], "11:00");
    assert_eq!(rule(&facts, hour(10)), Err(ClosedBy::Notice));
    assert_eq!(day(&Facts { asker: Asker::New, ..facts.clone() }), ["16:00"]);
    facts.now += minutes(1);
    assert_eq!(day(&facts)[0], "12:00");
}

#[test]
fn b2_the_horizon_is_counted_in_local_days() {
    let mut facts = usual();
    facts.rules.horizon_days = 2;
    // 23:30 on 31 May in New York, 1 June in London.
    facts.now = at("2026-06-01T03:30:00Z");
    assert_eq!(facts.last_day(), Date::constant(2026, 6, 2));
    assert_eq!(rule(&facts, hour(10)), Err(ClosedBy::Horizon));
    assert_eq!(rule(&facts, hour(10 - 24)), Ok(()));
    facts.now = at("2026-06-01T04:00:00Z");
    assert_eq!(rule(&facts, hour(10)), Ok(()));
}

#[test]
fn b2_starts_are_on_the_grid() {
    let mut facts = usual();
    facts.windows = daily(550, 660);
    facts.session.minutes = 30;
    facts.rules.grid_minutes = 20;
    assert_eq!(day(&facts), ["09:20", "09:40", "10:00", "10:20"]);
    assert_eq!(rule(&facts, hour(9) + minutes(15)), Err(ClosedBy::NotAGridStart));
    assert_eq!(rule(&facts, hour(10) + "1s".parse::<jiff::SignedDuration>().unwrap()), Err(ClosedBy::NotAGridStart));
}

#[test]
fn what_has_begun_is_over() {
    let facts = Facts { now: hour(11), ..usual() };
    assert_eq!((rule(&facts, hour(11)), rule(&facts, hour(12))), (Err(ClosedBy::Past), Ok(())));
}

#[test]
fn b1_a_service_is_for_some_clinicians_offices_and_people() {
    let with = |asker, change: fn(&mut ServiceInput)| {
        let mut input = service(60);
        change(&mut input);
        let session = Session::new(TALK, &input, JORDAN, MAPLE, false);
        rule(&Facts { asker, session, ..usual() }, hour(10))
    };
    let closed = Err(ClosedBy::ServiceNotHere);
    assert_eq!(with(Asker::Existing, |s| s.clinicians = vec![PRIYA, JORDAN]), Ok(()));
    assert_eq!(with(Asker::Existing, |s| s.clinicians = vec![PRIYA]), closed);
    assert_eq!(with(Asker::Existing, |s| s.offices = vec![RIVERSIDE]), closed);
    assert_eq!(with(Asker::Existing, |s| s.bookable_online = false), closed);
    assert_eq!(with(Asker::Staff, |s| s.bookable_online = false), Ok(()));
    assert_eq!(with(Asker::New, |_| {}), closed);
    assert_eq!(with(Asker::New, |s| s.for_new_clients = true), Ok(()));
}

#[test]
fn b18_nothing_overlaps_and_what_touches_does_not() {
    let facts = Facts { busy: vec![busy(BusyKind::Appointment, hour(11), 60)], ..usual() };
    assert_eq!(day(&facts), ["09:00", "10:00", "12:00", "13:00", "14:00", "15:00", "16:00"]);
    assert_eq!(rule(&facts, hour(11)), Err(ClosedBy::Appointment));
}

#[test]
fn b18_buffers_of_both_are_kept() {
    // Theirs.
    let theirs = Facts { busy: vec![buffered(busy(BusyKind::Appointment, hour(11), 60), 5, 10)], ..usual() };
    assert_eq!(day(&theirs), ["09:00", "13:00", "14:00", "15:00", "16:00"]);
    assert_eq!((rule(&theirs, hour(12)), rule(&theirs, hour(11))), (Err(ClosedBy::Buffer), Err(ClosedBy::Appointment)));
    // Ours; a buffer may reach beyond the hours.
    let mut ours = Facts { busy: vec![busy(BusyKind::Appointment, hour(11), 60)], ..usual() };
    (ours.session.buffer_before, ours.session.buffer_after) = (30, 0);
    assert_eq!(day(&ours), ["09:00", "10:00", "13:00", "14:00", "15:00", "16:00"]);
    (ours.session.buffer_before, ours.session.buffer_after) = (0, 30);
    assert_eq!(day(&ours), ["09:00", "12:00", "13:00", "14:00", "15:00", "16:00"]);
}

#[test]
fn b18_a_short_busy_time_behind_a_long_one_does_not_hide_it() {
    let long = busy(BusyKind::Outside, hour(9), 7 * 60);
    let facts = Facts { busy: vec![busy(BusyKind::Outside, hour(10), 5), long, busy(BusyKind::Outside, hour(11), 5)], ..usual() };
    assert_eq!(day(&facts), ["16:00"]);
}

#[test]
fn b2_a_request_holds_its_time_where_the_practice_has_it_so() {
    let mut facts = Facts { busy: vec![busy(BusyKind::Pending, hour(11), 60)], ..usual() };
    assert_eq!(rule(&facts, hour(11)), Err(ClosedBy::PendingRequest));
    facts.rules.pending_holds = false;
    assert_eq!(rule(&facts, hour(11)), Ok(()));
}

#[test]
fn b18_one_room_is_for_one_session_whoever_gives_it() {
    let priya = Busy { staff_id: PRIYA, ..buffered(busy(BusyKind::Appointment, hour(11), 60), 0, 10) };
    let mut facts = Facts { busy: vec![priya], ..usual() };
    assert_eq!(rule(&facts, hour(11)), Ok(()));
    facts.session.one_room = true;
    assert_eq!(rule(&facts, hour(11)), Err(ClosedBy::OfficeTaken));
    assert_eq!(rule(&facts, hour(12)), Err(ClosedBy::OfficeTaken));
    facts.busy[0].office_id = Some(RIVERSIDE);
    assert_eq!(rule(&facts, hour(11)), Ok(()));
    // The clinician is in one place only.
    facts.busy[0].staff_id = JORDAN;
    assert_eq!(rule(&facts, hour(11)), Err(ClosedBy::Appointment));
}

#[test]
fn b13_staff_hear_what_is_in_the_way_and_not_the_rules_for_clients() {
    let mut facts = Facts { asker: Asker::Staff, now: hour(20), busy: vec![busy(BusyKind::Appointment, hour(18), 60)], ..usual() };
    facts.exceptions = vec![exception(ExceptionKind::TimeOff, "2026-06-03T00:00", "2026-06-04T00:00")];
    facts.rules.horizon_days = 1;
    let date = Date::constant(2026, 6, 3);
    let reasons = facts.over(date, date).reasons(hour(18) + minutes(7));
    let rules: Vec<_> = reasons.iter().map(|reason| reason.rule).collect();
    assert_eq!(rules, [ClosedBy::NoHours, ClosedBy::TimeOff, ClosedBy::Appointment]);
    assert_eq!(rules.iter().map(|rule| rule.is_overlap()).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!((reasons[2].from, reasons[2].to, reasons[2].appointment_id), (Some(hour(18)), Some(hour(19)), facts.busy[0].appointment_id));
}

#[test]
fn b15_every_rule_that_closes_a_minute_is_said() {
    let mut facts = Facts { busy: vec![busy(BusyKind::Pending, hour(17), 60)], ..usual() };
    facts.rules.notice_hours_existing = 72;
    facts.exceptions = vec![AvailabilityExceptionInput {
        note: "Dentist".into(),
        ..exception(ExceptionKind::TimeOff, "2026-06-03T16:00", "2026-06-03T18:00")
    }];
    let date = Date::constant(2026, 6, 3);
    let explanation = facts.over(date, date).explain(local("2026-06-03T17:20"));
    let rules: Vec<_> = explanation.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!(rules, ["not_a_grid_start", "notice", "no_hours", "time_off", "pending_request"]);
    assert!(!explanation.open);
    let hours = &explanation.reasons[2];
    assert_eq!((hours.from, hours.to), (Some(hour(17)), Some(hour(9 + 24))));
    assert_eq!(explanation.reasons[3].text, Some("Dentist".into()));
    assert_eq!(facts.over(date, date).explain(local("2026-06-04T07:00")).reasons[0].rule, ClosedBy::Notice);
}

#[test]
fn b19_a_day_that_was_not_laid_out_is_decided_all_the_same() {
    let facts = usual();
    let other = Date::constant(2026, 8, 1);
    assert!(facts.over(other, other).verdict(hour(10)).is_ok());
    assert_eq!(facts.over(other, other).verdict(hour(17)).map_err(|reason| reason.rule), Err(ClosedBy::NoHours));
}

#[test]
fn b18_who_comes_late_is_told_the_three_nearest_free_times() {
    let facts = Facts { busy: vec![busy(BusyKind::Appointment, hour(11), 60), busy(BusyKind::Outside, hour(9), 60)], ..usual() };
    let date = Date::constant(2026, 6, 3);
    let free = vec![hour(10), hour(12), hour(13)];
    assert_eq!(facts.over(date, date).request(hour(11)), Err(Refusal::Taken { free }));
    assert_eq!(facts.over(date, date).request(hour(17)), Err(Refusal::NotOpen { closed_by: ClosedBy::NoHours }));
    assert!(facts.over(date, date).request(hour(10)).is_ok());
    // Why somebody is away is not told.
    let away = Facts { exceptions: vec![exception(ExceptionKind::TimeOff, "2026-06-03T00:00", "2026-06-04T00:00")], ..facts };
    assert_eq!(away.over(date, date).request(hour(10)), Err(Refusal::NotOpen { closed_by: ClosedBy::NoHours }));
}

#[test]
fn b18_the_nearest_free_times_may_be_days_away() {
    let mut facts = usual();
    facts.exceptions = vec![exception(ExceptionKind::TimeOff, "2026-06-02T00:00", "2026-06-08T00:00")];
    let start = hour(11);
    let nearest: Vec<_> = facts.nearest(start, 3);
    // Monday of this week, two days before, is nearer than Monday of the next.
    let monday = |time: &str| moment_in(&facts.zone, local(&format!("2026-06-0{time}"))).unwrap();
    assert_eq!(nearest, [monday("1T14:00"), monday("1T15:00"), monday("1T16:00")]);
}
