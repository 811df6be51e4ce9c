//! Input that was read and checked before a handler sees it: bodies as [`Checked`], query strings as [`CheckedQuery`],
//! ids in the path as [`Id`].

use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use domain::Check;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A JSON body that says `T` and passes its checks.
pub struct Checked<T>(pub T);

impl<T: DeserializeOwned + Check + 'static> FromRequest for Checked<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let json = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        // The body layer has read and bounded it: this does not wait.
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            if !json {
                return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Send application/json"));
            }
            let body = body.await.map_err(|_| Problem::malformed("The body could not be read."))?;
            let value: T = serde_json::from_slice(&body).map_err(|error| unreadable(&error))?;
            let errors = value.errors();
            if errors.is_empty() { Ok(Self(value)) } else { Err(Problem::invalid(errors)) }
        })
    }
}

/// What serde says, without the input's own text in it.
fn unreadable(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    if !error.is_data() {
        return Problem::malformed(format!("This is not JSON (line {line}, column {column})."));
    }
    let said = error.to_string();
    // "unknown field `x`, expected …", "missing field `x`": names of fields; anything else may quote a value.
    let name = said.split('`').nth(1).filter(|name| name.len() <= 60 && name.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '_'));
    match name {
        Some(name) if said.starts_with("unknown field") => Problem::field(&format!("/{name}"), "unknown_field", "There is no such field."),
        Some(name) if said.starts_with("missing field") => Problem::field(&format!("/{name}"), "required", "This field is missing."),
        _ => Problem::field("", "wrong_type", &format!("A value has the wrong type or form (line {line}, column {column}).")),
    }
}

/// A query string that says `T` and passes its checks; unknown parameters are refused (I5).
pub struct CheckedQuery<T>(pub T);

impl<T: DeserializeOwned + Check> FromRequest for CheckedQuery<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read_query(request.query_string()).map(Self))
    }
}

fn read_query<T: DeserializeOwned + Check>(query: &str) -> Result<T, Problem> {
    let refused = |error: &dyn std::fmt::Display| {
        let said = error.to_string();
        let name = said.split('`').nth(1).unwrap_or_default();
        let known = name.len() <= 60 && name.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '_');
        let detail = if said.starts_with("unknown field") && known {
            format!("There is no parameter {name}.")
        } else {
            "A parameter has the wrong form.".into()
        };
        Problem::new(StatusCode::BAD_REQUEST, "unknown_parameter", "The query cannot be used").detail(detail)
    };
    let value = web::Query::<T>::from_query(query).map_err(|error| refused(&error))?.into_inner();
    let errors = value.errors();
    if query.contains("%00") {
        return Err(Problem::malformed("The query holds a NUL character."));
    }
    if errors.is_empty() { Ok(value) } else { Err(Problem::invalid(errors)) }
}

/// Refuses a query string where none is known.
pub struct NoQuery;

impl FromRequest for NoQuery {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(if request.query_string().is_empty() {
            Ok(Self)
        } else {
            Err(Problem::new(StatusCode::BAD_REQUEST, "unknown_parameter", "The query cannot be used").detail("This takes no parameters."))
        })
    }
}

/// The `{id}` of the path; what is no id is *not found*.
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.match_info().get("id").and_then(|text| text.parse().ok()).map(Self).ok_or_else(Problem::not_found))
    }
}
