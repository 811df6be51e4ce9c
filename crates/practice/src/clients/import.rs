//! Clients from a CSV file. The file is looked at at once (is it one, are its columns known), then its rows are worked
//! through in the background, a few at a time, on a dry run without writing any. A run that dies goes on where it was:
//! each step writes its clients and how far it is in one transaction.

mod file;
pub mod http;
mod job;
mod row;
mod store;

pub use job::{KIND, give_up_forgotten, run};
