//! Booking: a client asks for a time, the practice answers.
//!
//! Clients see a week of free times, ask for one, and later cancel it or choose another; people who are no clients yet
//! come in by a door of their own. The practice accepts, declines or offers other times, keeps its calendar, and is told
//! why a time is closed. Nobody's time is given twice, however many press at once: there is one way to take time
//! ([`take`]), and the database has a wall behind it.

pub mod book;
pub mod choices;
pub mod day;
mod desk;
pub mod expiry;
pub mod feeds;
pub mod first_visit;
pub mod ics;
pub mod letters;
pub mod outside;
pub mod portal;
mod refusals;
pub mod reminders;
pub mod store;
pub mod take;
mod words;

pub use day::zone;
use platform::jobs::Handlers;
use platform::secrets::reseal::{Key, Sealed};
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .configure(portal::routes)
        .configure(desk::routes)
        .configure(ics::http::routes)
        .configure(feeds::routes)
        .configure(outside::routes)
        .configure(first_visit::routes);
}

/// Adds who does this capability's work in the background.
pub fn jobs(handlers: &mut Handlers) {
    expiry::jobs(handlers);
    reminders::jobs(handlers);
    outside::jobs(handlers);
    first_visit::jobs(handlers);
}

/// What this capability seals, for when the master key is exchanged.
#[must_use]
pub fn sealed() -> Vec<Sealed> {
    let of = |table, column, name| Sealed {
        table,
        column,
        key: &[Key::Id("practice_id"), Key::Id("id")],
        also: &[],
        only: &[],
        name,
        longest: 64 * 1024,
    };
    vec![
        of("appointments", "sealed_words", |row| Ok(format!("appointment:{}", row.id("id")?))),
        of("first_requests", "sealed", |row| Ok(format!("first_request:{}", row.id("id")?))),
        of("outside_calendars", "sealed_url", |row| Ok(format!("outside_calendar:{}", row.id("id")?))),
    ]
}
