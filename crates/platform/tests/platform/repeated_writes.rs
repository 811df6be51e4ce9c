use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, init_service};
use actix_web::{App, HttpResponse, web};
use domain::problem::ProblemDocument;
use platform::problem::Problem;
use platform::{body, idempotency, log};

use crate::place::on_each;

#[derive(Default)]
struct Count(AtomicU32);

impl Count {
    fn next(&self) -> u32 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

async fn create(count: web::Data<Count>, body: web::Bytes) -> HttpResponse {
    let n = count.next();
    if body.as_ref() == b"\"slow\"" {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    HttpResponse::Created().insert_header(("ETag", "\"1\"")).cookie(Cookie::new("session", "token")).json(n)
}

async fn refuse(count: web::Data<Count>) -> Result<HttpResponse, Problem> {
    count.next();
    Err(Problem::conflict("slug_taken", "This address is taken"))
}

async fn wait(count: web::Data<Count>) -> Result<HttpResponse, Problem> {
    count.next();
    Err(Problem::wait(5))
}

/// The application and its count; a macro, since the type of a request on the wire has no public name.
macro_rules! app {
    ($platform:expr) => {{
        let count = web::Data::new(Count::default());
        let app = App::new()
            .app_data(web::Data::new($platform.clone()))
            .app_data(count.clone())
            .wrap(from_fn(idempotency::keep))
            .wrap(from_fn(body::guard))
            .wrap(from_fn(log::request))
            .service(web::resource("/api/v1/things").post(create).get(create))
            .service(web::resource("/api/v1/refused").post(refuse))
            .service(web::resource("/api/v1/waiting").post(wait));
        (count, init_service(app).await)
    }};
}

fn post(path: &str, key: &str, body: &'static str) -> TestRequest {
    let request = TestRequest::post().uri(path).insert_header(("Idempotency-Key", key));
    request.insert_header(("Anteroom-App", "portal")).insert_header(("Content-Type", "application/json")).set_payload(body)
}

fn is_replayed(response: &ServiceResponse) -> bool {
    response.headers().get("Idempotency-Replayed").is_some_and(|value| value == "true")
}

async fn text(response: ServiceResponse) -> String {
    String::from_utf8(to_bytes(response.into_body()).await.expect("a body").to_vec()).expect("text")
}

async fn code(response: ServiceResponse) -> (u16, String) {
    let problem: ProblemDocument = serde_json::from_str(&text(response).await).expect("a problem");
    (problem.status, problem.code)
}

#[actix_web::test]
async fn i7_the_same_key_and_body_is_done_once_and_answered_alike() {
    on_each(async |place| {
        let platform = place.process().await;
        let (count, app) = app!(platform);
        let send = async |request: TestRequest| app.call(request.to_request()).await.expect("an answer");

        let first = send(post("/api/v1/things", "k1", "{\"a\":1}")).await;
        assert!(!is_replayed(&first));
        let again = send(post("/api/v1/things", "k1", "{\"a\":1}")).await;
        assert!(is_replayed(&again));
        for name in ["content-type", "etag", "set-cookie"] {
            assert_eq!(first.headers().get(name), again.headers().get(name), "{name}");
            assert!(first.headers().contains_key(name), "{name}");
        }
        assert_eq!((first.status(), again.status()), (StatusCode::CREATED, StatusCode::CREATED));
        assert_ne!(first.headers().get("x-request-id"), again.headers().get("x-request-id"));
        assert_eq!((text(first).await, text(again).await), ("1".into(), "1".into()));

        assert_eq!(code(send(post("/api/v1/things", "k1", "{\"a\":2}")).await).await, (422, "idempotency_key_reused".into()));
        assert_eq!(code(send(post("/api/v1/things?x=1", "k1", "{\"a\":1}")).await).await, (422, "idempotency_key_reused".into()));
        assert_eq!(code(send(post("/api/v1/things", "", "{}")).await).await, (400, "malformed".into()));
        assert_eq!(count.0.load(Ordering::SeqCst), 1);

        // Other callers have keys of their own, and so has each session.
        let cookie = |token: &'static str| Cookie::new("anteroom-portal", token);
        for request in [
            post("/api/v1/things", "k1", "{\"a\":1}").cookie(cookie("one")),
            post("/api/v1/things", "k1", "{\"a\":1}").cookie(cookie("two")),
            post("/api/v1/things", "k1", "{\"a\":1}").insert_header(("Authorization", "Bearer three")),
            post("/api/v1/things", "k2", "{\"a\":1}"),
        ] {
            assert!(!is_replayed(&send(request).await));
        }
        assert_eq!(count.0.load(Ordering::SeqCst), 5);
        let reading = TestRequest::get().uri("/api/v1/things").insert_header(("Idempotency-Key", "k1"));
        assert!(!is_replayed(&send(reading).await));

        platform.clock.advance(24 * 3600 + 1);
        assert!(!is_replayed(&send(post("/api/v1/things", "k1", "{\"a\":3}")).await), "after a day the key is free");
    })
    .await;
}

#[actix_web::test]
async fn i7_a_refusal_is_kept_and_a_wait_is_not() {
    on_each(async |place| {
        let platform = place.process().await;
        let (count, app) = app!(platform);
        let send = async |request: TestRequest| app.call(request.to_request()).await.expect("an answer");

        let first = send(post("/api/v1/refused", "k", "{}")).await;
        let again = send(post("/api/v1/refused", "k", "{}")).await;
        assert!(is_replayed(&again) && !is_replayed(&first));
        assert_eq!(again.headers().get("content-type").expect("a type"), "application/problem+json");
        assert_eq!(text(first).await, text(again).await);
        assert_eq!(count.0.load(Ordering::SeqCst), 1);

        for _ in 0..2 {
            let waiting = send(post("/api/v1/waiting", "w", "{}")).await;
            assert_eq!(waiting.headers().get("retry-after").expect("a wait"), "5");
            assert_eq!(code(waiting).await, (429, "wait".into()));
        }
        assert_eq!(count.0.load(Ordering::SeqCst), 3);
    })
    .await;
}

#[actix_web::test]
async fn i7_at_once_only_one_runs_and_one_that_was_left_behind_runs_again() {
    on_each(async |place| {
        let platform = place.process().await;
        let (count, app) = app!(platform);
        let send = async |request: TestRequest| app.call(request.to_request()).await.expect("an answer");

        let slow = || post("/api/v1/things", "k", "\"slow\"");
        let (a, b) = tokio::join!(send(slow()), async {
            tokio::time::sleep(Duration::from_millis(150)).await;
            send(slow()).await
        });
        assert_eq!(a.status(), StatusCode::CREATED);
        assert_eq!(b.headers().get("retry-after").expect("a wait"), "1");
        assert_eq!(code(b).await, (409, "idempotency_in_progress".into()));

        // Dropped in the middle, as when the process dies.
        let killed = tokio::time::timeout(Duration::from_millis(150), send(post("/api/v1/things", "left", "\"slow\""))).await;
        assert!(killed.is_err());
        assert_eq!(code(send(post("/api/v1/things", "left", "\"slow\"")).await).await, (409, "idempotency_in_progress".into()));
        platform.clock.advance(61);
        assert_eq!(code(send(post("/api/v1/things", "left", "{}")).await).await, (422, "idempotency_key_reused".into()));
        assert_eq!(send(post("/api/v1/things", "left", "\"slow\"")).await.status(), StatusCode::CREATED);
        assert_eq!(count.0.load(Ordering::SeqCst), 3);
    })
    .await;
}
