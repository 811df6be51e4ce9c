//! Decides which times are open. Pure: everything it knows is in [`Facts`], *now* included.
//!
//! There is one list of rules ([`rules`]). A time is open when none of them closes it; openings are the starts that the
//! same list lets through, the explanation of a minute (B15) is all that the list says about it, and the write asks the
//! list again (B19).
//!
//! Time (B20): hours and recurrences are what the clock on the wall shows in the practice's zone; notice, deadlines and
//! lengths are elapsed time. A local time that the clocks skip is no time; of one that comes twice only the first is.

mod facts;
mod local;
mod reminders;
mod rules;
mod series;
mod status;
mod timetable;

pub use facts::{Asker, Busy, BusyKind, Facts, Session, Span};
pub use local::{date_in, days_in, local_in, moment_in};
pub use reminders::reminder_at;
pub use rules::{Refusal, Slot};
pub use series::{moved_along, occurrences};
pub use status::{
    Refused, accept, books_at_once, cancel, cancel_by_staff, choose, decline, expiry, lapse, outcome, propose, request, terms,
};
pub use timetable::{NEAR_DAYS, Timetable};
