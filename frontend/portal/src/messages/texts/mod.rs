//! What messages say on the pages of the portal, a catalogue for each part; what threads say themselves is in
//! `conversation`.

pub mod line;
pub mod own;
