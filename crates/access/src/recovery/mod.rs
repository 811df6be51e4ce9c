//! *Forgot your password?* A link to a new one, by e-mail (A18).

pub mod http;
mod recover;
mod request;

pub use recover::recover;
pub use request::request;
