//! *My account*: who is signed in, their password, their e-mail address, what they like, and where they are signed in
//! (A21).

mod devices;
pub mod email_change;
pub mod http;
mod me;
mod password;

pub use devices::{list, sign_out, sign_out_everywhere};
pub use me::{me, prefer};
pub use password::change_password;
