//! Each clinician's calendar as an address to subscribe to (B17): secret, revocable, and with initials in place of names.

pub mod http;
mod store;

pub use http::routes;
