//! A small practice in a database of its own, for tests of what a database decides.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::practice::client::ClientInput;
use domain::practice::staff::{Role, StaffInput, StaffState};
use domain::text::PersonName;
use domain::time::Timestamp;
use platform::Platform;
use platform::clock::Clock;
use platform::config::Config;
use platform::db::Scope;
use platform::secrets::Entropy;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::{clients, examples, practices, staff};

/// A practice in a database of its own.
pub struct Testing {
    /// What handlers and jobs reach.
    pub platform: Platform,
    /// The practice's rows.
    pub scope: Scope,
    /// Its owner.
    pub owner: staff::Model,
    _folder: TempDir,
}

/// Runs `test` in a fresh practice on SQLite and, where `ANTEROOM_TEST_POSTGRES` names a server, on PostgreSQL.
pub async fn on_each(test: impl AsyncFn(&Testing)) {
    test(&Testing::begin(None).await).await;
    let Ok(server) = std::env::var("ANTEROOM_TEST_POSTGRES") else { return };
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("practice_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let (host, _) = server.rsplit_once('/').expect("a database in the URL");
    let admin = Database::connect(&server).await.expect("the server");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("made");
    test(&Testing::begin(Some(format!("{host}/{name}"))).await).await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("removed");
}

impl Testing {
    /// A practice with one owner, on a clock that stands still.
    async fn begin(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { data_dir: folder.path().into(), database_url, database_connections: 4, ..Config::default() };
        let clock = Clock::frozen(Timestamp::from_second(1_790_000_000).expect("a moment"));
        let platform = Platform::start(config, clock, Entropy::seeded(7)).await.expect("a platform");
        let tx = platform.db.write().await.expect("a transaction");
        let practice = practices::create(&platform, &*tx, &examples::profile()).await.expect("a practice");
        let scope = practice.scope();
        let owner = add(&platform, &*tx, scope, "Jordan", "Hale", Role::Owner).await;
        tx.commit().await.expect("committed");
        Self { platform, scope, owner, _folder: folder }
    }

    /// Somebody more who works here.
    pub async fn member(&self, first: &str, last: &str, role: Role) -> staff::Model {
        let tx = self.platform.db.write().await.expect("a transaction");
        let member = add(&self.platform, &*tx, self.scope, first, last, role).await;
        tx.commit().await.expect("committed");
        member
    }

    /// Somebody more in care.
    pub async fn client(&self, first: &str, last: &str) -> clients::Model {
        let name = |name: &str| PersonName::from(name);
        let input = ClientInput {
            first_name: name(first),
            last_name: name(last),
            preferred_name: name(""),
            primary_clinician_id: None,
            ..examples::client_input()
        };
        let tx = self.platform.db.write().await.expect("a transaction");
        let client = clients::create(&self.platform, &*tx, self.scope, &input).await.expect("a client");
        tx.commit().await.expect("committed");
        client
    }
}

async fn add(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, first: &str, last: &str, role: Role) -> staff::Model {
    let email = format!("{}@willow-reed.example", first.to_lowercase()).into();
    let input = StaffInput { first_name: first.into(), last_name: last.into(), role, ..examples::staff_member().details };
    staff::insert(platform, tx, scope, &email, &input, StaffState::Active).await.expect("a member")
}
