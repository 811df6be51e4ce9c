//! The schema: brought up to date under a lock, and shown as text for review.

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::seaql_migrations;

use crate::config::StartError;

/// Runs what is missing. Several processes may start at once: one migrates, the others wait. A process that dies at it
/// leaves nothing half done.
///
/// # Errors
/// When a migration fails, or the schema is newer than this program.
pub async fn up(db: &DatabaseConnection) -> Result<(), StartError> {
    let failed = |error: DbErr| StartError::new("schema", error);
    if db.get_database_backend() == DbBackend::Postgres {
        // Held by this transaction's connection; the migrations run on another one of the pool, each in its own.
        let lock = db.begin().await.map_err(failed)?;
        lock.execute_unprepared("SET LOCAL lock_timeout = '10min'; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock(4723001)")
            .await
            .map_err(failed)?;
        Migrator::install(db).await.map_err(failed)?;
        refuse_newer(&Migrator::get_migration_models(db).await.map_err(failed)?)?;
        Migrator::up(db, None).await.map_err(failed)?;
        lock.commit().await.map_err(failed)
    } else {
        // There the library begins none by itself: without this one a killed start would leave half a schema.
        let immediate =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
        let all = db.begin_with_options(immediate).await.map_err(failed)?;
        Migrator::install(&all).await.map_err(failed)?;
        refuse_newer(&Migrator::get_migration_models(&all).await.map_err(failed)?)?;
        Migrator::up(&all, None).await.map_err(failed)?;
        all.commit().await.map_err(failed)
    }
}

fn refuse_newer(applied: &[seaql_migrations::Model]) -> Result<(), StartError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    match applied.iter().find(|model| !known.contains(&model.version)) {
        None => Ok(()),
        Some(newer) => {
            let said = format!("this database was written by a newer Anteroom ({}); start that version", newer.version);
            Err(StartError::new("schema", said))
        }
    }
}

/// The schema as text, the same for the same migrations: tables with their columns and keys, and indexes, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn dump(db: &DatabaseConnection) -> Result<String, DbErr> {
    let query = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT sql AS line FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'seaql%' AND name NOT LIKE 'sqlite%' ORDER BY tbl_name, type DESC, name"
        }
        _ => {
            "SELECT line FROM (
               SELECT table_name AS t, 0 AS k, ordinal_position AS o, '' AS n,
                 table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END AS line
               FROM information_schema.columns WHERE table_schema = 'public'
               UNION ALL
               SELECT conrelid::regclass::text, 1, 0, conname, conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
               FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
               UNION ALL
               SELECT tablename, 2, 0, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
             ) AS lines WHERE t NOT LIKE 'seaql%' ORDER BY t, k, o, n"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), query)).await?;
    let lines: Vec<String> = rows.iter().map(|row| row.try_get::<String>("", "line")).collect::<Result<_, _>>()?;
    Ok(lines.join("\n") + "\n")
}
