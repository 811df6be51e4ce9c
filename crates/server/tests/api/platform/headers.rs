//! O10: every answer of every kind tells browsers to be careful.

use reqwest::Method;

use crate::harness::{House, Raw, Reply, both_databases, both_databases_with};

both_databases!(o10_answers_of_every_kind_carry_the_headers, o10_personal_data_is_never_kept_by_anybody_on_the_way);
both_databases_with!(
    by_tls,
    |config| config.public_url = "https://portal.example.com".into(),
    o10_by_tls_cookies_and_hosts_are_bound_to_it
);

/// An answer of each kind there is.
async fn every_kind(house: &House, raw: &Raw) -> Vec<(&'static str, Reply)> {
    let signed_in = house.raw().signed_in_as(house.practice().await.owner());
    let long =
        signed_in.request(Method::POST, "/api/v1/practice/clients").header("content-type", "application/json").body("x".repeat(2 << 20));
    vec![
        ("200", signed_in.get("/api/v1/practice").await),
        ("a list", signed_in.get("/api/v1/practice/clients").await),
        ("204", signed_in.delete("/api/v1/auth/sessions/current").await),
        ("400", raw.post("/api/v1/auth/sessions", &serde_json::json!(1)).await),
        ("401", raw.get("/api/v1/auth/me").await),
        ("404", raw.get("/api/v1/nothing").await),
        ("405", raw.with("Anteroom-App", "admin").send(raw.request(Method::PATCH, "/api/v1/practice")).await),
        ("413", signed_in.send(long).await),
        ("422", raw.with("Anteroom-App", "admin").post("/api/v1/auth/sessions", &serde_json::json!({})).await),
        ("health", raw.get("/healthz").await),
        ("description", raw.get("/api/openapi.json").await),
        ("docs", raw.get("/api/docs/").await),
        ("redirect", raw.get("/").await),
        ("page", raw.with("accept", "text/html").get("/p/willow-reed").await),
        ("admin page", raw.with("accept", "text/html").get("/admin").await),
        ("no page", raw.with("accept", "text/html").get("/nothing-here").await),
        ("no asset", raw.get("/assets/nothing.js").await),
        ("mailbox", raw.get("/dev/mailbox").await),
    ]
}

async fn o10_answers_of_every_kind_carry_the_headers(house: House) {
    for (kind, reply) in every_kind(&house, &house.raw()).await {
        let header = |name: &str| reply.header(name).unwrap_or_else(|| panic!("{kind}: {name} is missing")).to_owned();
        assert_eq!(header("x-content-type-options"), "nosniff", "{kind}");
        assert_eq!(header("x-frame-options"), "DENY", "{kind}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{kind}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{kind}");
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"),
            "{kind}: {policy}"
        );
        if kind != "docs" {
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{kind}: {policy}");
        }
        assert_eq!(reply.header("strict-transport-security"), None, "{kind}: no promise of TLS without it");
        assert_eq!(reply.header("server"), None, "{kind}");
        assert!(header("x-request-id").len() >= 32, "{kind}");
    }
}

async fn o10_personal_data_is_never_kept_by_anybody_on_the_way(house: House) {
    for (kind, reply) in every_kind(&house, &house.raw()).await {
        if !["health", "docs", "description", "redirect", "page", "admin page", "no page", "no asset"].contains(&kind) {
            assert_eq!(reply.header("cache-control"), Some("no-store"), "{kind}");
        }
        assert_eq!(reply.header("access-control-allow-origin"), None, "{kind}");
    }
}

async fn o10_by_tls_cookies_and_hosts_are_bound_to_it(house: House) {
    let token = access::offer_set_up(house.platform()).await.expect("a link").expect("nothing is set up");
    let input = serde_json::to_value(crate::harness::set_up(token, "Willow & Reed Therapy", "willow-reed")).expect("JSON");
    let raw = house.raw().with("Anteroom-App", "admin").with("origin", "https://portal.example.com");
    let reply = raw.post("/api/v1/auth/installation", &input).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    let cookies: Vec<&str> = reply.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-anteroom-"), "{cookie}");
        assert!(
            cookie.contains("; Secure") && cookie.contains("; HttpOnly") && cookie.contains("; Path=/") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
    assert!(reply.header("strict-transport-security").is_some_and(|value| value.starts_with("max-age=")), "{:?}", reply.headers);
    house.mail_does_not_matter();
}
