//! Extra hours and time off: what differs from a clinician's week (B1).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::{AvailabilityExceptionId, OfficeId, ServiceId, StaffId};
use crate::text::PersonalText;
use crate::time::{Date, LocalTime, day_number};

named! {
    /// Which way it differs.
    ExceptionKind {
        /// The clinician works besides the weekly hours.
        ExtraHours = "extra_hours",
        /// The clinician is away; this also closes extra hours.
        TimeOff = "time_off",
    }
}

/// An exception as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AvailabilityExceptionInput {
    /// Extra hours or time off.
    pub kind: ExceptionKind,
    /// Begin, in the practice's local time.
    pub from: LocalTime,
    /// End: at most a day after the begin of extra hours, two years after that of time off.
    pub to: LocalTime,
    /// Extra hours only: where; none for any office.
    #[serde(default)]
    pub office_id: Option<OfficeId>,
    /// Extra hours only: for which service; none for any.
    #[serde(default)]
    pub service_id: Option<ServiceId>,
    /// For the team; may be empty.
    #[serde(default)]
    pub note: PersonalText,
}

impl Check for AvailabilityExceptionInput {
    fn check(&self, c: &mut Checker) {
        let days = day_number(self.to.date()) - day_number(self.from.date());
        if self.from >= self.to {
            c.fail("to", "order", "The end must come after the begin.");
        } else if self.kind == ExceptionKind::ExtraHours {
            let long = days > 1 || (days == 1 && self.to.minute() > self.from.minute());
            c.ensure(!long, "to", "out_of_range", "At most 24 hours after the begin.");
        } else {
            c.ensure(days <= 731, "to", "out_of_range", "At most two years after the begin.");
        }
        if self.kind == ExceptionKind::TimeOff {
            c.ensure(self.office_id.is_none(), "office_id", "not_allowed", "Time off holds everywhere.");
            c.ensure(self.service_id.is_none(), "service_id", "not_allowed", "Time off holds for every service.");
        }
        c.optional("note", self.note.as_str(), 200);
    }
}

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvailabilityException {
    /// Its id.
    pub id: AvailabilityExceptionId,
    /// Whose.
    pub staff_id: StaffId,
    /// What staff wrote.
    pub details: AvailabilityExceptionInput,
}

/// Which of somebody's exceptions to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListAvailabilityExceptions {
    /// All that reach into this day, in the practice's zone, or begin later; none: what is not over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

impl Check for ListAvailabilityExceptions {
    fn check(&self, c: &mut Checker) {
        let known = self.from.is_none_or(|day| (1970..=9000).contains(&day.year()));
        c.ensure(known, "from", "out_of_range", "Please look at the year again.");
    }
}

/// Somebody's exceptions, by begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvailabilityExceptionPage {
    /// This page's exceptions.
    pub items: Vec<AvailabilityException>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(kind: ExceptionKind, from: &str, to: &str) -> Vec<String> {
        let input = AvailabilityExceptionInput {
            kind,
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            office_id: None,
            service_id: None,
            note: PersonalText::default(),
        };
        input.errors().into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn b1_exceptions_are_read_from_a_day_of_some_known_year() {
        let codes = |from: Option<&str>| {
            let query = ListAvailabilityExceptions { from: from.map(|day| day.parse().unwrap()) };
            query.errors().into_iter().map(|error| error.code).collect::<Vec<_>>()
        };
        for fine in [None, Some("1970-01-01"), Some("9000-12-31")] {
            assert_eq!(codes(fine), [""; 0], "{fine:?}");
        }
        assert_eq!(codes(Some("1969-12-31")), ["out_of_range"]);
        assert_eq!(codes(Some("9001-01-01")), ["out_of_range"]);
    }

    #[test]
    fn b1_an_exception_ends_after_it_begins_and_not_too_late() {
        let none = [""; 0];
        assert_eq!(codes(ExceptionKind::ExtraHours, "2026-03-07T09:00", "2026-03-08T09:00"), none);
        assert_eq!(codes(ExceptionKind::ExtraHours, "2026-03-07T09:00", "2026-03-08T09:01"), ["out_of_range"]);
        assert_eq!(codes(ExceptionKind::TimeOff, "2026-03-07T00:00", "2028-03-07T00:00"), none);
        assert_eq!(codes(ExceptionKind::TimeOff, "2026-03-07T00:00", "2028-03-09T00:00"), ["out_of_range"]);
        assert_eq!(codes(ExceptionKind::TimeOff, "2026-03-07T09:00", "2026-03-07T09:00"), ["order"]);
    }
}
