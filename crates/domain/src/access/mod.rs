//! Invitations, sign-in, who may do what: `access.md` of the specification, rules A1 to A27.

pub mod account;
pub mod pace;
pub mod password;
pub mod portal_access;
pub mod rights;
pub mod second_factor;
pub mod session;
pub mod welcome;
