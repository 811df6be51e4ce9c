//! Rows of this capability, and every query over them. None without a scope.
//!
//! Locks are taken in one order everywhere, so that no two writes wait for each other: the document ([`documents::hold`]),
//! whatever else, the audit log last.

pub mod consents;
pub mod documents;
pub mod files;
pub mod listing;
pub mod mine;
pub mod packets;
pub mod pdfs;
pub mod settings;
pub mod signatures;
pub mod templates;
pub mod trail;
pub mod versions;
