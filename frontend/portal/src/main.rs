//! The clients' application: in the browser, under `/p/{slug}`.
//!
//! One folder for each capability. A page is three moves: read the address, one resource through `api`, show it. What
//! all pages share is in [`portal::Portal`]; what people read is in [`texts`].

mod access;
mod account;
mod address;
mod app;
mod booking;
mod documents;
mod early;
mod home;
mod link;
mod messages;
mod parts;
mod portal;
mod session;
mod shell;
mod texts;

fn main() {
    let stopped = &texts::at_start().stopped;
    ui::panic::install(stopped.title, stopped.text, stopped.reload);
    ui::watch_back();
    link::capture();
    leptos::mount::mount_to_body(app::App);
}
