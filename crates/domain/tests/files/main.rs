//! Files that people send: which go, under which names, and what is kept of them.

mod documents;
mod kinds;
mod names;
mod photographs;
mod scene;
