//! Times and places as a letter says them: always with the zone they are meant in (B10).

use domain::access::day_in_words::day_in_words;
use domain::practice::office::OfficeKind;
use domain::practice::profile::Language;
use domain::time::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use practice::offices;

/// *Tuesday, March 3, 2026, 10:00 AM to 10:50 AM EST*
#[must_use]
pub fn span(start: Timestamp, end: Timestamp, zone: &TimeZone, language: Language) -> String {
    let (begins, ends) = (zone.to_datetime(start), zone.to_datetime(end));
    let (day, from, to) = (day_in_words(begins.date(), language), clock(begins.time(), language), clock(ends.time(), language));
    let name = abbreviation(start, zone);
    match language {
        Language::En => format!("{day}, {from} to {to} {name}"),
        Language::Es => format!("{day}, {from} a {to} {name}"),
    }
}

/// *Tuesday, March 3, 2026, 10:00 AM EST*
#[must_use]
pub fn moment(at: Timestamp, zone: &TimeZone, language: Language) -> String {
    let local = zone.to_datetime(at);
    format!("{}, {} {}", day_in_words(local.date(), language), clock(local.time(), language), abbreviation(at, zone))
}

fn clock(time: Time, language: Language) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        Language::En => {
            let half = if hour < 12 { "AM" } else { "PM" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{hour}:{minute:02} {half}")
        }
        Language::Es => format!("{hour}:{minute:02}"),
    }
}

/// What the zone's time is called at `at`: `EST`, or `UTC-3` where it has no name.
fn abbreviation(at: Timestamp, zone: &TimeZone) -> String {
    let info = zone.to_offset_info(at);
    if !info.abbreviation().starts_with(['+', '-']) {
        return info.abbreviation().to_owned();
    }
    let minutes = info.offset().seconds() / 60;
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
    }
}

/// The office in one line: its name, and where it is.
#[must_use]
pub fn place(office: &offices::Model) -> String {
    match office.address().filter(|_| office.kind() == OfficeKind::Place) {
        Some(address) => format!("{}, {}", office.name, address.one_line()),
        None => office.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b10_a_time_is_said_with_its_zone() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let zone = |name| TimeZone::get(name).expect("a zone");
        let (start, end) = (at("2026-03-03T15:00:00Z"), at("2026-03-03T15:50:00Z"));
        let york = zone("America/New_York");
        assert_eq!(span(start, end, &york, Language::En), "Tuesday, March 3, 2026, 10:00 AM to 10:50 AM EST");
        assert_eq!(span(start, end, &york, Language::Es), "martes, 3 de marzo de 2026, 10:00 a 10:50 EST");
        assert_eq!(moment(at("2026-07-03T16:05:00Z"), &york, Language::En), "Friday, July 3, 2026, 12:05 PM EDT");
        assert_eq!(moment(at("2026-07-03T04:05:00Z"), &york, Language::En), "Friday, July 3, 2026, 12:05 AM EDT");
        assert!(moment(start, &zone("Asia/Kathmandu"), Language::En).ends_with("8:45 PM UTC+5:45"));
        assert!(moment(start, &zone("America/Sao_Paulo"), Language::Es).ends_with("12:00 UTC-3"));
    }
}
