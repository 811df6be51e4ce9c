//! When a clinician works: weekly hours in the practice's local time.

pub mod http;
mod store;

pub use store::{of_all, put, windows};
