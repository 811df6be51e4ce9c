//! The words of the product and its pure rules.
//!
//! Nothing here waits, reads, writes, asks the time or draws a random number, so the same code runs in the server, in
//! the browser (wasm) and in the tests. What travels as JSON is declared here once, with the checks its fields must
//! pass; feature `openapi` adds the schemas.

#[macro_use]
mod named;

pub mod access;
pub mod booking;
pub mod check;
pub mod documents;
pub mod files;
pub mod ids;
pub mod list;
pub mod messaging;
pub mod money;
pub mod practice;
pub mod problem;
pub mod text;
pub mod time;

pub use check::{Check, Checker, FieldError};
pub use ids::*;
