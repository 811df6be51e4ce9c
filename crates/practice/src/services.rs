//! What is booked: the practice's services with their length and fee.

pub mod http;
mod store;

pub use store::{count, insert};
