//! Failures in the promised shape: `application/problem+json` (RFC 9457) with the request's id.

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, RETRY_AFTER};

use super::RequestId;
use crate::problem::Problem;
use crate::rate::RATE_LIMIT;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The answer with a [`Problem`] in it written down, and, under `/api`, with the framework's own failures in the same
/// shape.
pub(super) fn shaped(mut response: HttpResponse, id: RequestId, api: bool) -> HttpResponse {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let has_problem = response.extensions().get::<Problem>().is_some();
    if failed && api && !has_problem && !is_json(&response) {
        let problem = of_status(response.status());
        response.extensions_mut().insert(problem);
    }
    written(response, Some(id))
}

/// The answer with a [`Problem`] in it written down; another one as it is.
pub(crate) fn written(mut response: HttpResponse, id: Option<RequestId>) -> HttpResponse {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let instance = id.map(|RequestId(id)| id.to_string()).unwrap_or_default();
    let body = serde_json::to_vec(&problem.document(&instance)).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, PROBLEM_JSON);
    // A layer inside may have compressed the empty body it saw.
    headers.remove(CONTENT_ENCODING);
    if let Some(etag) = problem.etag.as_deref().and_then(|etag| HeaderValue::from_str(etag).ok()) {
        headers.insert(ETAG, etag);
    }
    if let Some(seconds) = problem.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        // A wait that is not the address's own (wrong passwords, for one) is one more limit in the list.
        let told = headers.get_all(RATE_LIMIT).any(|value| value.as_bytes().windows(4).any(|part| part == b";r=0"));
        if problem.status == StatusCode::TOO_MANY_REQUESTS
            && !told
            && let Ok(value) = HeaderValue::from_str(&format!("\"tries\";r=0;t={seconds}"))
        {
            headers.append(RATE_LIMIT, value);
        }
    }
    response.set_body(BoxBody::new(body))
}

fn is_json(response: &HttpResponse) -> bool {
    response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.contains("json"))
}

/// What the framework means by a bare status.
fn of_status(status: StatusCode) -> Problem {
    match status.as_u16() {
        404 => Problem::not_found(),
        405 => Problem::new(status, "method_not_allowed", "This cannot be done here").detail("See the header Allow for what can."),
        408 => Problem::new(status, "too_slow", "The request took too long to arrive"),
        413 => Problem::new(status, "too_large", "This is too large"),
        415 => Problem::new(status, "unsupported_media_type", "The body's form is not known"),
        503 => Problem::busy(),
        code if code >= 500 => Problem { status, ..Problem::internal("the framework failed") },
        _ => Problem { status, ..Problem::malformed("See the documentation of this operation.") },
    }
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError as _;
    use actix_web::body::to_bytes;
    use domain::problem::ProblemDocument;

    use super::*;

    const ID: RequestId = RequestId(uuid::Uuid::nil());

    async fn document(response: HttpResponse) -> ProblemDocument {
        assert_eq!(response.headers().get(CONTENT_TYPE), Some(&PROBLEM_JSON));
        serde_json::from_slice(&to_bytes(response.into_body()).await.expect("a body")).expect("a problem")
    }

    #[actix_web::test]
    async fn i6_a_problem_is_written_with_the_requests_id_and_its_headers() {
        let response = shaped(Problem::wait(30).error_response(), ID, false);
        assert_eq!(response.headers().get(RETRY_AFTER), Some(&HeaderValue::from_static("30")));
        assert_eq!(response.headers().get(RATE_LIMIT), Some(&HeaderValue::from_static("\"tries\";r=0;t=30")));
        let document = document(response).await;
        assert_eq!((document.code.as_str(), document.status, document.instance), ("wait", 429, ID.0.to_string()));

        let response = shaped(Problem::stale("\"3\"".into()).error_response(), ID, true);
        assert_eq!(response.headers().get(ETAG), Some(&HeaderValue::from_static("\"3\"")));
    }

    #[actix_web::test]
    async fn i6_the_frameworks_own_failures_get_the_same_shape_under_api_only() {
        for (status, code) in [(404, "not_found"), (405, "method_not_allowed"), (400, "malformed"), (416, "malformed"), (500, "internal")] {
            let status = StatusCode::from_u16(status).expect("a status");
            let document = document(shaped(HttpResponse::build(status).body("text"), ID, true)).await;
            assert_eq!((document.code.as_str(), document.status), (code, status.as_u16()));
        }
        let page = shaped(HttpResponse::NotFound().content_type("text/html").body("<p>"), ID, false);
        assert_eq!(to_bytes(page.into_body()).await.expect("a body"), "<p>");
    }

    #[actix_web::test]
    async fn an_answer_that_is_none_of_these_stays_as_it_is() {
        let kept = HttpResponse::UnprocessableEntity().insert_header((CONTENT_TYPE, PROBLEM_JSON)).body("{\"kept\":true}");
        assert_eq!(to_bytes(shaped(kept, ID, true).into_body()).await.expect("a body"), "{\"kept\":true}");
        assert_eq!(shaped(HttpResponse::NoContent().finish(), ID, true).status(), StatusCode::NO_CONTENT);
    }
}
