//! What the clock on the practice's wall shows: moments as local days and minutes, and back, by the browser's own zones.

use std::cell::RefCell;

use domain::time::{Date, LocalTime, Timestamp, day_number, numbered_day};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::browser_locale;

const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;

/// The local day and minute of a moment.
pub fn local(at: Timestamp, zone: &str) -> LocalTime {
    let milliseconds = at.as_millisecond();
    shown(milliseconds as f64, zone).unwrap_or_else(|| in_utc(milliseconds))
}

/// The local day and minute now.
pub fn now(zone: &str) -> LocalTime {
    let milliseconds = ui::now();
    shown(milliseconds, zone).unwrap_or_else(|| in_utc(milliseconds as i64))
}

/// The moment of a local time; for one that the clocks skip, a moment beside it.
pub fn moment(at: LocalTime, zone: &str) -> Option<Timestamp> {
    let wall = wall_clock(at);
    let ahead = |milliseconds: i64| shown(milliseconds as f64, zone).map(|there| wall_clock(there) - milliseconds);
    // The offset is asked for twice: the first answer may lie on the other side of a change of the clocks.
    let once = wall - ahead(wall)?;
    Timestamp::from_millisecond(wall - ahead(once)?).ok()
}

/// A minute of a day as its people write it: "10:30 AM", on one line.
pub fn clock(minute: u16) -> String {
    let minute = minute % 1440;
    unbroken(&ui::time::clock(&format!("2001-01-01T{:02}:{:02}:00Z", minute / 60, minute % 60), "UTC", &browser_locale()))
}

/// The text with spaces at which no line ends.
pub fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// "Tue, Mar 3"
pub fn day(date: Date) -> String {
    ui::time::day(&format!("{date}T12:00:00Z"), "UTC", &browser_locale())
}

/// "Tue, Mar 3, 2026"
pub fn day_with_year(date: Date) -> String {
    ui::time::day_with_year(&format!("{date}T12:00:00Z"), "UTC", &browser_locale())
}

/// "Tue" and "Mar 3"
pub fn weekday_and_day(date: Date) -> (String, String) {
    ui::time::weekday_and_day(&format!("{date}T12:00:00Z"), "UTC", &browser_locale())
}

/// "Tuesday, March 3, 2026"
pub fn long_day(date: Date) -> String {
    ui::time::long_date(&date.to_string(), &browser_locale())
}

/// "Tue, Mar 3, 10:30 AM"
pub fn day_and_clock(at: LocalTime) -> String {
    format!("{}, {}", day(at.date()), clock(at.minute()))
}

/// "Tue, Mar 3, 9:00 AM to 5:00 PM"; both days where they differ, days alone where they are whole.
pub fn span(from: LocalTime, to: LocalTime) -> String {
    if from.minute() == 0 && to.minute() == 0 {
        let last = later(to, -1).map_or(to.date(), LocalTime::date);
        return if last == from.date() { day(last) } else { format!("{} to {}", day(from.date()), day(last)) };
    }
    let end = if from.date() == to.date() { clock(to.minute()) } else { day_and_clock(to) };
    format!("{} to {end}", day_and_clock(from))
}

/// Reads a day (`YYYY-MM-DD`) and a time (`HH:MM`) from two fields.
pub fn typed(day: &str, time: &str) -> Option<LocalTime> {
    format!("{}T{}", day.trim(), time.trim().get(..5)?).parse().ok()
}

/// The time of day for a field: `10:30`.
pub fn time_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// So many minutes later, past midnight where it must be.
pub fn later(at: LocalTime, minutes: i64) -> Option<LocalTime> {
    let all = day_number(at.date()) * 1440 + i64::from(at.minute()) + minutes;
    LocalTime::new(numbered_day(all.div_euclid(1440))?, u16::try_from(all.rem_euclid(1440)).ok()?)
}

/// Milliseconds since 1970 if the wall hung in Greenwich.
fn wall_clock(at: LocalTime) -> i64 {
    day_number(at.date()) * DAY + i64::from(at.minute()) * MINUTE
}

fn in_utc(milliseconds: i64) -> LocalTime {
    let of = |milliseconds: i64| {
        let date = numbered_day(milliseconds.div_euclid(DAY))?;
        LocalTime::new(date, u16::try_from(milliseconds.rem_euclid(DAY) / MINUTE).ok()?)
    };
    // Only a clock that is thousands of years wrong has no day.
    of(milliseconds).or_else(|| of(0)).unwrap_or_else(|| unreachable!("1970 has a first day"))
}

/// Asks the browser. Swedish writes "2027-03-03 05:30", which can be read again.
fn shown(milliseconds: f64, zone: &str) -> Option<LocalTime> {
    let format = formatter(zone)?;
    let write: Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    let text = write.call1(&format, &js_sys::Date::new(&JsValue::from_f64(milliseconds))).ok()?.as_string()?;
    text.replace(' ', "T").parse().ok()
}

/// The formatter of a zone, made once: making one costs far more than using it.
fn formatter(zone: &str) -> Option<JsValue> {
    thread_local! {
        static MADE: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
    }
    let known = MADE.with_borrow(|all| all.iter().find(|(name, _)| name == zone).map(|(_, made)| made.clone()));
    if known.is_some() {
        return known;
    }
    let settings = Object::new();
    let parts = [("year", "numeric"), ("month", "2-digit"), ("day", "2-digit"), ("hour", "2-digit"), ("minute", "2-digit")];
    for (name, value) in parts.into_iter().chain([("hourCycle", "h23"), ("timeZone", zone)]) {
        Reflect::set(&settings, &name.into(), &value.into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&class, &Array::of2(&"sv-SE".into(), &settings)).ok()?;
    MADE.with_borrow_mut(|all| all.push((zone.to_owned(), made.clone())));
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_become_a_local_time() {
        assert_eq!(typed("2026-03-03", "10:30").map(|at| at.to_string()).as_deref(), Some("2026-03-03T10:30"));
        assert_eq!(typed("2026-03-03", "10:30:00"), typed("2026-03-03", "10:30"));
        for (day, time) in [("", "10:30"), ("2026-02-30", "10:30"), ("2026-03-03", ""), ("2026-03-03", "9:30")] {
            assert_eq!(typed(day, time), None, "{day} {time}");
        }
        assert_eq!(time_text(1440), "00:00");
    }

    #[test]
    fn minutes_run_past_midnight() {
        let at = |text: &str| text.parse::<LocalTime>().unwrap();
        assert_eq!(later(at("2026-02-28T23:30"), 45), Some(at("2026-03-01T00:15")));
        assert_eq!(later(at("2026-03-01T00:15"), -45), Some(at("2026-02-28T23:30")));
    }
}
