//! The log, and the outermost layer around each request: its id, its line, its answer in the shape that is promised.
//!
//! A line holds method, route, status and time. Never a path or a query, which hold ids; never a body, a name or an
//! address.

mod answer;

use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse, ResponseError as _};
pub(crate) use answer::written;
use futures_util::FutureExt as _;
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

use crate::config::{Config, LogFormat, StartError};
use crate::problem::Problem;
use crate::{App, headers};

/// The header that names the request to whoever asks for help.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request, among its extensions.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// Begins to log as configured, to standard error: what a command prints stays readable. As JSON, a panic is a line with
/// its place and without its words.
///
/// # Errors
/// When `log_filter` cannot be read, or a log was begun before.
pub fn init(config: &Config) -> Result<(), StartError> {
    let filter = EnvFilter::builder().parse(&config.log_filter).map_err(|error| StartError::new("log_filter", error))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Text => lines.compact().try_init(),
    };
    begun.map_err(|error| StartError::new("log", error))?;
    if config.log_format == LogFormat::Json {
        std::panic::set_hook(Box::new(|panic| {
            // Where, and not what: the words of a panic may quote what was being worked on.
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, "panic");
        }));
    }
    Ok(())
}

/// Middleware, the outermost: gives the request an id and a line in the log, and its answer the promised shape.
///
/// An id that comes from outside is not taken. A panic becomes a 500.
///
/// # Errors
/// Those of the layers behind it, with an answer in the same shape.
pub async fn request(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(platform) = request.app_data::<App>().cloned() else {
        return Ok(request.into_response(Problem::internal("no platform").error_response()));
    };
    let began = tokio::time::Instant::now();
    let id = RequestId(platform.secrets.id(platform.clock.now()));
    request.extensions_mut().insert(id);
    let method = request.method().as_str().to_owned();
    let route = request.match_pattern().unwrap_or_else(|| "none".into());
    let (secure, api) = (platform.config.is_secure(), headers::is_api(request.path()));
    let span = tracing::info_span!("request", id = %id.0);

    let answering = async {
        let answered = AssertUnwindSafe(async { next.call(request).await }).catch_unwind().await;
        match answered {
            Ok(Ok(response)) => {
                let (request, response) = response.into_parts();
                let mut response = answer::shaped(response.map_into_boxed_body(), id, api);
                tell(&mut response, id);
                Ok(ServiceResponse::new(request, response))
            }
            // The request went with the panic or the error: these answers do not pass the layers inside.
            Ok(Err(error)) => Err(answer::shaped(error.error_response(), id, api)),
            Err(_) => Err(answer::shaped(Problem::internal("a handler panicked").error_response(), id, api)),
        }
    };
    let answered = answering.instrument(span.clone()).await;
    let status = answered.as_ref().map_or_else(HttpResponse::status, ServiceResponse::status);
    span.in_scope(|| line(&method, &route, status, began.elapsed().as_millis()));
    answered.map_err(|mut response| {
        headers::add(response.headers_mut(), secure, api);
        tell(&mut response, id);
        InternalError::from_response("", response).into()
    })
}

fn line(method: &str, route: &str, status: StatusCode, milliseconds: u128) {
    let (status, milliseconds) = (status.as_u16(), u64::try_from(milliseconds).unwrap_or(u64::MAX));
    if status >= 500 {
        tracing::error!(method, route, status, milliseconds, "answered");
    } else {
        tracing::info!(method, route, status, milliseconds, "answered");
    }
}

fn tell(response: &mut HttpResponse, id: RequestId) {
    if let Ok(value) = HeaderValue::from_str(&id.0.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
}
