//! Time zones by IANA name and what local time means there. The zone database itself is not in the browser: there the
//! name is checked for its form only, and the server has the last word.

use serde::{Deserialize, Serialize};

use crate::check::Checker;

mod calendar;
#[cfg(any(test, target_arch = "wasm32"))]
mod light;
mod local;

pub use calendar::{day_number, days_after, monday_of, numbered_day, weekday_of};
pub use local::LocalTime;

/// A moment, as RFC 3339 with offset.
#[cfg(not(target_arch = "wasm32"))]
pub use jiff::Timestamp;
/// A day, as `YYYY-MM-DD`.
#[cfg(not(target_arch = "wasm32"))]
pub use jiff::civil::Date;
/// In the browser, where jiff would be a tenth of the program.
#[cfg(target_arch = "wasm32")]
pub use light::{Date, Timestamp, Unreadable};

/// An IANA time zone, such as `America/New_York`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "America/New_York"))]
#[serde(transparent)]
pub struct Zone(pub String);

impl Zone {
    /// Notes a name that cannot be a zone.
    pub fn check(&self, c: &mut Checker, field: &str) {
        let form = !self.0.is_empty() && self.0.len() <= 64 && self.0.chars().all(|ch| ch.is_ascii_alphanumeric() || "/_+-".contains(ch));
        c.ensure(form, field, "zone", "Choose a time zone, such as America/New_York.");
    }
}

/// A day of the week, Monday first (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];
}
