//! What the engine is told.

use jiff::tz::TimeZone;

use super::timetable::Timetable;
use crate::booking::exception::AvailabilityExceptionInput;
use crate::booking::settings::SchedulingRules;
use crate::ids::{AppointmentId, OfficeId, ServiceId, StaffId};
use crate::practice::availability::WeeklyWindow;
use crate::practice::service::ServiceInput;
use crate::time::{Date, Timestamp};

/// From a moment up to, and without, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub to: Timestamp,
}

impl Span {
    /// Whether some moment is in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Who asks for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// A client.
    Existing,
    /// Somebody who is no client yet.
    New,
    /// Staff: grid, notice, horizon and what is bookable online are not for them.
    Staff,
}

/// What is asked for: a service with a clinician at an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The clinician.
    pub staff_id: StaffId,
    /// The office.
    pub office_id: OfficeId,
    /// The office is one room: sessions there may not overlap, buffers included, whoever gives them.
    pub one_room: bool,
    /// The service.
    pub service_id: ServiceId,
    /// How long it takes.
    pub minutes: u16,
    /// Minutes kept free before it.
    pub buffer_before: u16,
    /// Minutes kept free after it.
    pub buffer_after: u16,
    /// Whether this clinician gives the service at this office.
    pub given_here: bool,
    /// Whether clients may ask for it.
    pub bookable_online: bool,
    /// Whether people who are no clients yet may ask for it.
    pub for_new_clients: bool,
}

impl Session {
    /// A session of `service`. What is archived or deactivated is the caller's to look at: it sets `given_here`.
    #[must_use]
    pub fn new(service_id: ServiceId, service: &ServiceInput, staff_id: StaffId, office_id: OfficeId, one_room: bool) -> Self {
        Self {
            staff_id,
            office_id,
            one_room,
            service_id,
            minutes: service.minutes,
            buffer_before: service.buffer_before_minutes,
            buffer_after: service.buffer_after_minutes,
            given_here: service.is_given(staff_id, office_id),
            bookable_online: service.bookable_online,
            for_new_clients: service.for_new_clients,
        }
    }
}

/// Why somebody is busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BusyKind {
    /// An appointment that stands or took place.
    Appointment,
    /// A request that waits for an answer.
    Pending,
    /// A calendar elsewhere says so.
    Outside,
}

/// A time that is not free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Why.
    pub kind: BusyKind,
    /// Whose time it is.
    pub staff_id: StaffId,
    /// Where, for appointments and requests.
    pub office_id: Option<OfficeId>,
    /// The session itself.
    pub session: Span,
    /// The session with its buffers: the same where there are none.
    pub blocked: Span,
    /// Which appointment or request.
    pub appointment_id: Option<AppointmentId>,
}

/// All that decides whether a time is open.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The practice's zone.
    pub zone: TimeZone,
    /// The present moment.
    pub now: Timestamp,
    /// The practice's rules.
    pub rules: SchedulingRules,
    /// Who asks.
    pub asker: Asker,
    /// For what.
    pub session: Session,
    /// The clinician's weekly hours.
    pub windows: Vec<WeeklyWindow>,
    /// The clinician's extra hours and time off.
    pub exceptions: Vec<AvailabilityExceptionInput>,
    /// The clinician's busy times and, at an office of one room, those of everybody there; all that reach into the days
    /// asked about and the day before and after them. An appointment that is being moved is left out.
    pub busy: Vec<Busy>,
}

impl Facts {
    /// The facts laid out for the local days `from` to `to`, both included.
    #[must_use]
    pub fn over(&self, from: Date, to: Date) -> Timetable<'_> {
        Timetable::new(self, from, to)
    }
}
