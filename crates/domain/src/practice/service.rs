//! What is booked, and when a clinician works.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::{OfficeId, ServiceId, StaffId};
use crate::money::Money;
use crate::time::Weekday;

/// A service as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceInput {
    /// Its name, such as *Individual session*.
    pub name: String,
    /// The practice's own billing code, such as `90837`; may be empty.
    #[serde(default)]
    pub code: String,
    /// How long it takes, in minutes: 5 to 480.
    pub minutes: u16,
    /// What it costs.
    pub fee: Money,
}

impl Check for ServiceInput {
    fn check(&self, c: &mut Checker) {
        c.required("name", &self.name, 80);
        c.optional("code", &self.code, 20);
        c.between("minutes", self.minutes.into(), 5, 480);
        self.fee.check_price(c, "fee");
    }
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// What staff wrote.
    pub details: ServiceInput,
    /// No longer offered.
    pub archived: bool,
}

/// The practice's services, those on offer first, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServicePage {
    /// This page's services.
    pub items: Vec<Service>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// Hours of one day of the week, in the practice's local time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WeeklyWindow {
    /// Which day.
    pub weekday: Weekday,
    /// Begin, in minutes after midnight: 0 to 1439.
    pub from_minute: u16,
    /// End, in minutes after midnight: up to 1440.
    pub to_minute: u16,
    /// Where; none for any office.
    #[serde(default)]
    pub office_id: Option<OfficeId>,
}

/// A clinician's weekly hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Whose.
    pub staff_id: StaffId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// By day and begin.
    pub windows: Vec<WeeklyWindow>,
}

/// New weekly hours, in place of the old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetAvailability {
    /// At most 60; those of one day must not overlap.
    pub windows: Vec<WeeklyWindow>,
}

impl Check for SetAvailability {
    fn check(&self, c: &mut Checker) {
        check_windows(c, "windows", &self.windows);
    }
}

/// Notes windows that end before they begin, pass midnight, or overlap another of the same day.
pub fn check_windows(c: &mut Checker, field: &str, windows: &[WeeklyWindow]) {
    c.each(field, windows, 60, |c, window| {
        c.between("from_minute", window.from_minute.into(), 0, 1439);
        c.between("to_minute", window.to_minute.into(), 1, 1440);
        c.ensure(window.from_minute < window.to_minute, "to_minute", "order", "The end must come after the begin.");
    });
    for (i, a) in windows.iter().enumerate().take(60) {
        if windows[..i].iter().any(|b| a.weekday == b.weekday && a.from_minute < b.to_minute && b.from_minute < a.to_minute) {
            c.within(field, |c| {
                c.within(&i.to_string(), |c| c.fail("from_minute", "overlap", "These hours overlap others of the same day."))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(weekday: Weekday, from_minute: u16, to_minute: u16) -> WeeklyWindow {
        WeeklyWindow { weekday, from_minute, to_minute, office_id: None }
    }

    #[test]
    fn hours_that_touch_are_fine_and_hours_that_overlap_are_not() {
        let day = Weekday::Monday;
        let good = SetAvailability { windows: vec![window(day, 540, 720), window(day, 720, 1020), window(Weekday::Tuesday, 600, 700)] };
        assert!(good.errors().is_empty());
        let bad = SetAvailability { windows: vec![window(day, 540, 721), window(day, 720, 1020)] };
        assert_eq!(bad.errors()[0].code, "overlap");
        assert_eq!(SetAvailability { windows: vec![window(day, 600, 600)] }.errors()[0].code, "order");
    }
}
