//! What documents say in the same words: days and times as the clocks of a place showed them, numbers, and on which paper.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Paper as templates name it: Letter where dollars of those countries are paid that write on it, else A4.
#[must_use]
pub fn paper(currency: &str) -> &'static str {
    match currency {
        "USD" | "CAD" | "MXN" => "us-letter",
        _ => "a4",
    }
}

/// The day at a moment.
#[must_use]
pub fn day_of(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// `March 2, 2026`
#[must_use]
pub fn short(day: Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}

/// `9:00 AM EST`: in autumn an hour comes twice.
#[must_use]
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-I:%M %p %Z").to_string()
}

/// `March 2, 2026, 9:00 AM EST`
#[must_use]
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    format!("{}, {}", short(day_of(at, zone)), clock(at, zone))
}

/// `12,408`
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_that_comes_twice_says_which_it_is() {
        let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a zone");
        let at = |text: &str| moment(text.parse().expect("a moment"), &zone);
        assert_eq!(at("2026-11-01T05:30:00Z"), "November 1, 2026, 1:30 AM EDT");
        assert_eq!(at("2026-11-01T06:30:00Z"), "November 1, 2026, 1:30 AM EST");
        assert_eq!(at("2026-03-02T04:59:00Z"), "March 1, 2026, 11:59 PM EST");
    }

    #[test]
    fn numbers_read_like_words() {
        assert_eq!([1, 1_000, 12_408, 1_000_000].map(grouped), ["1", "1,000", "12,408", "1,000,000"]);
    }

    #[test]
    fn letters_are_written_on_the_paper_of_the_place() {
        assert_eq!(["USD", "CAD", "MXN", "EUR", "GBP", "AUD"].map(paper), ["us-letter", "us-letter", "us-letter", "a4", "a4", "a4"]);
    }
}
