//! From the clock on the wall to moments and back.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::facts::Span;
use crate::time::{Date, LocalTime, Timestamp, days_after};

/// The moment of a local time: the first where it comes twice, none where the clocks skip it.
#[must_use]
pub fn moment_in(zone: &TimeZone, local: LocalTime) -> Option<Timestamp> {
    let at = civil(local.date(), local.minute());
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => offset.to_timestamp(at).ok(),
        AmbiguousOffset::Gap { .. } => None,
    }
}

/// What the clock on the wall shows at a moment; seconds are left off.
#[must_use]
pub fn local_in(zone: &TimeZone, moment: Timestamp) -> LocalTime {
    let at = zone.to_datetime(moment);
    let minute = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    // An hour and a minute of a day are below 1440.
    LocalTime::new(at.date(), minute).unwrap_or_else(|| unreachable!("{at} has more than 1440 minutes"))
}

/// The local day of a moment.
#[must_use]
pub fn date_in(zone: &TimeZone, moment: Timestamp) -> Date {
    zone.to_datetime(moment).date()
}

/// The local days `from` to `to`, both included, as moments.
#[must_use]
pub fn days_in(zone: &TimeZone, from: Date, to: Date) -> Span {
    Span { from: boundary(zone, from, 0), to: boundary(zone, to, 1440) }
}

/// Where hours begin or end: the moment of a local time, or, where the clocks skip it, the moment they do. Minute 1440 is
/// the next day's midnight. A later local time never gives an earlier moment.
pub(super) fn boundary(zone: &TimeZone, date: Date, minute: u16) -> Timestamp {
    let (date, minute) = if minute < 1440 { (date, minute) } else { (days_after(date, 1).unwrap_or(Date::MAX), minute - 1440) };
    let at = civil(date, minute);
    let moment = match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => offset.to_timestamp(at),
        // The clock as it was would show this time at or after the jump, the clock as it is then, before.
        AmbiguousOffset::Gap { after, .. } => after
            .to_timestamp(at)
            .map(|before| zone.following(before).find(|jump| jump.offset() == after).map_or(before, |jump| jump.timestamp())),
    };
    // Only the last hours of the year 9999 have no moment.
    moment.unwrap_or(Timestamp::MAX)
}

fn civil(date: Date, minute: u16) -> DateTime {
    // Both are below 60: the minute is below 1440.
    let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(23), i8::try_from(minute % 60).unwrap_or(59));
    date.at(hour, minute, 0, 0)
}
