//! The practice and the people in it: its profile and settings, offices, services, staff, clients, its audit log.

pub mod audit;
pub mod availability;
pub mod client;
pub mod client_import;
pub mod email_text;
pub mod office;
pub mod overview;
pub mod profile;
pub mod service;
pub mod slug;
pub mod staff;
