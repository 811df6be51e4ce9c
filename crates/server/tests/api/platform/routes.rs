//! I1: what is not there answers like an API under `/api`, like a page elsewhere, and a wrong method says the right ones.

use reqwest::Method;

use crate::harness::{House, both_databases, operations, refusal};

both_databases!(
    i1_unknown_addresses_of_the_api_are_problems_and_never_pages,
    i1_a_wrong_method_says_which_are_right,
    i9_the_description_and_its_page_are_served,
    o9_health_and_readiness_are_told,
    pages_are_for_browsers_only,
);

async fn i1_unknown_addresses_of_the_api_are_problems_and_never_pages(house: House) {
    house.practice().await;
    let browser = house.raw().with("accept", "text/html,*/*");
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/practice",
        "/api/v1/nothing",
        "/api/v1/practice/",
        "/api/v1/practice/clients/a/b/c",
        "/api/x.html",
    ] {
        let reply = browser.get(path).await;
        assert_eq!(reply.refused(), refusal(404, "not_found"), "{path}");
        assert!(!reply.text().contains("<html"), "{path}");
    }
    let reply = house.raw().with("Anteroom-App", "admin").post("/api/v1/nothing", &serde_json::json!({})).await;
    assert_eq!(reply.refused(), refusal(404, "not_found"));
    let reply = browser.get("/nothing-here").await;
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("<h1>"), "people get a page");
}

async fn i1_a_wrong_method_says_which_are_right(house: House) {
    house.practice().await;
    let raw = house.raw().with("Anteroom-App", "admin");
    let mut paths: Vec<&str> = operations().iter().map(|operation| operation.path.as_str()).collect();
    paths.dedup();
    for path in paths {
        let mut allowed: Vec<&str> =
            operations().iter().filter(|operation| operation.path == path).map(|operation| operation.method.as_str()).collect();
        allowed.sort_unstable();
        let concrete = path.replace("{id}", "018f3c5e-7a10-7000-8000-5f2b9d0c1a44").replace("{slug}", "willow-reed");
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
            if allowed.contains(&method.as_str()) {
                continue;
            }
            let reply = raw.send(raw.request(method.clone(), &concrete)).await;
            assert_eq!(reply.refused(), refusal(405, "method_not_allowed"), "{method} {path}");
            let mut told: Vec<&str> = reply.header("allow").unwrap_or_default().split(", ").filter(|method| *method != "HEAD").collect();
            told.sort_unstable();
            assert_eq!(told, allowed, "{method} {path}");
        }
    }
}

async fn i9_the_description_and_its_page_are_served(house: House) {
    let reply = house.raw().get("/api/openapi.json").await;
    assert_eq!((reply.status, reply.text()), (200, anteroom::app::openapi_json()));
    let page = house.raw().get("/api/docs/").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("swagger-ui"), "{text}");
    assert!(!text.contains("//cdn") && !text.contains("https://unpkg"), "nothing from elsewhere: {text}");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(!policy.contains("http") && policy.contains("frame-ancestors 'none'"), "{policy}");
    for part in text.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css")) {
        let reply = house.raw().get(&format!("/api/docs/{}", part.trim_start_matches("./"))).await;
        assert_eq!(reply.status, 200, "{part}");
    }
}

async fn o9_health_and_readiness_are_told(house: House) {
    for path in ["/healthz", "/readyz"] {
        assert_eq!(house.raw().get(path).await.status, 200, "{path}");
    }
}

async fn pages_are_for_browsers_only(house: House) {
    house.practice().await;
    for path in ["/p/willow-reed", "/p/willow-reed/sign-in", "/admin", "/admin/clients"] {
        let page = house.raw().with("accept", "text/html").get(path).await;
        // 503 where the applications are not built into this program.
        assert!(matches!(page.status, 200 | 503) && page.text().contains("<html"), "{path}: {}", page.status);
        assert_eq!(house.raw().with("accept", "application/json").get(path).await.status, 404, "{path}");
        let raw = house.raw().with("Anteroom-App", "portal").with("accept", "text/html");
        assert!(raw.post(path, &serde_json::json!({})).await.status >= 400, "{path}");
    }
    assert_eq!(house.raw().with("accept", "text/html").get("/p/nobody-here").await.status, 404);
    for path in ["/assets/../Cargo.toml", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/portal/index.html", "/assets/nothing.js"] {
        assert_eq!(house.raw().get(path).await.status, 404, "{path}");
    }
}
