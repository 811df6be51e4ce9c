//! Calendars elsewhere whose busy times close ours (B17): subscribed to by the secret address of an `.ics` file, read
//! every half an hour. What cannot be read is said where the calendar is listed; what was read before still holds then.

mod busy;
mod component;
mod fetch;
pub mod http;
mod reading;
mod store;

pub use http::routes;
use platform::jobs::Handlers;
pub use reading::read_due;
pub use store::busy_between;

/// Adds the round in the background, and the first reading.
pub fn jobs(handlers: &mut Handlers) {
    handlers.on(reading::KIND, reading::first).also_tidy(reading::read_due);
}
