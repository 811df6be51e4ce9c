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
    format!("{}, {}", time::date(&at, zone, locale), time::clock_with_zone(&at, zone, locale))
}

/// "Wed, Mar 3, 10:30 AM EST", where the year is clear.
pub fn short(at: Timestamp, zone: &str, locale: &str) -> String {
    let at = at.to_string();
    format!("{}, {}", time::day(&at, zone, locale), time::clock_with_zone(&at, zone, locale))
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
    time::long_date(&date.to_string(), locale)
}

/// Today, by Greenwich: near enough to ask for a week.
pub fn today() -> Option<Date> {
    now()?.to_string().get(..10)?.parse().ok()
}

/// This moment.
pub fn now() -> Option<Timestamp> {
    Timestamp::from_millisecond(ui::now() as i64).ok()
}

/// "New York" of `America/New_York`.
pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_called_by_its_city() {
        assert_eq!(city("America/New_York"), "New York");
        assert_eq!(city("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(city("UTC"), "UTC");
    }
}
