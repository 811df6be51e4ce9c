//! The platform's workers and layers at work, on SQLite and, where `ANTEROOM_TEST_POSTGRES` names a server, on PostgreSQL.

mod bodies;
mod failures;
mod files_in_and_out;
mod job_worker;
mod live_events;
mod mail_worker;
mod place;
mod practice;
mod repeated_writes;
mod sealed_files;
mod smtp_server;
