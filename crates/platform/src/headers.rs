//! Headers that tell browsers to be careful (O10), on every answer; an answer that has its own keeps it.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;

use crate::App;

/// For answers that are no pages: nothing in them is to be loaded, run, sent or framed. Pages bring their own.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// What none of our pages ever asks a browser for.
const NO_DEVICES: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
/// A year. Other hosts under the same name are not ours to speak for.
const ONLY_TLS: &str = "max-age=31536000";

const EVERYWHERE: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, NOTHING),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // For browsers that do not know `frame-ancestors`.
    (X_FRAME_OPTIONS, "DENY"),
    // Addresses of pages hold ids.
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), NO_DEVICES),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Middleware: adds the headers that the answer does not have.
///
/// # Errors
/// Those of the layers behind it.
pub async fn secure(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let secure = is_secure(&request);
    let api = is_api(request.path());
    let mut response = next.call(request).await?.map_into_boxed_body();
    add(response.headers_mut(), secure, api);
    Ok(response)
}

fn is_secure(request: &ServiceRequest) -> bool {
    request.app_data::<App>().is_some_and(|platform| platform.config.is_secure())
}

pub(crate) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Adds what is missing; `secure` where people come by TLS, `api` for answers that hold what belongs to people.
pub(crate) fn add(headers: &mut HeaderMap, secure: bool, api: bool) {
    let conditional = [(secure, STRICT_TRANSPORT_SECURITY, ONLY_TLS), (api, CACHE_CONTROL, "no-store")];
    let conditional = conditional.into_iter().filter(|(holds, ..)| *holds).map(|(_, name, value)| (name, value));
    for (name, value) in EVERYWHERE.into_iter().chain(conditional) {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o10_an_answer_keeps_what_it_says_itself_and_gets_the_rest() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'self'"));
        add(&mut headers, true, true);
        let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        assert_eq!(says("content-security-policy"), "default-src 'self'");
        assert_eq!(says("cache-control"), "no-store");
        assert_eq!(says("x-content-type-options"), "nosniff");
        assert!(says("strict-transport-security").starts_with("max-age="));
        assert_eq!(headers.get_all("x-frame-options").count(), 1);
    }

    #[test]
    fn o10_no_promise_of_tls_without_it_and_assets_may_be_kept() {
        let mut headers = HeaderMap::new();
        add(&mut headers, false, false);
        assert!(!headers.contains_key(STRICT_TRANSPORT_SECURITY) && !headers.contains_key(CACHE_CONTROL));
        assert!(is_api("/api") && is_api("/api/v1") && !is_api("/apiary"));
    }
}
