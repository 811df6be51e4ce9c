//! The audit log as owners read it, the proof that it is whole, and the part of it that a client may see of themself.
//! Lines keep ids; names are those of today.

mod export;
pub mod http;
mod listing;
pub mod record_access;
