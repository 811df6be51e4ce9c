//! Bodies of requests, before anything else looks at them: read once, within a limit of size and time, and refused when
//! they hold what no handler could use (I8).

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage as _, ResponseError as _};
use domain::access::session::SessionKind;
use futures_util::StreamExt as _;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::App;
use crate::caller::held;
use crate::problem::Problem;

/// The largest body, in bytes.
pub const LIMIT: usize = 1024 * 1024;
/// The largest body of an import of clients, and of a file that goes with a message or a document.
pub const FILE_LIMIT: usize = 25 * 1024 * 1024;
/// How many times as long such a file may take to arrive: at the usual 20 seconds, what a slow telephone line takes for 25 MiB.
const FILE_PATIENCE: u64 = 10;
/// Long bodies that are read and handled at once: what they take together is known.
const LONG_AT_ONCE: usize = 16;
/// How long a long body waits for its turn.
const TURN: Duration = Duration::from_secs(10);
static LONG: Semaphore = Semaphore::const_new(LONG_AT_ONCE);
/// What the server must allow as `web::PayloadConfig`: more than any body that gets this far.
pub const PAYLOAD_LIMIT: usize = 26 * 1024 * 1024;
/// How deep JSON may be nested.
const DEEPEST: usize = 32;

/// The body that [`guard`] has read, for layers behind it.
#[derive(Clone)]
pub(crate) struct Whole(pub Bytes);

/// Middleware: reads the whole body of a write under `/api` and puts it back for the handler. A body that may be long is read
/// only for who is signed in, and only so many of them at once.
///
/// Answers 413 `too_large`, 408 `too_slow`, 415 for a compressed body, and for JSON and text 422 `nul`, for JSON 400
/// `too_deep`; where the body may be long, also 401 `not_signed_in` or `session_ended`, and 503 `busy`.
///
/// # Errors
/// Those of the layers behind it.
pub async fn guard(mut request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let writes = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH | Method::DELETE);
    let mut turn = None;
    if writes && request.path().starts_with("/api/") {
        match read(&mut request).await {
            Ok(read) => {
                request.extensions_mut().insert(Whole(read.body.clone()));
                request.set_payload(Payload::from(read.body));
                turn = read.turn;
            }
            Err(problem) => {
                let mut response = problem.error_response();
                // The rest of the body may still be coming: nobody will read it.
                response.head_mut().set_connection_type(ConnectionType::Close);
                return Ok(request.into_response(response));
            }
        }
    }
    let response = next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    if let Ok(response) = &response {
        // An answer that is fetched slowly must not keep the body.
        response.request().extensions_mut().remove::<Whole>();
    }
    drop(turn);
    response
}

/// A body that was read.
struct Read {
    body: Bytes,
    /// Of a long one: its turn, until it was handled.
    turn: Option<SemaphorePermit<'static>>,
}

async fn read(request: &mut ServiceRequest) -> Result<Read, Problem> {
    let Bounds { limit, patience } = bounds_of(request.method(), request.path());
    let seconds = request.app_data::<App>().map_or(20, |platform| platform.config.body_seconds);
    if header(request, CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "The body's form is not known");
        return Err(problem.detail("Send the body without compression."));
    }
    if header(request, CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    let turn = if limit > LIMIT { Some(turn(request).await?) } else { None };
    let kind = header(request, CONTENT_TYPE).map(str::to_ascii_lowercase).unwrap_or_default();
    let body = tokio::time::timeout(Duration::from_secs(seconds * patience), collect(request.take_payload(), limit))
        .await
        .map_err(|_| Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "The request took too long to arrive"))??;
    if kind.contains("json") {
        scan(&body)?;
    } else if kind.starts_with("text/") && body.contains(&0) {
        return Err(nul());
    }
    Ok(Read { body, turn })
}

/// The turn of a body that may be long: for who is signed in, and for no more than so many at once. Nothing is remembered of
/// who it is: a body takes minutes, and the handler must see a session that ended meanwhile.
async fn turn(request: &ServiceRequest) -> Result<SemaphorePermit<'static>, Problem> {
    let held = held::load(request.request()).await?;
    if !matches!(held.kind, SessionKind::Full | SessionKind::MessageLink) {
        return Err(Problem::not_signed_in());
    }
    match tokio::time::timeout(TURN, LONG.acquire()).await {
        Ok(turn) => turn.map_err(Problem::internal),
        Err(_) => Err(Problem::busy()),
    }
}

/// How long a body may be, in bytes and in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    limit: usize,
    /// How many times the usual seconds.
    patience: u64,
}

fn bounds_of(method: &Method, path: &str) -> Bounds {
    let creates = *method == Method::POST;
    let is_file = (path.ends_with("/files") && (path.contains("/conversations/") || path.contains("/portal/documents/")))
        || path.ends_with("/document-files");
    if creates && is_file {
        Bounds { limit: FILE_LIMIT, patience: FILE_PATIENCE }
    } else if creates && path.ends_with("/client-imports") {
        Bounds { limit: FILE_LIMIT, patience: 1 }
    } else {
        Bounds { limit: LIMIT, patience: 1 }
    }
}

fn header(request: &ServiceRequest, name: HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::malformed("The body broke off."))?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn too_large(limit: usize) -> Problem {
    let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "This is too large");
    problem.detail(format!("At most {} MiB.", limit / (1024 * 1024)))
}

fn nul() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "nul", "The text holds a character that cannot be kept")
        .detail("Leave out NUL (U+0000).")
}

/// Looks through JSON without understanding it: nesting deeper than 32, and NUL, plain or escaped.
fn scan(json: &[u8]) -> Result<(), Problem> {
    let (mut depth, mut in_string) = (0_usize, false);
    let mut rest = json;
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            0 => return Err(nul()),
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                if after.starts_with(b"u0000") {
                    return Err(nul());
                }
                // Whatever is escaped is no end of the string.
                rest = after.get(1..).unwrap_or_default();
            }
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > DEEPEST {
                    let problem = Problem::new(StatusCode::BAD_REQUEST, "too_deep", "The request cannot be read");
                    return Err(problem.detail("JSON may be nested 32 deep."));
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(json: &str) -> Option<&'static str> {
        scan(json.as_bytes()).err().map(|problem| problem.code)
    }

    #[test]
    fn i8_nesting_is_counted_outside_of_strings() {
        assert_eq!(code(&format!("{}1{}", "[".repeat(32), "]".repeat(32))), None);
        assert_eq!(code(&format!("{}1{}", "[".repeat(33), "]".repeat(33))), Some("too_deep"));
        assert_eq!(code(&"{\"a\":".repeat(100_000)), Some("too_deep"));
        assert_eq!(code(&format!("\"{}\"", "[{".repeat(100))), None);
        assert_eq!(code(&format!(r#""\"{}""#, "[".repeat(100))), None);
        assert_eq!(code(&format!(r#"["\\",{}"#, "[".repeat(100))), Some("too_deep"));
        assert_eq!(code(&"[],".repeat(1000)), None);
    }

    #[test]
    fn i8_only_files_may_be_long() {
        let usual = Bounds { limit: LIMIT, patience: 1 };
        for path in [
            "/api/v1/portal/conversations/7/files",
            "/api/v1/practice/conversations/7/files",
            "/api/v1/portal/documents/7/files",
            "/api/v1/portal/document-files",
            "/api/v1/practice/clients/7/document-files",
        ] {
            assert_eq!(bounds_of(&Method::POST, path), Bounds { limit: FILE_LIMIT, patience: FILE_PATIENCE }, "{path}");
            assert_eq!(bounds_of(&Method::PUT, path), usual, "{path}");
        }
        assert_eq!(bounds_of(&Method::POST, "/api/v1/practice/client-imports"), Bounds { limit: FILE_LIMIT, ..usual });
        for path in ["/api/v1/portal/conversations/7/messages", "/api/v1/practice/files", "/api/v1/portal/conversations"] {
            assert_eq!(bounds_of(&Method::POST, path), usual, "{path}");
        }
    }

    #[test]
    fn i8_nul_is_found_however_it_is_written() {
        assert_eq!(code(r#"{"name":"Ma\u0000ya"}"#), Some("nul"));
        assert_eq!(code("{\"name\":\"Ma\0ya\"}"), Some("nul"));
        assert_eq!(code(r#"{"na\u0000me":1}"#), Some("nul"));
        // An escaped backslash, and then letters.
        assert_eq!(code(r#"{"name":"Ma\\u0000ya"}"#), None);
        assert_eq!(code(r#"{"name":"Ma\\\u0000ya"}"#), Some("nul"));
        assert_eq!(code(r#"{"name":"\u0001 \n"#), None);
        assert_eq!(code("\"\\"), None);
    }
}
