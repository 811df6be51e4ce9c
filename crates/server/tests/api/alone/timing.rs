//! A15, A18: who is known here cannot be told by the time an answer takes.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use crate::harness::{House, both_databases_with};

/// Samples of each kind.
const SAMPLES: u32 = 60;
/// Rounds at most: some may be lost to a machine that was busy with something else.
const ROUNDS: u32 = 5;
/// Rounds that must come out alike: one could by chance.
const ALIKE: usize = 2;

both_databases_with!(
    behind_a_proxy,
    |config| config.trusted_proxies = vec![[127, 0, 0, 1].into()],
    a17_a_sign_in_takes_as_long_for_an_unknown_address,
    a15_a_pin_takes_as_long_for_an_unknown_address_or_link,
    a18_a_recovery_takes_as_long_for_an_unknown_address,
);

/// Both kinds of request in turn; in two of the rounds the medians of their times must be within a quarter of each other.
/// What tells known from unknown by a skipped hash or query does so in every round.
async fn alike<F: Future<Output = ()>>(mut known: impl FnMut(u32) -> F, mut unknown: impl FnMut(u32) -> F) {
    let (mut seen, mut rounds_alike) = (Vec::new(), 0);
    for round in 0..ROUNDS {
        let (mut times_known, mut times_unknown) = (Vec::new(), Vec::new());
        for sample in 0..SAMPLES {
            let n = round * SAMPLES + sample;
            let began = Instant::now();
            known(n).await;
            times_known.push(began.elapsed());
            let began = Instant::now();
            unknown(n).await;
            times_unknown.push(began.elapsed());
        }
        let (known, unknown) = (median(times_known), median(times_unknown));
        let difference = known.abs_diff(unknown).as_secs_f64() / known.max(unknown).as_secs_f64();
        seen.push((known, unknown));
        rounds_alike += usize::from(difference < 0.25);
        if rounds_alike == ALIKE {
            return;
        }
    }
    panic!("medians of known and unknown: {seen:?}");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Somebody at a network address of their own, so that nothing has to wait.
fn from(n: u32) -> String {
    format!("10.{}.{}.{}", n >> 16 & 255, n >> 8 & 255, n & 255)
}

/// A day passes before each round: the counts of tries are not what is measured.
fn a_day_passes(house: &House, n: u32) {
    if n.is_multiple_of(SAMPLES) {
        house.advance(86_401);
    }
}

/// Clients who were invited, or came in too; each with the link's token.
async fn people(house: &House, count: u32, come_in: bool) -> Vec<(String, String)> {
    house.mail_does_not_matter();
    let practice = house.practice().await;
    let mut people = Vec::new();
    for n in 0..count {
        let client = practice.client(&format!("Known{n}")).await;
        let invitation = client.invited().await;
        if come_in {
            client.accepts(&invitation).await;
        }
        people.push((client.email, invitation.token.as_str().to_owned()));
    }
    people
}

async fn a17_a_sign_in_takes_as_long_for_an_unknown_address(house: House) {
    let people = people(&house, 20, true).await;
    let tries = |email: String, n: u32| {
        let raw = house.raw().with("Anteroom-App", "portal").with("x-forwarded-for", &from(n));
        async move {
            let body = json!({ "app": "portal", "practice": "willow-reed", "email": email, "password": "wrong password" });
            assert_eq!(raw.post("/api/v1/auth/sessions", &body).await.status, 401);
        }
    };
    let known = |n: u32| {
        a_day_passes(&house, n);
        tries(people[n as usize % 20].0.clone(), n)
    };
    alike(known, |n| tries(format!("unknown{}@example.com", n % 20), 500_000 + n)).await;
}

async fn a18_a_recovery_takes_as_long_for_an_unknown_address(house: House) {
    let people = people(&house, 20, true).await;
    let asks = |email: String, n: u32| {
        let raw = house.raw().with("Anteroom-App", "portal").with("x-forwarded-for", &from(n));
        async move {
            let body = json!({ "app": "portal", "practice": "willow-reed", "email": email });
            assert_eq!(raw.post("/api/v1/auth/recovery-requests", &body).await.status, 202);
        }
    };
    let known = |n: u32| {
        a_day_passes(&house, n);
        asks(people[n as usize % 20].0.clone(), n)
    };
    alike(known, |n| asks(format!("unknown{}@example.com", n % 20), 500_000 + n)).await;
}

async fn a15_a_pin_takes_as_long_for_an_unknown_address_or_link(house: House) {
    let people = people(&house, SAMPLES, false).await;
    let tries = |(email, token): (String, String), n: u32| {
        let raw = house.raw().with("Anteroom-App", "portal").with("x-forwarded-for", &from(n));
        async move {
            let body = json!({ "practice": "willow-reed", "email": email, "pin": "none", "link_token": token });
            assert_eq!(raw.post("/api/v1/auth/welcome", &body).await.status, 401);
        }
    };
    let known = |n: u32| {
        a_day_passes(&house, n);
        tries(people[n as usize % people.len()].clone(), n)
    };
    let unknown = |n: u32| match n % 2 {
        0 => tries((people[0].0.clone(), format!("{:043}", n)), 500_000 + n),
        _ => tries((format!("unknown{n}@example.com"), people[n as usize % people.len()].1.clone()), 500_000 + n),
    };
    alike(known, unknown).await;
}
