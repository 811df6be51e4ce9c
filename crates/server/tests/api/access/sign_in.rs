//! A17: e-mail and password; and what a session is.

use domain::access::session::{App, SessionKind, SignIn};

use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    a17_the_address_is_compared_trimmed_and_without_case,
    a17_wrong_password_and_unknown_address_have_the_same_words,
    a17_a_client_is_no_staff_and_staff_are_no_clients,
    a17_signing_out_ends_the_session,
    a20_the_cookie_is_for_the_server_only,
);

async fn a17_the_address_is_compared_trimmed_and_without_case(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    for spelling in ["MAYA@EXAMPLE.COM", "  maya@example.com ", "Maya@Example.com"] {
        let maya = crate::harness::Client { email: spelling.into(), ..maya.clone() };
        maya.signs_in(PASSWORD).await.unwrap_or_else(|failure| panic!("{spelling}: {failure}"));
    }
    assert_eq!(maya.signs_in(&format!("{PASSWORD} ")).await.refused(), refusal(401, "sign_in_refused"), "a password is as it is");
    assert_eq!(maya.signs_in(&PASSWORD.to_uppercase()).await.refused(), refusal(401, "sign_in_refused"));
    house.mail_does_not_matter();
}

async fn a17_wrong_password_and_unknown_address_have_the_same_words(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let lena = practice.client("Lena").await;
    lena.invited().await;
    let words = async |practice: &str, email: &str| {
        let practice = domain::practice::slug::Slug(practice.into());
        let input = SignIn { app: App::Portal, practice, email: email.into(), password: "not the password".into() };
        match house.browser(App::Portal).sign_in(&once(), &input).await {
            Err(api::Failure::Problem(problem)) => (problem.status, problem.code, problem.title, problem.detail, problem.errors),
            other => panic!("{:?}", other.err()),
        }
    };
    let wrong = words("willow-reed", "maya@example.com").await;
    assert_eq!((wrong.0, wrong.1.as_str()), (401, "sign_in_refused"));
    for (practice, email, why) in [
        ("willow-reed", "nobody@example.com", "nobody's address"),
        ("willow-reed", "lena@example.com", "no password yet"),
        ("willow-reed", "no address at all", "no address"),
        ("nobody-here", "maya@example.com", "no practice"),
    ] {
        assert_eq!(words(practice, email).await, wrong, "{why}");
    }
}

async fn a17_a_client_is_no_staff_and_staff_are_no_clients(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let try_in = async |app: App, email: &str| {
        let input = SignIn { app, practice: practice.slug.clone(), email: email.into(), password: PASSWORD.into() };
        house.browser(app).sign_in(&once(), &input).await
    };
    assert_eq!(try_in(App::Admin, &maya.email).await.refused(), refusal(401, "sign_in_refused"));
    assert_eq!(try_in(App::Portal, &practice.owner().email).await.refused(), refusal(401, "sign_in_refused"));

    // The portal's token does not open the admin application, however it is sent.
    let cookies = browser.cookies().expect("cookies");
    let token = cookies.split("; ").find_map(|pair| pair.strip_prefix("anteroom-portal=")).expect("the session's cookie");
    let as_admin = house.raw().with("Anteroom-App", "admin").with("cookie", &cookies.replace("anteroom-portal=", "anteroom-admin="));
    assert_eq!(as_admin.get("/api/v1/practice").await.refused().0, 401);
    let bearer = house.raw().with("authorization", &format!("Bearer {token}"));
    assert_eq!(bearer.get("/api/v1/practice").await.refused().0, 401);
    assert_eq!(bearer.get("/api/v1/portal/home").await.status, 200, "as Bearer it opens what it may");
}

async fn a17_signing_out_ends_the_session(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let stolen = house.raw().signed_in_as(&browser);
    browser.sign_out(&once()).await.expect("signed out");
    browser.sign_out(&once()).await.expect("and once more, without a session");
    assert_eq!(browser.get_me().await.refused().0, 401);
    assert_eq!(
        stolen.get("/api/v1/auth/me").await.refused(),
        refusal(401, "session_ended"),
        "the session itself is over, not only its cookie"
    );
}

async fn a20_the_cookie_is_for_the_server_only(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let body = serde_json::json!({ "app": "portal", "practice": "willow-reed", "email": "maya@example.com", "password": PASSWORD });
    let reply = house.raw().with("Anteroom-App", "portal").post("/api/v1/auth/sessions", &body).await;
    assert_eq!((reply.status, reply.json()["kind"].as_str()), (200, Some(SessionKind::Full.as_str())));
    let cookies: Vec<&str> = reply.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("anteroom-portal=")).expect("the session's cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(session.contains(part), "{part}: {session}");
    }
    let token = session.split(['=', ';']).nth(1).expect("a token");
    assert!(!reply.text().contains(token), "no token is visible to the page");
    let claims = token.split('.').nth(1).expect("claims");
    let claims = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, claims).expect("base64");
    assert!(!String::from_utf8_lossy(&claims).to_lowercase().contains("maya"), "no personal data in it");
    assert_eq!(house.mail_to("maya@example.com").await.kind, "new_device");

    // Bent, unsigned or for another purpose, it is no token.
    let bent: String = token.chars().rev().collect();
    let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiYW50ZXJvb20tc2Vzc2lvbitqd3QifQ.{}.", token.split('.').nth(1).expect("claims"));
    for forged in [bent.as_str(), none.as_str(), "", "a.b.c"] {
        let forger = house.raw().with("Anteroom-App", "portal").with("cookie", &format!("anteroom-portal={forged}"));
        assert_eq!(forger.get("/api/v1/auth/me").await.refused().0, 401, "{forged}");
    }
}
