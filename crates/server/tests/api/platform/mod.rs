//! What every operation stands on: limits, headers, repeated writes, the database, mail. Each trap of architecture.md has
//! a test here that fails without its cure.

mod bodies;
mod forwarded;
mod full_disk;
mod headers;
mod idempotency;
mod kill;
mod origin;
mod outbox;
mod routes;
mod transactions;
