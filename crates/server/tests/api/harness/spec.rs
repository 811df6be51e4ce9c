//! The OpenAPI document as a promise that every answer is held against.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&anteroom::app::openapi_json()).expect("the document is JSON"));
static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| all(&DOCUMENT));
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// An operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name.
    pub id: String,
    /// `GET`, …
    pub method: String,
    /// Its path with `{…}`.
    pub path: String,
    /// What the document says of it, its answers resolved.
    pub about: Value,
}

impl Operation {
    /// Whether it is refused without an Idempotency-Key (I7).
    pub fn needs_key(&self) -> bool {
        let is_key = |parameter: &Value| parameter["name"] == "Idempotency-Key" && parameter["required"] == true;
        self.about["parameters"].as_array().is_some_and(|parameters| parameters.iter().any(is_key))
    }
}

/// Every operation, by path and method.
pub fn operations() -> &'static [Operation] {
    &OPERATIONS
}

/// The whole document.
pub fn document() -> &'static Value {
    &DOCUMENT
}

fn all(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, about) in item.as_object().expect("a path's operations") {
            if !["get", "post", "put", "delete", "patch"].contains(&method.as_str()) {
                continue;
            }
            let mut about = about.clone();
            for answer in about["responses"].as_object_mut().expect("answers").values_mut() {
                if let Some(place) = answer["$ref"].as_str() {
                    *answer = document.pointer(place.trim_start_matches('#')).unwrap_or_else(|| panic!("{place} is not there")).clone();
                }
            }
            let id = about["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no name")).to_owned();
            operations.push(Operation { id, method: method.to_uppercase(), path: path.clone(), about });
        }
    }
    operations
}

/// The operation that `method path` is, the one with the fewest variables first.
fn find(method: &str, path: &str) -> Option<&'static Operation> {
    let fits = |operation: &&Operation| operation.method == method && is_at(&operation.path, path);
    operations().iter().filter(fits).min_by_key(|operation| operation.path.matches('{').count())
}

fn is_at(template: &str, path: &str) -> bool {
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len() && template.iter().zip(&path).all(|(part, given)| part.starts_with('{') || part == given)
}

/// Panics unless the operation at `method path` may answer so: status listed, content type listed, body as described.
pub fn check(method: &str, path: &str, status: u16, content_type: Option<&str>, body: &[u8]) {
    let path = path.split('?').next().unwrap_or_default();
    let Some(operation) = find(method, path) else { return };
    let name = format!("{} answered {status}", operation.id);
    let Some(answer) = operation.about["responses"].get(status.to_string()) else {
        panic!("{name}, which the OpenAPI document does not list: {}", String::from_utf8_lossy(body));
    };
    let Some(content) = answer["content"].as_object().filter(|content| !content.is_empty()) else {
        assert!(body.is_empty(), "{name} with a body that the OpenAPI document does not describe: {}", String::from_utf8_lossy(body));
        return;
    };
    let kind = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let Some(media) = content.get(kind) else { panic!("{name} as {kind:?}; the OpenAPI document lists {:?}", content.keys()) };
    if !kind.ends_with("json") {
        return;
    }
    let value: Value = serde_json::from_slice(body).unwrap_or_else(|error| panic!("{name} with a body that is not JSON: {error}"));
    let validator = validator(&format!("{}:{status}", operation.id), &media["schema"]);
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{name} with a body that is not as described: {errors:?}\n{value:#}");
}

fn validator(name: &str, schema: &Value) -> Arc<Validator> {
    let mut known = VALIDATORS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(validator) = known.get(name) {
        return Arc::clone(validator);
    }
    assert!(schema.is_object(), "{name} has no schema");
    let whole =
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [schema], "components": DOCUMENT["components"] });
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap_or_else(|error| panic!("{name}: {error}"));
    let validator = Arc::new(validator);
    known.insert(name.to_owned(), Arc::clone(&validator));
    validator
}
