//! The practice itself: what it says of itself, what clients meet in the portal, how people sign in.

mod columns;
pub mod http;
mod rules;
mod store;

pub use rules::check as check_profile;
pub use store::{ActiveModel, Column, Entity, Model, by_slug, count, create, get, hold, ids, lock_slug, only, set_portal, set_rules};
pub(crate) use store::{language, touch};
