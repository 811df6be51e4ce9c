//! Writes come from our own pages or from programs: a page of another site can make a browser send a form with its
//! cookies, but neither our header nor our origin.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, ORIGIN};
use actix_web::middleware::Next;

use super::app_of;
use crate::problem::Problem;

/// Lets a write pass when it has our header (or a Bearer token) and, where it names an origin, ours.
///
/// # Errors
/// 400 `missing_app_header` or `wrong_origin`.
pub async fn guard<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    if !request.method().is_safe() {
        check(&request)?;
    }
    next.call(request).await
}

fn check(request: &ServiceRequest) -> Result<(), Problem> {
    let refused = |code, title, detail: &str| Err(Problem::new(StatusCode::BAD_REQUEST, code, title).detail(detail));
    let headers = request.headers();
    if !headers.contains_key(AUTHORIZATION) && app_of(request.request()).is_none() {
        return refused("missing_app_header", "A header is missing", "Send Anteroom-App: portal or admin with every write.");
    }
    if let Some(origin) = headers.get(ORIGIN) {
        let own = request.app_data::<crate::App>().map(|platform| platform.config.public_url.as_str());
        if origin.to_str().ok() != own {
            return refused("wrong_origin", "This page may not do that", "The request came from a page of another site.");
        }
    }
    Ok(())
}
