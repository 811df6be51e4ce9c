//! Hours of the clinicians, as they arrive: each is asked for once, and again for days further back than those that were read.

use domain::StaffId;
use domain::booking::exception::ListAvailabilityExceptions;
use domain::time::{Date, days_after, monday_of};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::open_hours::Hours;
use crate::session::Session;

/// How many days before those that are shown are read, too: who goes back a week rarely has to wait.
const LOOK_BACK: i64 = 28;

/// What has arrived, and what is on its way.
#[derive(Clone, Copy)]
pub struct HoursReading {
    /// What has arrived.
    pub hours: RwSignal<Vec<Hours>>,
    /// Whose hours were asked for, with time off and extra hours since which day.
    asked: StoredValue<Vec<(StaffId, Date)>>,
    session: Session,
}

impl HoursReading {
    /// Nothing so far.
    pub fn new(session: Session) -> Self {
        Self { hours: RwSignal::new(Vec::new()), asked: StoredValue::new(Vec::new()), session }
    }

    /// Asks for a clinician's hours unless they are known back to the day `first`.
    pub fn reach(self, staff: StaffId, first: Date, today: Date) {
        if self.asked_since(staff).is_none_or(|since| first < since) {
            self.read(staff, before(first.min(today)));
        }
    }

    /// Asks for a clinician's hours again.
    pub fn again(self, staff: StaffId, today: Date) {
        self.read(staff, self.asked_since(staff).unwrap_or_else(|| before(today)));
    }

    fn asked_since(self, staff: StaffId) -> Option<Date> {
        self.asked.with_value(|all| all.iter().find(|(id, _)| *id == staff).map(|(_, since)| *since))
    }

    fn read(self, staff: StaffId, since: Date) {
        self.asked.update_value(|all| {
            all.retain(|(id, _)| *id != staff);
            all.push((staff, since));
        });
        spawn_local(async move {
            let (session, query) = (self.session, ListAvailabilityExceptions { from: Some(since) });
            let api = session.api();
            let week = session.ask(api.get_availability(staff)).await;
            let exceptions = session.ask(api.list_availability_exceptions(staff, &query)).await;
            let (Ok(week), Ok(exceptions)) = (week, exceptions) else {
                // Without its hours the calendar is still right about sessions: a failure here is none of the page. Whoever
                // goes to other days asks again.
                let _ = self.asked.try_update_value(|all| all.retain(|of| *of != (staff, since)));
                return;
            };
            // What was asked for meanwhile reaches further back, and must not be lost to an answer that was slower.
            if self.asked.try_with_value(|all| all.contains(&(staff, since))) == Some(true) {
                let _ = self.hours.try_update(|all| {
                    all.retain(|h| h.staff != staff);
                    all.push(Hours { staff, windows: week.windows, exceptions: exceptions.items });
                });
            }
        });
    }
}

/// The day from which to read, so that the week of `day` is whole and some weeks before it are known.
fn before(day: Date) -> Date {
    days_after(monday_of(day), -LOOK_BACK).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b13_weeks_are_read_whole_and_some_before_them() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(before(day("2026-03-05")), day("2026-02-02"));
        assert_eq!(before(day("2026-03-02")), day("2026-02-02"));
    }
}
