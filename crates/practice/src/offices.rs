//! Places, and the practice's video room.

pub mod http;
mod store;

pub use store::{Column, Model, all, count, find, in_use, insert, scoped};
