//! A clinician, an office, a service, and what is busy: with usual values.

use domain::booking::engine::{Asker, Busy, BusyKind, Facts, Session, Span};
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::booking::settings::SchedulingRules;
use domain::money::{Currency, Money};
use domain::practice::availability::WeeklyWindow;
use domain::practice::service::ServiceInput;
use domain::text::PersonalText;
use domain::time::{LocalTime, Timestamp, Weekday};
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use jiff::SignedDuration;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use uuid::Uuid;

pub const JORDAN: StaffId = StaffId(Uuid::from_u128(1));
pub const PRIYA: StaffId = StaffId(Uuid::from_u128(2));
pub const MAPLE: OfficeId = OfficeId(Uuid::from_u128(3));
pub const RIVERSIDE: OfficeId = OfficeId(Uuid::from_u128(4));
pub const TALK: ServiceId = ServiceId(Uuid::from_u128(5));
pub const INTAKE: ServiceId = ServiceId(Uuid::from_u128(6));

/// The zones that come with the program, whatever the machine has.
pub fn zones() -> TimeZoneDatabase {
    TimeZoneDatabase::bundled()
}

pub fn zone(name: &str) -> TimeZone {
    zones().get(name).expect("a zone")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

pub fn local(text: &str) -> LocalTime {
    text.parse().expect("a local time")
}

pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// A service of so many minutes, without buffers.
pub fn service(minutes: u16) -> ServiceInput {
    ServiceInput::new("Session", minutes, Money { amount_minor: 15_000, currency: Currency("USD".into()) })
}

/// Hours on every day of the week.
pub fn daily(from_minute: u16, to_minute: u16) -> Vec<WeeklyWindow> {
    Weekday::ALL.iter().map(|day| WeeklyWindow::new(*day, from_minute, to_minute)).collect()
}

/// Facts of Jordan at Maple Street: `session` minutes at a grid of `grid`, no notice, a far horizon, nothing busy.
pub fn facts(zone_name: &str, now: &str, session: u16, grid: u16, windows: Vec<WeeklyWindow>) -> Facts {
    Facts {
        zone: zone(zone_name),
        now: at(now),
        rules: SchedulingRules {
            grid_minutes: grid,
            notice_hours_existing: 0,
            notice_hours_new: 0,
            horizon_days: 365,
            ..Default::default()
        },
        asker: Asker::Existing,
        session: Session::new(TALK, &service(session), JORDAN, MAPLE, false),
        windows,
        exceptions: Vec::new(),
        busy: Vec::new(),
    }
}

/// Jordan is busy for so many minutes from `start`, without buffers.
pub fn busy(kind: BusyKind, start: Timestamp, length: i64) -> Busy {
    let span = Span { from: start, to: start + minutes(length) };
    let appointment_id = (kind != BusyKind::Outside).then(|| AppointmentId(Uuid::from_u128(start.as_second().unsigned_abs().into())));
    Busy { kind, staff_id: JORDAN, office_id: Some(MAPLE), session: span, blocked: span, appointment_id }
}

/// The same with buffers.
pub fn buffered(busy: Busy, before: i64, after: i64) -> Busy {
    Busy { blocked: Span { from: busy.session.from - minutes(before), to: busy.session.to + minutes(after) }, ..busy }
}

pub fn exception(kind: ExceptionKind, from: &str, to: &str) -> AvailabilityExceptionInput {
    AvailabilityExceptionInput { kind, from: local(from), to: local(to), office_id: None, service_id: None, note: PersonalText::default() }
}

/// The openings of the local days as moments.
pub fn starts(facts: &Facts, from: &str, to: &str) -> Vec<String> {
    let day = |text: &str| text.parse().expect("a day");
    facts.over(day(from), day(to)).openings().map(|slot| slot.start.to_string()).collect()
}

/// The openings of the local days as the clock on the wall shows them: `10:15`, or `8 10:15` with the day over several days.
pub fn wall(facts: &Facts, from: &str, to: &str) -> Vec<String> {
    let day = |text: &str| text.parse().expect("a day");
    let text = |start| {
        let local = domain::booking::engine::local_in(&facts.zone, start).to_string();
        if from == to { local[11..].to_owned() } else { local[8..].replace('T', " ") }
    };
    facts.over(day(from), day(to)).openings().map(|slot| text(slot.start)).collect()
}
