//! O11: a flood of wrong sign-ins takes neither the memory nor the rest of the program.

use std::time::Duration;

use domain::access::session::{App, SignIn};
use domain::practice::slug::Slug;
use futures_util::future::join_all;
use tokio::time::timeout;

use crate::harness::{Kind, Place, Program, http, once};

/// Memory of 64 hashes at once would be 1.2 GB.
const MOST_GROWTH: u64 = 200_000_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o11_sixty_four_wrong_sign_ins_at_once_leave_memory_and_the_others_alone() {
    let place = Place::new(Kind::Sqlite).await;
    let program = Program::start(&place, &[]).await;
    program.practice().await;
    let before = program.memory();
    let browsers: Vec<_> = (0..64).map(|_| program.browser(App::Portal)).collect();
    let floods = browsers.iter().enumerate().map(|(n, browser)| async move {
        let mut answers = Vec::new();
        for round in 0..3 {
            let email = format!("somebody{n}.{round}@example.com").into();
            let input = SignIn { app: App::Portal, practice: Slug("willow-reed".into()), email, password: "wrong".into() };
            answers.push(browser.sign_in(&once(), &input).await.expect_err("refused").status());
        }
        answers
    });
    let watched = async {
        let (client, stranger) = (program.browser(App::Portal), http());
        let (mut most, mut looks) = (0, 0);
        for _ in 0..20 {
            let health = timeout(Duration::from_secs(1), stranger.get(format!("{}/healthz", program.base)).send()).await;
            assert!(health.expect("within a second").is_ok_and(|answer| answer.status().is_success()));
            let page = timeout(Duration::from_secs(1), client.get_public_practice(&Slug("willow-reed".into()))).await;
            page.expect("within a second").expect("the portal page");
            most = most.max(program.memory());
            looks += 1;
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        (most, looks)
    };
    let (answers, (most, looks)) = tokio::join!(join_all(floods), watched);
    assert_eq!(looks, 20);
    let answers: Vec<u16> = answers.into_iter().flatten().flatten().collect();
    assert!(answers.iter().all(|status| matches!(status, 401 | 429 | 503)), "{answers:?}");
    assert!(answers.contains(&401), "{answers:?}");
    let growth = most.max(program.memory()).saturating_sub(before);
    assert!(growth < MOST_GROWTH, "it grew by {} MB", growth / 1_000_000);
}
