//! A22: wrong tries cost time, more each time, and a stranger cannot lock anybody out.

use domain::access::session::{App, SignIn};
use futures_util::future::join_all;

use crate::harness::{House, PASSWORD, Refused as _, both_databases, both_databases_with, once, refusal};

both_databases!(
    a22_the_wait_grows_and_is_told,
    a22_a_right_password_clears_the_count,
    a22_a_stranger_cannot_lock_out_a_device_that_is_known,
    a22_parallel_tries_do_not_slip_past_the_limit,
    a22_one_network_address_cannot_try_all_the_addresses,
    a22_a_second_factor_is_not_guessed_either,
);
both_databases_with!(
    behind_a_proxy,
    |config| config.trusted_proxies = vec![[127, 0, 0, 1].into()],
    a22_behind_a_proxy_each_address_has_its_own_count
);

async fn a22_the_wait_grows_and_is_told(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    for _ in 0..5 {
        assert_eq!(maya.signs_in("wrong").await.refused(), refusal(401, "sign_in_refused"));
    }
    let wait = async || {
        let failure = maya.signs_in("wrong").await.map(|_| ()).expect_err("a wait");
        assert_eq!((failure.status(), failure.code()), (Some(429), "wait"));
        failure.wait().expect("how long")
    };
    for seconds in [15, 30, 60, 120, 240, 480, 900, 900] {
        assert_eq!(wait().await, seconds);
        house.advance(i64::try_from(seconds).expect("small") - 1);
        assert_eq!(wait().await, 1, "asking does not prolong it");
        house.advance(1);
        assert_eq!(maya.signs_in("wrong").await.refused(), refusal(401, "sign_in_refused"));
    }
    let body = serde_json::json!({ "app": "portal", "practice": "willow-reed", "email": "maya@example.com", "password": PASSWORD });
    let reply = house.raw().with("Anteroom-App", "portal").post("/api/v1/auth/sessions", &body).await;
    assert_eq!(reply.refused(), refusal(429, "wait"), "a new device waits even with the right password");
    assert_eq!(reply.header("retry-after"), Some("900"));
    assert!(reply.header("ratelimit").is_some(), "{:?}", reply.headers);
    house.advance(900);
    maya.signs_in(PASSWORD).await.expect("after the wait it works");
    house.mail_does_not_matter();
}

async fn a22_a_right_password_clears_the_count(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    house.mail_does_not_matter();
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(maya.signs_in("wrong").await.refused().0, 401);
        }
        maya.signs_in(PASSWORD).await.expect("right in time");
    }
}

async fn a22_a_stranger_cannot_lock_out_a_device_that_is_known(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    browser.sign_out(&once()).await.expect("signed out");
    for _ in 0..5 {
        assert_eq!(maya.signs_in("wrong").await.refused().0, 401);
    }
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(429, "wait"), "a device that was never here waits");
    maya.signs_in_from(&browser, PASSWORD).await.expect("the device that signed in before gets in");
    assert_eq!(maya.signs_in("wrong").await.refused(), refusal(429, "wait"), "which does not let the stranger go on");

    // A known device has a count of its own: it is no way to try for ever.
    browser.sign_out(&once()).await.expect("signed out");
    for _ in 0..5 {
        assert_eq!(maya.signs_in_from(&browser, "wrong").await.refused().0, 401);
    }
    assert_eq!(maya.signs_in_from(&browser, PASSWORD).await.refused(), refusal(429, "wait"));
}

async fn a22_parallel_tries_do_not_slip_past_the_limit(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let tries = join_all((0..40).map(|n| maya_tries(&maya, n))).await;
    let looked_at = tries.iter().filter(|status| **status == 401).count();
    assert!(looked_at <= 5, "{looked_at} were looked at: {tries:?}");
    assert!(tries.iter().all(|status| matches!(status, 401 | 429 | 503)), "{tries:?}");
}

async fn maya_tries(maya: &crate::harness::Client, n: u32) -> u16 {
    maya.signs_in(&format!("wrong {n}")).await.refused().0
}

async fn a22_one_network_address_cannot_try_all_the_addresses(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let stranger = house.browser(App::Portal);
    let mut waited_after = None;
    for n in 0..60 {
        let input = SignIn {
            app: App::Portal,
            practice: practice.slug.clone(),
            email: format!("somebody{n}@example.com").into(),
            password: "wrong".into(),
        };
        if stranger.sign_in(&once(), &input).await.refused().0 == 429 {
            waited_after = Some(n);
            break;
        }
    }
    assert_eq!(waited_after, Some(50));
}

async fn a22_a_second_factor_is_not_guessed_either(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let secret = owner.enrols().await;
    house.advance(60);
    let (again, _) = owner.signs_in(PASSWORD).await.expect("the password is right");
    let right = owner.code(&secret).code;
    let wrong = |n: u32| domain::access::second_factor::SecondFactorCode {
        code: format!("{:06}", (right.as_str().parse::<u32>().expect("digits") + n) % 1_000_000).into(),
    };
    let mut answers = Vec::new();
    for n in 2..14 {
        answers.push(again.verify_second_factor(&once(), &wrong(n)).await.refused());
    }
    assert_eq!(answers[0], refusal(422, "invalid_input"));
    assert!(answers.iter().any(|(status, _)| matches!(status, 429 | 401)), "it goes on for ever: {answers:?}");
    house.mail_does_not_matter();
}

async fn a22_behind_a_proxy_each_address_has_its_own_count(house: House) {
    house.practice().await;
    let tries = async |from: &str, n: u32| {
        let raw = house.raw().with("Anteroom-App", "portal").with("x-forwarded-for", from);
        let body =
            serde_json::json!({ "app": "portal", "practice": "willow-reed", "email": format!("a{n}@example.com"), "password": "wrong" });
        raw.post("/api/v1/auth/sessions", &body).await.status
    };
    for n in 0..50 {
        assert_eq!(tries("203.0.113.9", n).await, 401);
    }
    assert_eq!(tries("203.0.113.9", 50).await, 429);
    assert_eq!(tries("1.1.1.1, 203.0.113.9", 51).await, 429, "what the caller wrote before the proxy counts for nothing");
    assert_eq!(tries("203.0.113.10", 52).await, 401);
}
