//! Messaging's rules: who sees what, what is sent, when a notice goes out and how long its link works.

mod links;
mod notices;
mod reading;
mod scene;
mod sending;
mod web_links;
