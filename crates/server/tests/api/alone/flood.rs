//! O11: a flood of wrong sign-ins takes neither the memory nor the rest of the program.

use std::time::Duration;

use domain::access::session::App;
use domain::practice::slug::Slug;
use futures_util::future::join_all;
use serde_json::json;
use tokio::time::timeout;

use crate::harness::{Kind, Place, Program, Raw, http};

/// Sign-ins at once.
const FLOOD: usize = 64;
/// Memory of so many hashes at once would be 1.2 GB.
const MOST_GROWTH: u64 = 200_000_000;
/// How long anybody else waits at most, each time.
const PATIENCE: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o11_sqlite_a_flood_of_wrong_sign_ins_leaves_memory_and_the_others_alone() {
    flood(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o11_postgres_a_flood_of_wrong_sign_ins_leaves_memory_and_the_others_alone() {
    flood(Kind::Postgres).await;
}

async fn flood(kind: Kind) {
    let place = Place::new(kind).await;
    let program = Program::start(&place, &[("ANTEROOM_TRUSTED_PROXIES", "[127.0.0.1]")]).await;
    program.practice().await;
    let before = program.memory();
    let raw = Raw::new(&program.base).with("Anteroom-App", "portal");
    // Each from another network address and for another account: no count of tries stands in the way.
    let floods = (0..FLOOD).map(|n| {
        let raw = raw.with("x-forwarded-for", &format!("198.51.100.{n}"));
        async move {
            let mut answers = Vec::new();
            for round in 0..4 {
                let body = json!({ "app": "portal", "practice": "willow-reed", "email": format!("a{n}.{round}@example.com"), "password": "wrong" });
                answers.push(raw.post("/api/v1/auth/sessions", &body).await.status);
            }
            answers
        }
    });
    let (browser, stranger, slug) = (program.browser(App::Portal), http(), Slug("willow-reed".into()));
    let watched = async {
        let mut most = 0;
        for _ in 0..21 {
            let health = timeout(PATIENCE, stranger.get(format!("{}/healthz", program.base)).send()).await;
            assert!(health.expect("within a second").is_ok_and(|answer| answer.status().is_success()));
            let page = timeout(PATIENCE, browser.get_public_practice(&slug)).await;
            page.expect("within a second").expect("the portal page");
            most = most.max(program.memory());
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        most
    };
    let (answers, most) = tokio::join!(join_all(floods), watched);
    let answers: Vec<u16> = answers.into_iter().flatten().collect();
    assert!(answers.iter().all(|status| matches!(status, 401 | 503)), "{answers:?}");
    assert!(answers.contains(&401), "{answers:?}");
    let growth = most.max(program.memory()).saturating_sub(before);
    assert!(growth < MOST_GROWTH, "it grew by {} MB", growth / 1_000_000);
    drop(program);
    place.remove().await;
}
