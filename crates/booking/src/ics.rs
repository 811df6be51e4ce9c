//! Calendar files (RFC 5545, RFC 5546; B23): the same UID for an appointment's whole life, a SEQUENCE that grows, times
//! in UTC, and a title that says nothing to whoever looks over a shoulder.

pub mod http;

use domain::booking::appointment::AppointmentStatus;
use domain::practice::profile::Language;
use domain::text::Email;
use domain::time::Timestamp;
use icalendar::{Calendar, Class, Component as _, Event, EventLike as _, EventStatus, Property};

/// What a calendar file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To look at: a download, a feed.
    Publish,
    /// Put this in, or change it.
    Request,
    /// Take this out.
    Cancel,
}

impl Method {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Who asks whom: calendars believe a change only between the same two (RFC 5546, 3.2).
#[derive(Clone)]
pub struct People {
    /// The practice.
    pub organizer: Email,
    /// The client.
    pub attendee: Email,
}

/// One appointment in a file.
#[derive(Clone)]
pub struct Entry {
    /// Its UID.
    pub uid: String,
    /// How often it has changed.
    pub sequence: i64,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// How far it is.
    pub status: AppointmentStatus,
    /// When this was said: now, or in a feed when it last changed.
    pub stamp: Timestamp,
    /// Its title.
    pub title: String,
    /// Where, in one line.
    pub place: String,
}

/// The title clients see: neutral (B23).
#[must_use]
pub fn title(language: Language) -> &'static str {
    match language {
        Language::En => "Appointment",
        Language::Es => "Cita",
    }
}

/// The file.
#[must_use]
pub fn file(method: Method, people: Option<&People>, entries: &[Entry]) -> String {
    let mut calendar = head(method);
    for entry in entries {
        calendar.push(event(method, people, entry));
    }
    calendar.to_string()
}

/// A calendar to subscribe to, called `name`, asked for again every half an hour.
#[must_use]
pub fn feed(name: &str, entries: &[Entry]) -> String {
    let mut calendar = head(Method::Publish);
    calendar.name(&line(name));
    calendar.ttl(&chrono::Duration::minutes(30));
    for entry in entries {
        calendar.push(event(Method::Publish, None, entry));
    }
    calendar.to_string()
}

fn head(method: Method) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Anteroom//Anteroom//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", method.as_str()));
    calendar
}

fn event(method: Method, people: Option<&People>, entry: &Entry) -> Event {
    let status = match (method, entry.status) {
        (Method::Cancel, _) => EventStatus::Cancelled,
        (_, status) if status.is_pending() => EventStatus::Tentative,
        (_, status) if status.blocks(true) => EventStatus::Confirmed,
        _ => EventStatus::Cancelled,
    };
    let mut event = Event::with_uid(&line(&entry.uid));
    event
        .timestamp(utc(entry.stamp))
        .sequence(u32::try_from(entry.sequence).unwrap_or(u32::MAX))
        .starts(utc(entry.start))
        .ends(utc(entry.end))
        .summary(&line(&entry.title))
        .status(status)
        .class(Class::Private)
        .add_property("TRANSP", if status == EventStatus::Cancelled { "TRANSPARENT" } else { "OPAQUE" });
    if !entry.place.is_empty() {
        event.location(&line(&entry.place));
    }
    if let Some(people) = people {
        let mailto = |email: &Email| format!("mailto:{}", line(email.as_str()));
        let mut attendee = Property::new("ATTENDEE", mailto(&people.attendee));
        attendee.add_parameter("ROLE", "REQ-PARTICIPANT").add_parameter("PARTSTAT", "ACCEPTED").add_parameter("RSVP", "FALSE");
        event.append_property(Property::new("ORGANIZER", mailto(&people.organizer)));
        event.append_multi_property(attendee);
    }
    event.done()
}

/// Text without line ends and other control characters: a value must not begin a line of its own.
fn line(text: &str) -> String {
    text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect()
}

fn utc(at: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(at.as_second(), 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use calcard::common::IanaString as _;
    use calcard::icalendar::{ICalendar, ICalendarProperty, ICalendarValue};
    use calcard::{Entry as Parsed, Parser};

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn entry(sequence: i64, status: AppointmentStatus) -> Entry {
        Entry {
            uid: "018f3c5e-7a10-7000-8000-5f2b9d0c1a44@portal.example".into(),
            sequence,
            start: at("2026-03-03T15:00:00Z"),
            end: at("2026-03-03T15:50:00Z"),
            status,
            stamp: at("2026-02-01T00:00:00Z"),
            title: title(Language::En).into(),
            place: "Maple; Street, 12 Calle del Ñandú número veintidós, puerta de atrás, piso 3, Ithaca, NY 14850\\ \r\nX-EVIL:1".into(),
        }
    }

    fn people() -> People {
        People { organizer: "desk@willow.example".into(), attendee: "maya@example.com".into() }
    }

    /// Another crate's reading of `text`, which must be one whole calendar.
    fn read(text: &str) -> ICalendar {
        let mut parser = Parser::new(text);
        let Parsed::ICalendar(calendar) = parser.entry() else { panic!("no calendar: {text}") };
        assert!(matches!(parser.entry(), Parsed::Eof), "something stands behind it");
        calendar
    }

    fn value(calendar: &ICalendar, component: usize, name: &ICalendarProperty) -> String {
        match calendar.components[component].property(name).and_then(|property| property.values.first()) {
            Some(ICalendarValue::Text(text)) => text.clone(),
            Some(ICalendarValue::Integer(number)) => number.to_string(),
            Some(ICalendarValue::Method(method)) => method.as_str().to_owned(),
            Some(ICalendarValue::Status(status)) => status.as_str().to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn b23_an_independent_parser_reads_it_and_a_cancel_replaces_a_request() {
        let asked = read(&file(Method::Request, Some(&people()), &[entry(0, AppointmentStatus::Confirmed)]));
        let moved = read(&file(Method::Request, Some(&people()), &[entry(1, AppointmentStatus::Confirmed)]));
        let gone = read(&file(Method::Cancel, Some(&people()), &[entry(2, AppointmentStatus::Cancelled)]));
        let facts = |calendar: &ICalendar| {
            let [method, uid] = [(0, ICalendarProperty::Method), (1, ICalendarProperty::Uid)].map(|(at, name)| value(calendar, at, &name));
            let [sequence, status, title] =
                [ICalendarProperty::Sequence, ICalendarProperty::Status, ICalendarProperty::Summary].map(|name| value(calendar, 1, &name));
            (method, uid, sequence, status, title)
        };
        let uid = entry(0, AppointmentStatus::Confirmed).uid;
        let expected = |method: &str, sequence: &str, status: &str| {
            (method.to_owned(), uid.clone(), sequence.to_owned(), status.to_owned(), "Appointment".to_owned())
        };
        assert_eq!(facts(&asked), expected("REQUEST", "0", "CONFIRMED"));
        assert_eq!(facts(&moved), expected("REQUEST", "1", "CONFIRMED"));
        assert_eq!(facts(&gone), expected("CANCEL", "2", "CANCELLED"));
        let times = asked.expand_dates(calcard::common::timezone::Tz::Floating, 10);
        assert!(times.errors.is_empty());
        assert_eq!(
            times.events[0].timestamps(),
            (entry(0, AppointmentStatus::Confirmed).start.as_second(), at("2026-03-03T15:50:00Z").as_second())
        );
        assert_eq!(value(&asked, 1, &ICalendarProperty::Location), line(&entry(0, AppointmentStatus::Confirmed).place));
    }

    #[test]
    fn b23_lines_end_in_crlf_are_folded_at_75_octets_and_hide_nothing() {
        let text = file(Method::Request, Some(&people()), &[entry(0, AppointmentStatus::Confirmed)]);
        assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.split("\r\n").any(|line| line.starts_with("X-EVIL")), "{text}");
        for line in ["DTSTAMP:20260201T000000Z", "DTSTART:20260303T150000Z", "DTEND:20260303T155000Z", "CLASS:PRIVATE"] {
            assert!(text.split("\r\n").any(|got| got == line), "{line} in {text}");
        }
    }

    #[test]
    fn b6_what_waits_for_an_answer_is_tentative() {
        let text = file(Method::Publish, None, &[entry(0, AppointmentStatus::Requested)]);
        assert!(text.contains("STATUS:TENTATIVE\r\n") && text.contains("METHOD:PUBLISH\r\n") && !text.contains("ATTENDEE"), "{text}");
        let declined = file(Method::Publish, None, &[entry(0, AppointmentStatus::Declined)]);
        assert!(declined.contains("STATUS:CANCELLED\r\n"), "{declined}");
    }

    #[test]
    fn b17_a_feed_names_itself_and_says_how_often_to_ask() {
        let text = feed("Jordan", &[entry(3, AppointmentStatus::Confirmed)]);
        let calendar = read(&text);
        assert_eq!(calendar.components.len(), 2);
        assert!(text.contains("X-WR-CALNAME:Jordan\r\n") && text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT"), "{text}");
    }
}
