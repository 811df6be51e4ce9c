//! Where a test takes place: a database of its own.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::time::Timestamp;
use platform::Platform;
use platform::clock::Clock;
use platform::config::Config;
use platform::secrets::Entropy;
use sea_orm::{ConnectionTrait as _, Database};

/// A fresh database; more processes can be started on it.
pub struct Place {
    folder: tempfile::TempDir,
    database_url: Option<String>,
    clock: Clock,
}

impl Place {
    /// A process.
    pub async fn process(&self) -> Platform {
        self.process_with(|_| {}).await
    }

    /// A process with other settings.
    pub async fn process_with(&self, set: impl FnOnce(&mut Config)) -> Platform {
        let mut config = Config {
            data_dir: self.folder.path().to_owned(),
            database_url: self.database_url.clone(),
            database_connections: 4,
            mailbox: true,
            ..Config::default()
        };
        set(&mut config);
        Platform::start(config, self.clock.clone(), Entropy::system()).await.expect("a platform")
    }
}

/// Runs `test` on each database there is.
pub async fn on_each(test: impl AsyncFn(&Place)) {
    let place = |database_url| Place {
        folder: tempfile::tempdir().expect("a folder"),
        database_url,
        clock: Clock::frozen("2026-03-02T15:00:00Z".parse::<Timestamp>().expect("a moment")),
    };
    test(&place(None)).await;
    let Ok(server) = std::env::var("ANTEROOM_TEST_POSTGRES") else { return };
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("platform_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let (host, _) = server.rsplit_once('/').expect("a database in the URL");
    let admin = Database::connect(&server).await.expect("the server");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("made");
    test(&place(Some(format!("{host}/{name}")))).await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("removed");
}
