//! Writes that may be sent twice (I7): with the header `Idempotency-Key`, the same request of the same caller is done
//! once and answered alike for 24 hours.
//!
//! The key is claimed before the handler runs and the answer kept after it. A process that dies in between leaves the
//! claim behind; it ends after a minute and the request may run again, where the rules of the record itself (unique
//! keys, claims in one statement) say what a second run means.
//!
//! Of a write that takes [`Keyed`] the answer is not kept, only for which request the key stands: what it made may be taken
//! back within the day, words and all, and must not be read here. Sent again, it runs again.

pub(crate) mod store;

use std::future::{Ready, ready};

use actix_web::body::{self, BodySize, BoxBody, MessageBody};
use actix_web::cookie::Cookie;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION, SET_COOKIE};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage as _, HttpRequest, HttpResponse, ResponseError as _};
use domain::access::session;
use serde::{Deserialize, Serialize};
use store::{Claim, Claimed};

use crate::body::Whole;
use crate::caller::APP_HEADER;
use crate::db::Moment;
use crate::log::{self, RequestId};
use crate::problem::Problem;
use crate::secrets::hash;
use crate::{App, Platform};

/// The header that names a write.
pub const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that says an answer is one from before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Answers larger than this are not kept.
const LARGEST_ANSWER: u64 = 1024 * 1024;
/// Headers that are part of an answer.
const KEPT_HEADERS: [HeaderName; 4] = [CONTENT_TYPE, ETAG, LOCATION, SET_COOKIE];

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// Middleware, inside of [`crate::body::guard`] and [`crate::log::request`]: keeps the answer of a write under
/// `/api/v1` that has a key, and gives it again when the write is repeated.
///
/// # Errors
/// Those of the layers behind it.
pub async fn keep(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let writes = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH | Method::DELETE);
    let platform = request.app_data::<App>().cloned();
    let (Some(key), Some(platform), true) = (request.headers().get(KEY), platform, writes && request.path().starts_with("/api/v1/")) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let claim = match claim_of(&request, &platform, key) {
        Ok(claim) => claim,
        Err(problem) => return Ok(refuse(request, &problem)),
    };
    match store::claim(&platform, &claim).await {
        Ok(Claimed::Ours) => {}
        Ok(Claimed::Answered(sealed)) => {
            return Ok(match read(&platform, &claim, &sealed) {
                Ok(response) => request.into_response(response),
                Err(problem) => refuse(request, &problem),
            });
        }
        Ok(Claimed::AtWork) => {
            let mut problem =
                Problem::conflict("idempotency_in_progress", "The same request is still at work").detail("Ask again in a moment.");
            problem.retry_after = Some(1);
            return Ok(refuse(request, &problem));
        }
        Ok(Claimed::Reused) => {
            let problem =
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", "This Idempotency-Key stands for another request");
            return Ok(refuse(request, &problem.detail("Use a new key for each new request.")));
        }
        Err(problem) => return Ok(refuse(request, &problem)),
    }
    let request_id = request.extensions().get::<RequestId>().copied();
    match next.call(request).await {
        Ok(response) => Ok(settle(&platform, &claim, request_id, response.map_into_boxed_body()).await),
        Err(error) => {
            store::forget(&platform, &claim).await;
            Err(error)
        }
    }
}

/// Extractor of a write that must not happen without a key: creating messages and payments (I7). Its answer is not kept and
/// the handler runs at each try: what it makes has an id of the caller's choice, and made again it is the same thing.
#[derive(Clone, Copy, Debug)]
pub struct Keyed;

impl FromRequest for Keyed {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(KEY) {
            let missing = Problem::new(StatusCode::BAD_REQUEST, "idempotency_key_required", "This write needs an Idempotency-Key")
                .detail("Send a text of your choice, another one for each new request and the same one when you try it again.");
            return ready(Err(missing));
        }
        // For [`settle`].
        request.extensions_mut().insert(Self);
        ready(Ok(Self))
    }
}

fn refuse(request: ServiceRequest, problem: &Problem) -> ServiceResponse<BoxBody> {
    request.into_response(problem.error_response())
}

fn claim_of(request: &ServiceRequest, platform: &Platform, key: &HeaderValue) -> Result<Claim, Problem> {
    let key = key.to_str().ok().filter(|key| is_key(key));
    let key = key.ok_or_else(|| Problem::malformed("Idempotency-Key must be 1 to 255 visible ASCII characters."))?;
    let mut parts = vec![request.method().as_str().as_bytes(), request.path().as_bytes(), request.query_string().as_bytes()];
    let body = request.extensions().get::<Whole>().cloned();
    let body = body.as_ref().map(|Whole(bytes)| bytes.as_ref()).unwrap_or_default();
    parts.push(body);
    Ok(Claim {
        caller: caller(request, platform),
        key: key.to_owned(),
        fingerprint: fingerprint(&parts),
        at: Moment::from(platform.clock.now()),
    })
}

fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A hash in which no two lists of parts meet: each part goes in with its length.
fn fingerprint(parts: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        all.extend_from_slice(&(part.len() as u64).to_be_bytes());
        all.extend_from_slice(part);
    }
    hash(all)
}

/// Whose key it is: of a session by its token, of anybody else by their address, in one application.
fn caller(request: &ServiceRequest, platform: &Platform) -> Vec<u8> {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let app = request.headers().get(APP_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = [session::App::Portal, session::App::Admin].into_iter().find(|known| known.as_str() == app);
    let cookie = known.and_then(|app| request.cookie(&crate::session::cookie_name(&platform.config, app)));
    let token = cookie.as_ref().map(Cookie::value).filter(|token| !token.is_empty());
    let bearer = Some(text(AUTHORIZATION)).filter(|value| !value.is_empty());
    match (bearer, token) {
        (Some(bearer), _) => fingerprint(&[app.as_bytes(), b"bearer", bearer.as_bytes()]),
        (None, Some(token)) => fingerprint(&[app.as_bytes(), b"cookie", token.as_bytes()]),
        (None, None) => {
            let address = crate::peer::address(request.request()).map(|address| address.to_string()).unwrap_or_default();
            fingerprint(&[app.as_bytes(), b"anyone", address.as_bytes()])
        }
    }
}

/// Whether an answer would be the same next time. What was refused before a handler looked at it, or because of the
/// moment, is worth another try under the same key.
fn is_settled(status: StatusCode) -> bool {
    !status.is_server_error() && !matches!(status.as_u16(), 400 | 401 | 408 | 413 | 415 | 429)
}

/// Passes the answer on, and keeps it where it is one to keep.
async fn settle(
    platform: &Platform,
    claim: &Claim,
    request_id: Option<RequestId>,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let keyed = response.request().extensions().contains::<Keyed>();
    if keyed && is_settled(response.status()) {
        store::let_go(platform, claim).await;
        return response;
    }
    let small = matches!(response.response().body().size(), BodySize::None | BodySize::Sized(..=LARGEST_ANSWER));
    // The next one to ask may not read the same encoding.
    if !is_settled(response.status()) || !small || response.headers().contains_key(CONTENT_ENCODING) {
        store::forget(platform, claim).await;
        return response;
    }
    let (http_request, response) = response.into_parts();
    let response = log::written(response, request_id);
    let (head, bytes) = response.into_parts();
    let bytes = body::to_bytes(bytes).await.unwrap_or_default();
    let headers = KEPT_HEADERS.iter().flat_map(|name| head.headers().get_all(name).map(move |value| (name, value)));
    let headers = headers.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned()))).collect();
    let answer = Answer { status: head.status().as_u16(), headers, body: String::from_utf8_lossy(&bytes).into_owned() };
    match serde_json::to_vec(&answer) {
        Ok(plain) => store::keep(platform, claim, platform.secrets.seal(&claim.seal_name(), &plain)).await,
        Err(_) => store::forget(platform, claim).await,
    }
    ServiceResponse::new(http_request, head.set_body(BoxBody::new(bytes)))
}

fn read(platform: &Platform, claim: &Claim, sealed: &[u8]) -> Result<HttpResponse, Problem> {
    let plain = platform.secrets.unseal(&claim.seal_name(), sealed)?;
    let answer: Answer = serde_json::from_slice(&plain).map_err(|_| Problem::internal("a kept answer has another form"))?;
    let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).map_err(Problem::internal)?);
    for (name, value) in answer.headers {
        response.append_header((name, value));
    }
    response.insert_header((REPLAYED, "true"));
    Ok(response.body(answer.body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i7_a_key_is_short_and_visible() {
        assert!(is_key("018f-a") && is_key(&"k".repeat(255)));
        for bad in ["", "a b", "é", "a\tb", &"k".repeat(256)] {
            assert!(!is_key(bad), "{bad}");
        }
    }

    #[test]
    fn i7_requests_that_differ_have_different_fingerprints() {
        assert_eq!(fingerprint(&[b"POST", b"/a"]), fingerprint(&[b"POST", b"/a"]));
        assert_ne!(fingerprint(&[b"POST/", b"a"]), fingerprint(&[b"POST", b"/a"]));
        assert_ne!(fingerprint(&[b"a", b""]), fingerprint(&[b"a"]));
    }

    #[test]
    fn i7_what_may_end_otherwise_next_time_is_not_kept() {
        for kept in [200, 201, 204, 404, 409, 412, 422] {
            assert!(is_settled(StatusCode::from_u16(kept).expect("a status")), "{kept}");
        }
        for tried_again in [400, 401, 408, 413, 415, 429, 500, 503] {
            assert!(!is_settled(StatusCode::from_u16(tried_again).expect("a status")), "{tried_again}");
        }
    }
}
