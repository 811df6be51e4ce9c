//! The clinicians' application: everything a practice does with its clients and settings, in the browser.
//!
//! Each folder is a capability: `access` is coming in, `home` what waits, `calendar` and `requests` the sessions, `clients`
//! the people in care, `messages` what they write, `documents` what they sign and fill, `settings` the practice, `account` one's own sign-in. `session` holds who is signed in, `shell` the frame around every page.

mod access;
mod account;
mod app;
mod calendar;
mod clients;
mod documents;
mod files;
mod home;
mod hours;
mod labels;
mod locales;
mod mail_preview;
mod mail_reply;
mod messages;
mod out_of_office;
mod refusal;
mod requests;
mod saving;
mod search;
mod session;
mod settings;
mod shell;
mod wait;
mod wall;
mod words;
mod workplace;

fn main() {
    ui::panic::install("This page stopped working", "Nothing that was saved is lost. Please reload the page.", "Reload");
    ui::watch_back();
    leptos::mount::mount_to_body(app::App);
}
