//! B3 to B8, B19 to B22: what clients see and do about their own time.

use api::{Api, Failure};
use domain::access::rights::Rights;
use domain::access::session::App;
use domain::booking::appointment::{AppointmentStatus, CancelAppointment, CancelledAs, Reach};
use domain::booking::calendar::ClosedBy;
use domain::booking::portal::{ListMyAppointments, OpeningsQuery, OpeningsWeek, PortalAppointment, RescheduleAppointment, When};
use domain::booking::settings::{Approval, CancellationPolicy};
use domain::practice::availability::{SetAvailability, WeeklyWindow};
use domain::practice::office::OfficeInput;
use domain::practice::staff::Role;
use domain::problem::ProblemDocument;
use domain::time::{Date, Timestamp, Weekday};

use super::clinic::{Clinic, moment, to, wall, works};
use crate::harness::{Client, House, PASSWORD, Refused as _, both_databases, office, once, refusal};

both_databases!(
    b5_a_week_has_two_boxes_a_day_and_ways_to_the_weeks_around,
    b20_a_time_that_the_clocks_skip_is_not_offered,
    b6_a_request_waits_and_holds_its_time,
    b19_the_write_asks_every_rule_again,
    b3_what_is_booked_at_once_stands,
    b8_a_session_is_cancelled_until_the_deadline_and_not_after,
    b8_what_is_cancelled_by_phone_can_still_be_taken_back_while_it_waits,
    b7_the_own_appointments_come_page_by_page,
    b18_an_office_of_one_room_is_given_to_one,
    b21_a_request_that_nobody_answered_holds_nothing,
    b22_other_rules_leave_appointments_as_they_are,
    a25_without_the_right_there_are_no_appointments,
    a26_what_is_somebody_elses_is_not_there,
    i8_a_request_that_is_sent_twice_is_made_once,
);

/// A clinic, and Maya's browser.
pub async fn begin(house: &House) -> (Clinic, Api) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(house).await;
    let maya = clinic.maya.comes_in().await;
    (clinic, maya)
}

/// The client signs in again: the session of before has ended.
async fn again(client: &Client) -> Api {
    client.signs_in(PASSWORD).await.expect("signed in")
}

fn problem<T>(done: Result<T, Failure>) -> ProblemDocument {
    match done {
        Ok(_) => panic!("this should have been refused"),
        Err(Failure::Problem(problem)) => *problem,
        Err(failure) => panic!("{failure}"),
    }
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn walls(starts: &[Timestamp]) -> Vec<String> {
    starts.iter().map(|start| wall(*start)).collect()
}

fn query(clinic: &Clinic, week: &str) -> OpeningsQuery {
    OpeningsQuery { staff_id: clinic.staff, office_id: clinic.office, service_id: clinic.service, week: day(week), replaces: None }
}

async fn week(clinic: &Clinic, browser: &Api, of: &str) -> OpeningsWeek {
    browser.list_openings(&query(clinic, of)).await.expect("a week")
}

/// Everything that is open in a week, in local time.
fn open(week: &OpeningsWeek) -> Vec<String> {
    week.days.iter().flat_map(|day| day.morning.iter().chain(&day.afternoon)).map(|opening| wall(opening.start)).collect()
}

async fn is_open(clinic: &Clinic, browser: &Api, start: &str) -> bool {
    open(&week(clinic, browser, &start[..10]).await).contains(&start.to_owned())
}

fn instead(clinic: &Clinic, start: &str) -> RescheduleAppointment {
    RescheduleAppointment { staff_id: clinic.staff, office_id: clinic.office, service_id: clinic.service, start: moment(start) }
}

async fn own(browser: &Api, when: When) -> Vec<PortalAppointment> {
    let query = ListMyAppointments { when: Some(when), ..ListMyAppointments::default() };
    browser.list_my_appointments(&query).await.expect("the list").items
}

async fn b5_a_week_has_two_boxes_a_day_and_ways_to_the_weeks_around(house: House) {
    let (clinic, maya) = begin(&house).await;
    let this = week(&clinic, &maya, "2026-03-05").await;
    let boxes: Vec<(usize, usize)> = this.days.iter().map(|day| (day.morning.len(), day.afternoon.len())).collect();
    // Monday is too soon; on Tuesday 24 hours from now is ten o'clock. An hour's session ends by five.
    assert_eq!(boxes, [(0, 0), (8, 17), (12, 17), (12, 17), (12, 17), (0, 0), (0, 0)]);
    assert_eq!(this.days[0].date, day("2026-03-02"));
    let tuesday = &this.days[1];
    assert_eq!((wall(tuesday.morning[0].start), wall(tuesday.morning[0].end)), ("2026-03-03T10:00".into(), "2026-03-03T11:00".into()));
    assert_eq!(wall(tuesday.afternoon[0].start), "2026-03-03T12:00", "noon is afternoon");
    assert_eq!(wall(tuesday.afternoon[16].start), "2026-03-03T16:00");
    assert_eq!((this.previous_week, this.next_week), (None, Some(day("2026-03-09"))));
    assert_eq!(this.first_with_openings, Some(day("2026-03-03")));
    assert_eq!(this.zone.0, "America/New_York");

    let last = week(&clinic, &maya, "2026-04-29").await;
    assert_eq!((last.previous_week, last.next_week), (Some(day("2026-04-20")), None), "the first of May is the last day");
    assert_eq!(last.days[4].afternoon.len(), 17, "and it is one");
    let beyond = week(&clinic, &maya, "2026-05-05").await;
    assert_eq!((open(&beyond).len(), beyond.next_week), (0, None));
}

async fn b20_a_time_that_the_clocks_skip_is_not_offered(house: House) {
    let (clinic, maya) = begin(&house).await;
    let windows = vec![WeeklyWindow::new(Weekday::Sunday, 60, 300)];
    clinic.owner().set_availability(&once(), clinic.staff, None, &SetAvailability { windows }).await.expect("saved");
    clinic.rules(|rules| rules.grid_minutes = 30).await;
    // On 8 March the clocks go from two to three: four hours on the wall, three that pass.
    let spring = open(&week(&clinic, &maya, "2026-03-08").await);
    assert_eq!(spring, ["01:00", "01:30", "03:00", "03:30", "04:00"].map(|time| format!("2026-03-08T{time}")));
    let usual = open(&week(&clinic, &maya, "2026-03-15").await);
    assert_eq!(usual.len(), 7);
}

async fn b6_a_request_waits_and_holds_its_time(house: House) {
    let (clinic, maya) = begin(&house).await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    while house.maybe_mail_to("maya@example.com").await.is_some() {}
    let mut wish = clinic.wish("2026-03-04T10:00");
    wish.note = " I may be five minutes late. ".into();
    let asked = maya.request_appointment(&once(), &wish).await.expect("asked");
    assert_eq!((asked.status, asked.at_once, asked.version), (AppointmentStatus::Requested, false, 1));
    assert_eq!((wall(asked.start), wall(asked.end)), ("2026-03-04T10:00".into(), "2026-03-04T11:00".into()));
    assert_eq!(
        (asked.clinician.as_str(), asked.service.as_str(), asked.office.name.as_str()),
        ("Robin Reed", "Individual session", "Maple Street")
    );
    assert!(asked.office.address.is_some());
    assert_eq!(asked.office.phone.as_ref().map(|phone| phone.as_str()), Some("+1 212 555 0142"));
    assert_eq!((asked.cancellation.allowed, asked.cancellation.withdraw, asked.cancellation.deadline), (true, true, None));
    assert_eq!(maya.get_my_appointment(asked.id).await.expect("there"), asked);
    assert_eq!(clinic.shown(asked.id).await.note.as_str(), "I may be five minutes late.");
    assert_eq!(house.mail_to("maya@example.com").await.kind, "appointment_requested");

    let wednesday = open(&week(&clinic, &lena, "2026-03-04").await);
    for (start, free) in [("09:00", true), ("09:15", false), ("10:00", false), ("10:45", false), ("11:00", true)] {
        assert_eq!(wednesday.contains(&format!("2026-03-04T{start}")), free, "{start}");
    }
    let late = problem(lena.request_appointment(&once(), &clinic.wish("2026-03-04T10:30")).await);
    assert_eq!((late.status, late.code.as_str()), (409, "taken"));
    assert_eq!(walls(&late.free), ["2026-03-04T11:00", "2026-03-04T11:15", "2026-03-04T11:30"]);
    lena.request_appointment(&once(), &clinic.wish("2026-03-04T11:00")).await.expect("the next hour is free");
    let acts = clinic.owner().list_audit_events(&Default::default()).await.expect("the log");
    assert!(acts.items.iter().any(|line| line.act == "appointment.requested" && line.client_id == Some(clinic.maya.id)));
}

async fn b19_the_write_asks_every_rule_again(house: House) {
    let (clinic, maya) = begin(&house).await;
    for (start, rule) in [
        ("2026-03-02T09:00", ClosedBy::Past),
        ("2026-03-03T09:45", ClosedBy::Notice),
        ("2026-05-04T10:00", ClosedBy::Horizon),
        ("2026-03-04T10:07", ClosedBy::NotAGridStart),
        ("2026-03-04T16:15", ClosedBy::NoHours),
        ("2026-03-07T10:00", ClosedBy::NoHours),
    ] {
        let refused = problem(maya.request_appointment(&once(), &clinic.wish(start)).await);
        assert_eq!((refused.status, refused.code.as_str(), refused.closed_by), (409, "not_open", Some(rule)), "{start}");
    }
    clinic.offers(|service| service.bookable_online = false).await;
    let refused = problem(maya.request_appointment(&once(), &clinic.wish("2026-03-04T10:00")).await);
    assert_eq!(refused.closed_by, Some(ClosedBy::ServiceNotHere));
    assert_eq!(house.number("SELECT count(*) FROM appointments").await, 0);
    // Buffers are kept free, too.
    clinic.offers(|service| (service.bookable_online, service.buffer_after_minutes) = (true, 20)).await;
    clinic.asks(&maya, "2026-03-04T10:00").await;
    let refused = problem(maya.request_appointment(&once(), &clinic.wish("2026-03-04T11:15")).await);
    assert_eq!(refused.code, "taken");
    clinic.asks(&maya, "2026-03-04T11:30").await;
}

async fn b3_what_is_booked_at_once_stands(house: House) {
    let (clinic, maya) = begin(&house).await;
    clinic.rules(|rules| rules.approval = Approval::ExistingBookAtOnce).await;
    let options = maya.get_booking_options().await.expect("the choices");
    assert!(options.at_once_note && options.clinicians[0].offices[0].services[0].at_once);
    while house.maybe_mail_to("maya@example.com").await.is_some() {}
    let booked = clinic.asks(&maya, "2026-03-04T10:00").await;
    assert_eq!((booked.status, booked.at_once), (AppointmentStatus::Confirmed, true));
    assert_eq!(booked.cancellation.deadline, Some(moment("2026-03-03T10:00")));
    assert_eq!(house.mail_to("maya@example.com").await.kind, "appointment_confirmed");
    // What the service says goes before what the practice says.
    clinic.offers(|service| service.approval = Some(Approval::ByHand)).await;
    let waits = clinic.asks(&maya, "2026-03-04T12:00").await;
    assert_eq!((waits.status, waits.at_once), (AppointmentStatus::Requested, false));
}

async fn b8_a_session_is_cancelled_until_the_deadline_and_not_after(house: House) {
    let (clinic, maya) = begin(&house).await;
    let (early, late) = (clinic.books("2026-03-03T10:00").await, clinic.books("2026-03-03T11:00").await);
    let terms = maya.get_my_appointment(early.id).await.expect("there").cancellation;
    assert_eq!((terms.allowed, terms.withdraw, terms.deadline), (true, false, Some(house.now())), "to the moment");
    house.advance(1);
    let terms = maya.get_my_appointment(early.id).await.expect("there").cancellation;
    assert_eq!((terms.allowed, terms.phone.as_str()), (false, "+1 212 555 0142"), "told before the press");
    let refused = problem(maya.cancel_my_appointment(&once(), early.id).await);
    assert_eq!((refused.status, refused.code.as_str()), (409, "too_late_to_cancel"));
    assert_eq!(
        (refused.deadline, refused.phone.expect("a number").as_str().to_owned()),
        (Some(moment("2026-03-02T10:00")), "+1 212 555 0142".into())
    );
    assert_eq!(clinic.shown(early.id).await.status, AppointmentStatus::Confirmed);
    let refused = problem(maya.reschedule_my_appointment(&once(), early.id, &instead(&clinic, "2026-03-05T10:00")).await);
    assert_eq!(refused.code, "too_late_to_cancel", "nor is it moved");

    while house.maybe_mail_to("maya@example.com").await.is_some() {}
    let cancelled = maya.cancel_my_appointment(&once(), late.id).await.expect("in time");
    assert_eq!((cancelled.status, cancelled.cancellation.allowed), (AppointmentStatus::Cancelled, false));
    assert_eq!(house.mail_to("maya@example.com").await.kind, "appointment_cancelled");
    assert_eq!(maya.cancel_my_appointment(&once(), late.id).await.refused(), refusal(409, "settled"), "once");
    // Its time is free at once (B21).
    clinic.rules(|rules| rules.notice_hours_existing = 0).await;
    assert!(is_open(&clinic, &maya, "2026-03-03T11:00").await && !is_open(&clinic, &maya, "2026-03-03T10:00").await);
    clinic.asks(&maya, "2026-03-03T11:00").await;
}

async fn b8_what_is_cancelled_by_phone_can_still_be_taken_back_while_it_waits(house: House) {
    let (clinic, maya) = begin(&house).await;
    clinic.rules(|rules| rules.cancellation = CancellationPolicy::PhoneOnly).await;
    let stands = clinic.books("2026-03-10T10:00").await;
    let refused = problem(maya.cancel_my_appointment(&once(), stands.id).await);
    assert_eq!((refused.status, refused.code.as_str(), refused.phone.is_some()), (409, "phone_only", true));
    let refused = problem(maya.reschedule_my_appointment(&once(), stands.id, &instead(&clinic, "2026-03-11T10:00")).await);
    assert_eq!(refused.code, "phone_only");
    let asked = clinic.asks(&maya, "2026-03-04T10:00").await;
    let back = maya.cancel_my_appointment(&once(), asked.id).await.expect("taken back");
    assert_eq!(back.status, AppointmentStatus::Withdrawn);
    assert!(is_open(&clinic, &maya, "2026-03-04T10:00").await, "B21");
}

async fn b7_the_own_appointments_come_page_by_page(house: House) {
    let (clinic, maya) = begin(&house).await;
    for start in ["2026-03-05T09:00", "2026-03-03T09:00", "2026-02-24T09:00", "2026-02-26T09:00", "2026-03-04T09:00"] {
        clinic.books(start).await;
    }
    let cancel =
        CancelAppointment { status: CancelledAs::CancelledByClinician, message: "".into(), reach: Reach::ThisOne, tell_client: false };
    let cancelled = clinic.books("2026-03-06T09:00").await;
    clinic.owner().cancel_appointment(&once(), cancelled.id, &cancel).await.expect("cancelled");
    let starts = |items: &[PortalAppointment]| items.iter().map(|item| wall(item.start)[..10].to_owned()).collect::<Vec<_>>();
    assert_eq!(starts(&own(&maya, When::Upcoming).await), ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]);
    assert_eq!(starts(&own(&maya, When::Past).await), ["2026-02-26", "2026-02-24"]);
    assert_eq!(own(&maya, When::Upcoming).await[3].status, AppointmentStatus::CancelledByClinician, "with what became of them");

    for (when, all) in [(When::Upcoming, 4), (When::Past, 2)] {
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let query = ListMyAppointments { when: Some(when), limit: Some(1), cursor };
            let page = maya.list_my_appointments(&query).await.expect("a page");
            assert_eq!(page.items.len(), 1);
            seen.extend(starts(&page.items));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, starts(&own(&maya, when).await));
        assert_eq!(seen.len(), all);
    }
    // Half an hour before its end it is not over, and a moment after it is.
    house.advance(24 * 3600 - 1800);
    let maya = again(&clinic.maya).await;
    assert_eq!(own(&maya, When::Past).await.len(), 2);
    house.advance(1800);
    let maya = again(&clinic.maya).await;
    assert_eq!(own(&maya, When::Past).await.len(), 3);
}

async fn b18_an_office_of_one_room_is_given_to_one(house: House) {
    let (clinic, maya) = begin(&house).await;
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    works(clinic.owner(), sam.id).await;
    let same_hour = clinic.wish("2026-03-04T10:00");
    let with_sam = domain::booking::portal::RequestAppointment { staff_id: sam.id, ..same_hour.clone() };
    maya.request_appointment(&once(), &same_hour).await.expect("asked");
    maya.request_appointment(&once(), &with_sam).await.expect("two people work side by side");

    let room = OfficeInput { one_room: true, ..office("The small room") };
    let room = clinic.owner().create_office(&once(), &room).await.expect("made").id;
    let there = |staff_id, start: &str| domain::booking::portal::RequestAppointment { staff_id, office_id: room, ..clinic.wish(start) };
    maya.request_appointment(&once(), &there(clinic.staff, "2026-03-05T10:00")).await.expect("asked");
    let refused = problem(maya.request_appointment(&once(), &there(sam.id, "2026-03-05T10:30")).await);
    assert_eq!((refused.code.as_str(), walls(&refused.free)[0].as_str()), ("taken", "2026-03-05T11:00"));
    maya.request_appointment(&once(), &there(sam.id, "2026-03-05T11:00")).await.expect("after it");
}

async fn b21_a_request_that_nobody_answered_holds_nothing(house: House) {
    let (clinic, maya) = begin(&house).await;
    let lena_herself = clinic.practice.client("Lena").await;
    lena_herself.comes_in().await;
    clinic.rules(|rules| (rules.request_expiry_hours, rules.notice_hours_existing) = (1, 0)).await;
    let asked = clinic.asks(&maya, "2026-03-04T10:00").await;
    house.advance(3600);
    let (clinic, maya, lena) = (clinic.another_day().await, again(&clinic.maya).await, again(&lena_herself).await);
    // The job that notes it has not come by.
    assert_eq!(maya.get_my_appointment(asked.id).await.expect("there").status, AppointmentStatus::Lapsed);
    assert!(is_open(&clinic, &lena, "2026-03-04T10:00").await);
    clinic.asks(&lena, "2026-03-04T10:30").await;
    assert_eq!(clinic.shown(asked.id).await.status, AppointmentStatus::Lapsed);
    assert_eq!(maya.cancel_my_appointment(&once(), asked.id).await.refused(), refusal(409, "settled"));
}

async fn b22_other_rules_leave_appointments_as_they_are(house: House) {
    let (clinic, maya) = begin(&house).await;
    let stands = clinic.books("2026-03-04T10:15").await;
    let waits = clinic.asks(&maya, "2026-03-05T10:45").await;
    let (stands, waits) = (clinic.shown(stands.id).await, clinic.shown(waits.id).await);
    clinic
        .rules(|rules| {
            (rules.grid_minutes, rules.notice_hours_existing, rules.horizon_days) = (60, 720, 1);
            (rules.request_expiry_hours, rules.approval) = (1, Approval::ExistingBookAtOnce);
            rules.cancellation = CancellationPolicy::Hours72;
        })
        .await;
    clinic.offers(|service| (service.minutes, service.buffer_before_minutes, service.buffer_after_minutes) = (90, 30, 30)).await;
    let windows = Vec::new();
    clinic.owner().set_availability(&once(), clinic.staff, None, &SetAvailability { windows }).await.expect("saved");
    house.advance(2 * 3600);
    let clinic = clinic.another_day().await;
    assert_eq!(clinic.shown(stands.id).await, stands);
    let now = clinic.shown(waits.id).await;
    // What stands in its way is looked at anew; itself it is as it was.
    assert_eq!(domain::booking::appointment::Appointment { conflicts: waits.conflicts.clone(), ..now }, waits);
    clinic.owner().move_appointment(&once(), stands.id, None, &to("2026-03-04T11:15")).await.expect("moved");
    let moved = clinic.shown(stands.id).await;
    assert_eq!(
        (wall(moved.start), wall(moved.end), wall(moved.blocked_from)),
        ("2026-03-04T11:15".into(), "2026-03-04T12:15".into(), "2026-03-04T11:15".into())
    );
}

async fn a25_without_the_right_there_are_no_appointments(house: House) {
    let (clinic, maya) = begin(&house).await;
    let asked = clinic.asks(&maya, "2026-03-04T10:00").await;
    let access = clinic.maya.access().await;
    let rights = Rights { appointments: false, ..Rights::usual() };
    let input = domain::access::portal_access::UpdatePortalAccess { rights };
    clinic.owner().update_portal_access(&once(), clinic.maya.id, Some(access.version), &input).await.expect("saved");
    let gone = || refusal(404, "not_found");
    assert_eq!(maya.get_booking_options().await.refused(), gone());
    assert_eq!(maya.list_openings(&query(&clinic, "2026-03-04")).await.refused(), gone());
    assert_eq!(maya.list_my_appointments(&ListMyAppointments::default()).await.refused(), gone());
    assert_eq!(maya.request_appointment(&once(), &clinic.wish("2026-03-04T12:00")).await.refused(), gone());
    assert_eq!(maya.get_my_appointment(asked.id).await.refused(), gone());
    assert_eq!(maya.cancel_my_appointment(&once(), asked.id).await.refused(), gone());
    assert_eq!(maya.reschedule_my_appointment(&once(), asked.id, &instead(&clinic, "2026-03-05T12:00")).await.refused(), gone());
    let choice = domain::booking::portal::ChooseProposal { start: asked.start };
    assert_eq!(maya.choose_proposed_time(&once(), asked.id, &choice).await.refused(), gone());
    assert_eq!(clinic.shown(asked.id).await.status, AppointmentStatus::Requested);
}

async fn a26_what_is_somebody_elses_is_not_there(house: House) {
    let (clinic, maya) = begin(&house).await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    let harbor = house.another_practice().await;
    let nora = harbor.client("Nora").await.comes_in().await;
    let asked = clinic.asks(&maya, "2026-03-04T10:00").await;
    let before = clinic.shown(asked.id).await;
    let gone = || refusal(404, "not_found");
    for stranger in [&lena, &nora] {
        assert_eq!(stranger.get_my_appointment(asked.id).await.refused(), gone());
        assert_eq!(stranger.cancel_my_appointment(&once(), asked.id).await.refused(), gone());
        let choice = domain::booking::portal::ChooseProposal { start: asked.start };
        assert_eq!(stranger.choose_proposed_time(&once(), asked.id, &choice).await.refused(), gone());
        assert!(own(stranger, When::Upcoming).await.is_empty());
    }
    assert_eq!(lena.reschedule_my_appointment(&once(), asked.id, &instead(&clinic, "2026-03-05T10:00")).await.refused(), gone());
    let replacing = domain::booking::portal::RequestAppointment { replaces: Some(asked.id), ..clinic.wish("2026-03-05T10:00") };
    assert_eq!(lena.request_appointment(&once(), &replacing).await.refused(), gone());
    // Clinician, office and service of another practice.
    assert_eq!(nora.list_openings(&query(&clinic, "2026-03-04")).await.refused(), gone());
    assert_eq!(nora.request_appointment(&once(), &clinic.wish("2026-03-05T10:00")).await.refused(), gone());
    let theirs = harbor.owner().list_offices().await.expect("offices").items[0].id;
    let mixed = domain::booking::portal::RequestAppointment { office_id: theirs, ..clinic.wish("2026-03-05T10:00") };
    assert_eq!(maya.request_appointment(&once(), &mixed).await.refused(), gone());
    assert_eq!(clinic.shown(asked.id).await, before);
    assert_eq!(house.number("SELECT count(*) FROM appointments").await, 1);
    let nobody = house.browser(App::Portal);
    assert_eq!(nobody.get_booking_options().await.refused(), refusal(401, "not_signed_in"));
}

async fn i8_a_request_that_is_sent_twice_is_made_once(house: House) {
    let (clinic, maya) = begin(&house).await;
    let wish = serde_json::to_value(clinic.wish("2026-03-04T10:00")).expect("JSON");
    let (raw, path) = (house.raw().signed_in_as(&maya), "/api/v1/portal/appointments");
    let press = raw.with("Idempotency-Key", "one-press");
    let (first, again) = (press.post(path, &wish).await, press.post(path, &wish).await);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json(), again.json(), "the same answer");
    assert_eq!(house.number("SELECT count(*) FROM appointments").await, 1);
    let other = raw.with("Idempotency-Key", "another-press").post(path, &wish).await;
    assert_eq!(other.refused(), refusal(409, "taken"), "another press is another request");
}
