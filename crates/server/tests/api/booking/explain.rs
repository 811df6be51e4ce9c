//! B15: why a minute is closed. The same rules decide what clients are offered.

use domain::booking::appointment::CreateAppointment;
use domain::booking::calendar::{ClosedBy, ExplainTime, Explanation, Reason};
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::practice::office::OfficeInput;
use domain::practice::staff::Role;

use super::clinic::{Clinic, local, moment, works};
use crate::harness::{House, Refused as _, both_databases, office, once, refusal};

both_databases!(
    b15_each_rule_is_named,
    b15_appointments_requests_and_buffers_are_named_with_whose_they_are,
    b15_time_off_and_extra_hours_are_named,
    b15_a_room_that_is_taken_is_named,
    b15_what_is_open_can_be_asked_for,
    a26_nobody_of_another_practice_gets_an_explanation,
);

async fn explained(clinic: &Clinic, at: &str) -> Explanation {
    let query = ExplainTime { staff_id: clinic.staff, service_id: Some(clinic.service), office_id: Some(clinic.office), at: local(at) };
    clinic.owner().explain_time(&query).await.expect("an explanation")
}

async fn rules_at(clinic: &Clinic, at: &str) -> Vec<ClosedBy> {
    let said = explained(clinic, at).await;
    assert_eq!((said.at, said.open), (local(at), said.reasons.is_empty()));
    said.reasons.iter().map(|reason| reason.rule).collect()
}

async fn only(clinic: &Clinic, at: &str, rule: ClosedBy) -> Reason {
    let mut reasons = explained(clinic, at).await.reasons;
    assert_eq!(reasons.iter().map(|reason| reason.rule).collect::<Vec<_>>(), [rule], "{at}");
    reasons.remove(0)
}

async fn b15_each_rule_is_named(house: House) {
    let clinic = Clinic::open(&house).await;
    assert_eq!(rules_at(&clinic, "2026-03-04T10:00").await, []);
    assert_eq!(rules_at(&clinic, "2026-03-04T10:07").await, [ClosedBy::NotAGridStart]);
    let soon = only(&clinic, "2026-03-02T15:00", ClosedBy::Notice).await;
    assert_eq!(soon.to, Some(moment("2026-03-03T10:00")), "24 hours");
    assert_eq!(rules_at(&clinic, "2026-03-02T09:00").await, [ClosedBy::Past, ClosedBy::Notice]);
    assert_eq!(rules_at(&clinic, "2026-05-01T10:00").await, [], "60 days");
    only(&clinic, "2026-05-04T10:00", ClosedBy::Horizon).await;
    let night = only(&clinic, "2026-03-04T20:00", ClosedBy::NoHours).await;
    assert_eq!((night.from, night.to), (Some(moment("2026-03-04T17:00")), Some(moment("2026-03-05T09:00"))));
    only(&clinic, "2026-03-04T16:15", ClosedBy::NoHours).await;
    let skipped = only(&clinic, "2026-03-08T02:30", ClosedBy::DoesNotExist).await;
    assert_eq!(skipped.from, Some(moment("2026-03-08T03:00")));
    clinic.offers(|service| service.bookable_online = false).await;
    only(&clinic, "2026-03-04T10:00", ClosedBy::ServiceNotHere).await;
}

async fn b15_appointments_requests_and_buffers_are_named_with_whose_they_are(house: House) {
    let clinic = Clinic::open(&house).await;
    house.mail_does_not_matter();
    clinic.offers(|service| service.buffer_after_minutes = 15).await;
    let made = clinic.books("2026-03-04T10:00").await;
    let session = only(&clinic, "2026-03-04T10:30", ClosedBy::Appointment).await;
    assert_eq!((session.appointment_id, session.from), (Some(made.id), Some(made.blocked_from)));
    assert_eq!(session.text.expect("whose").as_str(), "Maya Ortiz");
    let buffer = only(&clinic, "2026-03-04T11:00", ClosedBy::Buffer).await;
    assert_eq!((buffer.appointment_id, buffer.to), (Some(made.id), Some(made.blocked_to)));
    let browser = clinic.maya.comes_in().await;
    let asked = clinic.asks(&browser, "2026-03-05T14:00").await;
    let waiting = only(&clinic, "2026-03-05T14:00", ClosedBy::PendingRequest).await;
    assert_eq!((waiting.appointment_id, waiting.text.expect("whose").as_str()), (Some(asked.id), "Maya Ortiz"));
    clinic.rules(|rules| rules.pending_holds = false).await;
    assert_eq!(rules_at(&clinic, "2026-03-05T14:00").await, [], "a request holds nothing where the practice has it so");
}

async fn b15_time_off_and_extra_hours_are_named(house: House) {
    let clinic = Clinic::open(&house).await;
    let differs = async |kind, from: &str, to: &str, note: &str| {
        let (from, to, note) = (local(from), local(to), note.into());
        let input = AvailabilityExceptionInput { kind, from, to, office_id: None, service_id: None, note };
        clinic.owner().create_availability_exception(&once(), clinic.staff, &input).await.expect("noted")
    };
    let holiday = differs(ExceptionKind::TimeOff, "2026-03-04T00:00", "2026-03-06T00:00", "Conference").await;
    let away = only(&clinic, "2026-03-04T10:00", ClosedBy::TimeOff).await;
    assert_eq!((away.from, away.to), (Some(moment("2026-03-04T00:00")), Some(moment("2026-03-06T00:00"))));
    assert_eq!(away.text.expect("the note").as_str(), "Conference");
    differs(ExceptionKind::ExtraHours, "2026-03-07T10:00", "2026-03-07T12:00", "").await;
    assert_eq!(rules_at(&clinic, "2026-03-07T11:00").await, []);
    assert_eq!(rules_at(&clinic, "2026-03-07T11:15").await, [ClosedBy::NoHours]);
    clinic.owner().delete_availability_exception(&once(), holiday.id).await.expect("gone");
    assert_eq!(rules_at(&clinic, "2026-03-04T10:00").await, []);
}

async fn b15_a_room_that_is_taken_is_named(house: House) {
    let clinic = Clinic::open(&house).await;
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    works(clinic.owner(), sam.id).await;
    let room = clinic.owner().create_office(&once(), &OfficeInput { one_room: true, ..office("One room") }).await.expect("made").id;
    let taken = CreateAppointment { office_id: room, staff_id: sam.id, ..clinic.session("2026-03-04T10:00") };
    let made = clinic.owner().create_appointment(&once(), &taken).await.expect("booked");
    let query = ExplainTime { staff_id: clinic.staff, service_id: None, office_id: Some(room), at: local("2026-03-04T10:30") };
    let said = clinic.owner().explain_time(&query).await.expect("an explanation");
    assert_eq!((said.reasons.len(), said.reasons[0].rule, said.reasons[0].appointment_id), (1, ClosedBy::OfficeTaken, Some(made.id)));
    let elsewhere = ExplainTime { office_id: None, ..query };
    assert!(clinic.owner().explain_time(&elsewhere).await.expect("an explanation").open, "the first office is another");
}

async fn b15_what_is_open_can_be_asked_for(house: House) {
    let clinic = Clinic::open(&house).await;
    house.mail_does_not_matter();
    let browser = clinic.maya.comes_in().await;
    clinic.books("2026-03-04T12:00").await;
    for (at, code) in [
        ("2026-03-04T10:07", "not_open"),
        ("2026-03-02T15:00", "not_open"),
        ("2026-03-04T20:00", "not_open"),
        ("2026-03-04T12:30", "taken"),
    ] {
        let first = explained(&clinic, at).await.reasons.remove(0).rule;
        let refused = super::desk::problem(browser.request_appointment(&once(), &clinic.wish(at)).await);
        assert_eq!((refused.code.as_str(), refused.status), (code, 409), "{at}");
        if code == "not_open" {
            assert_eq!(refused.closed_by, Some(first), "explained and decided by the same rule");
        } else {
            assert_eq!(refused.free.len(), 3, "the nearest free times");
        }
    }
    assert!(explained(&clinic, "2026-03-04T10:00").await.open);
    clinic.asks(&browser, "2026-03-04T10:00").await;
}

async fn a26_nobody_of_another_practice_gets_an_explanation(house: House) {
    let clinic = Clinic::open(&house).await;
    let harbor = house.another_practice().await;
    let query = ExplainTime { staff_id: clinic.staff, service_id: None, office_id: None, at: local("2026-03-04T10:00") };
    assert_eq!(harbor.owner().explain_time(&query).await.refused(), refusal(404, "not_found"));
    let elsewhere = harbor.owner().create_office(&once(), &OfficeInput::video("Video")).await.expect("made").id;
    let mixed = ExplainTime { office_id: Some(elsewhere), ..query };
    assert_eq!(clinic.owner().explain_time(&mixed).await.refused(), refusal(404, "not_found"));
}
