//! I7: a write that is sent twice is done once.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::{House, Raw, Reply, both_databases, client_input, refusal};

both_databases!(
    i7_the_same_key_gives_the_same_answer,
    i7_another_request_under_a_key_is_refused,
    i7_sixteen_at_once_do_it_once,
    i7_a_key_belongs_to_its_caller,
    i7_what_was_refused_for_the_moment_may_be_tried_again,
    i7_a_request_whose_process_died_runs_again_when_its_time_is_over,
    i7_a_key_ends_after_a_day,
    i7_a_sign_in_that_is_sent_twice_is_one_session,
    i7_an_odd_key_is_refused,
);

const CLIENTS: &str = "/api/v1/practice/clients";

fn maya() -> Value {
    serde_json::to_value(client_input("Maya")).expect("JSON")
}

async fn creates(raw: &Raw, key: &str, body: &Value) -> Reply {
    raw.send(raw.request(reqwest::Method::POST, CLIENTS).header("idempotency-key", key).json(body)).await
}

async fn clients(house: &House) -> i64 {
    house.number("SELECT count(*) FROM clients").await
}

async fn i7_the_same_key_gives_the_same_answer(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    let first = creates(&raw, "one", &maya()).await;
    house.advance(60);
    let second = creates(&raw, "one", &maya()).await;
    assert_eq!((first.status, &first.body, first.header("etag")), (second.status, &second.body, second.header("etag")));
    assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), (None, Some("true")));
    assert_eq!(clients(&house).await, 1);
    assert_eq!(creates(&raw, "two", &maya()).await.status, 201);
    assert_eq!(clients(&house).await, 2, "another key is another request");

    let bad = json!({ "first_name": "" });
    let refused = creates(&raw, "three", &bad).await;
    assert_eq!((refused.status, creates(&raw, "three", &bad).await.status), (422, 422), "what is refused is refused again");
}

async fn i7_another_request_under_a_key_is_refused(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    assert_eq!(creates(&raw, "one", &maya()).await.status, 201);
    let mut lena = maya();
    lena["first_name"] = "Lena".into();
    assert_eq!(creates(&raw, "one", &lena).await.refused(), refusal(422, "idempotency_key_reused"));
    let elsewhere = raw.request(reqwest::Method::POST, "/api/v1/practice/offices").header("idempotency-key", "one").json(&maya());
    assert_eq!(raw.send(elsewhere).await.refused(), refusal(422, "idempotency_key_reused"));
    assert_eq!(clients(&house).await, 1);
}

async fn i7_sixteen_at_once_do_it_once(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    let replies = join_all((0..16).map(|_| async { creates(&raw, "one", &maya()).await })).await;
    let made: Vec<&Reply> = replies.iter().filter(|reply| reply.status == 201).collect();
    assert!(!made.is_empty() && made.iter().all(|reply| reply.body == made[0].body));
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!(reply.refused(), refusal(409, "idempotency_in_progress"));
    }
    assert_eq!(clients(&house).await, 1);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'client.created'").await, 1);
}

async fn i7_a_key_belongs_to_its_caller(house: House) {
    let (willow, harbor) = (house.practice().await, house.another_practice().await);
    let (here, there) = (house.raw().signed_in_as(willow.owner()), house.raw().signed_in_as(harbor.owner()));
    let first = creates(&here, "one", &maya()).await;
    let second = creates(&there, "one", &maya()).await;
    assert_eq!((first.status, second.status), (201, 201));
    assert_ne!(first.body, second.body, "nobody gets somebody else's answer");
    assert_eq!(clients(&house).await, 2);
    let stranger = house.raw().with("Anteroom-App", "admin");
    assert_eq!(creates(&stranger, "one", &maya()).await.refused().0, 401);
}

async fn i7_what_was_refused_for_the_moment_may_be_tried_again(house: House) {
    let practice = house.practice().await;
    let maya_comes = practice.client("Maya").await;
    let invitation = maya_comes.invited().await;
    let raw = house.raw().with("Anteroom-App", "portal");
    let opens = async |pin: &str| {
        let body = json!({ "practice": "willow-reed", "email": maya_comes.email, "pin": pin, "link_token": invitation.token });
        raw.send(raw.request(reqwest::Method::POST, "/api/v1/auth/welcome").header("idempotency-key", "one").json(&body)).await
    };
    assert_eq!(opens(&invitation.wrong_pin()).await.status, 401);
    assert_eq!(opens(&invitation.pin).await.status, 200, "the same key, since nothing came of the first");
}

async fn i7_a_request_whose_process_died_runs_again_when_its_time_is_over(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    assert_eq!(creates(&raw, "one", &maya()).await.status, 201);
    // As a process leaves it that claimed the key and died before anything came of it.
    house.tamper("UPDATE idempotency_keys SET sealed_answer = NULL").await;
    house.tamper("DELETE FROM client_emails").await;
    house.tamper("DELETE FROM clients").await;
    let early = creates(&raw, "one", &maya()).await;
    assert_eq!(early.refused(), refusal(409, "idempotency_in_progress"));
    assert!(early.header("retry-after").is_some());
    house.advance(61);
    assert_eq!(creates(&raw, "one", &maya()).await.status, 201);
    assert_eq!(clients(&house).await, 1);
    assert_eq!(creates(&raw, "one", &maya()).await.header("idempotency-replayed"), Some("true"));
}

async fn i7_a_key_ends_after_a_day(house: House) {
    let practice = house.practice().await;
    practice.rules(|rules| rules.staff_idle_minutes = 60).await;
    let body = json!({ "app": "admin", "practice": "willow-reed", "email": practice.owner().email });
    let raw = house.raw().with("Anteroom-App", "admin");
    let asks = async || {
        let request = raw.request(reqwest::Method::POST, "/api/v1/auth/recovery-requests").header("idempotency-key", "one");
        raw.send(request.json(&body)).await.status
    };
    let mails = async || house.number("SELECT count(*) FROM outbox WHERE kind = 'password_recovery'").await;
    assert_eq!((asks().await, asks().await, mails().await), (202, 202, 1));
    house.advance(86_399);
    assert_eq!((asks().await, mails().await), (202, 1));
    house.advance(2);
    assert_eq!((asks().await, mails().await), (202, 2));
    house.mail_does_not_matter();
}

async fn i7_a_sign_in_that_is_sent_twice_is_one_session(house: House) {
    let practice = house.practice().await;
    let body = json!({ "app": "admin", "practice": "willow-reed", "email": practice.owner().email, "password": crate::harness::PASSWORD });
    let raw = house.raw().with("Anteroom-App", "admin");
    let signs_in = async || {
        let request = raw.request(reqwest::Method::POST, "/api/v1/auth/sessions").header("idempotency-key", "one");
        raw.send(request.json(&body)).await
    };
    let before = house.number("SELECT count(*) FROM sessions").await;
    let (first, second) = (signs_in().await, signs_in().await);
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    let cookies = |reply: &Reply| reply.headers.get_all("set-cookie").iter().map(|value| value.as_bytes().to_vec()).collect::<Vec<_>>();
    assert_eq!(cookies(&first), cookies(&second), "whoever lost the first answer is signed in by the second");
    assert_eq!(house.number("SELECT count(*) FROM sessions").await, before + 1);
    let kept = house.number("SELECT count(*) FROM idempotency_keys WHERE sealed_answer IS NOT NULL").await;
    assert!(kept > 0, "answers are kept sealed");
}

async fn i7_an_odd_key_is_refused(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    for key in ["", "two words", &"k".repeat(256)] {
        assert_eq!(creates(&raw, key, &maya()).await.refused(), refusal(400, "malformed"), "{key}");
    }
    assert_eq!(clients(&house).await, 0);
}
