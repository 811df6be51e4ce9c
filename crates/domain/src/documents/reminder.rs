//! When a client is reminded of what is due (D9): three days and one day before, then not again.

use crate::time::{Date, day_number};

/// What the client was told of a document so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reminded {
    /// Nothing since it was sent.
    Never,
    /// That three days are left.
    ThreeDays,
    /// That it is due tomorrow.
    OneDay,
}

impl Reminded {
    /// As the database keeps it: how many reminders there were, at most.
    #[must_use]
    pub const fn step(self) -> i64 {
        match self {
            Self::Never => 0,
            Self::ThreeDays => 1,
            Self::OneDay => 2,
        }
    }

    /// The one that the database keeps as `step`.
    #[must_use]
    pub const fn of_step(step: i64) -> Self {
        match step {
            ..=0 => Self::Never,
            1 => Self::ThreeDays,
            _ => Self::OneDay,
        }
    }
}

/// Which reminder is due on `today`, at the practice, for what is due on `due`; none when there was one, or none is due.
/// Where a day was missed, the next reminder makes up for it; what is overdue is not reminded of any more.
#[must_use]
pub fn reminder(due: Date, before: Reminded, today: Date) -> Option<Reminded> {
    let days = day_number(due) - day_number(today);
    let now = match days {
        0..=1 => Reminded::OneDay,
        2..=3 => Reminded::ThreeDays,
        _ => return None,
    };
    (before < now).then_some(now)
}

/// The day `months` after `day`: the last of the month where it has no such day.
#[must_use]
pub fn months_after(day: Date, months: u16) -> Date {
    let all = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    let named = |of_month: i8| format!("{year:04}-{month:02}-{of_month:02}").parse::<Date>().ok();
    (1..=day.day()).rev().find_map(named).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn d9_reminders_come_three_days_and_one_day_before_and_then_stop() {
        let due = day("2026-03-10");
        let mut told = Reminded::Never;
        let mut days = Vec::new();
        for today in ["2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10", "2026-03-11", "2026-04-11"] {
            if let Some(now) = reminder(due, told, day(today)) {
                told = now;
                days.push(today);
            }
        }
        assert_eq!(days, ["2026-03-07", "2026-03-09"]);
        assert_eq!(reminder(due, Reminded::Never, day("2026-03-08")), Some(Reminded::ThreeDays), "a server that was off yesterday");
        assert_eq!(reminder(due, Reminded::ThreeDays, day("2026-03-10")), Some(Reminded::OneDay));
        assert_eq!(reminder(due, Reminded::OneDay, day("2026-03-10")), None);
        assert_eq!(reminder(due, Reminded::Never, day("2026-03-11")), None, "overdue");
    }

    #[test]
    fn d9_steps_are_kept_as_numbers() {
        for told in [Reminded::Never, Reminded::ThreeDays, Reminded::OneDay] {
            assert_eq!(Reminded::of_step(told.step()), told);
        }
    }

    #[test]
    fn d11_a_year_after_a_leap_day_is_the_last_of_february() {
        assert_eq!(months_after(day("2024-02-29"), 12), day("2025-02-28"));
        assert_eq!(months_after(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(months_after(day("2026-11-15"), 2), day("2027-01-15"));
    }
}
