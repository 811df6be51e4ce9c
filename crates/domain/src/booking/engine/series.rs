//! Appointments that come again (B14): each at the same time by the clock on the wall, however far that is from the one
//! before in elapsed time.

use jiff::tz::TimeZone;

use crate::booking::appointment::{MOST_IN_SERIES, Recurrence};
use crate::time::{LocalTime, Timestamp, day_number, days_after};

use super::local::moment_in;

/// The begins of a series, the first included: at most [`MOST_IN_SERIES`]. One whose local time the clocks skip on its day is
/// later by as much as they jump (RFC 5545, 3.3.5); of a time that comes twice it is the first.
#[must_use]
pub fn occurrences(zone: &TimeZone, first: LocalTime, recurrence: &Recurrence) -> Vec<(LocalTime, Timestamp)> {
    let count = recurrence.count.unwrap_or(MOST_IN_SERIES).min(MOST_IN_SERIES);
    (0..count)
        .map_while(|place| {
            let date = days_after(first.date(), i64::from(place) * 7 * i64::from(recurrence.every_weeks.max(1)))?;
            let local = LocalTime::new(date, first.minute())?;
            recurrence.until.is_none_or(|until| date <= until).then_some(local)
        })
        .filter_map(|local| Some((local, begin(zone, local)?)))
        .collect()
}

/// Where a later appointment of a series goes when an earlier one is moved from `before` to `after` together with all that
/// follow: as many days further, and to the new time by the clock on the wall.
#[must_use]
pub fn moved_along(zone: &TimeZone, before: LocalTime, after: LocalTime, later: LocalTime) -> Option<(LocalTime, Timestamp)> {
    let date = days_after(later.date(), day_number(after.date()) - day_number(before.date()))?;
    let local = LocalTime::new(date, after.minute())?;
    Some((local, begin(zone, local)?))
}

fn begin(zone: &TimeZone, local: LocalTime) -> Option<Timestamp> {
    moment_in(zone, local).or_else(|| {
        let (hour, minute) = (i8::try_from(local.minute() / 60).ok()?, i8::try_from(local.minute() % 60).ok()?);
        zone.to_ambiguous_timestamp(local.date().at(hour, minute, 0, 0)).later().ok()
    })
}
