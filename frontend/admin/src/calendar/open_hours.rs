//! When a clinician works on a day: the weekly hours, extra hours, and time off taken from both.

use domain::StaffId;
use domain::booking::exception::{AvailabilityException, ExceptionKind};
use domain::practice::availability::WeeklyWindow;
use domain::time::{Date, weekday_of};

/// What is known of a clinician's hours.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Whose.
    pub staff: StaffId,
    /// Each week.
    pub windows: Vec<WeeklyWindow>,
    /// What differs.
    pub exceptions: Vec<AvailabilityException>,
}

/// Begin and end, in minutes of a day.
pub type Minutes = (u16, u16);

impl Hours {
    /// When the clinician works on a day, in order, what meets made one.
    pub fn open(&self, date: Date) -> Vec<Minutes> {
        let holds = |w: &&WeeklyWindow| {
            w.weekday == weekday_of(date) && w.from_date.is_none_or(|from| from <= date) && w.to_date.is_none_or(|to| date <= to)
        };
        let mut open: Vec<Minutes> = self.windows.iter().filter(holds).map(|w| (w.from_minute, w.to_minute)).collect();
        open.extend(self.of_day(date, ExceptionKind::ExtraHours).map(|(_, minutes)| minutes));
        let off: Vec<Minutes> = self.of_day(date, ExceptionKind::TimeOff).map(|(_, minutes)| minutes).collect();
        without(joined(open), &off)
    }

    /// The exceptions of a kind that touch a day, each with its part of it.
    pub fn of_day(&self, date: Date, kind: ExceptionKind) -> impl Iterator<Item = (&AvailabilityException, Minutes)> {
        self.exceptions.iter().filter(move |e| e.details.kind == kind).filter_map(move |e| Some((e, part(e, date)?)))
    }
}

/// The part of an exception that lies on a day.
fn part(exception: &AvailabilityException, date: Date) -> Option<Minutes> {
    let (from, to) = (exception.details.from, exception.details.to);
    let begin = if from.date() < date { 0 } else { from.minute() };
    let end = if to.date() > date { 1440 } else { to.minute() };
    (from.date() <= date && to.date() >= date && begin < end).then_some((begin, end))
}

/// The same spans in order, those that meet made one.
pub fn joined(mut spans: Vec<Minutes>) -> Vec<Minutes> {
    spans.sort_unstable();
    let mut all: Vec<Minutes> = Vec::new();
    for (from, to) in spans {
        match all.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => all.push((from, to)),
        }
    }
    all
}

fn without(spans: Vec<Minutes>, off: &[Minutes]) -> Vec<Minutes> {
    off.iter().fold(spans, |left, (from, to)| {
        let cut = |(a, b): Minutes| [(a, b.min(*from)), (a.max(*to), b)].into_iter().filter(|(a, b)| a < b);
        left.into_iter().flat_map(cut).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::booking::exception::AvailabilityExceptionInput;
    use domain::time::Weekday;

    const NOBODY: &str = "01890000-0000-7000-8000-000000000000";

    fn exception(kind: ExceptionKind, from: &str, to: &str) -> AvailabilityException {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        let details = AvailabilityExceptionInput { kind, from, to, office_id: None, service_id: None, note: "".into() };
        AvailabilityException { id: NOBODY.parse().unwrap(), staff_id: NOBODY.parse().unwrap(), details }
    }

    fn hours(exceptions: Vec<AvailabilityException>) -> Hours {
        // Mondays, the afternoons only from 9 March 2026.
        let afternoon = WeeklyWindow { from_date: Some("2026-03-09".parse().unwrap()), ..WeeklyWindow::new(Weekday::Monday, 720, 1020) };
        let windows = vec![WeeklyWindow::new(Weekday::Monday, 540, 720), afternoon];
        Hours { staff: NOBODY.parse().unwrap(), windows, exceptions }
    }

    fn open(hours: &Hours, day: &str) -> Vec<Minutes> {
        hours.open(day.parse().unwrap())
    }

    #[test]
    fn b1_hours_hold_on_their_days() {
        let hours = hours(Vec::new());
        assert_eq!(open(&hours, "2026-03-02"), [(540, 720)]);
        assert_eq!(open(&hours, "2026-03-09"), [(540, 1020)]);
        assert_eq!(open(&hours, "2026-03-10"), []);
    }

    #[test]
    fn b1_extra_hours_open_and_time_off_closes() {
        let hours = hours(vec![
            exception(ExceptionKind::ExtraHours, "2026-03-02T18:00", "2026-03-02T20:00"),
            exception(ExceptionKind::TimeOff, "2026-03-02T10:00", "2026-03-02T11:00"),
            exception(ExceptionKind::TimeOff, "2026-03-08T12:00", "2026-03-09T13:00"),
        ]);
        assert_eq!(open(&hours, "2026-03-02"), [(540, 600), (660, 720), (1080, 1200)]);
        assert_eq!(open(&hours, "2026-03-09"), [(780, 1020)]);
        let off: Vec<_> = hours.of_day("2026-03-08".parse().unwrap(), ExceptionKind::TimeOff).map(|(_, m)| m).collect();
        assert_eq!(off, [(720, 1440)]);
    }
}
