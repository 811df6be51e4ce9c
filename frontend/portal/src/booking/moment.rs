//! Moments in the practice's zone, and beside them the device's own time where that reads otherwise (B5).

use domain::time::{Date, Timestamp};
use ui::time;

use crate::portal::Portal;

/// How the person writes dates and times. Tracks the language.
pub fn locale(portal: Portal) -> &'static str {
    portal.texts.all().words.locale
}

/// "Wednesday, March 3, 2027, 10:30 AM EST"
pub fn full(at: Timestamp, zone: &str, locale: &str) -> String {
    let at = at.to_string();
    format!("{}, {}", behind_weekday(&time::date(&at, zone, locale)), whole(&time::clock_with_zone(&at, zone, locale)))
}

/// "Wed, Mar 3, 10:30 AM EST", where the year is clear.
pub fn short(at: Timestamp, zone: &str, locale: &str) -> String {
    let at = at.to_string();
    format!("{}, {}", whole(&time::day(&at, zone, locale)), whole(&time::clock_with_zone(&at, zone, locale)))
}

/// "10:30 AM"
pub fn clock(at: Timestamp, zone: &str, locale: &str) -> String {
    time::clock(&at.to_string(), zone, locale)
}

/// "EST": what is behind the clock when the zone is written with it.
pub fn abbreviation(at: Timestamp, zone: &str, locale: &str) -> String {
    let at = at.to_string();
    let (plain, with_zone) = (time::clock(&at, zone, locale), time::clock_with_zone(&at, zone, locale));
    with_zone.strip_prefix(&plain).unwrap_or_default().trim().to_owned()
}

/// What the device's own clock shows then, with its day where that is another; none where it shows the same.
pub fn on_device(at: Timestamp, zone: &str, locale: &str) -> Option<String> {
    let (at, own) = (at.to_string(), time::own_zone());
    let same_day = time::day(&at, zone, locale) == time::day(&at, &own, locale);
    if same_day && time::clock(&at, zone, locale) == time::clock(&at, &own, locale) {
        return None;
    }
    let clock = time::clock_with_zone(&at, &own, locale);
    Some(if same_day { clock } else { format!("{}, {clock}", time::day(&at, &own, locale)) })
}

/// "Mon, Mar 8"
pub fn day(date: Date, locale: &str) -> String {
    time::day(&format!("{date}T12:00:00Z"), "UTC", locale)
}

/// "Monday, March 8, 2027"
pub fn long_day(date: Date, locale: &str) -> String {
    behind_weekday(&time::long_date(&date.to_string(), locale))
}

/// The same, broken nowhere: neither a day nor a clock is read well on two lines.
fn whole(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// A date in full words is broken behind its weekday only; on a narrow screen it has to be.
fn behind_weekday(date: &str) -> String {
    date.split_once(' ').map_or_else(|| date.to_owned(), |(weekday, day)| format!("{weekday} {}", whole(day)))
}

/// Today, by Greenwich: near enough to ask for a week.
pub fn today() -> Option<Date> {
    now()?.to_string().get(..10)?.parse().ok()
}

/// This moment.
pub fn now() -> Option<Timestamp> {
    Timestamp::from_millisecond(ui::now() as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_behind_a_weekday_or_a_date_and_nowhere_within() {
        assert_eq!(whole("Wed, Mar 3"), "Wed,\u{a0}Mar\u{a0}3");
        assert_eq!(behind_weekday("Wednesday, March 3, 2027"), "Wednesday, March\u{a0}3,\u{a0}2027");
        assert_eq!(behind_weekday("miércoles, 3 de marzo de 2027"), "miércoles, 3\u{a0}de\u{a0}marzo\u{a0}de\u{a0}2027");
        assert_eq!(behind_weekday("2027-03-03"), "2027-03-03");
    }
}
