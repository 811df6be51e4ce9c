//! What is booked: the practice's services with their length, fee and buffers, who gives them and where.

pub mod http;
mod links;
mod store;

pub use store::{all, count, find, insert};
