//! B9: another time in place of the old one, which is given up only when the new one is taken.

use api::{Api, Failure};
use domain::AppointmentId;
use domain::booking::appointment::{Appointment, AppointmentStatus};
use domain::booking::calendar::ClosedBy;
use domain::booking::portal::{OpeningsQuery, RequestAppointment, RescheduleAppointment};
use domain::booking::request::{AcceptRequest, DeclineRequest, ListAppointmentRequests};
use domain::booking::settings::Approval;
use domain::practice::staff::Role;
use futures_util::future::join;

use super::clinic::{Clinic, moment, wall, works};
use super::desk::{problem, recorded};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal};

both_databases!(
    b9_the_old_time_is_kept_until_the_new_one_holds,
    b9_the_old_time_is_given_up_when_the_new_one_is_accepted,
    b9_what_is_booked_at_once_gives_the_old_time_up_at_once,
    b9_one_who_comes_too_late_keeps_the_old_time,
    b9_a_quarter_of_an_hour_later_may_be_asked_for,
    b9_what_overlaps_the_old_time_is_held_for_nobody,
    b9_with_somebody_else_at_the_same_time_both_are_held,
    b9_a_time_that_was_taken_meanwhile_keeps_the_old_one,
    b9_two_who_accept_at_once_leave_one_session,
    b9_an_old_time_that_has_begun_is_not_given_up,
);

/// Pairs that hold the same time.
const OVERLAPPING: &str = "SELECT count(*) FROM appointments a JOIN appointments b ON a.staff_id = b.staff_id AND a.id < b.id \
    AND a.blocked_from < b.blocked_to AND b.blocked_from < a.blocked_to WHERE a.blocking AND b.blocking";

/// A clinic, and Maya's browser.
async fn begin(house: &House) -> (Clinic, Api) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(house).await;
    let maya = clinic.maya.comes_in().await;
    (clinic, maya)
}

fn instead(clinic: &Clinic, start: &str) -> RescheduleAppointment {
    RescheduleAppointment { staff_id: clinic.staff, office_id: clinic.office, service_id: clinic.service, start: moment(start) }
}

async fn accept(by: &Colleague, id: AppointmentId) -> Result<Appointment, Failure> {
    by.accept_appointment_request(&once(), id, &AcceptRequest::default()).await
}

async fn status_for(browser: &Api, id: AppointmentId) -> AppointmentStatus {
    browser.get_my_appointment(id).await.expect("the client sees it").status
}

async fn listed(clinic: &Clinic) -> Vec<Appointment> {
    clinic.owner().list_appointment_requests(&ListAppointmentRequests::default()).await.expect("the requests").items
}

async fn is_open(clinic: &Clinic, browser: &Api, start: &str, replaces: Option<AppointmentId>) -> bool {
    let week = start[..10].parse().expect("a day");
    let query = OpeningsQuery { staff_id: clinic.staff, office_id: clinic.office, service_id: clinic.service, week, replaces };
    let week = browser.list_openings(&query).await.expect("a week");
    week.days.iter().flat_map(|day| day.morning.iter().chain(&day.afternoon)).any(|opening| wall(opening.start) == start)
}

async fn b9_the_old_time_is_given_up_when_the_new_one_is_accepted(house: House) {
    let (clinic, browser) = begin(&house).await;
    let first = clinic.asks(&browser, "2026-03-05T10:00").await;
    accept(clinic.owner(), first.id).await.expect("accepted");
    let second = browser.reschedule_my_appointment(&once(), first.id, &instead(&clinic, "2026-03-05T14:00")).await.expect("asked");
    assert_eq!(status_for(&browser, first.id).await, AppointmentStatus::Confirmed, "it stands until the new one does");
    let request = &listed(&clinic).await[0];
    assert_eq!((request.id, request.conflicts.len()), (second.id, 0));
    accept(clinic.owner(), second.id).await.expect("accepted");
    assert_eq!(status_for(&browser, first.id).await, AppointmentStatus::Cancelled);
    assert_eq!(clinic.calendar("2026-03-05", "2026-03-05").await, ["2026-03-05T14:00"]);
    clinic.books("2026-03-05T10:00").await;
}

async fn b9_the_old_time_is_kept_until_the_new_one_holds(house: House) {
    let (clinic, maya) = begin(&house).await;
    let old = clinic.books("2026-03-05T10:00").await;
    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-05T14:00")).await.expect("asked");
    assert_eq!((new.status, wall(new.start)), (AppointmentStatus::Requested, "2026-03-05T14:00".into()));
    let status = async |id| maya.get_my_appointment(id).await.expect("there").status;
    assert_eq!(status(old.id).await, AppointmentStatus::Confirmed, "kept while the new one waits");
    assert!(!is_open(&clinic, &maya, "2026-03-05T10:00", None).await);
    let again = problem(maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-06T14:00")).await);
    assert_eq!((again.status, again.code.as_str()), (409, "replacement_waits"), "one wish at a time");

    clinic.owner().accept_appointment_request(&once(), new.id, &Default::default()).await.expect("accepted");
    assert_eq!((status(old.id).await, status(new.id).await), (AppointmentStatus::Cancelled, AppointmentStatus::Confirmed));
    assert!(is_open(&clinic, &maya, "2026-03-05T10:00", None).await);

    // Declined: the old one stays, and another time may be asked for.
    let other = maya.reschedule_my_appointment(&once(), new.id, &instead(&clinic, "2026-03-06T14:00")).await.expect("asked");
    let no = DeclineRequest { reason: "Away that day.".into(), message: "".into() };
    clinic.owner().decline_appointment_request(&once(), other.id, &no).await.expect("declined");
    assert_eq!(status(new.id).await, AppointmentStatus::Confirmed);
    maya.reschedule_my_appointment(&once(), new.id, &instead(&clinic, "2026-03-06T15:00")).await.expect("asked again");
}

async fn b9_what_is_booked_at_once_gives_the_old_time_up_at_once(house: House) {
    let (clinic, maya) = begin(&house).await;
    clinic.rules(|rules| rules.approval = Approval::ExistingBookAtOnce).await;
    let old = clinic.asks(&maya, "2026-03-05T10:00").await;
    // A quarter of an hour later: the old one is not in its own way.
    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-05T10:15")).await.expect("moved");
    assert_eq!((new.status, wall(new.start)), (AppointmentStatus::Confirmed, "2026-03-05T10:15".into()));
    assert_eq!(maya.get_my_appointment(old.id).await.expect("there").status, AppointmentStatus::Cancelled);
    let both = clinic.wish("2026-03-05T13:00");
    let replacing = RequestAppointment { replaces: Some(new.id), ..both };
    let newest = maya.request_appointment(&once(), &replacing).await.expect("the other way to say it");
    assert_eq!(maya.get_my_appointment(new.id).await.expect("there").status, AppointmentStatus::Cancelled);
    assert_eq!(clinic.calendar("2026-03-05", "2026-03-05").await, [wall(newest.start)]);
    assert_eq!(
        maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-06T10:00")).await.refused(),
        refusal(409, "settled")
    );
}

async fn b9_one_who_comes_too_late_keeps_the_old_time(house: House) {
    let (clinic, maya) = begin(&house).await;
    clinic.rules(|rules| rules.approval = Approval::ExistingBookAtOnce).await;
    let old = clinic.asks(&maya, "2026-03-05T10:00").await;
    clinic.books("2026-03-05T14:00").await;
    let before = clinic.shown(old.id).await;
    let refused = problem(maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-05T14:30")).await);
    assert_eq!((refused.code.as_str(), refused.free.len()), ("taken", 3));
    assert_eq!(clinic.shown(old.id).await, before);
    let refused = problem(maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-07T14:30")).await);
    assert_eq!((refused.code.as_str(), refused.closed_by), ("not_open", Some(ClosedBy::NoHours)));
    assert_eq!(clinic.shown(old.id).await, before);
}

async fn b9_a_quarter_of_an_hour_later_may_be_asked_for(house: House) {
    let (clinic, maya) = begin(&house).await;
    let old = clinic.books("2026-03-05T10:00").await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    assert!(!is_open(&clinic, &maya, "2026-03-05T10:15", None).await);
    assert!(is_open(&clinic, &maya, "2026-03-05T10:15", Some(old.id)).await, "one's own session is not in one's way");
    let query = OpeningsQuery {
        staff_id: clinic.staff,
        office_id: clinic.office,
        service_id: clinic.service,
        week: "2026-03-05".parse().expect("a day"),
        replaces: Some(old.id),
    };
    assert_eq!(lena.list_openings(&query).await.refused(), refusal(404, "not_found"), "somebody else's is");

    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-05T10:15")).await.expect("asked");
    assert_eq!((new.status, wall(new.start).as_str()), (AppointmentStatus::Requested, "2026-03-05T10:15"));
    assert_eq!(status_for(&maya, old.id).await, AppointmentStatus::Confirmed, "it stands while the new one waits");
    assert_eq!(listed(&clinic).await[0].conflicts, [], "nothing is in its way");
    accept(clinic.owner(), new.id).await.expect("accepted");
    assert_eq!(status_for(&maya, old.id).await, AppointmentStatus::Cancelled);
    assert_eq!(clinic.calendar("2026-03-05", "2026-03-05").await, ["2026-03-05T10:15"]);
    let refused = problem(lena.request_appointment(&once(), &clinic.wish("2026-03-05T11:00")).await);
    assert_eq!(refused.code, "taken", "now it holds its time");
    lena.request_appointment(&once(), &clinic.wish("2026-03-05T09:15")).await.expect("and the old one is free");
}

async fn b9_what_overlaps_the_old_time_is_held_for_nobody(house: House) {
    let (clinic, maya) = begin(&house).await;
    let old = clinic.books("2026-03-05T10:00").await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-05T10:15")).await.expect("asked");
    assert!(is_open(&clinic, &lena, "2026-03-05T11:00", None).await);
    lena.request_appointment(&once(), &clinic.wish("2026-03-05T11:00")).await.expect("the quarter of an hour is not held");
    let conflicts: Vec<ClosedBy> = listed(&clinic).await[0].conflicts.iter().map(|conflict| conflict.kind).collect();
    assert_eq!(conflicts, [ClosedBy::PendingRequest], "and the page of requests says what is in the way");
    // Other times in its place still work, and nobody has to give anything up for that.
    let offer = domain::booking::request::ProposeTimes { starts: vec!["2026-03-05T09:45".parse().expect("a time")] };
    clinic.owner().propose_appointment_times(&once(), new.id, &offer).await.expect("over the old one, too");
    let choice = domain::booking::portal::ChooseProposal { start: moment("2026-03-05T09:45") };
    let chosen = maya.choose_proposed_time(&once(), new.id, &choice).await.expect("chosen");
    assert_eq!(chosen.status, AppointmentStatus::Confirmed);
    assert_eq!(status_for(&maya, old.id).await, AppointmentStatus::Cancelled);
    assert_eq!(house.number(OVERLAPPING).await, 0);
}

async fn b9_with_somebody_else_at_the_same_time_both_are_held(house: House) {
    let (clinic, maya) = begin(&house).await;
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    works(clinic.owner(), sam.id).await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    let old = clinic.books("2026-03-05T10:00").await;
    let with_sam = RescheduleAppointment { staff_id: sam.id, ..instead(&clinic, "2026-03-05T10:00") };
    maya.reschedule_my_appointment(&once(), old.id, &with_sam).await.expect("asked");
    for staff_id in [clinic.staff, sam.id] {
        let wish = RequestAppointment { staff_id, ..clinic.wish("2026-03-05T10:30") };
        assert_eq!(lena.request_appointment(&once(), &wish).await.refused(), refusal(409, "taken"));
    }
}

async fn b9_a_time_that_was_taken_meanwhile_keeps_the_old_one(house: House) {
    let (clinic, maya) = begin(&house).await;
    let old = clinic.books("2026-03-05T10:00").await;
    let before = clinic.shown(old.id).await;
    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-05T10:15")).await.expect("asked");
    clinic.books("2026-03-05T11:00").await;
    let refused = problem(accept(clinic.owner(), new.id).await);
    assert_eq!((refused.status, refused.code.as_str(), refused.conflicts[0].kind), (409, "overlap", ClosedBy::Appointment));
    let free: Vec<String> = refused.free.iter().map(|at| wall(*at)).collect();
    assert_eq!(free, ["2026-03-05T09:30", "2026-03-05T09:45", "2026-03-05T10:00"], "what would do, the old one out of the way");
    assert_eq!(clinic.shown(old.id).await, before, "nothing was given up");
    assert_eq!(status_for(&maya, new.id).await, AppointmentStatus::Requested, "and it still waits");
    assert_eq!(recorded(&clinic, "appointment.cancelled").await, 0);
    // Declined, the old one stays as it is.
    let no = DeclineRequest { reason: "Somebody was faster.".into(), message: "".into() };
    clinic.owner().decline_appointment_request(&once(), new.id, &no).await.expect("declined");
    assert_eq!(clinic.shown(old.id).await, before);
}

async fn b9_two_who_accept_at_once_leave_one_session(house: House) {
    let (clinic, maya) = begin(&house).await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    let ada = clinic.practice.staff("Ada", Role::FrontDesk).await;
    clinic.rules(|rules| rules.pending_holds = false).await;
    let codes = |answers: [Result<Appointment, Failure>; 2]| {
        let mut codes = answers.map(|answer| answer.map_or_else(|failure| failure.code().to_owned(), |_| "accepted".into()));
        codes.sort();
        codes
    };
    let (mut cancelled, mut stood) = (0, 0);
    for day in 4..=6 {
        let old = clinic.books(&format!("2026-03-0{day}T10:00")).await;
        let new =
            maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, &format!("2026-03-0{day}T10:15"))).await.expect("asked");
        let other = lena.request_appointment(&once(), &clinic.wish(&format!("2026-03-0{day}T11:00"))).await.expect("asked");
        let (mine, hers) = join(accept(clinic.owner(), new.id), accept(&ada, other.id)).await;
        let given_up = mine.is_ok();
        assert_eq!(codes([mine, hers]), ["accepted", "overlap"]);
        let expected = if given_up { AppointmentStatus::Cancelled } else { AppointmentStatus::Confirmed };
        assert_eq!(status_for(&maya, old.id).await, expected, "given up for what was taken, kept for what was not");
        (cancelled, stood) = if given_up { (cancelled + 1, stood) } else { (cancelled, stood + 1) };
    }
    assert_eq!(recorded(&clinic, "appointment.cancelled").await, cancelled);
    assert_eq!(cancelled + stood, 3);

    // And the same one twice.
    let old = clinic.books("2026-03-10T10:00").await;
    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-10T10:15")).await.expect("asked");
    let (one, two) = join(accept(clinic.owner(), new.id), accept(&ada, new.id)).await;
    assert_eq!(codes([one, two]), ["accepted", "settled"]);
    assert_eq!(recorded(&clinic, "appointment.cancelled").await, cancelled + 1, "given up once");
    assert_eq!(clinic.calendar("2026-03-10", "2026-03-10").await, ["2026-03-10T10:15"]);
    assert_eq!(house.number(OVERLAPPING).await, 0);
}

async fn b9_an_old_time_that_has_begun_is_not_given_up(house: House) {
    let (clinic, maya) = begin(&house).await;
    let old = clinic.books("2026-03-04T10:00").await;
    let new = maya.reschedule_my_appointment(&once(), old.id, &instead(&clinic, "2026-03-04T10:30")).await.expect("asked in time");
    house.advance(48 * 3600 + 600);
    let clinic = clinic.another_day().await;
    assert_eq!(listed(&clinic).await[0].conflicts.len(), 1, "they are in the session");
    let refused = problem(accept(clinic.owner(), new.id).await);
    assert_eq!((refused.code.as_str(), refused.conflicts.len()), ("overlap", 1));
    assert_eq!(clinic.shown(old.id).await.status, AppointmentStatus::Confirmed);
    let ticked = AcceptRequest { allow_overlap: true, ..AcceptRequest::default() };
    let done = clinic.owner().accept_appointment_request(&once(), new.id, &ticked).await.expect("as staff will have it");
    assert!(done.overlap);
    assert_eq!(clinic.shown(old.id).await.status, AppointmentStatus::Confirmed);
}
