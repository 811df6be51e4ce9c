//! The API as its callers meet it: the whole application, black-box through HTTP, on SQLite and on PostgreSQL.
//!
//! A folder for each capability, named by the rules of the specification; beside them the access matrix (every operation
//! × every kind of caller), the OpenAPI document, the schema, and the logs without personal data.
//!
//! PostgreSQL is found by `ANTEROOM_TEST_POSTGRES` (`cargo xtask test` sets it). `UPDATE=1` rewrites the files that are
//! checked in and compared here: `openapi/openapi.json`, `openapi/access.txt`, `migrations/schema.*.sql`.

mod access;
mod alone;
mod booking;
mod checked_in;
mod documents;
mod harness;
mod matrix;
mod messaging;
mod openapi;
mod platform;
mod practice;
mod privacy;
mod schema;
