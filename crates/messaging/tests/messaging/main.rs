//! Conversations as a database keeps them, on SQLite and, where `ANTEROOM_TEST_POSTGRES` names a server, on PostgreSQL.

mod files;
mod places;
mod reading;
mod redacting;
mod sending;
mod world;
