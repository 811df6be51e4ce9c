//! The practice and its people (practice-admin.md, S1 to S10).

mod audit;
mod availability;
mod clients;
mod email_texts;
mod hostile_input;
mod import;
mod import_interrupted;
mod lists;
mod logo;
mod offices;
mod overview;
mod record_access;
mod services;
mod settings;
mod team;
