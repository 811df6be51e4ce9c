//! From a calendar file to the times it says are busy. Whatever stands in a stranger's file, this ends soon and takes
//! little room.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::dates::TimeOrDelta;
use calcard::icalendar::timezone::TzResolver;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarFrequency, ICalendarPeriod, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeZone as _, Timelike as _};
use domain::time::{Date, Timestamp};
use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::component::{is_free, start_of, takes_time, until_in};

/// Why there is nothing to read, in words for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no calendar.
    NoCalendar,
    /// It holds more than anybody's calendar does.
    TooMuch,
}

impl Unreadable {
    /// The words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoCalendar => "There is no calendar at this address.",
            Self::TooMuch => "The calendar holds more than can be read.",
        }
    }
}

/// The most times that one series may have, from its begin to the end of the span.
const MOST_OF_SERIES: usize = 20_000;
/// The most times that one calendar may have.
const MOST_IN_ALL: usize = 250_000;
/// The most separate busy times that are kept.
pub const MOST_KEPT: usize = 20_000;

/// A busy time.
pub type Span = (Timestamp, Timestamp);

/// What `text` says is busy between `from` and `to`: in order, parts that touch joined. Times without a zone are meant
/// in `zone`.
pub fn busy(text: &str, zone: &str, from: Timestamp, to: Timestamp) -> Result<Vec<Span>, Unreadable> {
    let mut reading = Reading {
        own: Tz::from_str(zone).unwrap_or(Tz::UTC),
        own_zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        from,
        to,
        left: MOST_IN_ALL,
        spans: Vec::new(),
    };
    let mut parser = Parser::new(text);
    let mut found = false;
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => {
                found = true;
                reading.calendar(calendar)?;
            }
            Entry::TooManyComponents => return Err(Unreadable::TooMuch),
            Entry::Eof => break,
            _ => {}
        }
    }
    let joined = joined(reading.spans);
    match (found, joined.len()) {
        (false, _) => Err(Unreadable::NoCalendar),
        (true, MOST_KEPT..) => Err(Unreadable::TooMuch),
        (true, _) => Ok(joined),
    }
}

struct Reading {
    own: Tz,
    own_zone: TimeZone,
    from: Timestamp,
    to: Timestamp,
    left: usize,
    spans: Vec<Span>,
}

impl Reading {
    fn calendar(&mut self, calendar: ICalendar) -> Result<(), Unreadable> {
        let mut zones = Vec::new();
        let mut by_uid: BTreeMap<String, Vec<ICalendarComponent>> = BTreeMap::new();
        for (place, component) in calendar.components.into_iter().enumerate() {
            match component.component_type {
                ICalendarComponentType::VTimezone => zones.push(component),
                ICalendarComponentType::VEvent => {
                    let uid = component.uid().map_or_else(|| format!("#{place}"), ToOwned::to_owned);
                    by_uid.entry(uid).or_default().push(component);
                }
                ICalendarComponentType::VFreebusy => self.free_busy(&component),
                _ => {}
            }
        }
        // An event and what differs from it are read by themselves: the crate would mix up series that share a begin.
        let known = zones.len();
        let mut one = ICalendar { components: zones };
        for (_, components) in by_uid {
            one.components.truncate(known);
            one.components.extend(components);
            self.event(&mut one, known)?;
        }
        Ok(())
    }

    fn event(&mut self, one: &mut ICalendar, first: usize) -> Result<(), Unreadable> {
        let zones = one.build_owned_tz_resolver();
        // Times in UTC recur in UTC, others without a zone in ours.
        let in_utc = one.components[first..].iter().any(|component| start_of(component).is_some_and(|(start, _)| start.offset.is_some()));
        let own = if in_utc { Tz::UTC } else { self.own };
        let mut excepted = 0;
        let mut repeats = false;
        for component in &mut one.components[first..] {
            repeats |= component.is_recurrent();
            excepted += component.properties(&ICalendarProperty::Exdate).map(|entry| entry.values.len()).sum::<usize>();
            let zone = start_of(component).map_or(own, |(_, zone)| zones_of(&zones, zone.as_deref(), own));
            self.mend(component, zone)?;
        }
        let most = if repeats { MOST_OF_SERIES.min(self.left) } else { MOST_OF_SERIES };
        let times = one.expand_dates(own, most);
        if repeats && times.events.len() + excepted >= most {
            return Err(Unreadable::TooMuch);
        }
        self.left = self.left.saturating_sub(times.events.len());
        for time in times.events {
            let component = &one.components[time.comp_id as usize];
            if !takes_time(component) {
                continue;
            }
            let begin = self.moment(&time.start);
            let end = match &time.end {
                TimeOrDelta::Time(end) => self.moment(end),
                // A day on the wall may have 23 hours.
                TimeOrDelta::Delta(length) => time
                    .start
                    .naive_local()
                    .checked_add_signed(*length)
                    .and_then(|end| end.and_local_timezone(time.start.timezone()).single())
                    .map_or_else(|| plus(begin, length.num_seconds()), |end| self.moment(&end)),
            };
            self.keep(begin, end);
        }
        Ok(())
    }

    /// Rewrites what the crate reads otherwise than RFC 5545 means it: `UNTIL` is made local to the series' zone and never
    /// lies behind our span; `SEQUENCE` goes, since an exception's need not be that of its series.
    fn mend(&self, component: &mut ICalendarComponent, zone: Tz) -> Result<(), Unreadable> {
        component.entries.retain(|entry| entry.name != ICalendarProperty::Sequence);
        let last = local(plus(self.to, 24 * 3600), zone);
        for entry in component.entries.iter_mut().filter(|entry| entry.name == ICalendarProperty::Rrule) {
            for value in &mut entry.values {
                let ICalendarValue::RecurrenceRule(rule) = value else { continue };
                if matches!(rule.freq, ICalendarFrequency::Secondly | ICalendarFrequency::Minutely | ICalendarFrequency::Hourly) {
                    return Err(Unreadable::TooMuch);
                }
                let until = rule.until.as_ref().and_then(|until| until_in(until, zone));
                rule.until = Some(partial(until.map_or(last, |until| until.min(last))));
            }
        }
        Ok(())
    }

    fn free_busy(&mut self, component: &ICalendarComponent) {
        for entry in component.properties(&ICalendarProperty::Freebusy) {
            if is_free(entry) {
                continue;
            }
            for value in &entry.values {
                let ICalendarValue::Period(period) = value else { continue };
                let span = match period {
                    ICalendarPeriod::Range { start, end } => start.to_date_time().zip(end.to_date_time()).map(|(s, e)| (s, Ok(e))),
                    ICalendarPeriod::Duration { start, duration } => {
                        start.to_date_time().zip(duration.to_time_delta()).map(|(s, d)| (s, Err(d.num_seconds())))
                    }
                };
                let Some((start, end)) = span else { continue };
                let Some(begin) = start.to_date_time_with_tz(self.own).map(|at| self.moment(&at)) else { continue };
                let end = match end {
                    Ok(end) => end.to_date_time_with_tz(self.own).map(|at| self.moment(&at)),
                    Err(seconds) => Some(plus(begin, seconds)),
                };
                if let Some(end) = end {
                    self.keep(begin, end);
                }
            }
        }
    }

    fn keep(&mut self, begin: Timestamp, end: Timestamp) {
        if begin < end && begin < self.to && end > self.from {
            self.spans.push((begin.max(self.from), end.min(self.to)));
        }
    }

    /// What stayed without a zone is meant in ours.
    fn moment(&self, at: &DateTime<Tz>) -> Timestamp {
        if !at.timezone().is_floating() {
            return Timestamp::from_second(at.timestamp()).unwrap_or(Timestamp::MAX);
        }
        let (year, month, day) = (at.year(), at.month(), at.day());
        let date = i16::try_from(year).ok().zip(i8::try_from(month).ok().zip(i8::try_from(day).ok()));
        let time = [at.hour(), at.minute(), at.second()].map(|part| i8::try_from(part).unwrap_or_default());
        date.and_then(|(year, (month, day))| Date::new(year, month, day).ok())
            .zip(Time::new(time[0], time[1], time[2], 0).ok())
            .and_then(|(date, time)| self.own_zone.to_ambiguous_zoned(date.to_datetime(time)).compatible().ok())
            .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }
}

fn zones_of(zones: &TzResolver<String>, name: Option<&str>, own: Tz) -> Tz {
    name.and_then(|name| zones.resolve(name)).unwrap_or(own)
}

fn partial(at: NaiveDateTime) -> PartialDateTime {
    let small = |number: u32| u8::try_from(number).ok();
    PartialDateTime {
        year: u16::try_from(at.year()).ok(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
        ..PartialDateTime::default()
    }
}

fn local(at: Timestamp, zone: Tz) -> NaiveDateTime {
    let utc = DateTime::from_timestamp(at.as_second(), 0).unwrap_or_default().naive_utc();
    zone.from_utc_datetime(&utc).naive_local()
}

fn plus(at: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_second(at.as_second().saturating_add(seconds)).unwrap_or(Timestamp::MAX)
}

fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: &str = "America/New_York";

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn read(events: &str) -> Result<Vec<Span>, Unreadable> {
        let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"));
        busy(&text, ZONE, at("2026-03-01T05:00:00Z"), at("2026-04-01T04:00:00Z"))
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\nUID:a\nDTSTAMP:20260101T000000Z\n{lines}\nEND:VEVENT\n")
    }

    fn starts(events: &str) -> Vec<String> {
        read(events).expect("readable").into_iter().map(|(from, _)| from.to_string()).collect()
    }

    #[test]
    fn b17_single_events_are_busy_in_their_zone_and_whole_days_in_ours() {
        let one = |lines: &str| read(&event(lines)).expect("readable");
        let ten = (at("2026-03-03T15:00:00Z"), at("2026-03-03T16:00:00Z"));
        assert_eq!(one("DTSTART:20260303T150000Z\nDTEND:20260303T160000Z"), [ten]);
        assert_eq!(one("DTSTART;TZID=America/New_York:20260303T100000\nDURATION:PT1H"), [ten]);
        assert_eq!(one("DTSTART;TZID=Europe/Berlin:20260303T160000\nDTEND;TZID=Europe/Berlin:20260303T170000"), [ten]);
        assert_eq!(one("DTSTART:20260303T100000\nDTEND:20260303T110000"), [ten]);
        // Eight March has 23 hours in New York.
        let sunday = (at("2026-03-08T05:00:00Z"), at("2026-03-09T04:00:00Z"));
        assert_eq!(one("DTSTART;VALUE=DATE:20260308"), [sunday]);
        assert_eq!(one("DTSTART;VALUE=DATE:20260308\nDTEND;VALUE=DATE:20260309"), [sunday]);
    }

    #[test]
    fn b17_what_is_free_cancelled_or_has_no_length_closes_nothing() {
        for lines in [
            "DTSTART:20260303T150000Z\nDTEND:20260303T160000Z\nTRANSP:TRANSPARENT",
            "DTSTART:20260303T150000Z\nDTEND:20260303T160000Z\nSTATUS:CANCELLED",
            "DTSTART:20260303T150000Z\nDTEND:20260303T160000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
            "DTSTART:20260303T150000Z",
            "DTSTART:20260303T150000Z\nDTEND:20260303T140000Z",
            "DTSTART:20250303T150000Z\nDTEND:20250303T160000Z",
        ] {
            assert_eq!(read(&event(lines)), Ok(Vec::new()), "{lines}");
        }
    }

    #[test]
    fn b17_a_series_keeps_the_time_on_its_wall_and_its_exceptions() {
        // 9:00 in New York is 14:00 UTC before the eighth of March, 13:00 after.
        let weekly = "DTSTART;TZID=America/New_York:20200106T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE;TZID=America/New_York:20260316T090000\nSEQUENCE:1";
        let moved =
            "RECURRENCE-ID;TZID=America/New_York:20260323T090000\nDTSTART;TZID=America/New_York:20260324T120000\nDURATION:PT1H\nSEQUENCE:4";
        let cancelled = "RECURRENCE-ID;TZID=America/New_York:20260330T090000\nDTSTART;TZID=America/New_York:20260330T090000\nDURATION:PT1H\nSTATUS:CANCELLED";
        let all = [weekly, moved, cancelled].map(event).concat();
        assert_eq!(starts(&all), ["2026-03-02T14:00:00Z", "2026-03-09T13:00:00Z", "2026-03-24T16:00:00Z"]);
        assert_eq!(
            starts(&event("DTSTART:20260302T150000Z\nDTEND:20260302T160000Z\nRRULE:FREQ=WEEKLY;COUNT=3")),
            ["2026-03-02T15:00:00Z", "2026-03-09T15:00:00Z", "2026-03-16T15:00:00Z"]
        );
    }

    #[test]
    fn b17_the_last_of_a_series_counts_whichever_zone_says_until_when() {
        // 9:00 in Tokyo is midnight UTC.
        let series = |until: &str| {
            starts(&event(&format!("DTSTART;TZID=Asia/Tokyo:20260302T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL={until}")))
        };
        assert_eq!(series("20260304T000000Z").len(), 3);
        assert_eq!(series("20260303T235959Z").len(), 2);
        assert_eq!(series("20260304").len(), 3);
    }

    #[test]
    fn b17_two_series_that_share_a_begin_are_not_mixed_up() {
        let series = |uid: &str, hours: u8| {
            format!(
                "BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\nDTSTART:20260302T150000Z\nDURATION:PT{hours}H\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\n"
            )
        };
        let gone =
            "BEGIN:VEVENT\nUID:b\nRECURRENCE-ID:20260302T150000Z\nDTSTART:20260302T150000Z\nDURATION:PT3H\nSTATUS:CANCELLED\nEND:VEVENT\n";
        let spans = read(&format!("{}{}{gone}", series("a", 1), series("b", 3))).expect("readable");
        assert_eq!(
            spans,
            [(at("2026-03-02T15:00:00Z"), at("2026-03-02T16:00:00Z")), (at("2026-03-03T15:00:00Z"), at("2026-03-03T18:00:00Z"))]
        );
    }

    #[test]
    fn b17_free_busy_lists_count_and_touching_times_are_one() {
        let list = "BEGIN:VFREEBUSY\nUID:f\nDTSTAMP:20260101T000000Z\nFREEBUSY:20260303T150000Z/20260303T160000Z,20260303T160000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20260304T150000Z/PT1H\nEND:VFREEBUSY\n";
        assert_eq!(read(list), Ok(vec![(at("2026-03-03T15:00:00Z"), at("2026-03-03T17:00:00Z"))]));
    }

    #[test]
    fn b17_a_strangers_file_is_read_soon_or_not_at_all() {
        assert_eq!(busy("<html>Sign in</html>", ZONE, at("2026-03-01T00:00:00Z"), at("2026-04-01T00:00:00Z")), Err(Unreadable::NoCalendar));
        assert_eq!(read(&event("DTSTART:20200101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY")), Err(Unreadable::TooMuch));
        let hours = (0..24).map(|hour| hour.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(
            read(&event(&format!("DTSTART:19700101T000000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;BYHOUR={hours}"))),
            Err(Unreadable::TooMuch)
        );
        assert_eq!(read(&event("DTSTART:20260303T150000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")), Ok(Vec::new()));
        let garbage = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999T999999Z\r\nRRULE:FREQ=;COUNT=-1\r\n\u{0}\r\nEND:VEVENT";
        assert!(busy(garbage, ZONE, at("2026-03-01T00:00:00Z"), at("2026-04-01T00:00:00Z")).is_ok_and(|spans| spans.is_empty()));
    }
}
