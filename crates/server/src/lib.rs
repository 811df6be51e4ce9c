//! The one program: both applications, the API, and the verbs of the command line.

pub mod app;
pub mod assets;
pub mod demo;
pub mod embed;
pub mod mailbox;
pub mod pages;
pub mod serve;
mod variants;
pub mod verbs;
