//! Moments and days in the browser: the same JSON and the same few methods as jiff's, without its 27 kB (brotli) of
//! zones, formats and messages. The server and the tests use jiff; the tests here compare the two.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{civil, number_of};

const MICROS: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// A text that is no moment or no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date or time")
    }
}

impl std::error::Error for Unreadable {}

/// A moment, as RFC 3339 with offset; to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment so many milliseconds after 1970 began.
    ///
    /// # Errors
    /// When its year is not one of 0 to 9999.
    pub fn from_millisecond(milliseconds: i64) -> Result<Self, Unreadable> {
        let moment = Self(milliseconds.checked_mul(1_000).ok_or(Unreadable)?);
        let (year, ..) = civil(moment.0.div_euclid(MICROS).div_euclid(DAY));
        if (0..=9999).contains(&year) { Ok(moment) } else { Err(Unreadable) }
    }

    /// Milliseconds since 1970 began, rounded towards the past.
    #[must_use]
    pub fn as_millisecond(self) -> i64 {
        self.0.div_euclid(1_000)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, micros) = (self.0.div_euclid(MICROS), self.0.rem_euclid(MICROS));
        let (year, month, day) = civil(seconds.div_euclid(DAY));
        let of_day = seconds.rem_euclid(DAY);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", of_day / 3_600, of_day / 60 % 60, of_day % 60)?;
        if micros > 0 {
            write!(f, ".{}", format!("{micros:06}").trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let (date, time) = text.split_once(['T', 't', ' ']).ok_or(Unreadable)?;
        let date: Date = date.parse()?;
        let clock = time.get(..8).ok_or(Unreadable)?;
        let mut parts = clock.splitn(3, ':').map(|part| number(part, 2));
        let mut next = |most: i64| parts.next().flatten().filter(|n| *n <= most).ok_or(Unreadable);
        // A leap second is written as the second before it.
        let of_day = next(23)? * 3_600 + next(59)? * 60 + next(60)?.min(59);
        let rest = &time[8..];
        let (micros, rest) = match rest.strip_prefix('.') {
            None => (0, rest),
            Some(fraction) => {
                let end = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
                let digits = fraction.get(..end.min(6)).filter(|d| !d.is_empty()).ok_or(Unreadable)?;
                (format!("{digits:0<6}").parse().map_err(|_| Unreadable)?, &fraction[end..])
            }
        };
        Ok(Self((date.number() * DAY + of_day - offset(rest)?) * MICROS + micros))
    }
}

/// Seconds that local time is ahead of UTC: `Z`, `+02:00`.
fn offset(text: &str) -> Result<i64, Unreadable> {
    if matches!(text, "Z" | "z") {
        return Ok(0);
    }
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Err(Unreadable),
    };
    let (hours, minutes) = text[1..].split_once(':').ok_or(Unreadable)?;
    let (hours, minutes) = number(hours, 2).zip(number(minutes, 2)).filter(|(h, m)| *h < 24 && *m < 60).ok_or(Unreadable)?;
    Ok(sign * (hours * 3_600 + minutes * 60))
}

/// A day, as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

impl Date {
    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.day
    }

    /// The day, where there is one.
    pub(super) fn new(year: i16, month: i8, day: i8) -> Result<Self, Unreadable> {
        let date = Self { year, month, day };
        // A day that is none, such as 30 February, comes back as another.
        let is_one =
            (0..=9999).contains(&year) && (1..=12).contains(&month) && civil(date.number()) == (year.into(), month.into(), day.into());
        if is_one { Ok(date) } else { Err(Unreadable) }
    }

    fn number(self) -> i64 {
        number_of(self.year.into(), self.month.into(), self.day.into())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut parts = text.splitn(3, '-');
        let mut next = |digits| parts.next().and_then(|part| number(part, digits)).ok_or(Unreadable);
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Self::new(year as i16, month as i8, day as i8)
    }
}

/// Exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

as_text!(Timestamp, Date);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_written_as_jiff_does() {
        for text in [
            "2026-11-21T20:52:00Z",
            "2026-11-21T20:52:00.5Z",
            "2024-02-29T23:59:59.000001Z",
            "1969-12-31T23:59:59.25Z",
            "2000-03-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "2026-11-21T20:52:00+02:00",
            "2026-11-21T00:10:00.123-05:30",
        ] {
            let theirs: jiff::Timestamp = text.parse().unwrap();
            let ours: Timestamp = text.parse().unwrap();
            assert_eq!(ours.to_string(), theirs.to_string(), "{text}");
            assert_eq!(ours.as_millisecond(), theirs.as_microsecond().div_euclid(1_000), "{text}");
            assert_eq!(serde_json::to_string(&ours).unwrap(), serde_json::to_string(&theirs).unwrap());
        }
        for n in (-62_000_000_000_000..253_000_000_000_000_i64).step_by(7_654_321_987) {
            assert_eq!(Timestamp::from_millisecond(n).unwrap().to_string(), jiff::Timestamp::from_millisecond(n).unwrap().to_string());
        }
    }

    #[test]
    fn days_are_read_and_written_as_jiff_does() {
        for text in ["1990-03-14", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            let (ours, theirs): (Date, jiff::civil::Date) = (text.parse().unwrap(), text.parse().unwrap());
            assert_eq!(
                (ours.to_string(), ours.year(), ours.month(), ours.day()),
                (theirs.to_string(), theirs.year(), theirs.month(), theirs.day())
            );
        }
        for bad in
            ["", "1990-02-29", "1900-02-29", "1990-13-01", "1990-00-10", "1990-04-31", "1990-4-01", "90-04-01", "1990-04-01x", "+990-01-01"]
        {
            assert_eq!(bad.parse::<Date>(), Err(Unreadable), "{bad:?}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for bad in [
            "",
            "2026-11-21",
            "2026-11-21T24:00:00Z",
            "2026-11-21T20:52Z",
            "2026-11-21T20:52:00",
            "2026-11-21T20:52:00.Z",
            "2026-11-21T20:52:00+2:00",
            "2026-11-21T20:5é:00Z",
        ] {
            assert_eq!(bad.parse::<Timestamp>(), Err(Unreadable), "{bad:?}");
        }
        assert!(Timestamp::from_millisecond(i64::MAX).is_err());
    }
}
