//! The people who work at the practice. Nobody can leave it without an owner.

pub mod http;
mod store;

pub(crate) use store::clinicians_by_email;
pub use store::{
    ActiveModel, Column, Entity, Model, activate, all, by_email, display_name, find, insert, is_clinician, name, names, note_sign_in,
    scoped, set_password, to_wire,
};
