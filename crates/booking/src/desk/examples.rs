//! One appointment, made up, and what goes with it, as the answers of the API document show it.

use domain::booking::appointment::{
    Appointment, AppointmentPage, AppointmentStatus, CancelAppointment, CancelledAs, Conflict, CreateAppointment, MoveAppointment, Outcome,
    Reach, Recurrence, SetOutcome,
};
use domain::booking::calendar::{ClosedBy, Explanation, Reason};
use domain::booking::exception::{AvailabilityException, AvailabilityExceptionInput, AvailabilityExceptionPage, ExceptionKind};
use domain::booking::request::{AcceptRequest, DeclineRequest, ProposeTimes};
use domain::booking::settings::{Scheduling, SchedulingRules};
use domain::practice::email_text::EmailPreview;
use domain::practice::overview::{ChecklistStep, PracticeOverview, Step, UndeliveredMail, WaitingClient};
use domain::time::{Date, LocalTime, Timestamp};
use uuid::Uuid;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// Tuesday, 10 March 2026, ten in the morning in New York, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_773_151_200 + minutes * 60).unwrap_or_default()
}

/// The same day and the ones after it, by the clock on the wall.
fn local(days: i8, hour: u16) -> LocalTime {
    let date = Date::constant(2026, 3, 10 + days);
    LocalTime::new(date, hour * 60).unwrap_or_else(|| unreachable!("{hour} is an hour of a day"))
}

pub fn scheduling() -> Scheduling {
    Scheduling { version: 2, rules: SchedulingRules::default() }
}

pub fn appointment() -> Appointment {
    Appointment {
        id: id(0xa1),
        version: 2,
        client_id: Some(id(0x31)),
        client_name: "Maya Ortiz".into(),
        client_email: Some("maya@example.com".into()),
        staff_id: id(0x21),
        staff_name: "Dana Reed, LCSW".into(),
        service_id: id(0x13),
        service_name: "Individual session".into(),
        office_id: id(0x11),
        office_name: "Maple Street".into(),
        start: at(0),
        end: at(50),
        blocked_from: at(0),
        blocked_to: at(60),
        status: AppointmentStatus::Confirmed,
        note: "Prefers the room with the window.".into(),
        new_client: false,
        answers: Vec::new(),
        proposals: Vec::new(),
        series_id: None,
        series_position: None,
        overlap: false,
        conflicts: Vec::new(),
        created_at: at(-5 * 24 * 60),
        requested_at: Some(at(-5 * 24 * 60)),
        expires_at: None,
        archived: false,
        decline_reason: None,
    }
}

pub fn request() -> Appointment {
    Appointment {
        version: 1,
        status: AppointmentStatus::Requested,
        note: "Mornings are best for me.".into(),
        expires_at: Some(at(-2 * 24 * 60)),
        conflicts: vec![conflict()],
        ..appointment()
    }
}

fn conflict() -> Conflict {
    Conflict { kind: ClosedBy::Appointment, text: Some("Sam Okafor".into()), start: Some(at(30)), end: Some(at(80)) }
}

pub fn appointments() -> AppointmentPage {
    AppointmentPage { items: vec![appointment()], next_cursor: None }
}

pub fn requests() -> AppointmentPage {
    AppointmentPage { items: vec![request()], next_cursor: None }
}

pub fn create() -> CreateAppointment {
    let of = appointment();
    CreateAppointment {
        client_id: id(0x31),
        staff_id: of.staff_id,
        service_id: of.service_id,
        office_id: of.office_id,
        start: local(0, 10),
        minutes: None,
        note: "".into(),
        allow_overlap: false,
        tell_client: true,
        recurrence: Some(Recurrence { every_weeks: 1, count: Some(12), until: None }),
    }
}

pub fn change() -> MoveAppointment {
    MoveAppointment {
        start: local(1, 11),
        minutes: None,
        staff_id: None,
        office_id: None,
        reach: Reach::ThisOne,
        allow_overlap: false,
        tell_client: true,
    }
}

pub fn cancel() -> CancelAppointment {
    CancelAppointment {
        status: CancelledAs::CancelledByClinician,
        message: "We are closed that day because of the storm.".into(),
        reach: Reach::ThisOne,
        tell_client: true,
    }
}

pub fn outcome() -> SetOutcome {
    SetOutcome { status: Outcome::Attended }
}

pub fn accept() -> AcceptRequest {
    AcceptRequest {
        subject: "Your appointment is confirmed".into(),
        text: "Hello Maya,\n\nsee you on Tuesday.".into(),
        ..AcceptRequest::default()
    }
}

pub fn preview() -> EmailPreview {
    EmailPreview {
        subject: "Your appointment is confirmed".into(),
        text: "Hello Maya,\n\nsee you on Tuesday.\n\nTuesday, 10 March 2026, 10:00 EDT\nMaple Street\n".into(),
    }
}

pub fn decline() -> DeclineRequest {
    DeclineRequest { reason: "Dana is away that week.".into(), message: "The week after has many free times.".into() }
}

pub fn propose() -> ProposeTimes {
    ProposeTimes { starts: vec![local(1, 10), local(1, 15), local(2, 9)] }
}

pub fn explanation() -> Explanation {
    let reason = Reason { rule: ClosedBy::Buffer, from: Some(at(0)), to: Some(at(60)), appointment_id: Some(id(0xa1)), text: None };
    Explanation { at: local(0, 11), open: false, reasons: vec![Reason { text: Some("Maya Ortiz".into()), ..reason }] }
}

pub fn exception_input() -> AvailabilityExceptionInput {
    AvailabilityExceptionInput {
        kind: ExceptionKind::TimeOff,
        from: local(6, 0),
        to: local(13, 0),
        office_id: None,
        service_id: None,
        note: "Holiday".into(),
    }
}

pub fn exception() -> AvailabilityException {
    AvailabilityException { id: id(0xe1), staff_id: id(0x21), details: exception_input() }
}

pub fn exceptions() -> AvailabilityExceptionPage {
    AvailabilityExceptionPage { items: vec![exception()], next_cursor: None }
}

pub fn overview() -> PracticeOverview {
    PracticeOverview {
        active_clients: 38,
        waiting_clients: vec![WaitingClient {
            client_id: id(0x31),
            display_name: "Maya Ortiz".into(),
            invited_at: at(-60),
            expires_at: at(7 * 24 * 60),
        }],
        undelivered: vec![UndeliveredMail {
            id: id(0x81),
            to: "sam@example.con".into(),
            client_id: Some(id(0x32)),
            client: Some("Sam Okafor".into()),
            kind: "portal_invitation".into(),
            reason: "the mail server knows no such domain".into(),
            failed_at: at(30),
        }],
        appointment_requests: 2,
        sessions_today: 5,
        checklist: [Step::Profile, Step::Office, Step::Service, Step::FirstClient, Step::FirstInvitation]
            .map(|step| ChecklistStep { step, done: true })
            .into(),
    }
}
