//! The database: SQLite in one file, or PostgreSQL.
//!
//! SQLite has one writer and several readers. The pools are made by sqlx so that a connection which a full disk left in
//! the middle of a transaction is thrown away: kept, it would go on saying Ok and store nothing. Writes begin IMMEDIATE,
//! so that read-then-write waits its turn instead of failing as "locked".

pub mod installation;
pub mod schema;

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::PracticeId;
use domain::time::Timestamp;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection as _};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, DeriveValueType, RuntimeErr, SqliteTransactionMode,
    SqlxPostgresConnector, SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};

use crate::config::{Config, StartError};
use crate::jobs::Wake;
use crate::live;
use crate::problem::Problem;

/// The practice whose rows a query may see. No query without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The practice.
    pub practice: PracticeId,
}

/// A moment as both databases keep it: microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
pub struct Moment(pub i64);

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at.as_microsecond())
    }
}

impl From<Moment> for Timestamp {
    fn from(at: Moment) -> Self {
        Self::from_microsecond(at.0).unwrap_or(Self::MAX)
    }
}

impl Moment {
    /// The moment `seconds` later.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

/// Gives a row a `Debug` that shows nothing: rows hold what belongs to people.
#[macro_export]
macro_rules! opaque_debug {
    ($row:ty) => {
        impl std::fmt::Debug for $row {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($row), "(…)"))
            }
        }
    };
}

/// The database; clones share its connections.
#[derive(Clone)]
pub struct Db {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    live: live::Hub,
    wake: Wake,
}

/// A transaction that writes. Dropped without [`Tx::commit`], it leaves nothing, and nobody is told anything.
pub struct Tx {
    inner: DatabaseTransaction,
    live: live::Hub,
    signals: Mutex<BTreeSet<live::Signal>>,
    wake: Wake,
    queued: Queued,
}

/// What a transaction gave the workers to do.
#[derive(Default)]
struct Queued {
    mail: AtomicBool,
    job: AtomicBool,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;
    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

impl Tx {
    /// Makes everything in it durable.
    ///
    /// # Errors
    /// When the database could not: then nothing of it is kept.
    pub async fn commit(self) -> Result<(), Problem> {
        let signals = self.signals.into_inner().unwrap_or_else(PoisonError::into_inner);
        // PostgreSQL tells every process, this one too, once the commit stands. With SQLite there is no other.
        let tells = self.inner.get_database_backend() == DbBackend::Postgres;
        if tells {
            live::notify(&self.inner, signals.iter().copied()).await?;
        }
        self.inner.commit().await?;
        if !tells {
            signals.into_iter().for_each(|signal| self.live.hear(signal));
        }
        // Not before: a worker that looks too early finds nothing, and sleeps again.
        if self.queued.mail.into_inner() {
            self.wake.mail();
        }
        if self.queued.job.into_inner() {
            self.wake.jobs();
        }
        Ok(())
    }

    /// Has the mail worker of this process look, once this is committed.
    pub(crate) fn mail_is_queued(&self) {
        self.queued.mail.store(true, Ordering::Relaxed);
    }

    /// Has the worker of this process look, once this is committed.
    pub(crate) fn job_is_queued(&self) {
        self.queued.job.store(true, Ordering::Relaxed);
    }

    /// Has every process told of `signal`, once this is committed.
    pub(crate) fn tell(&self, signal: live::Signal) {
        self.signals.lock().unwrap_or_else(PoisonError::into_inner).insert(signal);
    }
}

impl Db {
    /// Connects by the configuration.
    ///
    /// # Errors
    /// When the folder, the file or the server cannot be reached.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        match &config.database_url {
            Some(url) if url.starts_with("postgres") => Self::postgres(url, config.database_connections).await,
            Some(_) => Err(StartError::new("database_url", "must begin with postgres:// (leave it out for SQLite)")),
            None => Self::sqlite(config).await,
        }
    }

    async fn sqlite(config: &Config) -> Result<Self, StartError> {
        let failed = |error: &dyn std::fmt::Display| StartError::new(&format!("database in {}", config.data_dir.display()), error);
        std::fs::create_dir_all(&config.data_dir).map_err(|error| failed(&error))?;
        let options = SqliteConnectOptions::new()
            .filename(config.data_dir.join("anteroom.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // NORMAL does not wait for the disk on commit.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("trusted_schema", "OFF");
        let writer = sqlite_pool(1).after_release(|connection, _| {
            Box::pin(async move {
                // After a failed COMMIT on a full disk the connection is still inside the transaction.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        });
        let writer = writer.connect_with(options.clone()).await.map_err(|error| failed(&error))?;
        let reader = sqlite_pool(config.database_connections)
            .connect_with(options.pragma("query_only", "ON"))
            .await
            .map_err(|error| failed(&error))?;
        let (writer, reader) = (SqlxSqliteConnector::from_sqlx_sqlite_pool(writer), SqlxSqliteConnector::from_sqlx_sqlite_pool(reader));
        Ok(Self { writer, reader, live: live::Hub::default(), wake: Wake::default() })
    }

    async fn postgres(url: &str, connections: u32) -> Result<Self, StartError> {
        let options: PgConnectOptions = url.parse().map_err(|error| StartError::new("database_url", error))?;
        let options = options.application_name("anteroom").options([
            ("statement_timeout", "30s"),
            ("lock_timeout", "15s"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(ACQUIRE)
            .test_before_acquire(false)
            .before_acquire(|connection, use_| {
                Box::pin(async move {
                    if use_.idle_for > TRUSTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(|error| StartError::new("database_url", error))?;
        let both = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        Ok(Self { writer: both.clone(), reader: both, live: live::Hub::default(), wake: Wake::default() })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a migration fails, or the schema is newer than this program.
    pub async fn migrate(&self) -> Result<(), StartError> {
        schema::up(&self.writer).await
    }

    /// For queries that change nothing.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The pages that are open in this process.
    #[must_use]
    pub fn live(&self) -> &live::Hub {
        &self.live
    }

    /// Wakes the workers of this process before their next look, as [`Tx::commit`] does where something was queued.
    #[must_use]
    pub fn wake(&self) -> &Wake {
        &self.wake
    }

    /// Begins a transaction that writes; on SQLite it waits here for its turn.
    ///
    /// # Errors
    /// When the database cannot be reached or stays busy.
    pub async fn write(&self) -> Result<Tx, Problem> {
        let inner = self.begin().await?;
        Ok(Tx { inner, live: self.live.clone(), signals: Mutex::default(), wake: self.wake.clone(), queued: Queued::default() })
    }

    async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
        self.writer.begin_with_options(options).await
    }

    /// Whether the database answers now, on its writing side.
    pub async fn is_ready(&self) -> bool {
        self.writer.ping().await.is_ok()
    }
}

/// How long a request waits for a connection before it answers 503.
const ACQUIRE: Duration = Duration::from_secs(12);

/// How long a connection to PostgreSQL that answered is taken to be there still. Asking each time would double the round trips.
const TRUSTED: Duration = Duration::from_secs(1);

/// No file hangs up: nothing is tried before a query, as it is by default.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(connections).min_connections(1).acquire_timeout(ACQUIRE).test_before_acquire(false)
}

/// Whether `error` is a unique constraint that would be broken.
#[must_use]
pub fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

/// Whether `error` is a wall against overlaps that would be broken: an exclusion constraint, or a trigger that stands in
/// for one. PostgreSQL then answers nothing more in the same transaction.
#[must_use]
pub fn is_overlap(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))) = error else { return false };
    let sqlx::Error::Database(inner) = inner.as_ref() else { return false };
    // PostgreSQL: exclusion_violation; SQLite: SQLITE_CONSTRAINT_TRIGGER.
    inner.code().is_some_and(|code| matches!(code.as_ref(), "23P01" | "1811"))
}

impl From<DbErr> for Problem {
    fn from(error: DbErr) -> Self {
        let unavailable = match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => match inner.as_ref() {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                // SQLite: 5 busy, 10 I/O error, 13 disk full. PostgreSQL: class 53 (resources), 57 (shutdown), 40 (retry).
                sqlx::Error::Database(inner) => inner.code().is_some_and(|code| {
                    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 10 | 13) && code < 10_000)
                        || ["53", "57P", "40001", "40P01", "55P03"].iter().any(|class| code.starts_with(class))
                }),
                _ => false,
            },
            _ => false,
        };
        if unavailable { Self::unavailable(error) } else { Self::internal(error) }
    }
}
