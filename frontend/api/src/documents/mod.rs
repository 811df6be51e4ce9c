//! Documents and forms: the client's side, the practice's, and what anybody may ask.

mod desk;
mod portal;
mod templates;

pub use portal::{WaitingDocument, WaitingDocuments};
