//! Days counted one after the other (the proleptic Gregorian calendar, as in ISO 8601): the same on the server and in the
//! browser, which has no jiff.

use super::{Date, Weekday};

/// Days since 1970 began.
#[must_use]
pub fn day_number(date: Date) -> i64 {
    number_of(date.year().into(), date.month().into(), date.day().into())
}

/// The day with this number; none before the year 0 and after 9999.
#[must_use]
pub fn numbered_day(number: i64) -> Option<Date> {
    // Far from both ends, so that the arithmetic below cannot overflow.
    if !(-1_000_000..=4_000_000).contains(&number) {
        return None;
    }
    let (year, month, day) = civil(number);
    let year = i16::try_from(year).ok().filter(|year| (0..=9999).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day so many days later (or earlier, below zero).
#[must_use]
pub fn days_after(date: Date, days: i64) -> Option<Date> {
    numbered_day(day_number(date).checked_add(days)?)
}

/// Which day of the week it is.
#[must_use]
pub fn weekday_of(date: Date) -> Weekday {
    // 1970 began on a Thursday.
    Weekday::ALL[usize::try_from((day_number(date) + 3).rem_euclid(7)).unwrap_or(0)]
}

/// The Monday its week begins with (ISO 8601); the day itself in the first days of the year 0.
#[must_use]
pub fn monday_of(date: Date) -> Date {
    days_after(date, -(day_number(date) + 3).rem_euclid(7)).unwrap_or(date)
}

/// By years that begin in March, so that the leap day is the last of its year.
pub(super) fn number_of(year: i64, month: i64, day: i64) -> i64 {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (m * 153 + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of a number of days since 1970 began.
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted_month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_as_jiff_counts_them() {
        let mut date = Date::constant(1899, 12, 25);
        for _ in 0..90_000 {
            let number = day_number(date);
            assert_eq!(numbered_day(number), Some(date));
            let place = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
            assert_eq!(weekday_of(date), Weekday::ALL[place], "{date}");
            assert_eq!(weekday_of(monday_of(date)), Weekday::Monday);
            assert!((0..7).contains(&(number - day_number(monday_of(date)))));
            date = date.tomorrow().unwrap();
            assert_eq!(day_number(date), number + 1);
        }
    }

    #[test]
    fn there_is_an_end() {
        assert_eq!(days_after(Date::constant(9999, 12, 31), 1), None);
        assert_eq!(days_after(Date::constant(0, 1, 1), -1), None);
        assert_eq!((numbered_day(i64::MAX), numbered_day(i64::MIN)), (None, None));
        assert_eq!(monday_of(Date::constant(0, 1, 1)), Date::constant(0, 1, 1));
    }
}
