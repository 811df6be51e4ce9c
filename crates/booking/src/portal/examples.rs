//! Examples for the description of the API.

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine::terms;
use domain::booking::portal::{
    AppointmentOffice, BookableClinician, BookableOffice, BookableService, BookingOptions, ChooseProposal, Opening, OpeningsDay,
    OpeningsWeek, PortalAppointment, PortalAppointmentPage, RequestAppointment, RescheduleAppointment,
};
use domain::booking::settings::CancellationPolicy;
use domain::practice::office::{OfficeKind, PostalAddress};
use domain::problem::ProblemDocument;
use domain::text::Phone;
use domain::time::{Date, Timestamp, Zone, days_after};
use platform::problem::Problem;
use uuid::Uuid;

use crate::refusals;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// Monday, 2 March 2026, 9:00 in New York, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

fn phone() -> Phone {
    "+1 607 555 0142".into()
}

fn zone() -> Zone {
    Zone("America/New_York".into())
}

fn address() -> PostalAddress {
    PostalAddress {
        street: "12 Maple Street".into(),
        unit: "Suite 3".into(),
        city: "Ithaca".into(),
        region: "NY".into(),
        postal_code: "14850".into(),
        country: "US".into(),
    }
}

pub fn options() -> BookingOptions {
    let service = BookableService { id: id(0x15), name: "Individual session".into(), minutes: 53, at_once: false };
    let office = BookableOffice {
        id: id(0x11),
        name: "Maple Street".into(),
        kind: OfficeKind::Place,
        address: Some(address()),
        services: vec![service],
    };
    BookingOptions {
        zone: zone(),
        zone_abbreviation: Some("EST".into()),
        horizon_end: Date::constant(2026, 5, 1),
        clinicians: vec![BookableClinician { id: id(0x21), name: "Jordan Hale".into(), credentials: "PhD".into(), offices: vec![office] }],
        cancellation: CancellationPolicy::Hours24,
        phone: phone(),
        at_once_note: false,
    }
}

pub fn week() -> OpeningsWeek {
    let monday = Date::constant(2026, 3, 2);
    let days =
        (0..7).filter_map(|number| days_after(monday, number)).map(|date| OpeningsDay { date, morning: Vec::new(), afternoon: Vec::new() });
    let mut days: Vec<OpeningsDay> = days.collect();
    let opening = |start: i64| Opening { start: at(start), end: at(start + 53) };
    days[2].morning = vec![opening(2 * DAY), opening(2 * DAY + HOUR)];
    days[2].afternoon = vec![opening(2 * DAY + 5 * HOUR)];
    OpeningsWeek { zone: zone(), days, previous_week: None, next_week: days_after(monday, 7), first_with_openings: days_after(monday, 2) }
}

pub fn request() -> RequestAppointment {
    RequestAppointment {
        staff_id: id(0x21),
        office_id: id(0x11),
        service_id: id(0x15),
        start: at(2 * DAY),
        note: "I may be five minutes late.".into(),
        replaces: None,
    }
}

pub fn rescheduling() -> RescheduleAppointment {
    RescheduleAppointment { staff_id: id(0x21), office_id: id(0x11), service_id: id(0x15), start: at(3 * DAY) }
}

pub fn choice() -> ChooseProposal {
    ChooseProposal { start: at(4 * DAY) }
}

fn with(status: AppointmentStatus, version: i64) -> PortalAppointment {
    PortalAppointment {
        id: id(0x61),
        version,
        clinician_id: id(0x21),
        clinician: "Jordan Hale, PhD".into(),
        office: AppointmentOffice {
            id: id(0x11),
            name: "Maple Street".into(),
            kind: OfficeKind::Place,
            address: Some(address()),
            phone: Some(phone()),
            directions: "Ring at Willow & Reed; second floor, there is a lift.".into(),
        },
        service_id: id(0x15),
        service: "Individual session".into(),
        start: at(2 * DAY),
        end: at(2 * DAY + 53),
        zone: zone(),
        status,
        proposals: Vec::new(),
        cancellation: terms(status, at(2 * DAY), CancellationPolicy::Hours24, phone(), at(0)),
        at_once: false,
    }
}

pub fn appointment() -> PortalAppointment {
    with(AppointmentStatus::Requested, 1)
}

pub fn confirmed() -> PortalAppointment {
    with(AppointmentStatus::Confirmed, 3)
}

pub fn cancelled() -> PortalAppointment {
    with(AppointmentStatus::Cancelled, 3)
}

pub fn page() -> PortalAppointmentPage {
    PortalAppointmentPage { items: vec![appointment()], next_cursor: None }
}

fn document(problem: &Problem) -> ProblemDocument {
    problem.document("018f3c5e-7a10-7000-8000-5f2b9d0c1a44")
}

pub fn taken() -> ProblemDocument {
    document(&refusals::taken(vec![at(2 * DAY + HOUR), at(2 * DAY + 2 * HOUR), at(3 * DAY)]))
}

pub fn too_late() -> ProblemDocument {
    document(&refusals::of_client(domain::booking::engine::Refused::TooLate { deadline: at(-DAY) }, phone()))
}
