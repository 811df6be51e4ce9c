//! A26: who does what with calendars, and time off, which is a clinician's own.

use domain::StaffId;
use domain::booking::appointment::{CancelAppointment, CancelledAs, ListCalendar, Outcome, Reach, SetOutcome};
use domain::booking::exception::{AvailabilityException, AvailabilityExceptionInput, ExceptionKind, ListAvailabilityExceptions};
use domain::booking::request::{AcceptRequest, DeclineRequest, ListAppointmentRequests, ProposeTimes};
use domain::booking::settings::SchedulingRules;
use domain::list::PageQuery;
use domain::practice::service::ServiceInput;
use domain::practice::staff::Role;

use super::clinic::{Clinic, local, to};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal, service};

both_databases!(
    a26_a_biller_reads_calendars_and_changes_nothing,
    a26_appointments_of_another_practice_are_not_there,
    a26_rules_are_the_owners,
    b1_time_off_is_the_clinicians_own_or_the_offices,
    b1_what_is_over_is_not_listed,
    b1_hours_name_offices_and_services_that_are_in_use,
    s7_looks_at_appointments_are_recorded,
);

fn cancel() -> CancelAppointment {
    CancelAppointment { status: CancelledAs::Cancelled, message: "".into(), reach: Reach::ThisOne, tell_client: false }
}

fn march() -> ListCalendar {
    let day = |text: &str| text.parse().expect("a day");
    ListCalendar { from: day("2026-03-01"), to: day("2026-03-31"), staff_id: None }
}

fn away(from: &str, until: &str) -> AvailabilityExceptionInput {
    let (from, to) = (local(from), local(until));
    AvailabilityExceptionInput { kind: ExceptionKind::TimeOff, from, to, office_id: None, service_id: None, note: "Holiday".into() }
}

fn not_over() -> ListAvailabilityExceptions {
    ListAvailabilityExceptions::default()
}

async fn is_away(by: &Colleague, who: StaffId) -> Result<AvailabilityException, api::Failure> {
    by.create_availability_exception(&once(), who, &away("2026-03-09T00:00", "2026-03-14T00:00")).await
}

/// Whoever may not write finds nothing to write to.
async fn writes_nothing(clinic: &Clinic, by: &Colleague) {
    let made = clinic.books("2026-03-03T10:00").await;
    let no = refusal(404, "not_found");
    assert_eq!(by.move_appointment(&once(), made.id, None, &to("2026-03-04T10:00")).await.refused(), no);
    assert_eq!(by.cancel_appointment(&once(), made.id, &cancel()).await.refused(), no);
    let outcome = SetOutcome { status: Outcome::LateCancelled };
    assert_eq!(by.set_appointment_status(&once(), made.id, &outcome).await.refused(), no);
    assert_eq!(by.accept_appointment_request(&once(), made.id, &AcceptRequest::default()).await.refused(), no);
    assert_eq!(by.preview_appointment_acceptance(&once(), made.id, &AcceptRequest::default()).await.refused(), no);
    let decline = DeclineRequest { reason: "".into(), message: "".into() };
    assert_eq!(by.decline_appointment_request(&once(), made.id, &decline).await.refused(), no);
    let offer = ProposeTimes { starts: vec![local("2026-03-04T10:00")] };
    assert_eq!(by.propose_appointment_times(&once(), made.id, &offer).await.refused(), no);
    assert_eq!(by.archive_appointment_request(&once(), made.id).await.refused(), no);
    assert_eq!(is_away(by, clinic.staff).await.map(|_| ()).refused(), no);
    assert_eq!(clinic.shown(made.id).await, made);
}

async fn a26_a_biller_reads_calendars_and_changes_nothing(house: House) {
    let clinic = Clinic::open(&house).await;
    let kim = clinic.practice.staff("Kim", Role::Biller).await;
    writes_nothing(&clinic, &kim).await;
    let session = clinic.session("2026-03-04T10:00");
    assert_eq!(kim.create_appointment(&once(), &session).await.refused(), refusal(404, "not_found"));
    let page = kim.list_calendar(&march()).await.expect("the calendar");
    assert_eq!(page.items.len(), 1);
    kim.get_appointment(page.items[0].id).await.expect("an appointment");
    kim.list_client_appointments(clinic.maya.id, &PageQuery::default()).await.expect("a client's appointments");
    kim.list_availability_exceptions(clinic.staff, &not_over()).await.expect("time off");
    kim.get_scheduling().await.expect("the rules");
    let requests = kim.list_appointment_requests(&ListAppointmentRequests::default()).await;
    assert_eq!(requests.refused(), refusal(404, "not_found"), "requests are for those who answer them");
    for role in [Role::Clinician, Role::FrontDesk] {
        let colleague = clinic.practice.staff(role.as_str(), role).await;
        colleague.list_appointment_requests(&ListAppointmentRequests::default()).await.expect("the requests");
    }
}

async fn a26_appointments_of_another_practice_are_not_there(house: House) {
    let clinic = Clinic::open(&house).await;
    let harbor = house.another_practice().await;
    writes_nothing(&clinic, harbor.owner()).await;
    let session = clinic.session("2026-03-04T10:00");
    assert_eq!(harbor.owner().create_appointment(&once(), &session).await.refused_at("/client_id"), "client");
    let id = clinic.books("2026-03-05T10:00").await.id;
    assert_eq!(harbor.owner().get_appointment(id).await.refused(), refusal(404, "not_found"));
    assert!(harbor.owner().list_calendar(&march()).await.expect("their own").items.is_empty());
    let theirs = harbor.owner().list_client_appointments(clinic.maya.id, &PageQuery::default()).await;
    assert_eq!(theirs.refused(), refusal(404, "not_found"));
    assert_eq!(harbor.owner().list_availability_exceptions(clinic.staff, &not_over()).await.refused(), refusal(404, "not_found"));
}

async fn a26_rules_are_the_owners(house: House) {
    let clinic = Clinic::open(&house).await;
    for role in [Role::Clinician, Role::Biller, Role::FrontDesk] {
        let colleague = clinic.practice.staff(role.as_str(), role).await;
        let now = colleague.get_scheduling().await.expect("everybody reads them");
        let saved = colleague.update_scheduling(&once(), Some(now.version), &SchedulingRules::default()).await;
        assert_eq!(saved.refused(), refusal(404, "not_found"));
    }
}

async fn b1_time_off_is_the_clinicians_own_or_the_offices(house: House) {
    let clinic = Clinic::open(&house).await;
    let (sam, ada) = (clinic.practice.staff("Sam", Role::Clinician).await, clinic.practice.staff("Ada", Role::FrontDesk).await);
    let own = is_away(&sam, sam.id).await.expect("their own");
    assert_eq!((own.staff_id, &own.details), (sam.id, &away("2026-03-09T00:00", "2026-03-14T00:00")));
    assert_eq!(is_away(&sam, clinic.staff).await.map(|_| ()).refused(), refusal(404, "not_found"));
    let robins = is_away(&ada, clinic.staff).await.expect("the front desk keeps everybody's");
    assert_eq!(
        sam.list_availability_exceptions(clinic.staff, &not_over()).await.expect("colleagues see it").items,
        std::slice::from_ref(&robins)
    );
    assert_eq!(sam.delete_availability_exception(&once(), robins.id).await.refused(), refusal(404, "not_found"));
    let harbor = house.another_practice().await;
    assert_eq!(harbor.owner().delete_availability_exception(&once(), robins.id).await.refused(), refusal(404, "not_found"));
    ada.delete_availability_exception(&once(), robins.id).await.expect("gone");
    clinic.owner().delete_availability_exception(&once(), own.id).await.expect("the owner too");
    assert_eq!(ada.delete_availability_exception(&once(), robins.id).await.refused(), refusal(404, "not_found"));
    assert!(ada.list_availability_exceptions(clinic.staff, &not_over()).await.expect("none").items.is_empty());
    assert_eq!(super::desk::recorded(&clinic, "availability_exception.").await, 4);
    let kim = clinic.practice.staff("Kim", Role::Biller).await;
    assert_eq!(is_away(clinic.owner(), kim.id).await.map(|_| ()).refused(), refusal(404, "not_found"), "a biller has no calendar");
}

async fn b1_what_is_over_is_not_listed(house: House) {
    let clinic = Clinic::open(&house).await;
    for (from, until) in
        [("2026-03-20T00:00", "2026-03-21T00:00"), ("2026-03-01T00:00", "2026-03-02T10:00"), ("2026-02-20T00:00", "2026-03-02T10:01")]
    {
        clinic.owner().create_availability_exception(&once(), clinic.staff, &away(from, until)).await.expect("noted");
    }
    let listed = async |query| {
        let page = clinic.owner().list_availability_exceptions(clinic.staff, &query).await.expect("a page");
        page.items.iter().map(|item| item.details.from.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(listed(not_over()).await, ["2026-02-20T00:00", "2026-03-20T00:00"], "by begin; it is ten o'clock");
    let from = |day: &str| ListAvailabilityExceptions { from: Some(day.parse().expect("a day")) };
    let all = ["2026-02-20T00:00", "2026-03-01T00:00", "2026-03-20T00:00"];
    assert_eq!(listed(from("2026-03-02")).await, all, "of a day that is asked about, what was over by noon, too");
    assert_eq!(listed(from("2026-01-01")).await, all, "of weeks long ago");
    assert_eq!(listed(from("2026-03-03")).await, all[2..], "what ended the day before did not reach into it");
    assert_eq!(listed(from("2026-03-21")).await, [""; 0], "midnight is the end of the day before");
}

async fn b1_hours_name_offices_and_services_that_are_in_use(house: House) {
    let clinic = Clinic::open(&house).await;
    let harbor = house.another_practice().await;
    let extra = |office_id, service_id| AvailabilityExceptionInput {
        kind: ExceptionKind::ExtraHours,
        office_id,
        service_id,
        ..away("2026-03-07T10:00", "2026-03-07T14:00")
    };
    let note = async |input| clinic.owner().create_availability_exception(&once(), clinic.staff, &input).await;
    note(extra(Some(clinic.office), Some(clinic.service))).await.expect("noted");
    let foreign = harbor.owner().list_offices().await.expect("offices").items[0].id;
    assert_eq!(note(extra(Some(foreign), None)).await.map(|_| ()).refused_at("/office_id"), "office");
    let gone = clinic.owner().create_service(&once(), &ServiceInput { code: "1".into(), ..service("Gone") }).await.expect("made").id;
    clinic.owner().archive_service(&once(), gone).await.expect("archived");
    assert_eq!(note(extra(None, Some(gone))).await.map(|_| ()).refused_at("/service_id"), "service");
}

async fn s7_looks_at_appointments_are_recorded(house: House) {
    let clinic = Clinic::open(&house).await;
    let made = clinic.books("2026-03-03T10:00").await;
    clinic.shown(made.id).await;
    assert_eq!(super::desk::recorded(&clinic, "appointment.read").await, 1);
    clinic.owner().list_client_appointments(clinic.maya.id, &PageQuery::default()).await.expect("a page");
    assert_eq!(super::desk::recorded(&clinic, "client.appointments_read").await, 1);
}
