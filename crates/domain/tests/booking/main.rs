//! Booking's engine: every zone around its transitions, named places, and the rules one by one.

mod every_zone;
mod places;
mod reminders;
mod rules;
mod scene;
mod series;
mod statuses;
mod weeks;
