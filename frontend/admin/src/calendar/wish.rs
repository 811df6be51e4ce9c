//! What the calendar was asked for, as it stands in the address: so that reload, Back and a bookmark find it again.

use domain::StaffId;
use domain::time::{Date, days_after, monday_of};
use leptos_router::params::ParamsMap;

/// Where the calendar is.
pub const CALENDAR: &str = "/admin/calendar";

/// What stands for everybody; no id reads so.
pub const EVERYBODY: &str = "all";

/// How much is shown at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// A day, a column for each clinician.
    Day,
    /// A week, a column for each day.
    #[default]
    Week,
}

/// Whose sessions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// What was chosen last on this device; before anything was, one's own where one has weekly hours, everybody's otherwise.
    #[default]
    Usual,
    /// Everybody's.
    All,
    /// One clinician's.
    One(StaffId),
}

impl Whose {
    /// What [`Self::name`] said; anything unknown counts as not said.
    pub fn named(name: &str) -> Self {
        if name == EVERYBODY { Self::All } else { name.parse().map_or(Self::Usual, Self::One) }
    }

    /// As addresses and this device know it: empty where nothing is said.
    pub fn name(self) -> String {
        match self {
            Self::Usual => String::new(),
            Self::All => EVERYBODY.to_owned(),
            Self::One(id) => id.to_string(),
        }
    }
}

/// Days, people and what else is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// A day or a week.
    pub span: Span,
    /// A day of it; none: today.
    pub day: Option<Date>,
    /// Whose.
    pub whose: Whose,
    /// Cancelled sessions too.
    pub cancelled: bool,
    /// All 24 hours.
    pub whole_day: bool,
}

impl Wish {
    /// What the address says; anything unknown counts as not said.
    pub fn read(query: &ParamsMap) -> Self {
        Self::of(|name| query.get(name))
    }

    fn of(value: impl Fn(&str) -> Option<String>) -> Self {
        let says = |name: &str, what: &str| value(name).is_some_and(|v| v == what);
        Self {
            span: if says("view", "day") { Span::Day } else { Span::Week },
            day: value("day").and_then(|day| day.parse().ok()),
            whose: value("clinician").map_or(Whose::Usual, |name| Whose::named(&name)),
            cancelled: says("cancelled", "yes"),
            whole_day: says("hours", "all"),
        }
    }

    /// The address of the calendar that says it.
    pub fn address(self) -> String {
        self.beside("", &[])
    }

    /// The address of a panel beside it; `more` is for the panel.
    pub fn beside(self, panel: &str, more: &[(&'static str, String)]) -> String {
        let own = [
            ("view", if self.span == Span::Day { "day".to_owned() } else { String::new() }),
            ("day", self.day.map(|day| day.to_string()).unwrap_or_default()),
            ("clinician", self.whose.name()),
            ("cancelled", if self.cancelled { "yes".to_owned() } else { String::new() }),
            ("hours", if self.whole_day { "all".to_owned() } else { String::new() }),
        ];
        // Ids, days and times: nothing in them has to be escaped, and what is none of these has no place in an address.
        let plain = |value: &str| !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:".contains(&b));
        let query: Vec<String> =
            own.iter().chain(more).filter(|(_, value)| plain(value)).map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{CALENDAR}{panel}{mark}{}", query.join("&"))
    }

    /// The days that are shown.
    pub fn days(self, today: Date) -> Vec<Date> {
        let day = self.day.unwrap_or(today);
        match self.span {
            Span::Day => vec![day],
            Span::Week => (0..7).filter_map(|n| days_after(monday_of(day), n)).collect(),
        }
    }

    /// The same so many days or weeks later.
    pub fn later(self, steps: i64, today: Date) -> Self {
        let length = if self.span == Span::Day { 1 } else { 7 };
        Self { day: days_after(self.day.unwrap_or(today), steps * length), ..self }
    }

    /// The same around today.
    pub fn at_today(self) -> Self {
        Self { day: None, ..self }
    }

    /// The same as a day or as a week.
    pub fn spanning(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// One day of it, with a column for each clinician who is shown.
    pub fn on_day(self, day: Date) -> Self {
        Self { span: Span::Day, day: Some(day), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn read(values: &[(&str, &str)]) -> Wish {
        Wish::of(|name| values.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn what_the_address_says_is_said_again() {
        assert_eq!(read(&[]).address(), "/admin/calendar");
        assert_eq!(read(&[("view", "month"), ("day", "soon"), ("clinician", "x")]), Wish::default());
        let wish = read(&[("view", "day"), ("day", "2026-03-03"), ("clinician", "all")]);
        assert_eq!((wish.span, wish.day, wish.whose), (Span::Day, Some(day("2026-03-03")), Whose::All));
        let more = [("at", "2026-03-03T10:00".to_owned()), ("minutes", String::new()), ("staff", "a&b=c".to_owned())];
        assert_eq!(wish.beside("/new", &more), "/admin/calendar/new?view=day&day=2026-03-03&clinician=all&at=2026-03-03T10:00");
    }

    #[test]
    fn b13_whose_sessions_are_shown_is_read_as_it_was_written() {
        let one = Whose::One("01890000-0000-7000-8000-000000000000".parse().unwrap());
        for whose in [Whose::Usual, Whose::All, one] {
            assert_eq!(Whose::named(&whose.name()), whose);
        }
        assert_eq!(Whose::named("somebody"), Whose::Usual);
    }

    #[test]
    fn b13_a_week_begins_on_monday() {
        let today = day("2026-03-04");
        let week = Wish::default().days(today);
        assert_eq!((week.len(), week[0], week[6]), (7, day("2026-03-02"), day("2026-03-08")));
        assert_eq!(Wish::default().later(-1, today).days(today)[0], day("2026-02-23"));
        let one = Wish::default().on_day(day("2026-02-28"));
        assert_eq!(one.later(1, today).days(today), [day("2026-03-01")]);
        assert_eq!(one.at_today().days(today), [today]);
    }
}
