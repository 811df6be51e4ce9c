//! The answers that operations have in common, for the OpenAPI document: every refusal that a caller of a kind may meet,
//! each as RFC 9457 problem with an example. An operation names the set that fits and adds what is its own; what is named
//! later stands:
//!
//! ```ignore
//! responses(answers::Saved, (status = 409, description = "…", body = ProblemDocument, content_type = PROBLEM_JSON), (status = 200, …))
//! ```
//!
//! The refusals stand once under `components` ([`describe`]) and are referred to.

use std::collections::BTreeMap;

use domain::FieldError;
use domain::problem::ProblemDocument;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Components, Ref, RefOr};
use utoipa::{IntoParams, IntoResponses, PartialSchema as _, ToSchema as _};

/// The content type of every refusal.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A refusal: its name under `components`, status, code, title, and when it happens.
struct Refusal(&'static str, u16, &'static str, &'static str, &'static str);

const REFUSALS: [Refusal; 13] = [
    Refusal(
        "BadRequest",
        400,
        "malformed",
        "The request cannot be read",
        "The request cannot be read: not JSON, an unknown query parameter, an `If-Match` that is none of our ETags, a missing `Anteroom-App` header, or another site's origin.",
    ),
    Refusal("NotSignedIn", 401, "not_signed_in", "Please sign in", "Nobody is signed in, or the session has ended."),
    Refusal("NotFound", 404, "not_found", "Not found", "Not there, or not the caller's to see: the two are not told apart."),
    Refusal("SlowRequest", 408, "too_slow", "The request took too long to arrive", "The body did not arrive in time."),
    Refusal(
        "Conflict",
        409,
        "idempotency_in_progress",
        "The same request is being worked on",
        "What is there does not allow it, or the same `Idempotency-Key` is being worked on right now.",
    ),
    Refusal(
        "Stale",
        412,
        "stale",
        "Somebody else has saved in between",
        "The record has changed since the version in `If-Match`; nothing was overwritten. `ETag` is the version there is now.",
    ),
    Refusal("TooLarge", 413, "too_large", "The body is too large", "The body is longer than this operation takes."),
    Refusal(
        "UnsupportedMediaType",
        415,
        "unsupported_media_type",
        "Send application/json",
        "The body is of a type that this operation does not read.",
    ),
    Refusal(
        "InvalidInput",
        422,
        "invalid_input",
        "Some of the input cannot be used",
        "The input breaks rules; `errors` says which, field by field. Also when an `Idempotency-Key` comes again with another body.",
    ),
    Refusal("Wait", 429, "wait", "Please wait a little", "Too many requests; `Retry-After` says how long to wait."),
    Refusal(
        "ServerFault",
        500,
        "internal",
        "Something went wrong on our side",
        "A fault of the server's; quote `instance` when asking for help.",
    ),
    Refusal("Unavailable", 503, "busy", "Too busy just now", "Too busy, or the database is away; nothing was changed."),
    Refusal("NotThere", 404, "not_found", "Not found", "There is no such thing."),
];

/// Puts the refusals and their schemas under `components`; the document is not whole without.
pub fn describe(components: &mut Components) {
    for refusal in &REFUSALS {
        components.responses.insert(refusal.0.into(), RefOr::T(response(refusal)));
    }
    components.schemas.insert(ProblemDocument::name().into_owned(), ProblemDocument::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
}

fn response(Refusal(_, status, code, title, when): &Refusal) -> Response {
    let mut example = serde_json::json!({
        "type": format!("https://anteroom.dev/problems/{}", code.replace('_', "-")),
        "title": title,
        "status": status,
        "code": code,
        "instance": "018f3c5e-7a10-7000-8000-5f2b9d0c1a44",
    });
    if *status == 422 {
        example["errors"] = serde_json::json!([{ "pointer": "/phone", "code": "required", "message": "Please fill this in." }]);
    }
    if *status == 429 {
        example["retry_after"] = 30.into();
    }
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemDocument::name()))).example(Some(example)).build();
    let response = ResponseBuilder::new().description(*when).content(PROBLEM_JSON, content);
    let seconds =
        |what: &str| HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(Type::Integer))).description(Some(what)).build();
    let text =
        |what: &str| HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(Type::String))).description(Some(what)).build();
    match status {
        429 | 503 => response.header("Retry-After", seconds("Seconds to wait before another try.")),
        412 => response.header("ETag", text("The version there is now.")),
        _ => response,
    }
    .build()
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident: $($refusal:literal)+;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                refer(&[$($refusal),+])
            }
        }
    )*};
}

fn refer(names: &[&str]) -> BTreeMap<String, RefOr<Response>> {
    REFUSALS
        .iter()
        .filter(|refusal| names.contains(&refusal.0))
        .map(|refusal| (refusal.1.to_string(), RefOr::Ref(Ref::from_response_name(refusal.0))))
        .collect()
}

answers! {
    /// Of a read by anybody.
    Shown: "BadRequest" "NotThere" "Wait" "ServerFault" "Unavailable";
    /// Of a write by anybody, signed in or not.
    Sent: "BadRequest" "SlowRequest" "Conflict" "TooLarge" "UnsupportedMediaType" "InvalidInput" "Wait" "ServerFault" "Unavailable";
    /// Of an attempt to come in: a write by anybody that may be refused.
    Tried: "BadRequest" "SlowRequest" "Conflict" "TooLarge" "UnsupportedMediaType" "InvalidInput" "Wait" "ServerFault" "Unavailable";
    /// Of a read by somebody who is signed in.
    Read: "BadRequest" "NotSignedIn" "NotFound" "Wait" "ServerFault" "Unavailable";
    /// Of a list by somebody who is signed in: cursors and filters may be wrong.
    Listed: "BadRequest" "NotSignedIn" "NotFound" "InvalidInput" "Wait" "ServerFault" "Unavailable";
    /// Of a write by somebody who is signed in.
    Written: "BadRequest" "NotSignedIn" "NotFound" "SlowRequest" "Conflict" "TooLarge" "UnsupportedMediaType" "InvalidInput" "Wait" "ServerFault" "Unavailable";
    /// Of a write that honours `If-Match`, by somebody who is signed in.
    Saved: "BadRequest" "NotSignedIn" "NotFound" "SlowRequest" "Conflict" "Stale" "TooLarge" "UnsupportedMediaType" "InvalidInput" "Wait" "ServerFault" "Unavailable";
}

/// The headers of a write, for `params(…)`.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only describes; the idempotency layer reads the header")]
pub struct WriteHeaders {
    /// A text of the caller's choice, at most 255 characters: the same key with the same body gives the stored answer
    /// for 24 hours instead of doing it again.
    #[param(rename = "Idempotency-Key", max_length = 255, nullable = false, example = "4f1c0b6e-save-1")]
    idempotency_key: Option<String>,
}

/// The headers of a write that is not done without a key, for `params(…)`.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only describes; `Keyed` and the idempotency layer read the header")]
pub struct KeyedHeaders {
    /// A text of the caller's choice, at most 255 characters. For 24 hours the same key with another body is refused;
    /// with the same body it is the same thing, answered as it is by then. Without one the answer is 400
    /// `idempotency_key_required`.
    #[param(rename = "Idempotency-Key", max_length = 255, nullable = false, example = "4f1c0b6e-send-1")]
    idempotency_key: String,
}

/// The headers of a write that honours `If-Match`, for `params(…)`.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only describes; `IfMatch` and the idempotency layer read the headers")]
pub struct SaveHeaders {
    /// A text of the caller's choice, at most 255 characters: the same key with the same body gives the stored answer
    /// for 24 hours instead of doing it again.
    #[param(rename = "Idempotency-Key", max_length = 255, nullable = false, example = "4f1c0b6e-save-1")]
    idempotency_key: Option<String>,
    /// The `ETag` last seen: the save is refused (412) when the record has changed since.
    #[param(rename = "If-Match", nullable = false, example = "\"3\"")]
    if_match: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i6_every_refusal_that_is_named_stands_under_components_with_its_status() {
        let mut components = Components::new();
        describe(&mut components);
        for answers in [
            Shown::responses(),
            Sent::responses(),
            Tried::responses(),
            Read::responses(),
            Listed::responses(),
            Written::responses(),
            Saved::responses(),
        ] {
            assert!(answers.len() >= 5);
            for (status, answer) in answers {
                let RefOr::Ref(place) = answer else { panic!("{status} is not a reference") };
                let name = place.ref_location.rsplit('/').next().expect("a name");
                let Some(RefOr::T(response)) = components.responses.get(name) else { panic!("{name} is missing") };
                let RefOr::T(content) = &response.content[PROBLEM_JSON] else { panic!("{name} has no content of its own") };
                let example = content.example.as_ref().expect("an example");
                assert_eq!(example["status"].to_string(), status);
                let document: ProblemDocument = serde_json::from_value(example.clone()).expect("a problem");
                assert_eq!(document.status.to_string(), status);
            }
        }
    }
}
