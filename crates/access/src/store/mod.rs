//! Entities and every query, all scoped to one practice.
//!
//! Transactions here take rows in one order, so that two of them wait for each other instead of standing still: the
//! client's row, the login's or staff member's, the grant, invitations and codes, links, sessions, devices, and the
//! practice's audit log last.

pub mod grants;
pub mod invitations;
pub mod known_devices;
pub mod link_tokens;
pub mod logins;
pub mod pin_codes;
pub mod recovery_codes;
pub mod staff_rows;
