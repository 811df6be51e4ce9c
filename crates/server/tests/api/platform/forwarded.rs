//! Traps: headers that anybody can write are believed by nobody.

use domain::practice::audit::ListAuditEvents;
use serde_json::json;

use crate::harness::{House, both_databases, both_databases_with, refusal};

both_databases!(links_lead_where_the_configuration_says, the_log_names_the_peer);
both_databases_with!(slow, |config| config.requests_per_second = 1, o11_a_forged_address_does_not_get_around_the_limit);
both_databases_with!(
    slow_behind_a_proxy,
    |config| {
        config.requests_per_second = 1;
        config.trusted_proxies = vec![[127, 0, 0, 1].into()];
    },
    o11_a_known_proxy_is_believed
);

async fn links_lead_where_the_configuration_says(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let raw = house
        .raw()
        .signed_in_as(practice.owner())
        .with("host", "evil.example")
        .with("x-forwarded-host", "evil.example")
        .with("x-forwarded-proto", "https")
        .with("forwarded", "for=1.2.3.4;host=evil.example;proto=https");
    let invite = json!({ "email": maya.email });
    assert_eq!(raw.post(&format!("/api/v1/practice/clients/{}/portal-invitations", maya.id), &invite).await.status, 201);
    let mail = maya.reads_invitation(&maya.email).await.mail;
    assert!(mail.link().starts_with("http://anteroom.test/p/willow-reed/welcome#"), "{}", mail.link());
    assert!(!mail.text.contains("evil"), "{}", mail.text);
    let practice = raw.get("/api/v1/practice").await;
    assert_eq!(practice.json()["portal_url"], "http://anteroom.test/p/willow-reed");
    let front = raw.get("/").await;
    assert_eq!(front.header("location"), Some("/p/willow-reed"));
}

async fn the_log_names_the_peer(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let raw = house.raw().signed_in_as(practice.owner()).with("x-forwarded-for", "203.0.113.9").with("x-real-ip", "203.0.113.9");
    assert_eq!(raw.get(&format!("/api/v1/practice/clients/{}", maya.id)).await.status, 200);
    let filter = ListAuditEvents { act: Some("client.read".into()), ..ListAuditEvents::default() };
    let event = practice.owner().list_audit_events(&filter).await.expect("the log").items.remove(0);
    assert_eq!(event.ip.expect("an address").as_str(), "127.0.0.1");
}

async fn o11_a_forged_address_does_not_get_around_the_limit(house: House) {
    let mut refused = None;
    for n in 0..20 {
        let reply = house.raw().with("x-forwarded-for", &format!("203.0.113.{n}")).get("/api/v1/auth/installation").await;
        if reply.status == 429 {
            refused = Some(reply);
            break;
        }
    }
    let reply = refused.expect("one address has one limit, whatever it says it is");
    assert_eq!(reply.refused(), refusal(429, "wait"));
    assert!(reply.header("retry-after").is_some() && reply.header("ratelimit").is_some() && reply.header("ratelimit-policy").is_some());
    assert_eq!(house.raw().get("/healthz").await.status, 200, "only the API counts");
}

async fn o11_a_known_proxy_is_believed(house: House) {
    for n in 0..20 {
        let reply = house.raw().with("x-forwarded-for", &format!("203.0.113.{n}")).get("/api/v1/auth/installation").await;
        assert_eq!(reply.status, 200);
    }
    let statuses: Vec<u16> = {
        let mut statuses = Vec::new();
        for _ in 0..12 {
            statuses.push(house.raw().with("x-forwarded-for", "203.0.113.200").get("/api/v1/auth/installation").await.status);
        }
        statuses
    };
    assert!(statuses.contains(&429), "{statuses:?}");
}
