//! What the clock on the wall shows in the practice's zone: which moment that is, only the zone's rules say.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Date;

/// A local day and minute, as `YYYY-MM-DDTHH:MM`. The end of a day is 00:00 of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-03-03T10:00"))]
pub struct LocalTime((Date, u16));

/// A text that is no local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoLocalTime;

impl fmt::Display for NoLocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a local time is YYYY-MM-DDTHH:MM")
    }
}

impl std::error::Error for NoLocalTime {}

impl LocalTime {
    /// So many minutes after midnight by the clock on the wall: 0 to 1439.
    #[must_use]
    pub fn new(date: Date, minute: u16) -> Option<Self> {
        (minute < 1440).then_some(Self((date, minute)))
    }

    /// The day.
    #[must_use]
    pub fn date(self) -> Date {
        self.0.0
    }

    /// Minutes after midnight, by the clock on the wall: 0 to 1439.
    #[must_use]
    pub fn minute(self) -> u16 {
        self.0.1
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date(), self.minute() / 60, self.minute() % 60)
    }
}

impl FromStr for LocalTime {
    type Err = NoLocalTime;

    fn from_str(text: &str) -> Result<Self, NoLocalTime> {
        let form = text.len() == 16
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                10 => byte == b'T',
                13 => byte == b':',
                _ => byte.is_ascii_digit(),
            });
        if !form {
            return Err(NoLocalTime);
        }
        let date = text[..10].parse().map_err(|_| NoLocalTime)?;
        let part = |part: &str, below: u16| part.parse::<u16>().ok().filter(|number| *number < below).ok_or(NoLocalTime);
        Ok(Self((date, part(&text[11..13], 24)? * 60 + part(&text[14..], 60)?)))
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_comes_back_as_it_was_written() {
        for text in ["2026-03-03T00:00", "2026-12-31T23:59", "2028-02-29T10:05"] {
            let time: LocalTime = text.parse().unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(serde_json::from_value::<LocalTime>(serde_json::json!(text)).unwrap(), time);
            assert_eq!(LocalTime::new(time.date(), time.minute()), Some(time));
        }
        assert_eq!(LocalTime::new(Date::constant(2026, 3, 3), 1440), None);
    }

    #[test]
    fn what_is_no_local_time_is_refused() {
        for bad in [
            "",
            "2026-03-03",
            "2026-03-03T24:00",
            "2026-03-03T10:60",
            "2026-02-29T10:00",
            "2026-03-03T10:00:00",
            "2026-03-03T10:00Z",
            "2026-03-03 10:00",
            "20260303T10:00xx",
            "2026-03-03T1é:00",
            "+026-03-03T10:00",
        ] {
            assert_eq!(bad.parse::<LocalTime>(), Err(NoLocalTime), "{bad:?}");
        }
    }
}
