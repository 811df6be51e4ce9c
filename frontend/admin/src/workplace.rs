//! The practice and the person at work in it, known to every page inside the shell; and how times are written there.

use domain::access::session::{Me, MeStaff};
use domain::practice::profile::Practice;
use domain::practice::staff::Role;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::wall::unbroken;
use crate::words::browser_locale;

/// Who works where.
#[derive(Clone, Copy)]
pub struct Workplace {
    /// The session's person and practice.
    pub me: RwSignal<Me>,
    /// The practice with its settings, as last read.
    pub practice: RwSignal<Practice>,
}

/// Where the caller's page is at work.
pub fn use_workplace() -> Workplace {
    expect_context::<Workplace>()
}

impl Workplace {
    /// The signed-in staff member. Tracks.
    pub fn staff(self) -> Option<MeStaff> {
        self.me.with(|me| me.staff.clone())
    }

    /// Their role: the one with the fewest rights when nobody is known.
    pub fn role(self) -> Role {
        self.me.with_untracked(|me| me.staff.as_ref().map_or(Role::Biller, |staff| staff.role))
    }

    /// Whether they may do everything.
    pub fn owner(self) -> bool {
        self.role() == Role::Owner
    }

    /// The practice's zone.
    pub fn zone(self) -> String {
        self.practice.with_untracked(|practice| practice.profile.zone.0.clone())
    }

    /// "Mar 3, 2027, 10:30 AM", in the practice's zone.
    pub fn moment(self, at: Timestamp) -> String {
        in_two(&ui::time::date_time(&at.to_string(), &self.zone(), &browser_locale()))
    }

    /// "tomorrow, 10:30 AM", or the date when it is further away, in the practice's zone.
    pub fn soon(self, at: Timestamp) -> String {
        in_two(&ui::time::relative(&at.to_string(), ui::now(), &self.zone(), &browser_locale()))
    }

    /// A time as an element, with the exact moment and the zone for those who point at it.
    pub fn time(self, at: Timestamp) -> impl IntoView + use<> {
        let title = format!("{} ({})", self.moment(at), self.zone());
        view! { <time datetime=at.to_string() title=title>{self.moment(at)}</time> }
    }
}

/// A line may end between day and clock only.
fn in_two(moment: &str) -> String {
    match moment.rsplit_once(", ") {
        Some((day, clock)) => format!("{}, {}", unbroken(day), unbroken(clock)),
        None => moment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_two;

    #[test]
    fn a_line_ends_before_the_clock_alone() {
        assert_eq!(in_two("Nov 22, 2026, 12:58 AM"), "Nov\u{a0}22,\u{a0}2026, 12:58\u{a0}AM");
        assert_eq!(in_two("22 Nov 2026, 00:58"), "22\u{a0}Nov\u{a0}2026, 00:58");
        assert_eq!(in_two("2026-11-22T05:58:00Z"), "2026-11-22T05:58:00Z");
    }
}
