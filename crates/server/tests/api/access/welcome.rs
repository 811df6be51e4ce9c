//! A12 to A15: link, PIN, first password.

use domain::access::password::SetPassword;
use domain::access::session::{App, SessionKind};
use domain::access::welcome::OpenWelcome;
use domain::problem::ProblemDocument;
use domain::text::Secret;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::harness::{House, PASSWORD, Refused as _, both_databases, both_databases_with, once, refusal};

both_databases!(
    a13_link_pin_and_password_lead_into_the_portal,
    a13_a_password_is_long_enough_not_guessable_and_not_the_address,
    a13_the_practice_may_ask_for_more,
    a14_a_pin_is_nothing_without_the_link,
    a15_a_pin_works_once,
    a15_five_wrong_pins_burn_it_however_far_apart,
    a15_every_refusal_has_the_same_words,
);
both_databases_with!(
    behind_a_proxy,
    |config| config.trusted_proxies = vec![[127, 0, 0, 1].into()],
    a15_of_two_hundred_guesses_at_once_five_are_looked_at
);

async fn a13_link_pin_and_password_lead_into_the_portal(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let browser = maya.types_pin(&invitation, &invitation.pin).await.expect("the PIN is right");
    assert_eq!(browser.get_me().await.expect("a session").kind, SessionKind::MustSetPassword);
    let setter = browser.get_password_setter().await.expect("somebody who may set a password");
    assert_eq!((setter.first_name.as_str(), setter.email.as_str()), ("Maya", "maya@example.com"));
    assert_eq!(browser.get_my_home().await.refused().0, 401, "a PIN opens nothing but the next step");

    let signed_in = browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("a good password");
    assert_eq!(signed_in.kind, SessionKind::Full);
    let me = browser.get_me().await.expect("signed in").client.expect("a client");
    assert_eq!((me.id, me.first_name.as_str(), me.email.as_str()), (maya.id, "Maya", "maya@example.com"));
    assert_eq!(browser.get_my_home().await.expect("the first page").first_name.as_str(), "Maya");
    assert_eq!(browser.get_password_setter().await.refused().0, 401, "that step is over");
    maya.signs_in(PASSWORD).await.expect("the password works from now on");
    assert_eq!(house.mail_to(&maya.email).await.kind, "new_device");
}

async fn a13_a_password_is_long_enough_not_guessable_and_not_the_address(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let browser = maya.types_pin(&invitation, &invitation.pin).await.expect("the PIN is right");
    let tried = async |password: &str| browser.set_password(&once(), &SetPassword { password: password.into() }).await;
    assert_eq!(tried("quiet 7").await.refused_at("/password"), "password_short");
    assert_eq!(tried(&"quiet river ".repeat(11)).await.refused_at("/password"), "too_long");
    for guessable in ["password", "password1", "12345678", "qwertyuiop", "maya@example.com", "Maya@Example.com", "willowreed"] {
        let code = tried(guessable).await.refused_at("/password");
        assert!(code.starts_with("password_"), "{guessable}: {code}");
    }
    let exotic = "ключ 钥匙 🗝️ mít dem fünften";
    tried(exotic).await.expect("any characters are a password");
    maya.signs_in(exotic).await.expect("and it works");
    house.mail_does_not_matter();
}

async fn a13_the_practice_may_ask_for_more(house: House) {
    let practice = house.practice().await;
    practice.rules(|rules| rules.password_length = 14).await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let browser = maya.types_pin(&invitation, &invitation.pin).await.expect("the PIN is right");
    let short = browser.set_password(&once(), &SetPassword { password: "quiet rivers".into() }).await;
    assert_eq!(short.refused_at("/password"), "password_short");
    browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("long enough");
}

async fn a14_a_pin_is_nothing_without_the_link(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    assert_eq!(maya.signs_in(&invitation.pin).await.refused(), refusal(401, "sign_in_refused"));

    let other = practice.client("Lena").await.invited().await;
    for token in [other.token.clone(), Secret::from("A".repeat(43))] {
        let input = OpenWelcome {
            practice: practice.slug.clone(),
            email: maya.email.as_str().into(),
            pin: invitation.pin.as_str().into(),
            link_token: token,
        };
        assert_eq!(house.browser(App::Portal).open_welcome(&once(), &input).await.refused(), refusal(401, "pin_refused"));
    }
    maya.types_pin(&invitation, &invitation.pin).await.expect("with the link it works");
}

async fn a15_a_pin_works_once(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let tries = join_all((0..20).map(|_| maya.types_pin(&invitation, &invitation.pin))).await;
    assert_eq!(tries.iter().filter(|tried| tried.is_ok()).count(), 1, "however many come at once");
}

async fn a15_five_wrong_pins_burn_it_however_far_apart(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    for tries in 1..=5 {
        assert_eq!(maya.types_pin(&invitation, &invitation.wrong_pin()).await.refused(), refusal(401, "pin_refused"));
        assert_eq!(house.number("SELECT tries FROM invitations").await, tries);
        house.advance(26 * 3600);
    }
    assert_eq!(maya.types_pin(&invitation, &invitation.pin).await.refused(), refusal(401, "pin_refused"), "the right one is dead too");
    let practice = practice.another_day().await;
    let maya = maya.with(practice.owner());
    assert!(maya.access().await.invitation.expect("an invitation").burnt);
    maya.comes_in().await;
}

async fn a15_of_two_hundred_guesses_at_once_five_are_looked_at(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let right: u32 = invitation.pin.parse().expect("digits");
    let raw = house.raw().with("Anteroom-App", "portal");
    let guess = async |n: u32| {
        let pin = format!("{:04}", (right + n) % 10_000);
        let body = json!({ "practice": "willow-reed", "email": maya.email, "pin": pin, "link_token": invitation.token });
        // From as many network addresses, so that nothing but the PIN's own count stands in the way.
        let from = format!("198.51.100.{n}");
        raw.send(raw.request(Method::POST, "/api/v1/auth/welcome").header("x-forwarded-for", from).json(&body)).await.refused()
    };
    let answers = join_all((1..=200).map(guess)).await;
    assert!(answers.iter().all(|answer| *answer == refusal(401, "pin_refused")), "{answers:?}");
    assert_eq!(house.number("SELECT tries FROM invitations").await, 5);
    assert_eq!(maya.types_pin(&invitation, &invitation.pin).await.refused(), refusal(401, "pin_refused"), "burnt");
}

async fn a15_every_refusal_has_the_same_words(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let words = async |email: &str, pin: &str, token: &str, practice: &str| {
        let input = OpenWelcome {
            practice: domain::practice::slug::Slug(practice.into()),
            email: email.into(),
            pin: pin.into(),
            link_token: token.into(),
        };
        match house.browser(App::Portal).open_welcome(&once(), &input).await {
            Err(api::Failure::Problem(problem)) => ProblemDocument { instance: String::new(), ..*problem },
            other => panic!("{:?}", other.err()),
        }
    };
    let (pin, token) = (invitation.pin.as_str(), invitation.token.as_str());
    let wrong_pin = words(&maya.email, &invitation.wrong_pin(), token, "willow-reed").await;
    assert_eq!((wrong_pin.status, wrong_pin.code.as_str()), (401, "pin_refused"));
    assert_eq!(words("lena@example.com", pin, token, "willow-reed").await, wrong_pin, "wrong e-mail");
    assert_eq!(words("nobody@example.com", pin, token, "willow-reed").await, wrong_pin, "unknown e-mail");
    assert_eq!(words(&maya.email, pin, "dead", "willow-reed").await, wrong_pin, "dead link");
    assert_eq!(words(&maya.email, pin, token, "nobody-here").await, wrong_pin, "no such practice");
    assert_eq!(words(&maya.email, "no digits", token, "willow-reed").await, wrong_pin, "no PIN at all");
    for _ in 0..3 {
        words(&maya.email, &invitation.wrong_pin(), token, "willow-reed").await;
    }
    house.advance(86_400 + 1);
    words(&maya.email, &invitation.wrong_pin(), token, "willow-reed").await;
    house.advance(86_400 + 1);
    assert_eq!(words(&maya.email, pin, token, "willow-reed").await, wrong_pin, "burnt");
}
