//! When a clinician works: the weekly hours that openings are made of.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::{OfficeId, ServiceId, StaffId};
use crate::time::{Date, Weekday};

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
    /// For which service only; none for any.
    #[serde(default)]
    pub service_id: Option<ServiceId>,
    /// The first day it holds; none: since always.
    #[serde(default)]
    pub from_date: Option<Date>,
    /// The last day it holds; none: for good.
    #[serde(default)]
    pub to_date: Option<Date>,
}

impl WeeklyWindow {
    /// Hours anywhere, for any service, for good.
    #[must_use]
    pub fn new(weekday: Weekday, from_minute: u16, to_minute: u16) -> Self {
        Self { weekday, from_minute, to_minute, office_id: None, service_id: None, from_date: None, to_date: None }
    }

    /// Whether both stand for the same time of some day: at two places, or twice at one.
    fn overlaps(&self, other: &Self) -> bool {
        // Hours for one service may stand beside hours for another.
        let both_services = self.service_id.zip(other.service_id).is_none_or(|(a, b)| a == b);
        let ends_before = |a: &Self, b: &Self| a.to_date.zip(b.from_date).is_some_and(|(end, begin)| end < begin);
        self.weekday == other.weekday
            && self.from_minute < other.to_minute
            && other.from_minute < self.to_minute
            && both_services
            && !ends_before(self, other)
            && !ends_before(other, self)
    }
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
    /// At most 60; those of one day must not overlap, unless they hold for different services or in different weeks.
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
        let in_order = window.from_date.zip(window.to_date).is_none_or(|(from, to)| from <= to);
        c.ensure(in_order, "to_date", "order", "The last day must not come before the first.");
    });
    for (i, a) in windows.iter().enumerate().take(60) {
        if windows[..i].iter().any(|b| a.overlaps(b)) {
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
        WeeklyWindow::new(weekday, from_minute, to_minute)
    }

    fn codes(windows: [WeeklyWindow; 2]) -> Vec<String> {
        SetAvailability { windows: windows.into() }.errors().into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn b1_hours_may_stand_beside_others_of_another_service_or_season() {
        let hours = window(Weekday::Monday, 540, 720);
        let service = |number| Some(ServiceId(uuid::Uuid::from_u128(number)));
        let of = |service_id| WeeklyWindow { service_id, ..hours.clone() };
        assert_eq!(codes([of(service(1)), of(service(2))]), [""; 0]);
        assert_eq!(codes([of(service(1)), of(service(1))]), ["overlap"]);
        assert_eq!(codes([of(service(1)), of(None)]), ["overlap"]);
        let spring = WeeklyWindow { to_date: Some(Date::constant(2026, 5, 31)), ..hours.clone() };
        let summer = WeeklyWindow { from_date: Some(Date::constant(2026, 6, 1)), ..hours.clone() };
        assert_eq!(codes([spring.clone(), summer.clone()]), [""; 0]);
        assert_eq!(codes([spring.clone(), hours.clone()]), ["overlap"]);
        let backwards = WeeklyWindow { from_date: Some(Date::constant(2026, 6, 1)), ..spring };
        assert_eq!(codes([backwards, window(Weekday::Friday, 540, 720)]), ["order"]);
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
