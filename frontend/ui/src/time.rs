//! Dates and times in words, by the browser's own `Intl`: no zone database travels with the program.
//!
//! Instants are RFC 3339 texts, zones are IANA names such as `America/New_York`, locales are BCP 47 tags such as `es-US`.
//! An instant that cannot be read is given back as it is.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What of an instant is written.
type Options = &'static [(&'static str, &'static str)];

const DATE: Options = &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
const DAY: Options = &[("weekday", "short"), ("day", "numeric"), ("month", "short")];
const DAY_YEAR: Options = &[("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
const DAY_OF_MONTH: Options = &[("day", "numeric"), ("month", "short")];
const BIRTHDAY: Options = &[("day", "numeric"), ("month", "long"), ("year", "numeric")];
const SHORT: Options = &[("day", "numeric"), ("month", "numeric"), ("year", "numeric")];
const WEEKDAY: Options = &[("weekday", "long")];
const SHORT_WEEKDAY: Options = &[("weekday", "short")];
const CLOCK: Options = &[("hour", "numeric"), ("minute", "2-digit")];
const CLOCK_ZONE: Options = &[("hour", "numeric"), ("minute", "2-digit"), ("timeZoneName", "short")];
const DAY_CLOCK: Options = &[("day", "numeric"), ("month", "short"), ("year", "numeric"), ("hour", "numeric"), ("minute", "2-digit")];
const ISO: Options = &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")];

/// "Wednesday, March 3, 2027"
pub fn date(instant: &str, zone: &str, locale: &str) -> String {
    written(instant, zone, locale, DATE)
}

/// "Wed, Mar 3", for lists where the year is clear.
pub fn day(instant: &str, zone: &str, locale: &str) -> String {
    written(instant, zone, locale, DAY)
}

/// "Wed, Mar 3, 2027", for lists over years.
pub fn day_with_year(instant: &str, zone: &str, locale: &str) -> String {
    written(instant, zone, locale, DAY_YEAR)
}

/// "Wed" and "Mar 3", for two lines above a column.
pub fn weekday_and_day(instant: &str, zone: &str, locale: &str) -> (String, String) {
    (written(instant, zone, locale, SHORT_WEEKDAY), written(instant, zone, locale, DAY_OF_MONTH))
}

/// "10:30 AM"
pub fn clock(instant: &str, zone: &str, locale: &str) -> String {
    written(instant, zone, locale, CLOCK)
}

/// "10:30 AM EST", wherever the reader may be elsewhere.
pub fn clock_with_zone(instant: &str, zone: &str, locale: &str) -> String {
    written(instant, zone, locale, CLOCK_ZONE)
}

/// "Mar 3, 2027, 10:30 AM", for records.
pub fn date_time(instant: &str, zone: &str, locale: &str) -> String {
    written(instant, zone, locale, DAY_CLOCK)
}

/// "tomorrow, 10:30 AM"; "Friday, 10:30 AM" within six days; the date with its time otherwise. `now` is in milliseconds since
/// 1970, as [`crate::now`] gives it.
pub fn relative(instant: &str, now: f64, zone: &str, locale: &str) -> String {
    let (Some(at), Some(today)) = (iso_day(&JsValue::from_str(instant), zone), iso_day(&JsValue::from_f64(now), zone)) else {
        return instant.to_owned();
    };
    let day = match day_number(&at).zip(day_number(&today)).map(|(at, today)| at - today) {
        Some(days @ -1..=1) => relative_day(days, locale).unwrap_or(at),
        Some(2..=6) => written(instant, zone, locale, WEEKDAY),
        _ => return date_time(instant, zone, locale),
    };
    format!("{day}, {}", clock(instant, zone, locale))
}

/// The day of an instant in this zone, as `YYYY-MM-DD`; empty when either cannot be read.
pub fn day_of(instant: &str, zone: &str) -> String {
    iso_day(&JsValue::from_str(instant), zone).unwrap_or_default()
}

/// "today", "yesterday", else "Wednesday, March 3, 2027". `now` as [`crate::now`] gives it.
pub fn named_day(instant: &str, now: f64, zone: &str, locale: &str) -> String {
    let today = iso_day(&JsValue::from_f64(now), zone);
    let days = iso_day(&JsValue::from_str(instant), zone).zip(today).and_then(|(at, today)| Some(day_number(&at)? - day_number(&today)?));
    let near = days.filter(|days| (-1..=0).contains(days)).and_then(|days| relative_day(days, locale));
    near.unwrap_or_else(|| date(instant, zone, locale))
}

/// The zone of this device.
pub fn own_zone() -> String {
    let zone = || -> Option<String> {
        let options = intl("DateTimeFormat", "en", &[], None)?;
        let resolve: Function = Reflect::get(&options, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
        Reflect::get(&resolve.call0(&options).ok()?, &"timeZone".into()).ok()?.as_string()
    };
    zone().unwrap_or_else(|| "UTC".to_owned())
}

/// Whether the text is a day of the calendar as `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    day_number(text).is_some()
}

/// A day (`YYYY-MM-DD`) as the locale writes it in figures; any other text stays as it is.
pub fn short_date(text: &str, locale: &str) -> String {
    if is_date(text) { written(&format!("{text}T12:00:00Z"), "UTC", locale, SHORT) } else { text.to_owned() }
}

/// A day (`YYYY-MM-DD`) in full words; any other text stays as it is.
pub fn long_date(text: &str, locale: &str) -> String {
    if is_date(text) { written(&format!("{text}T12:00:00Z"), "UTC", locale, DATE) } else { text.to_owned() }
}

/// A day (`YYYY-MM-DD`) in words without its weekday, as a birthday: "March 14, 1990"; any other text stays as it is.
pub fn birthday(text: &str, locale: &str) -> String {
    if is_date(text) { written(&format!("{text}T12:00:00Z"), "UTC", locale, BIRTHDAY) } else { text.to_owned() }
}

/// Reads a day typed in figures, in the locale's order or as `YYYY-MM-DD`, and gives it as `YYYY-MM-DD`.
pub fn read_date(text: &str, locale: &str) -> Option<String> {
    read_in_order(text, order(locale))
}

/// Which of day, month and year come first, second, third.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayMonth,
    MonthDay,
    YearMonth,
}

/// Asks the locale how it writes 3 February 2001.
fn order(locale: &str) -> Order {
    let sample = written("2001-02-03T12:00:00Z", "UTC", locale, SHORT);
    let at = |figure: char| sample.find(figure).unwrap_or(usize::MAX);
    match (at('3'), at('2'), sample.find("2001")) {
        (_, _, Some(0)) => Order::YearMonth,
        (day, month, _) if day < month => Order::DayMonth,
        _ => Order::MonthDay,
    }
}

fn read_in_order(text: &str, order: Order) -> Option<String> {
    let figures: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = figures[..] else { return None };
    let (year, month, day) = match order {
        _ if a.len() == 4 => (a, b, c),
        Order::DayMonth => (c, b, a),
        Order::MonthDay => (c, a, b),
        Order::YearMonth => return None,
    };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    is_date(&date).then_some(date)
}

/// Days since 1970-01-01 of a day written `YYYY-MM-DD`, or `None` when there is no such day.
fn day_number(date: &str) -> Option<i64> {
    let bytes = date.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let figure = |range| date.get(range).filter(|p: &&str| p.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok();
    let (year, month, day) = (figure(0..4)?, figure(5..7)?, figure(8..10)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || year == 0 {
        return None;
    }
    // Years counted from March, so that the leap day is the last of its year.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719_468)
}

/// The day in this zone, as `YYYY-MM-DD`: Swedish writes it so.
fn iso_day(instant: &JsValue, zone: &str) -> Option<String> {
    format(instant, zone, "sv-SE", ISO)
}

fn relative_day(days: i64, locale: &str) -> Option<String> {
    let format = intl("RelativeTimeFormat", locale, &[("numeric", "auto")], None)?;
    let write: Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    write.call2(&format, &JsValue::from_f64(days as f64), &"day".into()).ok()?.as_string()
}

fn written(instant: &str, zone: &str, locale: &str, options: Options) -> String {
    format(&JsValue::from_str(instant), zone, locale, options).unwrap_or_else(|| instant.to_owned())
}

fn format(instant: &JsValue, zone: &str, locale: &str, options: Options) -> Option<String> {
    let date = js_sys::Date::new(instant);
    if date.get_time().is_nan() {
        return None;
    }
    let format = intl("DateTimeFormat", locale, options, Some(zone))?;
    let write: Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    write.call1(&format, &date).ok()?.as_string()
}

/// What a formatter was made for.
#[derive(PartialEq)]
struct Made {
    kind: &'static str,
    locale: String,
    options: Options,
    zone: Option<String>,
}

/// A formatter of `Intl`, made once: making one costs far more than using it. An unknown zone gives `None`, not an exception.
fn intl(kind: &'static str, locale: &str, options: Options, zone: Option<&str>) -> Option<JsValue> {
    thread_local! {
        static ALL: RefCell<Vec<(Made, JsValue)>> = const { RefCell::new(Vec::new()) };
    }
    let key = Made { kind, locale: locale.to_owned(), options, zone: zone.map(str::to_owned) };
    let made = ALL.with_borrow(|all| all.iter().find(|(of, _)| *of == key).map(|(_, made)| made.clone()));
    if made.is_some() {
        return made;
    }
    let settings = Object::new();
    let zone = zone.map(|z| ("timeZone", z));
    for (name, value) in options.iter().copied().chain(zone) {
        Reflect::set(&settings, &name.into(), &value.into()).ok()?;
    }
    let namespace = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&namespace, &kind.into()).ok()?.dyn_into().ok()?;
    let locale = if locale.is_empty() { JsValue::UNDEFINED } else { locale.into() };
    let made = Reflect::construct(&class, &Array::of2(&locale, &settings)).ok()?;
    ALL.with_borrow_mut(|all| all.push((key, made.clone())));
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::{Order, day_number, read_in_order};

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number("1970-01-01"), Some(0));
        assert_eq!(day_number("1969-12-31"), Some(-1));
        assert_eq!(day_number("2000-02-29"), Some(11_016));
        assert_eq!(day_number("2026-11-21"), Some(20_778));
    }

    #[test]
    fn days_that_are_not_are_refused() {
        for wrong in
            ["", "1990-02-29", "1900-02-29", "1990-13-01", "1990-04-31", "1990-00-10", "0000-01-01", "1990-1-1", "+990-01-01", "1990-ü-1"]
        {
            assert_eq!(day_number(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn dates_are_read_in_the_order_of_the_language() {
        let date = |s: &str| Some(s.to_owned());
        assert_eq!(read_in_order("3/14/1990", Order::MonthDay), date("1990-03-14"));
        assert_eq!(read_in_order("14. 3. 1990", Order::DayMonth), date("1990-03-14"));
        assert_eq!(read_in_order("1990-03-14", Order::DayMonth), date("1990-03-14"));
        assert_eq!(read_in_order("14/3/1990", Order::MonthDay), None);
        assert_eq!(read_in_order("3/14/90", Order::MonthDay), None);
        assert_eq!(read_in_order("March 14", Order::MonthDay), None);
    }
}
