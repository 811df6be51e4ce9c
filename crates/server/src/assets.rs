//! The applications' files, inside the program: compressed beforehand, named by their content, kept by browsers for ever.

use std::borrow::Cow;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ContentEncoding, ETAG, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use crate::pages;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/dist"]
struct Dist;

/// The page of `app`, once it was built.
#[must_use]
pub fn index(app: &str) -> Option<String> {
    text(&format!("{app}/index.html"))
}

/// A text file of the applications, once they were built.
#[must_use]
pub fn text(path: &str) -> Option<String> {
    String::from_utf8(Dist::get(path)?.data.into_owned()).ok()
}

/// `/assets/…`
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(web::resource("/assets/{path:.*}").to(asset)).service(web::resource("/favicon.ico").to(icon));
    // At the root, or it would work for pages below /assets only.
    config
        .service(web::resource("/portal-worker.js").to(|request: HttpRequest| async move { worker(&request, "portal/worker.js") }))
        .service(web::resource("/admin-worker.js").to(|request: HttpRequest| async move { worker(&request, "admin/worker.js") }));
}

/// What a browser keeps beside the pages of an application. Its own policy says what it may fetch: from this server, and nothing
/// else.
fn worker(request: &HttpRequest, path: &str) -> HttpResponse {
    let mut response = answer(request, path);
    let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn icon(request: HttpRequest) -> HttpResponse {
    answer(&request, "portal/icon.svg")
}

async fn asset(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    answer(&request, &path)
}

fn answer(request: &HttpRequest, path: &str) -> HttpResponse {
    if path.ends_with(".html") || path.ends_with(".br") {
        return pages::not_found();
    }
    let takes_brotli = request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|part| part.trim().starts_with("br")));
    let compressed = takes_brotli.then(|| Dist::get(&format!("{path}.br"))).flatten();
    let encoded = compressed.is_some();
    let Some(file) = compressed.or_else(|| Dist::get(path)) else { return pages::not_found() };
    let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    if request.headers().get(IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes()) {
        return HttpResponse::NotModified().insert_header((ETAG, etag)).finish();
    }
    let mut response = HttpResponse::Ok();
    response
        .content_type(kind(path))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, caching(path)));
    response.insert_header((CONTENT_ENCODING, if encoded { ContentEncoding::Brotli } else { ContentEncoding::Identity }));
    match file.data {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    }
}

/// Names with a content hash never change; the others are asked for again.
fn caching(path: &str) -> &'static str {
    let stem = path.rsplit('/').next().unwrap_or_default();
    let hashed = stem.split(['-', '_', '.']).any(|part| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit()));
    if hashed { "public, max-age=31536000, immutable" } else { "public, max-age=3600" }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for file in ["portal-3f1c2a9b8d7e6f50_bg.wasm", "portal-3f1c2a9b8d7e6f50_record_access.wasm", "portal-3f1c2a9b8d7e6f50_parts.js"] {
            assert!(caching(&format!("portal/{file}")).contains("immutable"), "{file}");
        }
        assert!(!caching("portal/manifest.webmanifest").contains("immutable"));
    }
}
