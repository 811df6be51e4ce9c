//! B1 to B23 as their callers meet them.

mod along;
mod choices;
mod clinic;
mod concurrency;
mod desk;
mod desk_rights;
mod expiry;
mod explain;
mod feeds;
mod first_visit;
mod letters;
mod newcomers;
mod outside;
mod portal;
mod reminders;
mod reminders_killed;
mod requests;
mod rescheduling;
mod series;
mod walls;
