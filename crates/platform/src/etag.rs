//! `ETag` and `If-Match` (RFC 9110, 8.8.3 and 13.1.1): the version of a record, so that a save which raced with
//! somebody else's says so (S8).

use std::future::{Ready, ready};

use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload};
use serde::Serialize;

use crate::problem::Problem;

/// The version the caller last saw, where it said one.
#[derive(Clone, Copy, Debug, Default)]
pub struct IfMatch(Option<i64>);

impl IfMatch {
    /// Nothing to say against a change of the record at `version`.
    ///
    /// # Errors
    /// 412 `stale` when the caller saw another version.
    pub fn allows(self, version: i64) -> Result<(), Problem> {
        match self.0 {
            Some(seen) if seen != version => Err(Problem::stale(etag(version))),
            _ => Ok(()),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get(IF_MATCH) {
            None => Ok(Self(None)),
            Some(value) => match value.to_str().unwrap_or_default().trim() {
                "*" => Ok(Self(None)),
                text => text
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'))
                    .and_then(|text| text.parse().ok())
                    .map(|version| Self(Some(version)))
                    .ok_or_else(|| Problem::malformed("If-Match must be one of our ETags, such as \"3\".")),
            },
        })
    }
}

/// The ETag of `version`.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// 200 with the record and its ETag.
pub fn tagged(version: i64, record: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, etag(version))).json(record)
}

/// 201 with the record and its ETag.
pub fn created(version: i64, record: &impl Serialize) -> HttpResponse {
    HttpResponse::Created().insert_header((ETAG, etag(version))).json(record)
}
