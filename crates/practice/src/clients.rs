//! The people in care: their records, the list with its search, and imports from a file.

mod emails;
pub mod http;
pub mod import;
mod listing;
mod phones;
mod search;
mod store;

pub use emails::{letter_addresses, of as emails, with_address};
pub use phones::of as phones;
pub(crate) use search::beginning;
pub use search::patterns;
pub use store::{ActiveModel, Column, Entity, Model, count, create, display_names, find, hold, save, scoped, set_access, to_wire};
