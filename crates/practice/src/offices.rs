//! Places, and the practice's video room.

pub mod http;
mod store;

pub use store::{Model, count, in_use, insert};
