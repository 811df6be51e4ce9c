//! What one part of a stranger's calendar says: when it begins, until when it repeats, whether it keeps anybody busy.

use calcard::common::timezone::Tz;
use calcard::common::{DateTimeResult, PartialDateTime};
use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarFreeBusyType, ICalendarParameterName, ICalendarParameterValue, ICalendarProperty,
    ICalendarStatus, ICalendarTransparency, ICalendarValue,
};
use chrono::NaiveDateTime;

/// When an event begins, and in which zone it says so.
pub fn start_of(component: &ICalendarComponent) -> Option<(DateTimeResult, Option<String>)> {
    let entry = component.property(&ICalendarProperty::Dtstart)?;
    let start = entry.values.first()?.as_partial_date_time()?.to_date_time()?;
    Some((start, entry.tz_id().map(ToOwned::to_owned)))
}

/// Whether it keeps anybody from anything: not cancelled, not shown as free, and with a length.
pub fn takes_time(component: &ICalendarComponent) -> bool {
    let cancelled = component.status() == Some(&ICalendarStatus::Cancelled);
    let free = component.transparency() == Some(&ICalendarTransparency::Transparent);
    let shown_free = component.entries.iter().any(|entry| {
        matches!(&entry.name, ICalendarProperty::Other(name) if name.eq_ignore_ascii_case("X-MICROSOFT-CDO-BUSYSTATUS"))
            && entry.values.first().and_then(ICalendarValue::as_text).is_some_and(|text| text.eq_ignore_ascii_case("FREE"))
    });
    let start = component.property(&ICalendarProperty::Dtstart).and_then(|entry| entry.values.first()?.as_partial_date_time());
    let at_a_moment = start.is_some_and(PartialDateTime::has_time)
        && !component.has_property(&ICalendarProperty::Dtend)
        && !component.has_property(&ICalendarProperty::Duration);
    !(cancelled || free || shown_free || at_a_moment)
}

/// Whether a list of busy times is one of free times.
pub fn is_free(entry: &ICalendarEntry) -> bool {
    let free = |value: &ICalendarParameterValue| matches!(value, ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free));
    entry.parameter(&ICalendarParameterName::Fbtype).is_some_and(free)
}

/// The last moment of a series on its own wall; a mere day is meant to its end.
pub fn until_in(until: &PartialDateTime, zone: Tz) -> Option<NaiveDateTime> {
    let read = until.to_date_time()?;
    if !until.has_time() {
        return read.date_time.date().and_hms_opt(23, 59, 59);
    }
    match read.offset {
        None => Some(read.date_time),
        Some(_) => Some(read.to_date_time_with_tz(Tz::UTC)?.with_timezone(&zone).naive_local()),
    }
}
