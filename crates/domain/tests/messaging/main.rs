//! Messaging's rules: who sees what, what is sent, when a notice goes out and how long its link works, which files go.

mod documents;
mod files;
mod links;
mod names;
mod notices;
mod photographs;
mod reading;
mod scene;
mod sending;
mod web_links;
