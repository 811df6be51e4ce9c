//! What staff do with appointments: make, move, cancel, say what became of them (B13, B14).

use serde::{Deserialize, Serialize};

use super::AppointmentStatus;
use crate::booking::yes;
use crate::check::{Check, Checker};
use crate::ids::{ClientId, OfficeId, ServiceId, StaffId};
use crate::text::PersonalText;
use crate::time::{Date, LocalTime};

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
}
