//! The schema's history: one file per change, forward only, the same for SQLite and PostgreSQL.
//!
//! Conventions: `practice_id` leads every key of what belongs to a practice, and foreign keys are composite, so that a
//! row cannot point into another practice. Moments are microseconds since 1970 in a BIGINT (same order and precision on
//! both databases), sealed values are bytes, ids are UUIDs.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod columns;
mod m0001_platform;
mod m0002_practice;
mod m0003_clients;
mod m0004_access;
mod m0005_booking;
mod m0006_messaging;
mod m0007_documents;
mod walls;

/// Runs the migrations.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_platform::Migration),
            Box::new(m0002_practice::Migration),
            Box::new(m0003_clients::Migration),
            Box::new(m0004_access::Migration),
            Box::new(m0005_booking::Migration),
            Box::new(m0006_messaging::Migration),
            Box::new(m0007_documents::Migration),
        ]
    }
}
