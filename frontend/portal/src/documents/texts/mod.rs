//! What documents say, in a catalogue for each of their parts.

pub mod own;
pub mod steps;
pub mod verify;
pub mod waiting;
