//! The schema that the migrations make, per database, is checked in and reviewed.

use std::time::Duration;

use platform::Platform;
use platform::clock::Clock;
use platform::db::schema;
use platform::secrets::Entropy;

use crate::checked_in::compare;
use crate::harness::{Kind, Place, Program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sqlite_schema_is_the_one_that_was_reviewed() {
    compare("migrations/schema.sqlite.sql", &of(Kind::Sqlite).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_postgres_schema_is_the_one_that_was_reviewed() {
    compare("migrations/schema.postgres.sql", &of(Kind::Postgres).await);
}

async fn of(kind: Kind) -> String {
    let place = Place::bare(kind).await;
    let platform = Platform::start(place.config(), Clock::system(), Entropy::system()).await.expect("an empty database is migrated");
    let text = schema::dump(platform.db.read()).await.expect("the schema");
    let _ = platform.db.read().clone().close().await;
    drop(platform);
    place.remove().await;
    text
}

/// O12: two processes that start at once bring one schema up to date between them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o12_two_processes_that_start_at_once_both_start() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let place = Place::bare(kind).await;
        let start = || Platform::start(place.config(), Clock::system(), Entropy::system());
        let (one, other) = tokio::join!(start(), start());
        let (one, other) = (one.expect("one starts"), other.expect("the other one, too"));
        let _ = one.db.read().clone().close().await;
        let _ = other.db.read().clone().close().await;
        drop((one, other));
        place.remove().await;
    }
}

/// O8: a first start that was killed leaves nothing that stands in the way of the next one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o8_a_first_start_that_was_killed_is_made_up_for_by_the_next() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        for round in 0..6 {
            let place = Place::bare(kind).await;
            for part in 0..3 {
                let begun = Program::begin(&place, &place.folder(), &[], &[]);
                tokio::time::sleep(Duration::from_millis(10 + 15 * round + 25 * part)).await;
                begun.kill();
            }
            let program = Program::start(&place, &[]).await;
            assert_eq!(place.number("SELECT count(*) FROM practices").await, 0);
            drop(program);
            place.remove().await;
        }
    }
}

/// O12: a database of a newer program is left alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o12_a_newer_schema_stops_the_start() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let place = Place::new(kind).await;
        place.tamper("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 1)").await;
        let refused = Platform::start(place.config(), Clock::system(), Entropy::system()).await;
        let words = refused.map(|_| ()).expect_err("it does not start").to_string();
        assert!(words.contains("m9999_tomorrow") && words.contains("newer"), "{words}");
        place.remove().await;
    }
}

/// O6: another key than the one that the database was written with stops the start.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o6_another_master_key_stops_the_start() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let place = Place::new(kind).await;
        let mut config = place.config();
        config.master_key = Some("1:ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=".into());
        let refused = Platform::start(config, Clock::system(), Entropy::system()).await;
        let words = refused.map(|_| ()).expect_err("it does not start").to_string();
        assert!(words.contains("master_key"), "{words}");
        place.remove().await;
    }
}
