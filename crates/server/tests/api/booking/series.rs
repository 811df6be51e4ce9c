//! B14, B20: appointments that come again, by the clock on the wall.

use domain::AppointmentId;
use domain::booking::appointment::{
    Appointment, CancelAppointment, CancelledAs, CreateAppointment, ListCalendar, MoveAppointment, Reach, Recurrence,
};

use super::clinic::{Clinic, moment, to, wall};
use super::desk::{problem, recorded};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    b14_a_series_keeps_its_time_on_the_wall_when_the_clocks_change,
    b14_a_series_ends_by_count_or_by_day,
    b14_this_one_is_moved_and_the_others_stay,
    b14_this_and_later_are_moved_and_the_earlier_stay,
    b14_this_and_later_are_cancelled,
    b14_one_conflict_stops_the_whole_series,
    b14_a_series_that_overlaps_is_ticked_once,
);

fn weekly(clinic: &Clinic, start: &str, count: u16) -> CreateAppointment {
    CreateAppointment { recurrence: Some(Recurrence { every_weeks: 1, count: Some(count), until: None }), ..clinic.session(start) }
}

async fn series(clinic: &Clinic, input: &CreateAppointment) -> Vec<Appointment> {
    let first = clinic.owner().create_appointment(&once(), input).await.expect("booked");
    let day = |text: &str| text.parse().expect("a day");
    let query = ListCalendar { from: day("2026-03-01"), to: day("2026-04-14"), staff_id: None };
    let mut page = clinic.owner().list_calendar(&query).await.expect("the calendar").items;
    page.retain(|item| item.series_id.is_some() && item.series_id == first.series_id);
    assert_eq!(page[0], first, "the first is answered");
    page
}

async fn starts(clinic: &Clinic) -> Vec<String> {
    clinic.calendar("2026-03-01", "2026-04-14").await
}

async fn later(clinic: &Clinic, id: AppointmentId, input: MoveAppointment) -> Result<Appointment, api::Failure> {
    clinic.owner().move_appointment(&once(), id, None, &MoveAppointment { reach: Reach::ThisAndLater, ..input }).await
}

async fn b14_a_series_keeps_its_time_on_the_wall_when_the_clocks_change(house: House) {
    let clinic = Clinic::open(&house).await;
    let input = CreateAppointment { tell_client: true, ..weekly(&clinic, "2026-03-03T10:00", 3) };
    let made = series(&clinic, &input).await;
    assert_eq!(starts(&clinic).await, ["2026-03-03T10:00", "2026-03-10T10:00", "2026-03-17T10:00"]);
    let apart = |a: usize, b: usize| (made[b].start.as_second() - made[a].start.as_second()) / 3600;
    assert_eq!((apart(0, 1), apart(1, 2)), (7 * 24 - 1, 7 * 24), "an hour was skipped on 8 March");
    assert_eq!(made.iter().map(|item| item.series_position).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert!(made.iter().all(|item| item.end.as_second() - item.start.as_second() == 3600));
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("10:00"), "{}", mail.text);
    house.no_mail_to("maya@example.com").await;

    // A time that the clocks skip on its day is an hour later there (RFC 5545, 3.3.5).
    let sundays = series(&clinic, &weekly(&clinic, "2026-03-01T02:30", 3)).await;
    let walls: Vec<String> = sundays.iter().map(|item| wall(item.start)).collect();
    assert_eq!(walls, ["2026-03-01T02:30", "2026-03-08T03:30", "2026-03-15T02:30"]);
}

async fn b14_a_series_ends_by_count_or_by_day(house: House) {
    let clinic = Clinic::open(&house).await;
    let until = Recurrence { every_weeks: 2, count: None, until: Some("2026-03-31".parse().expect("a day")) };
    series(&clinic, &CreateAppointment { recurrence: Some(until), ..clinic.session("2026-03-03T10:00") }).await;
    assert_eq!(starts(&clinic).await, ["2026-03-03T10:00", "2026-03-17T10:00", "2026-03-31T10:00"]);
    let both = Recurrence { count: Some(3), ..until };
    let input = CreateAppointment { recurrence: Some(both), ..clinic.session("2026-03-03T12:00") };
    assert_eq!(clinic.owner().create_appointment(&once(), &input).await.refused_at("/recurrence/until"), "one_of");
}

async fn b14_this_one_is_moved_and_the_others_stay(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = series(&clinic, &weekly(&clinic, "2026-03-03T10:00", 3)).await;
    clinic.owner().move_appointment(&once(), made[1].id, Some(made[1].version), &to("2026-03-11T14:00")).await.expect("moved");
    assert_eq!(starts(&clinic).await, ["2026-03-03T10:00", "2026-03-11T14:00", "2026-03-17T10:00"]);
    assert_eq!(clinic.shown(made[2].id).await, made[2]);
}

async fn b14_this_and_later_are_moved_and_the_earlier_stay(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = series(&clinic, &weekly(&clinic, "2026-03-03T10:00", 4)).await;
    clinic.owner().move_appointment(&once(), made[3].id, None, &to("2026-03-26T09:00")).await.expect("an exception");
    let input = MoveAppointment { minutes: Some(45), tell_client: true, ..to("2026-03-11T11:30") };
    let moved = later(&clinic, made[1].id, input).await.expect("moved");
    assert_eq!((moved.id, wall(moved.start).as_str(), wall(moved.end).as_str()), (made[1].id, "2026-03-11T11:30", "2026-03-11T12:15"));
    assert_eq!(starts(&clinic).await, ["2026-03-03T10:00", "2026-03-11T11:30", "2026-03-18T11:30", "2026-03-27T11:30"]);
    assert_eq!(clinic.shown(made[0].id).await, made[0]);
    house.mail_to("maya@example.com").await;
    house.no_mail_to("maya@example.com").await;

    // Each takes the place of the one after it: they are not in one another's way.
    later(&clinic, made[0].id, to("2026-03-10T10:00")).await.expect("moved");
    assert_eq!(starts(&clinic).await, ["2026-03-10T10:00", "2026-03-18T10:00", "2026-03-25T10:00", "2026-04-03T10:00"]);
}

async fn b14_this_and_later_are_cancelled(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = series(&clinic, &weekly(&clinic, "2026-03-03T10:00", 4)).await;
    let input = CancelAppointment {
        status: CancelledAs::Cancelled,
        message: "See you in summer.".into(),
        reach: Reach::ThisAndLater,
        tell_client: true,
    };
    let gone = clinic.owner().cancel_appointment(&once(), made[2].id, &input).await.expect("cancelled");
    assert_eq!(gone.id, made[2].id);
    assert_eq!(starts(&clinic).await, ["2026-03-03T10:00", "2026-03-10T10:00"]);
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("See you in summer."), "{}", mail.text);
    house.no_mail_to("maya@example.com").await;
    clinic.books("2026-03-24T10:00").await;
    assert_eq!(clinic.owner().cancel_appointment(&once(), made[3].id, &input).await.refused(), refusal(409, "settled"));
    assert_eq!(recorded(&clinic, "appointment.cancelled").await, 2, "a line for each");
}

async fn b14_one_conflict_stops_the_whole_series(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.books("2026-03-17T10:30").await;
    let refused = problem(clinic.owner().create_appointment(&once(), &weekly(&clinic, "2026-03-03T10:00", 4)).await);
    assert_eq!((refused.code.as_str(), refused.conflicts.len()), ("overlap", 1));
    let in_the_way = &refused.conflicts[0];
    assert_eq!(in_the_way.text.as_ref().expect("whose").as_str(), "Maya Ortiz");
    let when = (Some(moment("2026-03-17T10:30")), Some(moment("2026-03-17T11:30")));
    assert_eq!((in_the_way.start, in_the_way.end), when, "it says on which day, and when");
    assert_eq!(starts(&clinic).await, ["2026-03-17T10:30"], "nothing is left of it");

    let made = series(&clinic, &weekly(&clinic, "2026-03-03T14:00", 3)).await;
    let moved = problem(later(&clinic, made[0].id, to("2026-03-03T11:00")).await);
    assert_eq!(moved.code, "overlap");
    assert_eq!(starts(&clinic).await, ["2026-03-03T14:00", "2026-03-10T14:00", "2026-03-17T10:30", "2026-03-17T14:00"]);
}

async fn b14_a_series_that_overlaps_is_ticked_once(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.books("2026-03-10T10:30").await;
    let input = CreateAppointment { allow_overlap: true, ..weekly(&clinic, "2026-03-03T10:00", 3) };
    let made = series(&clinic, &input).await;
    assert_eq!(made.iter().map(|item| item.overlap).collect::<Vec<_>>(), [false, true, false], "only the one that does");
    assert_eq!(made[1].start, moment("2026-03-10T10:00"));
    assert_eq!(recorded(&clinic, "appointment.overlap_allowed").await, 1);
}
