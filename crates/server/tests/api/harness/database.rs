//! A database of its own for each test: a copy of one that was migrated once, gone when the test is over.

use std::path::PathBuf;

use platform::Platform;
use platform::clock::Clock;
use platform::config::Config;
use platform::secrets::Entropy;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The variable that says where the PostgreSQL server is.
const POSTGRES: &str = "ANTEROOM_TEST_POSTGRES";
/// The key that all test databases are sealed with: templates are copied with what was sealed in them.
const MASTER_KEY: &str = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// Where a test's data is.
pub struct Place {
    /// The kind of database.
    pub kind: Kind,
    folder: TempDir,
    name: Option<String>,
}

impl Place {
    /// An empty database with the schema of today.
    pub async fn new(kind: Kind) -> Self {
        let folder = tempfile::Builder::new().prefix("anteroom-test-").tempdir().expect("a temporary folder");
        let name = match kind {
            Kind::Sqlite => {
                let bytes = SQLITE_TEMPLATE.get_or_init(sqlite_template).await;
                std::fs::write(folder.path().join("anteroom.sqlite"), bytes).expect("the template is copied");
                None
            }
            Kind::Postgres => {
                let template = POSTGRES_TEMPLATE.get_or_init(postgres_template).await;
                let name = fresh_name(&folder);
                admin(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Some(name)
            }
        };
        Self { kind, folder, name }
    }

    /// An empty database without any schema.
    pub async fn bare(kind: Kind) -> Self {
        let folder = tempfile::Builder::new().prefix("anteroom-test-").tempdir().expect("a temporary folder");
        let name = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => {
                let name = fresh_name(&folder);
                admin(&format!("CREATE DATABASE {name}")).await;
                Some(name)
            }
        };
        Self { kind, folder, name }
    }

    /// The configuration of an application at work here.
    pub fn config(&self) -> Config {
        Config {
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: "http://anteroom.test".into(),
            data_dir: self.folder(),
            database_url: self.url(),
            database_connections: 6,
            mailbox: true,
            master_key: Some(MASTER_KEY.into()),
            password_workers: 2,
            requests_per_second: 1_000_000,
            body_seconds: 2,
            ..Config::default()
        }
    }

    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The address of the database, where it is PostgreSQL.
    pub fn url(&self) -> Option<String> {
        self.name.as_ref().map(|name| url_of(name))
    }

    /// Changes the database behind the application's back.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.url() {
            None => {
                let mut connection = self.sqlite().await;
                sqlx::raw_sql(sql).execute(&mut connection).await.expect("a change").rows_affected()
            }
            Some(url) => {
                let mut connection = PgConnection::connect(url).await.expect("the database answers");
                sqlx::raw_sql(sql).execute(&mut connection).await.expect("a change").rows_affected()
            }
        }
    }

    /// One number from the database.
    pub async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.url() {
            None => {
                let mut connection = self.sqlite().await;
                sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("a number")
            }
            Some(url) => {
                let mut connection = PgConnection::connect(url).await.expect("the database answers");
                sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("a number")
            }
        }
    }

    /// Everything in a PostgreSQL database as text, table by table.
    pub async fn dump(&self) -> Vec<(String, Vec<u8>)> {
        let url = self.url().expect("a PostgreSQL database");
        let mut connection = PgConnection::connect(&url).await.expect("the database answers");
        let tables = sqlx::query_scalar("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
        let tables: Vec<String> = tables.fetch_all(&mut connection).await.expect("the tables");
        let mut all = Vec::new();
        for table in tables {
            let rows = AssertSqlSafe(format!("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} t"));
            let text: String = sqlx::query_scalar(rows).fetch_one(&mut connection).await.expect("the rows");
            all.push((table, text.into_bytes()));
        }
        all
    }

    /// Which files of a PostgreSQL server hold `words`: those of this database as they lie on the disk, with what was
    /// deleted and not yet overwritten, and the log of all databases.
    pub async fn files_with(&self, words: &str) -> Vec<String> {
        let url = self.url().expect("a PostgreSQL database");
        let mut connection = PgConnection::connect(&url).await.expect("the database answers");
        sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.expect("everything is on the disk");
        let found = "SELECT name FROM (
                SELECT relname::text AS name, pg_relation_filepath(oid) AS path FROM pg_class WHERE pg_relation_size(oid) > 0
                UNION ALL SELECT 'pg_wal/' || name, 'pg_wal/' || name FROM pg_ls_waldir()) files
            WHERE position($1 IN pg_read_binary_file(path, 0, 100000000, true)) > 0 ORDER BY 1";
        sqlx::query_scalar(found).bind(words.as_bytes()).fetch_all(&mut connection).await.expect("a superuser reads files")
    }

    async fn sqlite(&self) -> SqliteConnection {
        let options =
            SqliteConnectOptions::new().filename(self.folder().join("anteroom.sqlite")).busy_timeout(std::time::Duration::from_secs(10));
        SqliteConnection::connect_with(&options).await.expect("the database opens")
    }

    /// Removes the database, whoever may still be connected. The folder goes by itself.
    pub async fn remove(self) {
        if let Some(name) = &self.name {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

static SQLITE_TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
static POSTGRES_TEMPLATE: OnceCell<String> = OnceCell::const_new();

async fn sqlite_template() -> Vec<u8> {
    let place = Place::bare(Kind::Sqlite).await;
    let platform = Platform::start(place.config(), Clock::system(), Entropy::system()).await.expect("an empty database is migrated");
    let copy = place.folder().join("copy.sqlite");
    let options = SqliteConnectOptions::new().filename(place.folder().join("anteroom.sqlite"));
    let mut connection = SqliteConnection::connect_with(&options).await.expect("the database opens");
    sqlx::raw_sql(AssertSqlSafe(format!("VACUUM INTO '{}'", copy.display())))
        .execute(&mut connection)
        .await
        .expect("the database is copied");
    drop(platform);
    std::fs::read(copy).expect("the copy is there")
}

async fn postgres_template() -> String {
    sweep().await;
    let name = format!("anteroom_test_{}_template", std::process::id());
    admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    admin(&format!("CREATE DATABASE {name}")).await;
    let place = Place { kind: Kind::Postgres, folder: tempfile::tempdir().expect("a temporary folder"), name: Some(name.clone()) };
    let platform = Platform::start(place.config(), Clock::system(), Entropy::system()).await.expect("an empty database is migrated");
    // A template must have nobody connected to it.
    platform.db.read().clone().close().await.expect("the connections close");
    name
}

/// Removes what test runs left behind that are no more: nobody tells a test program that its last test is over.
async fn sweep() {
    let Ok(mut connection) = PgConnection::connect_with(&admin_options()).await else { return };
    let query = sqlx::query("SELECT datname FROM pg_database WHERE datname LIKE 'anteroom\\_test\\_%'");
    let rows = query.fetch_all(&mut connection).await.unwrap_or_default();
    for name in rows.iter().filter_map(|row| row.try_get::<String, _>(0).ok()) {
        let process = name.split('_').nth(2).unwrap_or_default();
        if std::path::Path::new("/proc/self").exists() && !std::path::Path::new("/proc").join(process).exists() {
            let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let _ = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await;
        }
    }
}

fn fresh_name(folder: &TempDir) -> String {
    let random: String = folder.path().to_string_lossy().chars().rev().take_while(|ch| *ch != '-').collect();
    let random: String = random.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("anteroom_test_{}_{random}", std::process::id())
}

fn admin_url() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} is not set: this test needs a PostgreSQL server. `cargo xtask test` starts one, or set it to the URL of a superuser.")
    })
}

fn admin_options() -> PgConnectOptions {
    admin_url().parse().unwrap_or_else(|_| panic!("{POSTGRES} is not a URL of PostgreSQL"))
}

fn url_of(name: &str) -> String {
    let url = admin_url();
    let (server, _) = url.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

async fn admin(sql: &str) {
    let mut connection = PgConnection::connect_with(&admin_options()).await.expect("the PostgreSQL server answers");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let _ = connection.close().await;
}
