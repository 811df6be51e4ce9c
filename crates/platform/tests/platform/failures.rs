use actix_web::body::to_bytes;
use actix_web::dev::{Service as _, ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderMap;
use actix_web::middleware::{Next, from_fn};
use actix_web::test::{TestRequest, init_service};
use actix_web::{App, Error, HttpResponse, web};
use domain::problem::ProblemDocument;
use platform::problem::Problem;
use platform::{headers, log, rate};

use crate::place::on_each;

async fn broken() -> HttpResponse {
    panic!("what was being worked on")
}

async fn missing() -> Result<HttpResponse, Problem> {
    Err(Problem::not_found())
}

async fn number(_: web::Path<u32>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// A layer that refuses by an error instead of an answer.
async fn closed(request: ServiceRequest, next: Next<actix_web::body::BoxBody>) -> Result<ServiceResponse, Error> {
    if request.path() == "/api/v1/closed" { Err(Problem::not_signed_in().into()) } else { next.call(request).await }
}

/// The one error shape, and what must stand on every answer.
async fn answer(response: Result<ServiceResponse, Error>) -> (u16, String, HeaderMap) {
    let response = response.map_or_else(|error| error.error_response(), ServiceResponse::into);
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = to_bytes(response.into_body()).await.expect("a body");
    let problem: ProblemDocument = serde_json::from_slice(&body).unwrap_or_else(|_| panic!("no problem: {body:?}"));
    assert_eq!(problem.status, status);
    assert_eq!(headers.get("x-request-id").expect("an id"), problem.instance.as_str());
    for name in ["content-security-policy", "x-content-type-options", "cache-control", "referrer-policy"] {
        assert!(headers.contains_key(name), "{name} on {status}");
    }
    (status, problem.code, headers)
}

#[actix_web::test]
async fn i6_every_failure_under_api_has_one_shape_and_careful_headers() {
    on_each(async |place| {
        let platform = place.process_with(|config| config.requests_per_second = 1).await;
        let limiter = web::Data::new(rate::Limiter::new(&platform.config));
        let app = App::new()
            .app_data(web::Data::new(platform.clone()))
            .app_data(limiter)
            .wrap(from_fn(closed))
            .wrap(from_fn(rate::limit))
            .wrap(from_fn(headers::secure))
            .wrap(from_fn(log::request))
            .service(web::resource("/api/v1/broken").get(broken))
            .service(web::resource("/api/v1/missing").get(missing))
            .service(web::resource("/api/v1/number/{id}").get(number))
            .service(web::resource("/page").get(|| async { HttpResponse::NotFound().content_type("text/html").body("<p>") }));
        let app = init_service(app).await;
        let get = async |from: u8, path: &str| {
            let request = TestRequest::get().uri(path).peer_addr(std::net::SocketAddr::from(([203, 0, 113, from], 1)));
            app.call(request.insert_header(("X-Request-Id", "chosen-outside")).to_request()).await
        };
        for (from, path, status, code) in [
            (1, "/api/v1/broken", 500, "internal"),
            (2, "/api/v1/missing", 404, "not_found"),
            (3, "/api/v1/nowhere", 404, "not_found"),
            (4, "/api/v1/number/x", 404, "not_found"),
            (5, "/api/v1/closed", 401, "not_signed_in"),
        ] {
            let (got, said, _) = answer(get(from, path).await).await;
            assert_eq!((got, said.as_str()), (status, code), "{path}");
        }
        let wrong_method = TestRequest::delete().uri("/api/v1/missing").to_request();
        let (status, code, headers) = answer(app.call(wrong_method).await).await;
        assert_eq!((status, code.as_str()), (405, "method_not_allowed"));
        assert!(headers.contains_key("allow"));

        for _ in 0..6 {
            let _ = get(9, "/api/v1/missing").await;
        }
        let (status, code, headers) = answer(get(9, "/api/v1/missing").await).await;
        assert_eq!((status, code.as_str()), (429, "wait"));
        assert!(headers.contains_key("retry-after") && headers.contains_key("ratelimit-policy"));
        assert_eq!(headers.get_all("ratelimit").count(), 1);

        let page = get(9, "/page").await.expect("a page");
        assert_eq!(to_bytes(page.into_body()).await.expect("a body"), "<p>");
    })
    .await;
}
