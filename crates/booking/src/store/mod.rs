//! Rows of booking, and every query of them.

pub mod appointments;
pub mod busy;
pub mod exceptions;
pub mod listing;
pub mod proposals;
pub mod scheduling;
pub mod series;
