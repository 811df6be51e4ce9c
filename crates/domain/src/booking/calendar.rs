//! Why a time is closed (B15), and calendars that go out and come in (B17).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::{AppointmentId, OfficeId, OutsideCalendarId, ServiceId, StaffId};
use crate::text::{PersonalText, Secret};
use crate::time::{LocalTime, Timestamp};

named! {
    /// A rule that closes a time.
    ClosedBy {
        /// The clocks skip it: there is no such local time on that day.
        DoesNotExist = "does_not_exist",
        /// It has begun already.
        Past = "past",
        /// Sessions do not begin at this minute.
        NotAGridStart = "not_a_grid_start",
        /// The service is not given by this clinician, not at this office, or not to this client.
        ServiceNotHere = "service_not_here",
        /// It is too soon.
        Notice = "notice",
        /// It is too far ahead.
        Horizon = "horizon",
        /// The clinician does not work then, or not for long enough.
        NoHours = "no_hours",
        /// The clinician is away.
        TimeOff = "time_off",
        /// There is an appointment.
        Appointment = "appointment",
        /// Time before or after an appointment is kept free.
        Buffer = "buffer",
        /// Somebody asked for it and waits for an answer.
        PendingRequest = "pending_request",
        /// A calendar elsewhere says busy.
        OutsideBusy = "outside_busy",
        /// The room is taken.
        OfficeTaken = "office_taken",
    }
}

impl ClosedBy {
    /// Somebody has the time: to a client it is *taken*, whoever has it.
    #[must_use]
    pub const fn is_taken(self) -> bool {
        self.is_overlap() || matches!(self, Self::OutsideBusy)
    }

    /// Two sessions would overlap, buffers included (B18): staff need a tick to have it so.
    #[must_use]
    pub const fn is_overlap(self) -> bool {
        matches!(self, Self::Appointment | Self::Buffer | Self::PendingRequest | Self::OfficeTaken)
    }
}

/// One rule that closes a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Which rule.
    pub rule: ClosedBy,
    /// Since when it closes, where that has a begin.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Until when, where that has an end.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// The appointment or request in the way.
    #[serde(default)]
    pub appointment_id: Option<AppointmentId>,
    /// More words: whose appointment, the note of a time off.
    #[serde(default)]
    pub text: Option<PersonalText>,
}

/// Which minute to explain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ExplainTime {
    /// Whose calendar.
    pub staff_id: StaffId,
    /// For which service; none: the first that is bookable online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// At which office; none: the first of the clinician's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_id: Option<OfficeId>,
    /// The minute, in the practice's local time.
    pub at: LocalTime,
}

impl Check for ExplainTime {
    fn check(&self, c: &mut Checker) {
        c.ensure((1970..=9000).contains(&self.at.date().year()), "at", "out_of_range", "Please look at the year again.");
    }
}

/// Why a minute is open or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The minute, in the practice's local time.
    pub at: LocalTime,
    /// A client could ask for a session that begins then.
    pub open: bool,
    /// Every rule that closes it, the one that decides first; empty when it is open.
    pub reasons: Vec<Reason>,
}

/// A clinician's calendar as an address to subscribe to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// The secret address, shown once, when it is made.
    #[serde(default)]
    pub url: Option<Secret>,
    /// When it was made; none when there is no feed.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
}

/// A calendar elsewhere whose busy times close ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OutsideCalendarInput {
    /// Where its `.ics` is: `https://…` or `webcal://…`.
    pub url: Secret,
    /// What to call it.
    pub name: String,
}

impl Check for OutsideCalendarInput {
    fn check(&self, c: &mut Checker) {
        let url = self.url.as_str();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("webcal://")).unwrap_or_default();
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let form = !host.is_empty() && !host.contains('@') && url.bytes().all(|b| b.is_ascii_graphic()) && url.len() <= 2_000;
        c.ensure(form, "url", "url", "An address that begins with https:// or webcal://.");
        c.required("name", &self.name, 80);
    }
}

named! {
    /// How reading a calendar goes.
    OutsideCalendarState {
        /// Not read yet.
        New = "new",
        /// Read.
        Ok = "ok",
        /// The last try failed; what was read before still holds.
        Failing = "failing",
    }
}

/// A calendar elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutsideCalendar {
    /// Its id.
    pub id: OutsideCalendarId,
    /// What it is called.
    pub name: String,
    /// The host of its address; the rest is a secret.
    pub host: String,
    /// How reading it goes.
    pub state: OutsideCalendarState,
    /// When it was last read.
    pub last_read_at: Option<Timestamp>,
    /// Why it cannot be read.
    pub failure: Option<String>,
}

/// Somebody's calendars elsewhere, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutsideCalendarPage {
    /// This page's calendars.
    pub items: Vec<OutsideCalendar>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b17_a_calendar_elsewhere_is_read_over_https_only() {
        let fine = |url: &str| OutsideCalendarInput { url: url.into(), name: "Home".into() }.errors().is_empty();
        for good in ["https://calendar.example/a.ics", "webcal://calendar.example/private/abc.ics?x=1"] {
            assert!(fine(good), "{good}");
        }
        for bad in [
            "",
            "http://calendar.example/a.ics",
            "file:///etc/passwd",
            "https://",
            "https:///x",
            "https://u:p@calendar.example/",
            "https://a b/",
        ] {
            assert!(!fine(bad), "{bad}");
        }
    }
}
