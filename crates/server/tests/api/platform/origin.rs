//! Writes come from our own pages, or from programs that bring a token.

use reqwest::Method;
use reqwest::header::COOKIE;
use serde_json::json;

use crate::harness::{House, both_databases, client_input, operations, refusal};

both_databases!(a_write_needs_our_header, a_write_from_another_site_is_refused, every_write_is_guarded);

async fn a_write_needs_our_header(house: House) {
    let practice = house.practice().await;
    let cookies = practice.owner().cookies().expect("cookies");
    let body = serde_json::to_value(client_input("Maya")).expect("JSON");
    let bare = house.raw().with(COOKIE.as_str(), &cookies);
    assert_eq!(bare.post("/api/v1/practice/clients", &body).await.refused(), refusal(400, "missing_app_header"));
    let wrong = bare.with("Anteroom-App", "both");
    assert_eq!(wrong.post("/api/v1/practice/clients", &body).await.refused(), refusal(400, "missing_app_header"));
    assert_eq!(bare.get("/api/v1/practice").await.refused(), refusal(401, "not_signed_in"), "without it a cookie is not looked at");
    // What a page of another site can make a browser send: a form.
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        let form = bare.request(Method::POST, "/api/v1/practice/clients").header("content-type", kind).body(body.to_string());
        assert_eq!(bare.send(form).await.refused().0, 400);
    }
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 0);
}

async fn a_write_from_another_site_is_refused(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    let body = serde_json::to_value(client_input("Maya")).expect("JSON");
    for origin in
        ["https://evil.example", "null", "http://anteroom.test.evil.example", "https://anteroom.test", "http://anteroom.test:8080", ""]
    {
        let reply = raw.with("origin", origin).post("/api/v1/practice/clients", &body).await;
        assert_eq!(reply.refused(), refusal(400, "wrong_origin"), "{origin}");
    }
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 0);
    assert_eq!(raw.with("origin", "http://anteroom.test").post("/api/v1/practice/clients", &body).await.status, 201);
}

async fn every_write_is_guarded(house: House) {
    house.practice().await;
    for operation in operations().iter().filter(|operation| operation.method != "GET") {
        let path = operation.path.replace("{id}", "018f3c5e-7a10-7000-8000-5f2b9d0c1a44");
        let method: Method = operation.method.parse().expect("a method");
        let raw = house.raw();
        let reply = raw.send(raw.request(method.clone(), &path).json(&json!({}))).await;
        assert_eq!(reply.refused(), refusal(400, "missing_app_header"), "{}", operation.id);
        let raw = house.raw().with("Anteroom-App", "admin").with("origin", "https://evil.example");
        let reply = raw.send(raw.request(method, &path).json(&json!({}))).await;
        assert_eq!(reply.refused(), refusal(400, "wrong_origin"), "{}", operation.id);
    }
}
