//! A day as a letter says it.

use crate::practice::profile::Language;
use crate::time::Date;

const EN_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ES_DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const EN_MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ES_MONTHS: [&str; 12] =
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

/// *Tuesday, March 3, 2026* or *martes, 3 de marzo de 2026*.
#[must_use]
pub fn day_in_words(date: Date, language: Language) -> String {
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    let month = usize::from(date.month().unsigned_abs()) - 1;
    let (day, year) = (date.day(), date.year());
    match language {
        Language::En => format!("{}, {} {day}, {year}", EN_DAYS[weekday], EN_MONTHS[month]),
        Language::Es => format!("{}, {day} de {} de {year}", ES_DAYS[weekday], ES_MONTHS[month]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a4_a_day_is_said_in_the_readers_language() {
        let date = Date::constant(2026, 3, 3);
        assert_eq!(day_in_words(date, Language::En), "Tuesday, March 3, 2026");
        assert_eq!(day_in_words(date, Language::Es), "martes, 3 de marzo de 2026");
        assert_eq!(day_in_words(Date::constant(2026, 12, 6), Language::Es), "domingo, 6 de diciembre de 2026");
    }
}
