//! Documents on paper, as files.

mod conversation;
mod document;
mod reading;
