//! Examples for the description of the API.

pub mod documents;
pub mod templates;
