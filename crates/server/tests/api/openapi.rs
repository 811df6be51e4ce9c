//! I9: the description of the API is the one that was reviewed, and says of each operation all that a stranger needs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::checked_in::compare;
use crate::harness::{Operation, document, operations};

/// Operations that integrators rely on by name (api.md), as far as their capabilities exist.
const FIXED_NAMES: [&str; 41] = [
    "sign_in",
    "sign_out",
    "get_me",
    "open_welcome",
    "set_password",
    "redeem_pin_code",
    "request_password_recovery",
    "recover_password",
    "change_password",
    "list_devices",
    "sign_out_device",
    "create_portal_invitation",
    "get_portal_access",
    "update_portal_access",
    "disable_portal_access",
    "create_pin_code",
    "change_portal_email",
    "get_public_practice",
    "get_practice",
    "update_practice",
    "list_clients",
    "create_client",
    "get_client",
    "update_client",
    "import_clients",
    "list_staff",
    "invite_staff",
    "list_offices",
    "list_services",
    "list_my_conversations",
    "list_my_messages",
    "send_my_message",
    "mark_my_messages_read",
    "save_my_draft",
    "upload_my_attachment",
    "redeem_message_link",
    "stream_my_events",
    "list_conversations",
    "list_messages",
    "send_message",
    "stream_events",
];

#[test]
fn i9_the_document_is_the_one_that_was_reviewed() {
    compare("openapi/openapi.json", &anteroom::app::openapi_json());
}

#[test]
fn i9_the_document_is_openapi_3_1_with_all_that_is_named_in_it() {
    let document = document();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "{}", document["openapi"]);
    for part in ["/info/title", "/info/version", "/info/description", "/info/license/name", "/info/contact/name", "/servers/0/url"] {
        assert!(document.pointer(part).is_some_and(|value| value.as_str().is_some_and(|text| !text.is_empty())), "{part} is missing");
    }
    let mut missing = BTreeSet::new();
    every_reference(document, &mut |place| {
        if document.pointer(place.trim_start_matches('#')).is_none() {
            missing.insert(place.to_owned());
        }
    });
    assert!(missing.is_empty(), "named and not there: {missing:?}");
}

fn every_reference(value: &Value, seen: &mut impl FnMut(&str)) {
    match value {
        Value::Object(map) => {
            if let Some(place) = map.get("$ref").and_then(Value::as_str) {
                seen(place);
            }
            map.values().for_each(|value| every_reference(value, seen));
        }
        Value::Array(items) => items.iter().for_each(|value| every_reference(value, seen)),
        _ => {}
    }
}

/// Every operation for which `wrong` has something to say.
fn all(wrong: impl Fn(&Operation) -> Option<String>) {
    assert!(operations().len() > 50, "the operations are there");
    let found: Vec<String> =
        operations().iter().filter_map(|operation| wrong(operation).map(|why| format!("{}: {why}", operation.id))).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn i9_names_are_stable_unique_and_in_one_style() {
    let mut seen = BTreeSet::new();
    all(|operation| {
        let style = operation.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        (!style || !operation.path.starts_with("/api/v1/")).then(|| format!("{} {}", operation.method, operation.path))
    });
    for operation in operations() {
        assert!(seen.insert(operation.id.as_str()), "{} is there twice", operation.id);
    }
    let missing: Vec<&str> = FIXED_NAMES.into_iter().filter(|name| !seen.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn i9_every_operation_says_what_it_does_for_whom() {
    let tags: Vec<&str> = document()["tags"].as_array().expect("tags").iter().filter_map(|tag| tag["name"].as_str()).collect();
    all(|operation| {
        let about = &operation.about;
        let text = |name: &str, least: usize| about[name].as_str().is_some_and(|text| text.trim().len() >= least);
        if !text("summary", 5) || about["summary"].as_str().is_some_and(|summary| summary.ends_with('.')) {
            return Some(format!("summary {}", about["summary"]));
        }
        if !text("description", 30) {
            return Some(format!("description {}", about["description"]));
        }
        let own: Vec<&str> = about["tags"].as_array()?.iter().filter_map(Value::as_str).collect();
        if own.len() != 1 || !tags.contains(&own[0]) {
            return Some(format!("tags {own:?}"));
        }
        about["security"].as_array().is_none_or(Vec::is_empty).then(|| "security is not stated".into())
    });
}

#[test]
fn i9_every_answer_is_described_with_schema_and_example() {
    all(|operation| {
        let answers = operation.about["responses"].as_object()?;
        let good: Vec<&String> = answers.keys().filter(|status| status.starts_with('2')).collect();
        if good.len() != 1 {
            return Some(format!("{good:?} are answers of success"));
        }
        for (status, answer) in answers {
            if answer["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
                return Some(format!("{status} has no description"));
            }
            let Some(content) = answer["content"].as_object() else {
                if matches!(status.as_str(), "202" | "204" | "304") {
                    continue;
                }
                return Some(format!("{status} has no content"));
            };
            for (kind, media) in content {
                let problem = status.starts_with('4') || status.starts_with('5');
                if problem != (kind == "application/problem+json") {
                    return Some(format!("{status} is {kind}"));
                }
                if !media["schema"].is_object() {
                    return Some(format!("{status} has no schema"));
                }
                let has_example = media["example"] != Value::Null || media["examples"].is_object();
                if !problem && !kind.starts_with("image/") && !has_example {
                    return Some(format!("{status} has no example"));
                }
            }
        }
        None
    });
}

#[test]
fn i9_the_examples_are_what_they_are_examples_of() {
    let components = &document()["components"];
    all(|operation| {
        let answers = operation.about["responses"].as_object()?.values().filter_map(|answer| answer["content"].as_object());
        let body = operation.about["requestBody"]["content"].as_object();
        for (kind, media) in answers.chain(body).flatten().filter(|(kind, _)| kind.ends_with("json")) {
            let example = &media["example"];
            if example.is_null() {
                continue;
            }
            let whole = serde_json::json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [media["schema"]], "components": components });
            let validator = jsonschema::options().should_validate_formats(true).build(&whole).expect("a schema");
            if let Some(error) = validator.iter_errors(example).next() {
                return Some(format!("the example of {kind} is none: {error} at {}", error.instance_path()));
            }
        }
        None
    });
}

#[test]
fn i9_refusals_that_can_happen_are_listed() {
    all(|operation| {
        let answers = operation.about["responses"].as_object()?;
        let mut needed = vec!["400", "429", "500", "503"];
        let open = operation.about["security"] == serde_json::json!([{}]) || operation.about["security"] == serde_json::json!([]);
        if !open {
            needed.push("401");
        }
        if operation.path.contains('{') {
            needed.push("404");
        }
        if operation.method != "GET" {
            needed.extend(["408", "409", "413", "415", "422"]);
        } else if answers.contains_key("415") {
            return Some("a read is refused for its content type".into());
        }
        let missing: Vec<&str> = needed.into_iter().filter(|status| !answers.contains_key(*status)).collect();
        (!missing.is_empty()).then(|| format!("{missing:?} are missing"))
    });
}

#[test]
fn i7_i8_writes_tell_their_headers() {
    all(|operation| {
        let parameters = operation.about["parameters"].as_array().cloned().unwrap_or_default();
        let has = |name: &str| parameters.iter().any(|parameter| parameter["in"] == "header" && parameter["name"] == name);
        if operation.method == "GET" {
            return (has("Idempotency-Key") || has("If-Match")).then(|| "a read has headers of writes".into());
        }
        if !has("Idempotency-Key") {
            return Some("Idempotency-Key is not told".into());
        }
        let stale = operation.about["responses"]["412"].is_object();
        (operation.method == "PUT" && stale != has("If-Match")).then(|| "If-Match and 412 go together".into())
    });
}

#[test]
fn i9_every_schema_and_property_is_described_and_closed_on_input() {
    let schemas = document()["components"]["schemas"].as_object().expect("schemas");
    let bodies: BTreeSet<&str> = operations()
        .iter()
        .filter_map(|operation| operation.about["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str())
        .filter_map(|place| place.rsplit('/').next())
        .collect();
    assert!(bodies.len() > 20);
    for (name, schema) in schemas {
        assert!(schema["description"].as_str().is_some_and(|text| !text.is_empty()), "{name} is not described");
        if bodies.contains(name.as_str()) {
            assert_eq!(schema["additionalProperties"], false, "{name} does not say that unknown fields are refused");
        }
        let Some(properties) = schema["properties"].as_object() else { continue };
        for (property, about) in properties {
            let described =
                about["description"].is_string() || about["$ref"].is_string() || about["oneOf"].is_array() || about["allOf"].is_array();
            assert!(described, "{name}.{property} is not described");
        }
    }
}
