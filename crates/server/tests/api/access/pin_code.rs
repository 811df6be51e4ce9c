//! A9: a code read out on the telephone.

use domain::access::password::SetPassword;
use domain::access::session::{App, SessionKind};
use domain::access::welcome::RedeemPinCode;
use domain::practice::audit::ListAuditEvents;
use futures_util::future::join_all;

use crate::harness::{House, OTHER_PASSWORD, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    a9_six_digits_lead_to_a_new_password,
    a9_a_code_for_somebody_who_never_came_in,
    a9_a_code_ends_after_ten_minutes,
    a9_a_code_works_once_and_survives_four_wrong_tries_only,
    a9_of_many_guesses_at_once_five_are_looked_at,
    a9_there_is_no_code_without_an_invitation,
    a9_every_refusal_has_the_same_words,
);

async fn a9_six_digits_lead_to_a_new_password(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let old_browser = maya.comes_in().await;
    let code = maya.is_read_a_code().await;
    assert!(code.code.as_str().len() == 6 && code.code.as_str().bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(code.email.as_str(), maya.email);
    assert_eq!(code.expires_at.as_second() - house.now().as_second(), 600);
    let told = house.mail_to(&maya.email).await;
    assert_eq!(told.kind, "pin_code_created");
    assert!(!told.text.contains(code.code.as_str()), "the code itself is for the telephone");

    let browser = maya.types_code(&code.code).await.expect("the code is right");
    assert_eq!(browser.get_me().await.expect("a session").kind, SessionKind::MustSetPassword);
    browser.set_password(&once(), &SetPassword { password: OTHER_PASSWORD.into() }).await.expect("a new password");
    browser.get_my_home().await.expect("signed in");
    assert_eq!(old_browser.get_my_home().await.refused().0, 401, "a new password ends the other sessions");
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"));
    assert_eq!(house.mail_to(&maya.email).await.kind, "password_changed");

    let filter = ListAuditEvents { client_id: Some(maya.id), act: Some("pin_code.".into()), ..ListAuditEvents::default() };
    let events = practice.owner().list_audit_events(&filter).await.expect("the log").items;
    assert!(events.iter().any(|event| event.act == "pin_code.created" && event.actor.is_some()), "{events:?}");
}

async fn a9_a_code_for_somebody_who_never_came_in(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.invited().await;
    let code = maya.is_read_a_code().await;
    house.mail_to(&maya.email).await;
    let browser = maya.types_code(&code.code).await.expect("the code is right");
    browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("a first password");
    assert!(maya.access().await.first_signed_in_at.is_some());
    house.mail_does_not_matter();
}

async fn a9_a_code_ends_after_ten_minutes(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    house.mail_does_not_matter();
    let code = maya.is_read_a_code().await;
    house.advance(600);
    assert_eq!(maya.types_code(&code.code).await.refused(), refusal(401, "pin_refused"));
    let code = maya.is_read_a_code().await;
    house.advance(599);
    maya.types_code(&code.code).await.expect("a second before the end it works");
}

async fn a9_a_code_works_once_and_survives_four_wrong_tries_only(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    house.mail_does_not_matter();
    let code = maya.is_read_a_code().await;
    let wrong = |code: &str| format!("{:06}", (code.parse::<u32>().expect("digits") + 1) % 1_000_000);
    for _ in 0..4 {
        assert_eq!(maya.types_code(&wrong(code.code.as_str()).into()).await.refused(), refusal(401, "pin_refused"));
    }
    let tries = join_all((0..8).map(|_| maya.types_code(&code.code))).await;
    assert_eq!(tries.iter().filter(|tried| tried.is_ok()).count(), 1);

    let (first, second) = (maya.is_read_a_code().await, maya.is_read_a_code().await);
    if first.code != second.code {
        assert_eq!(maya.types_code(&first.code).await.refused(), refusal(401, "pin_refused"), "the newest counts");
    }
    maya.types_code(&second.code).await.expect("and it works");
}

async fn a9_of_many_guesses_at_once_five_are_looked_at(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    house.mail_does_not_matter();
    let code = maya.is_read_a_code().await;
    let right: u32 = code.code.as_str().parse().expect("digits");
    let guesses: Vec<_> = (1..=60).map(|n| format!("{:06}", (right + n) % 1_000_000).into()).collect();
    let tries = join_all(guesses.iter().map(|guess| maya.types_code(guess))).await;
    assert!(tries.iter().all(Result::is_err));
    assert_eq!(house.number("SELECT tries FROM pin_codes").await, 5);
}

async fn a9_there_is_no_code_without_an_invitation(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    assert_eq!(maya.staff.create_pin_code(&once(), maya.id).await.refused(), refusal(409, "not_invited"));
}

async fn a9_every_refusal_has_the_same_words(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    house.mail_does_not_matter();
    let code = maya.is_read_a_code().await;
    let words = async |email: &str, code: &str| {
        let input = RedeemPinCode { practice: practice.slug.clone(), email: email.into(), code: code.into() };
        match house.browser(App::Portal).redeem_pin_code(&once(), &input).await {
            Err(api::Failure::Problem(problem)) => (problem.status, problem.code, problem.title, problem.detail),
            other => panic!("{:?}", other.err()),
        }
    };
    let wrong = words(&maya.email, "000000").await;
    assert_eq!((wrong.0, wrong.1.as_str()), (401, "pin_refused"));
    assert_eq!(words("nobody@example.com", code.code.as_str()).await, wrong);
    assert_eq!(words(&maya.email, "not a code").await, wrong);
}
