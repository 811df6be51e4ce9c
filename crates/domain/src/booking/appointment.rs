//! The appointment: request and booking in one record, with a status; as staff see it (B13).

use serde::{Deserialize, Serialize};

mod changes;

pub use changes::{
    CancelAppointment, CancelledAs, CreateAppointment, MOST_IN_SERIES, MoveAppointment, Outcome, Reach, Recurrence, SetOutcome,
};

use super::calendar::ClosedBy;
use crate::check::{Check, Checker};
use crate::ids::{AppointmentId, ClientId, OfficeId, SeriesId, ServiceId, StaffId};
use crate::text::{Email, PersonName, PersonalText};
use crate::time::{Date, Timestamp, day_number};

named! {
    /// How far an appointment is.
    AppointmentStatus {
        /// The client asked; nobody has answered.
        Requested = "requested",
        /// The practice offered other times; the client has not chosen.
        Proposed = "proposed",
        /// It will take place.
        Confirmed = "confirmed",
        /// It took place.
        Attended = "attended",
        /// The client did not come.
        NoShow = "no_show",
        /// The client cancelled later than the policy allows.
        LateCancelled = "late_cancelled",
        /// The client cancelled.
        Cancelled = "cancelled",
        /// The practice cancelled.
        CancelledByClinician = "cancelled_by_clinician",
        /// The practice said no to the request.
        Declined = "declined",
        /// Nobody answered the request in time.
        Lapsed = "lapsed",
        /// The client took the request back.
        Withdrawn = "withdrawn",
    }
}

impl AppointmentStatus {
    /// Whether nobody else may have its time (B18, B21): what is confirmed or took place, and, where the practice has it
    /// so, what waits for an answer. Nobody came, but the time was kept: a missed session blocks too.
    #[must_use]
    pub const fn blocks(self, pending_holds: bool) -> bool {
        match self {
            Self::Requested | Self::Proposed => pending_holds,
            Self::Confirmed | Self::Attended | Self::NoShow => true,
            Self::LateCancelled | Self::Cancelled | Self::CancelledByClinician | Self::Declined | Self::Lapsed | Self::Withdrawn => false,
        }
    }

    /// Whether it waits for an answer of the practice or of the client.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Requested | Self::Proposed)
    }
}

/// A new client's answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The question, as it was then.
    pub question: String,
    /// The answer; may be empty.
    pub answer: PersonalText,
}

/// Something that stands in an appointment's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conflict {
    /// The rule that it breaks.
    pub kind: ClosedBy,
    /// The words for it: whose appointment, which time off.
    #[serde(default)]
    pub text: Option<PersonalText>,
    /// When what is in the way begins: the other appointment without its buffers, the time off, the busy time elsewhere.
    /// None for rules that are about no such time.
    #[serde(default)]
    pub start: Option<Timestamp>,
    /// When it ends.
    #[serde(default)]
    pub end: Option<Timestamp>,
}

/// An appointment, whole, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Whose.
    pub client_id: Option<ClientId>,
    /// How the client is called.
    pub client_name: PersonName,
    /// Where letters about it go.
    pub client_email: Option<Email>,
    /// The clinician.
    pub staff_id: StaffId,
    /// Name with credentials.
    pub staff_name: PersonName,
    /// What was booked.
    pub service_id: ServiceId,
    /// Its name.
    pub service_name: String,
    /// Where.
    pub office_id: OfficeId,
    /// Its name.
    pub office_name: String,
    /// When the session begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// Since when nobody else may have the time: the begin less the buffer.
    pub blocked_from: Timestamp,
    /// Until when.
    pub blocked_to: Timestamp,
    /// How far it is.
    pub status: AppointmentStatus,
    /// What the client wrote, or staff.
    pub note: PersonalText,
    /// Asked for by somebody who was no client yet.
    pub new_client: bool,
    /// Their answers to the practice's questions.
    pub answers: Vec<Answer>,
    /// Times that were offered instead, while the client has not chosen.
    pub proposals: Vec<Timestamp>,
    /// The series it belongs to.
    pub series_id: Option<SeriesId>,
    /// Its place there, from 1.
    pub series_position: Option<u16>,
    /// Staff let it overlap others.
    pub overlap: bool,
    /// What stands in its way now, while it waits for an answer.
    pub conflicts: Vec<Conflict>,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When the client asked, if a client did.
    pub requested_at: Option<Timestamp>,
    /// When the request lapses, if it does.
    pub expires_at: Option<Timestamp>,
    /// Put away from the list of requests.
    pub archived: bool,
    /// Why it was declined, in the words the client was told.
    pub decline_reason: Option<PersonalText>,
}

/// Appointments, by begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentPage {
    /// This page's appointments.
    pub items: Vec<Appointment>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// The most days of a calendar that are read at once.
pub const MOST_CALENDAR_DAYS: i64 = 45;

/// Which part of the calendar to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListCalendar {
    /// The first day, in the practice's zone.
    pub from: Date,
    /// The last day: at most 45 days in all.
    pub to: Date,
    /// Only this clinician's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<StaffId>,
}

impl Check for ListCalendar {
    fn check(&self, c: &mut Checker) {
        let days = day_number(self.to) - day_number(self.from) + 1;
        c.ensure(days >= 1, "to", "order", "The last day must not come before the first.");
        c.ensure(days <= MOST_CALENDAR_DAYS, "to", "out_of_range", "At most 45 days.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b13_a_calendar_is_read_for_45_days_at_most() {
        let read = |from, to| ListCalendar { from, to, staff_id: None }.errors().len();
        let day = |month, day| Date::constant(2026, month, day);
        assert_eq!((read(day(3, 1), day(3, 1)), read(day(3, 1), day(4, 14))), (0, 0));
        assert_eq!((read(day(3, 1), day(4, 15)), read(day(3, 2), day(3, 1))), (1, 1));
    }

    #[test]
    fn b21_what_is_declined_lapsed_or_cancelled_blocks_nothing() {
        let blocking =
            |pending_holds| AppointmentStatus::ALL.iter().filter(|s| s.blocks(pending_holds)).map(|s| s.as_str()).collect::<Vec<_>>();
        assert_eq!(blocking(true), ["requested", "proposed", "confirmed", "attended", "no_show"]);
        assert_eq!(blocking(false), ["confirmed", "attended", "no_show"]);
    }

    #[test]
    fn names_are_the_same_in_json_and_in_the_database() {
        for status in AppointmentStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
            assert_eq!(AppointmentStatus::named(status.as_str()), Some(*status));
        }
        assert_eq!(AppointmentStatus::named("Confirmed"), None);
    }
}
