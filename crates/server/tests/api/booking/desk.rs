//! B2, B13, B18, B21, B22: the calendar, and what staff do in it.

use domain::booking::appointment::{
    Appointment, AppointmentStatus, CancelAppointment, CancelledAs, CreateAppointment, ListCalendar, MoveAppointment, Outcome, Reach,
    SetOutcome,
};
use domain::booking::calendar::ClosedBy;
use domain::booking::settings::{CancellationPolicy, SchedulingRules};
use domain::list::PageQuery;
use domain::practice::audit::ListAuditEvents;
use domain::practice::office::OfficeInput;
use domain::practice::staff::Role;
use domain::problem::ProblemDocument;

use super::clinic::{Clinic, moment, to, wall};
use crate::harness::{House, Refused as _, both_databases, office, once, refusal};

both_databases!(
    b13_staff_book_and_the_client_is_told,
    b13_staff_are_past_every_rule_but_overlap,
    b13_what_cannot_be_booked_is_refused_at_its_field,
    b13_a_calendar_is_read_by_days_and_clinician,
    b13_an_appointment_is_moved_and_keeps_its_buffers,
    b13_a_move_that_raced_changes_nothing,
    b13_an_appointment_goes_to_a_colleague,
    b21_what_is_cancelled_is_free_at_once,
    b13_what_became_of_a_session_is_noted_and_put_right,
    b18_an_overlap_needs_a_tick_and_is_recorded,
    b18_buffers_are_kept_free,
    b18_a_room_is_given_once,
    b18_two_who_book_at_once_do_not_both_get_it,
    b2_rules_are_saved_and_change_no_appointment,
);

/// What the server says against it.
pub fn problem<T>(answer: Result<T, api::Failure>) -> ProblemDocument {
    match answer {
        Err(api::Failure::Problem(problem)) => *problem,
        Err(other) => panic!("no problem of ours: {other:?}"),
        Ok(_) => panic!("this should have been refused"),
    }
}

/// How often an act is in the log.
pub async fn recorded(clinic: &Clinic, act: &str) -> usize {
    let query = ListAuditEvents { act: Some(act.into()), ..ListAuditEvents::default() };
    clinic.owner().list_audit_events(&query).await.expect("the log").items.len()
}

fn cancelled_as(status: CancelledAs, message: &str) -> CancelAppointment {
    CancelAppointment { status, message: message.into(), reach: Reach::ThisOne, tell_client: !message.is_empty() }
}

async fn set(clinic: &Clinic, of: &Appointment, status: Outcome) -> Result<Appointment, api::Failure> {
    clinic.owner().set_appointment_status(&once(), of.id, &SetOutcome { status }).await
}

async fn b13_staff_book_and_the_client_is_told(house: House) {
    let clinic = Clinic::open(&house).await;
    let input = CreateAppointment { note: "Window room".into(), tell_client: true, ..clinic.session("2026-03-03T10:00") };
    let made = clinic.owner().create_appointment(&once(), &input).await.expect("booked");
    assert_eq!((made.status, made.version, made.overlap), (AppointmentStatus::Confirmed, 1, false));
    assert_eq!((made.start, made.end), (moment("2026-03-03T10:00"), moment("2026-03-03T11:00")));
    assert_eq!((made.client_name.as_str(), made.staff_name.as_str(), made.note.as_str()), ("Maya Ortiz", "Robin Reed", "Window room"));
    assert_eq!((made.client_email.as_ref().map(|email| email.as_str()), made.new_client), (Some("maya@example.com"), false));
    assert_eq!((made.service_name.as_str(), made.office_name.as_str()), ("Individual session", "Maple Street"));
    assert_eq!(clinic.shown(made.id).await, made);
    let theirs = clinic.owner().list_client_appointments(clinic.maya.id, &PageQuery::default()).await.expect("a page");
    assert_eq!((theirs.items, theirs.next_cursor), (vec![made.clone()], None));
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("10:00") && mail.text.contains("Maple Street"), "{}", mail.text);
    assert!(!mail.text.contains("Individual session") && !mail.subject.contains("Individual"), "no service name (B10)");
    assert_eq!(recorded(&clinic, "appointment.created").await, 1);
    clinic.books("2026-03-04T10:00").await;
    house.no_mail_to("maya@example.com").await;
}

async fn b13_staff_are_past_every_rule_but_overlap(house: House) {
    let clinic = Clinic::open(&house).await;
    // At once, off the grid, at night, on a Sunday, far beyond the horizon, in the past.
    for start in ["2026-03-02T10:07", "2026-03-08T23:30", "2027-06-01T03:00", "2026-02-27T14:00"] {
        assert_eq!(wall(clinic.books(start).await.start), start);
    }
    let longer = CreateAppointment { minutes: Some(95), ..clinic.session("2026-03-05T09:00") };
    let made = clinic.owner().create_appointment(&once(), &longer).await.expect("booked");
    assert_eq!(wall(made.end), "2026-03-05T10:35");
}

async fn b13_what_cannot_be_booked_is_refused_at_its_field(house: House) {
    let clinic = Clinic::open(&house).await;
    let harbor = house.another_practice().await;
    let biller = clinic.practice.staff("Kim", Role::Biller).await;
    let good = clinic.session("2026-03-03T10:00");
    let nora = harbor.client("Nora").await;
    let elsewhere = harbor.owner().list_offices().await.expect("offices").items[0].id;
    let foreign = harbor.owner().list_services().await.expect("services").items[0].id;
    let try_one = async |input: CreateAppointment| clinic.owner().create_appointment(&once(), &input).await;
    assert_eq!(try_one(CreateAppointment { client_id: nora.id, ..good.clone() }).await.refused_at("/client_id"), "client");
    assert_eq!(try_one(CreateAppointment { staff_id: biller.id, ..good.clone() }).await.refused_at("/staff_id"), "clinician");
    assert_eq!(try_one(CreateAppointment { staff_id: harbor.owner().id, ..good.clone() }).await.refused_at("/staff_id"), "clinician");
    assert_eq!(try_one(CreateAppointment { office_id: elsewhere, ..good.clone() }).await.refused_at("/office_id"), "office");
    assert_eq!(try_one(CreateAppointment { service_id: foreign, ..good.clone() }).await.refused_at("/service_id"), "service");
    assert_eq!(try_one(clinic.session("2026-03-08T02:30")).await.refused_at("/start"), "does_not_exist", "the clocks skip it");
    assert_eq!(try_one(CreateAppointment { minutes: Some(4), ..good }).await.refused_at("/minutes"), "out_of_range");
    assert!(clinic.calendar("2026-03-01", "2026-03-31").await.is_empty());
}

async fn b13_a_calendar_is_read_by_days_and_clinician(house: House) {
    let clinic = Clinic::open(&house).await;
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    for start in ["2026-03-04T09:00", "2026-03-03T23:30", "2026-03-03T00:00", "2026-03-05T00:00"] {
        clinic.books(start).await;
    }
    let hers = CreateAppointment { staff_id: sam.id, ..clinic.session("2026-03-03T10:00") };
    sam.create_appointment(&once(), &hers).await.expect("booked");
    assert_eq!(
        clinic.calendar("2026-03-03", "2026-03-04").await,
        ["2026-03-03T00:00", "2026-03-03T10:00", "2026-03-03T23:30", "2026-03-04T09:00"],
        "local days, by begin"
    );
    assert_eq!(clinic.calendar("2026-03-04", "2026-03-04").await, ["2026-03-03T23:30", "2026-03-04T09:00"], "what reaches into a day too");
    let day = |day: &str| day.parse().expect("a day");
    let query = ListCalendar { from: day("2026-03-01"), to: day("2026-04-14"), staff_id: Some(sam.id) };
    let page = clinic.owner().list_calendar(&query).await.expect("the calendar");
    assert_eq!(page.items.iter().map(|item| item.staff_id).collect::<Vec<_>>(), [sam.id]);
    let long = ListCalendar { to: day("2026-04-15"), ..query };
    assert_eq!(clinic.owner().list_calendar(&long).await.refused_at("/to"), "out_of_range");
}

async fn b13_an_appointment_is_moved_and_keeps_its_buffers(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.offers(|service| (service.buffer_before_minutes, service.buffer_after_minutes) = (10, 20)).await;
    let made = clinic.books("2026-03-03T10:00").await;
    assert_eq!((wall(made.blocked_from).as_str(), wall(made.blocked_to).as_str()), ("2026-03-03T09:50", "2026-03-03T11:20"));
    clinic.offers(|service| (service.minutes, service.buffer_before_minutes, service.buffer_after_minutes) = (30, 0, 0)).await;
    assert_eq!(clinic.shown(made.id).await, made, "B22");
    let told = MoveAppointment { tell_client: true, ..to("2026-03-04T12:00") };
    let moved = clinic.owner().move_appointment(&once(), made.id, Some(made.version), &told).await.expect("moved");
    assert_eq!((wall(moved.start).as_str(), wall(moved.end).as_str()), ("2026-03-04T12:00", "2026-03-04T13:00"), "as long as before");
    assert_eq!((wall(moved.blocked_from).as_str(), wall(moved.blocked_to).as_str()), ("2026-03-04T11:50", "2026-03-04T13:20"));
    assert_eq!(moved.version, made.version + 1);
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("12:00"), "{}", mail.text);
    let resized = MoveAppointment { minutes: Some(90), ..to("2026-03-04T12:00") };
    let resized = clinic.owner().move_appointment(&once(), made.id, Some(moved.version), &resized).await.expect("resized");
    assert_eq!(wall(resized.end), "2026-03-04T13:30");
    assert_eq!(recorded(&clinic, "appointment.moved").await, 2);
    clinic.books("2026-03-03T10:00").await;
}

async fn b13_a_move_that_raced_changes_nothing(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = clinic.books("2026-03-03T10:00").await;
    let first = clinic.owner().move_appointment(&once(), made.id, Some(made.version), &to("2026-03-03T12:00")).await.expect("moved");
    let second = clinic.owner().move_appointment(&once(), made.id, Some(made.version), &to("2026-03-03T15:00")).await;
    assert_eq!(second.refused(), refusal(412, "stale"));
    assert_eq!(clinic.shown(made.id).await, first);
    clinic.books("2026-03-03T14:00").await;
    let into_another = problem(clinic.owner().move_appointment(&once(), made.id, None, &to("2026-03-03T14:30")).await);
    assert_eq!((into_another.code.as_str(), into_another.conflicts[0].kind), ("overlap", ClosedBy::Appointment));
    assert_eq!(clinic.shown(made.id).await, first);
    clinic.owner().move_appointment(&once(), made.id, None, &to("2026-03-03T12:30")).await.expect("its own old time is not in the way");
}

async fn b13_an_appointment_goes_to_a_colleague(house: House) {
    let clinic = Clinic::open(&house).await;
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    let video = clinic.owner().create_office(&once(), &OfficeInput::video("Video room")).await.expect("made").id;
    let made = clinic.books("2026-03-03T10:00").await;
    clinic
        .owner()
        .create_appointment(&once(), &CreateAppointment { staff_id: sam.id, ..clinic.session("2026-03-03T13:00") })
        .await
        .expect("booked");
    let hand_over = |start| MoveAppointment { staff_id: Some(sam.id), office_id: Some(video), ..to(start) };
    let busy = problem(clinic.owner().move_appointment(&once(), made.id, None, &hand_over("2026-03-03T13:30")).await);
    assert_eq!(busy.code, "overlap", "the colleague's calendar decides");
    let moved = clinic.owner().move_appointment(&once(), made.id, None, &hand_over("2026-03-03T10:00")).await.expect("moved");
    assert_eq!((moved.staff_id, moved.office_name.as_str(), moved.start), (sam.id, "Video room", made.start));
    clinic.books("2026-03-03T10:00").await;
}

async fn b21_what_is_cancelled_is_free_at_once(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = clinic.books("2026-03-03T10:00").await;
    let input = cancelled_as(CancelledAs::CancelledByClinician, "We are closed because of the storm.");
    let gone = clinic.owner().cancel_appointment(&once(), made.id, &input).await.expect("cancelled");
    assert_eq!((gone.status, gone.version), (AppointmentStatus::CancelledByClinician, made.version + 1));
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("because of the storm"), "{}", mail.text);
    assert_eq!(clinic.owner().cancel_appointment(&once(), made.id, &input).await.refused(), refusal(409, "settled"));
    assert_eq!(clinic.owner().move_appointment(&once(), made.id, None, &to("2026-03-03T12:00")).await.refused(), refusal(409, "settled"));
    let again = clinic.books("2026-03-03T10:00").await;
    let quietly = cancelled_as(CancelledAs::LateCancelled, "");
    clinic.owner().cancel_appointment(&once(), again.id, &quietly).await.expect("cancelled");
    house.no_mail_to("maya@example.com").await;
    clinic.books("2026-03-03T10:30").await;
    assert_eq!(recorded(&clinic, "appointment.cancelled").await, 2);
}

async fn b13_what_became_of_a_session_is_noted_and_put_right(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = clinic.books("2026-03-02T12:00").await;
    assert_eq!(set(&clinic, &made, Outcome::Attended).await.refused(), refusal(409, "not_begun"));
    let clinic = clinic.hours_later(3).await;
    for (outcome, status) in [
        (Outcome::NoShow, AppointmentStatus::NoShow),
        (Outcome::Attended, AppointmentStatus::Attended),
        (Outcome::Confirmed, AppointmentStatus::Confirmed),
        (Outcome::LateCancelled, AppointmentStatus::LateCancelled),
    ] {
        assert_eq!(set(&clinic, &made, outcome).await.expect("noted").status, status);
    }
    let other = clinic.books("2026-03-02T12:30").await;
    let back = problem(set(&clinic, &made, Outcome::Attended).await);
    assert_eq!(back.code, "overlap", "its time was given to another");
    clinic.owner().cancel_appointment(&once(), other.id, &cancelled_as(CancelledAs::Cancelled, "")).await.expect("cancelled");
    assert_eq!(set(&clinic, &made, Outcome::Attended).await.expect("put right").status, AppointmentStatus::Attended);
    assert_eq!(set(&clinic, &other, Outcome::Attended).await.refused(), refusal(409, "settled"));
    assert_eq!(recorded(&clinic, "appointment.status_set").await, 5);
}

async fn b18_an_overlap_needs_a_tick_and_is_recorded(house: House) {
    let clinic = Clinic::open(&house).await;
    let first = clinic.books("2026-03-03T10:00").await;
    let wish = clinic.session("2026-03-03T10:30");
    let refused = problem(clinic.owner().create_appointment(&once(), &wish).await);
    assert_eq!((refused.status, refused.code.as_str(), refused.conflicts.len()), (409, "overlap", 1));
    assert_eq!(refused.conflicts[0].kind, ClosedBy::Appointment);
    let words = refused.conflicts[0].text.as_ref().expect("whose").as_str().to_owned();
    assert!(words.contains("Maya Ortiz"), "{words}");
    assert_eq!((refused.conflicts[0].start, refused.conflicts[0].end), (Some(first.start), Some(first.end)), "and when");
    assert_eq!(recorded(&clinic, "appointment.overlap_allowed").await, 0);
    let ticked = CreateAppointment { allow_overlap: true, ..wish };
    let made = clinic.owner().create_appointment(&once(), &ticked).await.expect("booked");
    assert!(made.overlap && !first.overlap);
    assert_eq!(recorded(&clinic, "appointment.overlap_allowed").await, 1);
    let third = problem(clinic.owner().create_appointment(&once(), &clinic.session("2026-03-03T10:15")).await);
    assert_eq!(third.conflicts.len(), 2, "what was let overlap is busy all the same");
    let no_need = CreateAppointment { allow_overlap: true, ..clinic.session("2026-03-03T12:00") };
    assert!(!clinic.owner().create_appointment(&once(), &no_need).await.expect("booked").overlap, "a tick alone is no overlap");
    assert_eq!(recorded(&clinic, "appointment.overlap_allowed").await, 1);
}

async fn b18_buffers_are_kept_free(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.offers(|service| service.buffer_after_minutes = 15).await;
    let first = clinic.books("2026-03-03T10:00").await;
    let close = problem(clinic.owner().create_appointment(&once(), &clinic.session("2026-03-03T11:00")).await);
    assert_eq!(close.conflicts[0].kind, ClosedBy::Buffer);
    assert_eq!((close.conflicts[0].start, close.conflicts[0].end), (Some(first.start), Some(first.end)), "without its buffers");
    clinic.books("2026-03-03T11:15").await;
    clinic.books("2026-03-03T08:45").await;
}

async fn b18_a_room_is_given_once(house: House) {
    let clinic = Clinic::open(&house).await;
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    let room = clinic.owner().create_office(&once(), &OfficeInput { one_room: true, ..office("One room") }).await.expect("made").id;
    let at = |staff_id, office_id, start| CreateAppointment { staff_id, office_id, ..clinic.session(start) };
    let (robin, start) = (clinic.staff, "2026-03-03T10:00");
    clinic.owner().create_appointment(&once(), &at(robin, room, start)).await.expect("booked");
    let taken = problem(clinic.owner().create_appointment(&once(), &at(sam.id, room, start)).await);
    assert_eq!((taken.code.as_str(), taken.conflicts[0].kind), ("overlap", ClosedBy::OfficeTaken));
    clinic.owner().create_appointment(&once(), &at(sam.id, clinic.office, start)).await.expect("elsewhere there is room");
    let other = "2026-03-03T14:00";
    clinic.owner().create_appointment(&once(), &at(robin, clinic.office, other)).await.expect("booked");
    clinic.owner().create_appointment(&once(), &at(sam.id, clinic.office, other)).await.expect("an office of many rooms");
}

async fn b18_two_who_book_at_once_do_not_both_get_it(house: House) {
    let clinic = Clinic::open(&house).await;
    let ada = clinic.practice.staff("Ada", Role::FrontDesk).await;
    for day in 3..=6 {
        let starts = [format!("2026-03-0{day}T10:00"), format!("2026-03-0{day}T10:30")];
        let inputs = starts.map(|start| clinic.session(&start));
        let attempts = (once(), once());
        let both = futures_util::future::join(
            clinic.owner().create_appointment(&attempts.0, &inputs[0]),
            ada.create_appointment(&attempts.1, &inputs[1]),
        )
        .await;
        let codes = [both.0, both.1].map(|answer| answer.map_or_else(|failure| failure.code().to_owned(), |_| "booked".into()));
        assert!(codes.iter().filter(|code| *code == "booked").count() == 1, "{codes:?}");
        assert!(codes.iter().any(|code| code == "overlap"), "{codes:?}");
    }
}

async fn b2_rules_are_saved_and_change_no_appointment(house: House) {
    let clinic = Clinic::open(&house).await;
    let owner = clinic.owner();
    let usual = owner.get_scheduling().await.expect("the rules");
    assert_eq!(usual.rules, SchedulingRules::default());
    let made = clinic.books("2026-03-03T10:00").await;
    let rules = SchedulingRules {
        grid_minutes: 30,
        horizon_days: 1,
        cancellation: CancellationPolicy::PhoneOnly,
        reminder_hours: vec![48, 2],
        framing_sites: vec!["https://willow-reed.example".into()],
        ..usual.rules
    };
    let saved = owner.update_scheduling(&once(), Some(usual.version), &rules).await.expect("saved");
    assert_eq!((&saved.rules, saved.version), (&rules, usual.version + 1));
    assert_eq!(owner.get_scheduling().await.expect("the rules"), saved);
    assert_eq!(clinic.shown(made.id).await, made, "B22");
    let stale = owner.update_scheduling(&once(), Some(usual.version), &SchedulingRules::default()).await;
    assert_eq!(stale.refused(), refusal(412, "stale"));
    assert_eq!(owner.get_scheduling().await.expect("the rules"), saved);
    let bad = SchedulingRules { grid_minutes: 7, ..rules };
    assert_eq!(owner.update_scheduling(&once(), None, &bad).await.refused_at("/grid_minutes"), "grid");
    assert_eq!(recorded(&clinic, "scheduling.updated").await, 1);
}
