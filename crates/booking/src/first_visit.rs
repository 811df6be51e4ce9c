//! The door for people who are no clients yet (B11).
//!
//! Whoever asks first lets a machine work a moment, so that asking a thousand times costs something; then shows by a code
//! that the e-mail address is theirs. Until that code comes back nothing is held, nobody is told, and no client is made.
//! Nothing outside tells whether an address is a client's already.

mod answers;
mod challenge;
mod confirming;
pub mod http;
mod requesting;
mod store;

pub use http::routes;
use platform::jobs::Handlers;

/// Adds the tidying in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(store::sweep);
}
