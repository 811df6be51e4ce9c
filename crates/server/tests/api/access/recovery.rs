//! A18: a forgotten password.

use api::{Api, Failure};
use domain::access::session::App;
use domain::access::welcome::{RecoverPassword, RequestPasswordRecovery};
use domain::practice::staff::Role;
use domain::text::Secret;
use futures_util::future::join_all;

use crate::harness::{Client, House, OTHER_PASSWORD, PASSWORD, Practice, Refused as _, both_databases, once, refusal};

both_databases!(
    a18_a_link_leads_to_a_new_password_and_ends_the_sessions,
    a18_a_link_works_for_thirty_minutes_and_once,
    a18_the_last_three_links_work_until_one_is_used,
    a18_of_many_submits_at_once_one_counts,
    a18_an_unknown_address_has_the_same_answer_and_no_mail,
    a18_a_bad_password_does_not_use_the_link_up,
    a18_staff_recover_too_and_still_give_their_second_factor,
);

async fn asks(house: &House, practice: &Practice, app: App, email: &str) {
    let input = RequestPasswordRecovery { app, practice: practice.slug.clone(), email: email.into() };
    house.browser(app).request_password_recovery(&once(), &input).await.expect("the answer is always the same");
}

async fn link(house: &House, practice: &Practice, client: &Client) -> Secret {
    asks(house, practice, App::Portal, &client.email).await;
    let mail = house.mail_to(&client.email).await;
    assert_eq!((mail.kind.as_str(), mail.page()), ("password_recovery", "/p/willow-reed/recovery"));
    assert!(mail.text.contains("30 minutes"), "{}", mail.text);
    mail.token()
}

async fn recovers(browser: &Api, practice: &Practice, token: &Secret, password: &str) -> Result<(), Failure> {
    let input = RecoverPassword { app: browser.app(), practice: practice.slug.clone(), token: token.clone(), password: password.into() };
    browser.recover_password(&once(), &input).await
}

async fn a18_a_link_leads_to_a_new_password_and_ends_the_sessions(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let token = link(&house, &practice, &maya).await;
    browser.get_my_home().await.expect("asking ends nothing");
    let other = house.browser(App::Portal);
    recovers(&other, &practice, &token, OTHER_PASSWORD).await.expect("a new password");
    assert_eq!(other.get_me().await.refused().0, 401, "the link alone signs nobody in");
    assert_eq!(browser.get_my_home().await.refused().0, 401, "all sessions have ended");
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"));
    maya.signs_in(OTHER_PASSWORD).await.expect("the new password works");
    assert_eq!(house.mail_to(&maya.email).await.kind, "password_changed");
    house.mail_does_not_matter();
}

async fn a18_a_link_works_for_thirty_minutes_and_once(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let browser = house.browser(App::Portal);
    let late = link(&house, &practice, &maya).await;
    house.advance(1800);
    assert_eq!(recovers(&browser, &practice, &late, OTHER_PASSWORD).await.refused(), refusal(401, "link_refused"));
    let token = link(&house, &practice, &maya).await;
    house.advance(1799);
    recovers(&browser, &practice, &token, OTHER_PASSWORD).await.expect("a second before the end it works");
    assert_eq!(recovers(&browser, &practice, &token, PASSWORD).await.refused(), refusal(401, "link_refused"), "once");
    assert_eq!(recovers(&browser, &practice, &"A".repeat(43).into(), PASSWORD).await.refused(), refusal(401, "link_refused"));
    maya.signs_in(OTHER_PASSWORD).await.expect("the first new password stays");
    house.mail_does_not_matter();
}

async fn a18_the_last_three_links_work_until_one_is_used(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let mut tokens = Vec::new();
    for _ in 0..4 {
        tokens.push(link(&house, &practice, &maya).await);
        house.advance(60);
    }
    let browser = house.browser(App::Portal);
    assert_eq!(recovers(&browser, &practice, &tokens[0], OTHER_PASSWORD).await.refused(), refusal(401, "link_refused"), "the fourth last");
    recovers(&browser, &practice, &tokens[1], OTHER_PASSWORD).await.expect("the third last works");
    for token in &tokens[2..] {
        assert_eq!(recovers(&browser, &practice, token, PASSWORD).await.refused(), refusal(401, "link_refused"), "one was used");
    }
    house.mail_does_not_matter();
}

async fn a18_of_many_submits_at_once_one_counts(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let token = link(&house, &practice, &maya).await;
    let browsers: Vec<Api> = (0..8).map(|_| house.browser(App::Portal)).collect();
    let passwords: Vec<String> = (0..8).map(|n| format!("{OTHER_PASSWORD} {n}")).collect();
    let submits = join_all(browsers.iter().zip(&passwords).map(|(browser, password)| recovers(browser, &practice, &token, password))).await;
    let taken: Vec<usize> = (0..8).filter(|n| submits[*n].is_ok()).collect();
    assert_eq!(taken.len(), 1, "{submits:?}");
    maya.signs_in(&passwords[taken[0]]).await.expect("the password of the one that was taken");
    house.mail_does_not_matter();
}

async fn a18_an_unknown_address_has_the_same_answer_and_no_mail(house: House) {
    let practice = house.practice().await;
    let lena = practice.client("Lena").await;
    lena.invited().await;
    let answer = async |email: &str| {
        let body = serde_json::json!({ "app": "portal", "practice": "willow-reed", "email": email });
        let reply = house.raw().with("Anteroom-App", "portal").post("/api/v1/auth/recovery-requests", &body).await;
        (reply.status, reply.body)
    };
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let known = answer(&maya.email).await;
    house.mail_to(&maya.email).await;
    assert_eq!(known.0, 202);
    for email in ["nobody@example.com", practice.owner().email.as_str()] {
        assert_eq!(answer(email).await, known, "{email}");
        house.no_mail_to(email).await;
    }
    assert_eq!(answer(&lena.email).await, known, "a client without a password yet");
    house.mail_does_not_matter();
}

async fn a18_a_bad_password_does_not_use_the_link_up(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let token = link(&house, &practice, &maya).await;
    let browser = house.browser(App::Portal);
    assert!(recovers(&browser, &practice, &token, "password1").await.refused_at("/password").starts_with("password_"));
    recovers(&browser, &practice, &token, OTHER_PASSWORD).await.expect("the link still works");
    house.mail_does_not_matter();
}

async fn a18_staff_recover_too_and_still_give_their_second_factor(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let secret = sam.enrols().await;
    asks(&house, &practice, App::Admin, &sam.email).await;
    let mut mail = house.mail_to(&sam.email).await;
    while mail.kind != "password_recovery" {
        mail = house.mail_to(&sam.email).await;
    }
    assert_eq!(mail.page(), "/admin/recovery?practice=willow-reed");
    let browser = house.browser(App::Admin);
    let as_client = house.browser(App::Portal);
    assert_eq!(recovers(&as_client, &practice, &mail.token(), OTHER_PASSWORD).await.refused(), refusal(401, "link_refused"));
    recovers(&browser, &practice, &mail.token(), OTHER_PASSWORD).await.expect("a new password");
    assert_eq!(sam.get_practice().await.refused().0, 401, "all sessions have ended");
    house.advance(60);
    let (again, signed_in) = sam.signs_in(OTHER_PASSWORD).await.expect("the new password works");
    assert_eq!(signed_in.kind, domain::access::session::SessionKind::MustGiveSecondFactor);
    assert_eq!(again.get_practice().await.refused().0, 401);
    again.verify_second_factor(&once(), &sam.code(&secret)).await.expect("the code is right");
    again.get_practice().await.expect("in again");
    house.mail_does_not_matter();
}
