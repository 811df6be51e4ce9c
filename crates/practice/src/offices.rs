//! Places, and the practice's video room.

pub mod http;
mod store;

pub use store::{Column, Model, all, among, count, find, in_use, insert, scoped};
