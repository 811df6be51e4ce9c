//! I8 and the traps: what no page of ours sends is refused with a 4xx, and never costs more than that.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{House, Raw, Reply, both_databases, client_input, fresh_key, operations, refusal, service};

both_databases!(
    i8_nul_is_refused_wherever_it_stands,
    i8_unknown_and_missing_fields_are_named,
    i8_values_of_the_wrong_type_or_size_are_refused,
    i8_what_is_no_json_is_refused_by_every_operation,
    a26_what_is_no_id_is_not_found,
    hostile_text_is_kept_as_text,
);

async fn owner(house: &House) -> Raw {
    let practice = house.practice().await;
    house.raw().signed_in_as(practice.owner())
}

fn good() -> Value {
    serde_json::to_value(client_input("Maya")).expect("JSON")
}

async fn sends(raw: &Raw, body: impl Into<reqwest::Body>) -> Reply {
    raw.send(raw.request(Method::POST, "/api/v1/practice/clients").header("content-type", "application/json").body(body)).await
}

async fn i8_nul_is_refused_wherever_it_stands(house: House) {
    let raw = owner(&house).await;
    for pointer in ["/first_name", "/last_name", "/preferred_name", "/emails/0/address"] {
        let mut body = good();
        *body.pointer_mut(pointer).expect("a field") = "Ma\0ya".into();
        assert_eq!(sends(&raw, body.to_string()).await.refused().0, 422, "{pointer}");
    }
    let plain = good().to_string().replace("Maya", "Ma\0ya");
    assert!(matches!(sends(&raw, plain).await.refused().0, 400 | 422), "not even escaped");
    for query in ["search=a%00b", "cursor=%00", "search=%00"] {
        let reply = raw.get(&format!("/api/v1/practice/clients?{query}")).await;
        assert!(matches!(reply.refused().0, 400 | 422), "{query}");
    }
    for path in ["/api/v1/public/a%00b", "/api/v1/practice/clients/%00", "/api/v1/auth/devices/%00"] {
        let reply = raw.get(path).await;
        assert!(matches!(reply.status, 400 | 404 | 405 | 422), "{path}: {}", reply.status);
    }
    let sign_in = json!({ "app": "portal", "practice": "willow-reed", "email": "maya\0@example.com", "password": "x" });
    assert_eq!(house.raw().with("Anteroom-App", "portal").post("/api/v1/auth/sessions", &sign_in).await.refused().0, 422);
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 0);
}

async fn i8_unknown_and_missing_fields_are_named(house: House) {
    let raw = owner(&house).await;
    let mut body = good();
    body["favourite_colour"] = "green".into();
    let reply = sends(&raw, body.to_string()).await;
    assert_eq!((reply.status, reply.field("/favourite_colour").as_deref()), (422, Some("unknown_field")));
    let mut body = good();
    body["emails"][0]["verified"] = true.into();
    assert_eq!(sends(&raw, body.to_string()).await.refused().0, 422, "further down, too");
    let mut body = good();
    body.as_object_mut().expect("an object").remove("last_name");
    let reply = sends(&raw, body.to_string()).await;
    assert_eq!((reply.status, reply.field("/last_name").as_deref()), (422, Some("required")));
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 0);
}

async fn i8_values_of_the_wrong_type_or_size_are_refused(house: House) {
    let raw = owner(&house).await;
    let with = |pointer: &str, value: Value| {
        let mut body = good();
        body.as_object_mut().expect("an object").entry("birth_date").or_insert(Value::Null);
        *body.pointer_mut(pointer).expect("a field") = value;
        body.to_string()
    };
    for body in [
        with("/first_name", json!(7)),
        with("/first_name", Value::Null),
        with("/first_name", json!(["Maya"])),
        with("/status", json!("asleep")),
        with("/emails", json!({})),
        with("/emails/0/email_ok", json!("yes")),
        with("/birth_date", json!("yesterday")),
        with("/birth_date", json!("2026-02-30")),
        with("/birth_date", json!("+10000-01-01")),
        with("/birth_date", json!("99999999999-01-01")),
        with("/birth_date", json!(-1)),
        good().to_string().replace("\"Maya\"", "\"\\ud800\""),
        good().to_string().replace("\"Maya\"", "1e999"),
    ] {
        let reply = sends(&raw, body.clone()).await;
        assert!(matches!(reply.refused().0, 400 | 422), "{}: {body}", reply.status);
        assert!(!reply.text().contains("yesterday"), "what was sent is not repeated");
    }
    let fee = |amount: &str| serde_json::to_value(service("Session")).expect("JSON").to_string().replace("15000", amount);
    for amount in ["9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "1.5", "1e3", "NaN", "\"100\"", "null"] {
        let request = raw.request(Method::POST, "/api/v1/practice/services").header("content-type", "application/json").body(fee(amount));
        let reply = raw.send(request).await;
        assert!(matches!(reply.refused().0, 400 | 422), "{amount}: {}", reply.status);
    }
    assert_eq!(house.number("SELECT count(*) FROM services").await, 1, "the one of the set-up");
}

async fn i8_what_is_no_json_is_refused_by_every_operation(house: House) {
    let raw = owner(&house).await;
    let nobody = "018f3c5e-7a10-7000-8000-5f2b9d0c1a44";
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for operation in operations().iter().filter(|operation| operation.about["requestBody"]["content"]["application/json"].is_object()) {
        let path = operation.path.replace("{id}", nobody).replace("{slug}", "willow-reed");
        let method: Method = operation.method.parse().expect("a method");
        for body in ["", "{", "null", "[]", "\"text\"", "{\"a\":1}", "{} {}", deep.as_str()] {
            let request = raw.request(method.clone(), &path).header("idempotency-key", fresh_key(&house));
            let request = request.header("content-type", "application/json").body(body.to_owned());
            let reply = raw.send(request).await;
            // 401 and 404 where it is not for the owner, or on nothing that is there.
            assert!(matches!(reply.refused().0, 400 | 401 | 404 | 422), "{} with {:.20}: {}", operation.id, body, reply.status);
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
            let request = raw.request(method.clone(), &path).header("idempotency-key", fresh_key(&house));
            let reply = raw.send(request.header("content-type", kind).body("{}")).await;
            assert!(matches!(reply.refused().0, 401 | 404 | 415), "{} as {kind}: {}", operation.id, reply.status);
        }
    }
}

async fn a26_what_is_no_id_is_not_found(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await.comes_in().await;
    let raw = house.raw().signed_in_as(practice.owner());
    let portal = house.raw().signed_in_as(&maya);
    house.mail_does_not_matter();
    for operation in operations().iter().filter(|operation| operation.method == "GET" && operation.path.contains("{id}")) {
        let caller = if operation.path.starts_with("/api/v1/portal/") { &portal } else { &raw };
        let with = |id: &str| operation.path.replace("{id}", id);
        for id in ["1", "0", "-1", "me", "%2e%2e%2f", "018f3c5e", "018f3c5e-7a10-7000-8000-5f2b9d0c1a4", "%F0%9F%92%A9", &"9".repeat(300)] {
            let reply = caller.get(&with(id)).await;
            assert_eq!(reply.refused().0, 404, "{} of {id}", operation.id);
        }
        for id in ["..", "%2e%2e", "."] {
            assert_eq!(caller.status_as_written(&with(id)).await, 404, "{} of {id}", operation.id);
        }
    }
    for slug in ["..", "%2e%2e", "WILLOW-REED", "willow-reed%20", "x'--", &"a".repeat(2000)] {
        let reply = raw.get(&format!("/api/v1/public/{slug}")).await;
        assert_eq!(reply.refused().0, 404, "{slug}");
    }
}

async fn hostile_text_is_kept_as_text(house: House) {
    let raw = owner(&house).await;
    for name in
        ["Robert'); DROP TABLE clients;--", "<script>alert(1)</script>", "{first_name}", "%s%n", "💩\u{202E}evil", "=1+1", "\u{FEFF}Maya"]
    {
        let mut body = good();
        body["first_name"] = name.into();
        body["emails"] = json!([]);
        let reply = sends(&raw, body.to_string()).await;
        assert_eq!(reply.status, 201, "{name}: {}", reply.text());
        assert_eq!(reply.json()["details"]["first_name"], name);
    }
    let reply = sends(&raw, "{}").await;
    assert_eq!(reply.refused(), refusal(422, "invalid_input"));
}
