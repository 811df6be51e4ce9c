//! Inviting people to work at the practice, and their coming in (S6).

mod accept;
pub mod http;
mod invite;

pub use accept::accept;
pub use invite::{Invited, invite, resend};
