//! Invitations, sign-in, who may do what: `access.md` of the specification, rules A1 to A27.

pub mod account;
pub mod codes;
// Days in a zone: the zone database is not in the browser.
#[cfg(not(target_arch = "wasm32"))]
pub mod day_in_words;
#[cfg(not(target_arch = "wasm32"))]
pub mod invitation;
pub mod link;
pub mod pace;
pub mod password;
pub mod portal_access;
pub mod rights;
pub mod second_factor;
pub mod session;
pub mod welcome;
