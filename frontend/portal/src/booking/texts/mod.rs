//! What booking says, in a catalogue for each of its parts and for what several of them share: nobody waits for the texts of
//! pages they do not visit.

pub mod door;
pub mod find;
pub mod own;
pub mod refused;
pub mod there;
pub mod visit;
