//! Coming in: the doors, signing in, the first visit, a forgotten password (`access.md` A1, A12 to A22).

pub mod code;
pub mod doors;
pub mod email_change;
pub mod forgot;
mod frame;
pub mod new_password;
pub mod password;
pub mod recovery;
pub mod sign_in;
pub mod trouble;
pub mod waiting;
pub mod welcome;

pub use frame::PhoneLink;
