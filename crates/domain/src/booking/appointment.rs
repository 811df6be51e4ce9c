//! The appointment: request and booking in one record, with a status; as staff see it and what they do with it (B13, B14).

use serde::{Deserialize, Serialize};

use super::calendar::ClosedBy;
use super::yes;
use crate::check::{Check, Checker};
use crate::ids::{AppointmentId, ClientId, OfficeId, SeriesId, ServiceId, StaffId};
use crate::text::{Email, PersonName, PersonalText};
use crate::time::{Date, LocalTime, Timestamp, day_number};

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

/// Again and again at the same time by the clock on the wall: exactly one of `count` and `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// Weeks from one to the next: 1 to 52.
    pub every_weeks: u8,
    /// How many in all, the first counted: 2 to 104.
    #[serde(default)]
    pub count: Option<u16>,
    /// The last day on which one may be.
    #[serde(default)]
    pub until: Option<Date>,
}

/// The most appointments of one series.
pub const MOST_IN_SERIES: u16 = 104;

impl Check for Recurrence {
    fn check(&self, c: &mut Checker) {
        c.between("every_weeks", self.every_weeks.into(), 1, 52);
        if let Some(count) = self.count {
            c.between("count", count.into(), 2, MOST_IN_SERIES.into());
        }
        c.ensure(self.count.is_some() != self.until.is_some(), "until", "one_of", "Say how many, or until when: one of the two.");
    }
}

fn check_minutes(c: &mut Checker, minutes: Option<u16>) {
    if let Some(minutes) = minutes {
        c.between("minutes", minutes.into(), 5, 480);
    }
}

/// An appointment made by staff, who may go past any rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateAppointment {
    /// Whose.
    pub client_id: ClientId,
    /// The clinician.
    pub staff_id: StaffId,
    /// What.
    pub service_id: ServiceId,
    /// Where.
    pub office_id: OfficeId,
    /// When, in the practice's local time.
    pub start: LocalTime,
    /// How long, 5 to 480; none: as long as the service.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// A note; may be empty.
    #[serde(default)]
    pub note: PersonalText,
    /// It may overlap others; this is recorded.
    #[serde(default)]
    pub allow_overlap: bool,
    /// Whether the client gets an e-mail.
    #[serde(default = "yes")]
    pub tell_client: bool,
    /// More of them, week after week.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
}

impl Check for CreateAppointment {
    fn check(&self, c: &mut Checker) {
        check_minutes(c, self.minutes);
        c.optional("note", self.note.as_str(), 500);
        if let Some(recurrence) = &self.recurrence {
            c.within("recurrence", |c| {
                recurrence.check(c);
                let after = recurrence.until.is_none_or(|until| until >= self.start.date());
                c.ensure(after, "until", "order", "The last day must not come before the first appointment.");
            });
        }
    }
}

named! {
    /// How far a change of a series reaches.
    Reach {
        /// Only this appointment.
        ThisOne = "this_one",
        /// This and all that follow in its series.
        ThisAndLater = "this_and_later",
    }
}

/// Another time, length, clinician or office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveAppointment {
    /// The new begin, in the practice's local time.
    pub start: LocalTime,
    /// The new length, 5 to 480; none: as before.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// The new clinician; none: as before.
    #[serde(default)]
    pub staff_id: Option<StaffId>,
    /// The new office; none: as before.
    #[serde(default)]
    pub office_id: Option<OfficeId>,
    /// How far in its series.
    #[serde(default = "this_one")]
    pub reach: Reach,
    /// It may overlap others; this is recorded.
    #[serde(default)]
    pub allow_overlap: bool,
    /// Whether the client gets an e-mail.
    #[serde(default = "yes")]
    pub tell_client: bool,
}

fn this_one() -> Reach {
    Reach::ThisOne
}

impl Check for MoveAppointment {
    fn check(&self, c: &mut Checker) {
        check_minutes(c, self.minutes);
    }
}

named! {
    /// As what staff cancel.
    CancelledAs {
        /// The client cancelled.
        Cancelled = "cancelled",
        /// The practice cancelled.
        CancelledByClinician = "cancelled_by_clinician",
        /// The client cancelled later than the policy allows.
        LateCancelled = "late_cancelled",
    }
}

impl From<CancelledAs> for AppointmentStatus {
    fn from(status: CancelledAs) -> Self {
        match status {
            CancelledAs::Cancelled => Self::Cancelled,
            CancelledAs::CancelledByClinician => Self::CancelledByClinician,
            CancelledAs::LateCancelled => Self::LateCancelled,
        }
    }
}

/// Staff cancel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelAppointment {
    /// As what.
    pub status: CancelledAs,
    /// Words for the client's e-mail; may be empty.
    #[serde(default)]
    pub message: PersonalText,
    /// How far in its series.
    #[serde(default = "this_one")]
    pub reach: Reach,
    /// Whether the client gets an e-mail.
    #[serde(default = "yes")]
    pub tell_client: bool,
}

impl Check for CancelAppointment {
    fn check(&self, c: &mut Checker) {
        c.optional("message", self.message.as_str(), 2_000);
    }
}

named! {
    /// What became of a session.
    Outcome {
        /// It took place.
        Attended = "attended",
        /// The client did not come.
        NoShow = "no_show",
        /// The client cancelled later than the policy allows.
        LateCancelled = "late_cancelled",
        /// Nothing yet: the others were a mistake.
        Confirmed = "confirmed",
    }
}

impl From<Outcome> for AppointmentStatus {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Attended => Self::Attended,
            Outcome::NoShow => Self::NoShow,
            Outcome::LateCancelled => Self::LateCancelled,
            Outcome::Confirmed => Self::Confirmed,
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetOutcome {
    /// What.
    pub status: Outcome,
}

impl Check for SetOutcome {
    fn check(&self, _: &mut Checker) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(every_weeks: u8, count: Option<u16>, until: Option<Date>) -> Vec<String> {
        Recurrence { every_weeks, count, until }.errors().into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn b14_a_series_ends_by_count_or_by_day() {
        let day = Some(Date::constant(2026, 12, 31));
        assert_eq!(codes(2, Some(10), None), [""; 0]);
        assert_eq!(codes(1, None, day), [""; 0]);
        assert_eq!(codes(1, Some(10), day), ["one_of"]);
        assert_eq!(codes(1, None, None), ["one_of"]);
        assert_eq!(codes(0, Some(1), None), ["out_of_range", "out_of_range"]);
        assert_eq!(codes(53, Some(105), None), ["out_of_range", "out_of_range"]);
    }

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
