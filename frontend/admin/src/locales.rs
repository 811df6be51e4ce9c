//! Zones, currencies and calendar days, as the browser knows them.

use domain::money::CURRENCIES;
use domain::time::Timestamp;
use js_sys::{Array, Date, Function, Object, Reflect};
use ui::Choice;
use wasm_bindgen::{JsCast, JsValue};

/// All zones the browser knows, `also` among them.
pub fn zone_choices(also: &str) -> Vec<Choice> {
    let mut names = zones().unwrap_or_default();
    for name in [also.to_owned(), ui::time::own_zone(), "UTC".to_owned()] {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort();
    names.into_iter().map(|name| Choice::new(name.clone(), name.replace('_', " "))).collect()
}

fn zones() -> Option<Vec<String>> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let list: Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
    let all: Array = list.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()?;
    Some(all.iter().filter_map(|name| name.as_string()).collect())
}

/// The currencies a practice may keep its books in.
pub fn currency_choices() -> Vec<Choice> {
    CURRENCIES.iter().map(|(code, _)| Choice::new(*code, currency_name(code))).collect()
}

fn currency_name(code: &str) -> String {
    let name = || -> Option<String> {
        let settings = Object::new();
        Reflect::set(&settings, &"type".into(), &"currency".into()).ok()?;
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let names = Reflect::construct(&class, &Array::of2(&"en".into(), &settings)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &code.into()).ok()?.as_string()
    };
    name().map_or_else(|| code.to_owned(), |name| format!("{code} ({name})"))
}

/// The first moment of a day (`YYYY-MM-DD`) in a zone, `days` later; `None` for a text that is no day.
pub fn start_of_day(day: &str, days: i32, zone: &str) -> Option<Timestamp> {
    if !ui::time::is_date(day) {
        return None;
    }
    let wall = Date::new(&format!("{day}T00:00:00Z").into());
    wall.set_utc_date((wall.get_utc_date() as i32 + days) as u32);
    let wall = wall.get_time();
    // The offset is asked for twice: the first answer may lie on the other side of a change of the clocks.
    let once = wall - offset(wall, zone)?;
    let at = wall - offset(once, zone)?;
    Timestamp::from_millisecond(at as i64).ok()
}

/// How far the clocks of a zone are ahead of UTC at an instant, in milliseconds.
fn offset(instant: f64, zone: &str) -> Option<f64> {
    let settings = Object::new();
    Reflect::set(&settings, &"timeZone".into(), &zone.into()).ok()?;
    // Swedish writes "2027-03-03 05:30:00", which can be read again.
    let written = String::from(Date::new(&JsValue::from_f64(instant)).to_locale_string("sv-SE", &settings));
    let shown = Date::parse(&format!("{}Z", written.replace(' ', "T")));
    (!shown.is_nan()).then_some(shown - instant)
}

/// An amount in minor units as it is typed: `12000` with 2 digits is `120.00`.
pub fn amount_text(minor: i64, digits: u8) -> String {
    let unit = 10_i64.pow(digits.into());
    if digits == 0 { minor.to_string() } else { format!("{}.{:0width$}", minor / unit, minor % unit, width = digits.into()) }
}

/// An amount as it was typed, in minor units: `120`, `120.5`, `120,50`; `None` when it is no amount.
pub fn amount_of(text: &str, digits: u8) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = usize::from(digits);
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > digits || !figures(whole) || !figures(part) {
        return None;
    }
    format!("{whole}{part:0<digits$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (minor, digits, text) in [(12_000, 2, "120.00"), (5, 2, "0.05"), (150, 0, "150")] {
            assert_eq!(amount_text(minor, digits), text);
            assert_eq!(amount_of(text, digits), Some(minor));
        }
        assert_eq!(amount_of("120", 2), Some(12_000));
        assert_eq!(amount_of(" 120,5 ", 2), Some(12_050));
        for wrong in ["", "-1", "1.234", "1.2.3", "1 000", "x", ".5", "1e3"] {
            assert_eq!(amount_of(wrong, 2), None, "{wrong:?}");
        }
    }
}
