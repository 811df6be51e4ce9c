//! When a client is reminded (B16).

use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::time::{Date, Timestamp, days_after};

use super::local::{boundary, local_in};

/// Minutes after local midnight at which quiet hours end and begin.
const QUIET_UNTIL: u16 = 8 * 60;
const QUIET_FROM: u16 = 21 * 60;

/// When to remind of a session that begins at `start`, `hours` before it; `zone` is the client's.
///
/// Nobody is written to from 21:00 to 8:00 of their own time: the reminder waits until 8:00. Would the session have begun by
/// then, it goes out in the last minute before quiet hours, 20:59 of the evening before. Was the appointment made after
/// that, it goes out at once, quiet or not: it is never dropped.
///
/// None when the appointment was made (`made_at`) less than `hours` before the session: the letter that confirmed it came
/// when the reminder would have.
#[must_use]
pub fn reminder_at(start: Timestamp, hours: u16, made_at: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let at = start.checked_sub(SignedDuration::from_hours(hours.into())).ok()?;
    if at < made_at {
        return None;
    }
    let local = local_in(zone, at);
    let (quiet_since, quiet_until): (Date, Date) = match local.minute() {
        minute if minute < QUIET_UNTIL => (days_after(local.date(), -1)?, local.date()),
        minute if minute >= QUIET_FROM => (local.date(), days_after(local.date(), 1)?),
        _ => return Some(at),
    };
    let morning = boundary(zone, quiet_until, QUIET_UNTIL);
    if morning < start {
        return Some(morning);
    }
    Some(boundary(zone, quiet_since, QUIET_FROM - 1).max(made_at))
}
