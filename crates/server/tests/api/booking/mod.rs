//! B1 to B23 as their callers meet them.

mod clinic;
mod concurrency;
mod desk;
mod desk_rights;
mod expiry;
mod explain;
mod feeds;
mod first_visit;
mod letters;
mod outside;
mod portal;
mod reminders;
mod requests;
mod series;
