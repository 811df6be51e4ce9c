//! A21: *My account*.

use api::Api;
use domain::access::account::{ConfirmEmailChange, RequestEmailChange, UpdatePreferences};
use domain::access::password::ChangePassword;
use domain::access::session::{App, Notices};
use domain::practice::profile::Language;
use domain::practice::slug::Slug;
use domain::text::Secret;

use crate::harness::{Client, House, OTHER_PASSWORD, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    a21_a_new_password_ends_the_other_sessions,
    a21_a_wrong_current_password_changes_nothing,
    a21_a_new_address_is_confirmed_there_and_told_to_the_old,
    a21_a_new_address_that_is_taken_stays_the_others,
    a21_devices_are_listed_and_signed_out_one_by_one_or_all,
    a21_nobody_signs_out_somebody_elses_device,
    a21_language_and_notices_are_kept,
);

async fn a21_a_new_password_ends_the_other_sessions(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let other = maya.signs_in(PASSWORD).await.expect("a second device");
    house.mail_does_not_matter();
    let change = ChangePassword { current_password: PASSWORD.into(), new_password: OTHER_PASSWORD.into() };
    browser.change_password(&once(), &change).await.expect("changed");
    browser.get_my_home().await.expect("this one stays");
    assert_eq!(other.get_my_home().await.refused().0, 401);
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"));
    maya.signs_in(OTHER_PASSWORD).await.expect("the new password works");

    let owner = practice.owner();
    let (second, _) = owner.signs_in(PASSWORD).await.expect("a second device");
    owner.change_password(&once(), &change).await.expect("staff change theirs, too");
    assert_eq!(second.get_practice().await.refused().0, 401);
    owner.get_practice().await.expect("this one stays");
}

async fn a21_a_wrong_current_password_changes_nothing(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let other = maya.signs_in(PASSWORD).await.expect("a second device");
    house.mail_does_not_matter();
    let change = ChangePassword { current_password: "wrong".into(), new_password: OTHER_PASSWORD.into() };
    assert_eq!(browser.change_password(&once(), &change).await.refused_at("/current_password"), "wrong_password");
    let change = ChangePassword { current_password: PASSWORD.into(), new_password: "maya@example.com".into() };
    assert!(browser.change_password(&once(), &change).await.refused_at("/new_password").starts_with("password_"));
    other.get_my_home().await.expect("nothing has ended");
    maya.signs_in(PASSWORD).await.expect("the old password stays");
    for _ in 0..8 {
        let change = ChangePassword { current_password: "wrong".into(), new_password: OTHER_PASSWORD.into() };
        if browser.change_password(&once(), &change).await.refused().0 == 429 {
            return;
        }
    }
    panic!("somebody at an open screen may guess for ever");
}

async fn confirms(browser: &Api, token: Secret) -> Result<(), api::Failure> {
    browser.confirm_email_change(&once(), &ConfirmEmailChange { practice: Slug("willow-reed".into()), token }).await
}

async fn a21_a_new_address_is_confirmed_there_and_told_to_the_old(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let wrong = RequestEmailChange { password: "wrong".into(), new_email: "maya@example.org".into() };
    assert_eq!(browser.request_email_change(&once(), &wrong).await.refused_at("/password"), "wrong_password");
    let change = RequestEmailChange { password: PASSWORD.into(), ..wrong };
    browser.request_email_change(&once(), &change).await.expect("asked for");
    let me = browser.get_me().await.expect("signed in").client.expect("a client");
    assert_eq!((me.email.as_str(), me.pending_email.expect("it waits").as_str()), ("maya@example.com", "maya@example.org"));
    let mail = house.mail_to("maya@example.org").await;
    assert_eq!((mail.kind.as_str(), mail.page()), ("email_change", "/p/willow-reed/email-change"));
    maya.signs_in(PASSWORD).await.expect("until then the old address signs in");

    let stranger = house.browser(App::Portal);
    assert_eq!(confirms(&stranger, "A".repeat(43).into()).await.refused(), refusal(401, "link_refused"));
    confirms(&stranger, mail.token()).await.expect("confirmed on the new address");
    assert_eq!(confirms(&stranger, mail.token()).await.refused(), refusal(401, "link_refused"), "once");
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"));
    let moved = Client { email: "maya@example.org".into(), ..maya.clone() };
    moved.signs_in(PASSWORD).await.expect("the new address signs in");
    let mut told = house.mail_to(&maya.email).await;
    while told.kind != "email_changed" {
        told = house.mail_to(&maya.email).await;
    }
    house.mail_does_not_matter();
}

async fn a21_a_new_address_that_is_taken_stays_the_others(house: House) {
    let practice = house.practice().await;
    let lena = practice.client("Lena").await;
    lena.comes_in().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let change = RequestEmailChange { password: PASSWORD.into(), new_email: lena.email.as_str().into() };
    // Whether it is taken is told to nobody who does not read mail there.
    browser.request_email_change(&once(), &change).await.expect("the same answer as ever");
    if let Some(mail) = house.maybe_mail_to(&lena.email).await.filter(|mail| mail.link.is_some()) {
        assert!(confirms(&browser, mail.token()).await.is_err());
    }
    lena.signs_in(PASSWORD).await.expect("Lena's login is Lena's");
    maya.signs_in(PASSWORD).await.expect("Maya's stays as it was");
    house.mail_does_not_matter();
}

async fn a21_devices_are_listed_and_signed_out_one_by_one_or_all(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let phone = maya.comes_in().await;
    house.advance(60);
    let laptop = maya.signs_in(PASSWORD).await.expect("a second device");
    house.advance(60);
    let tablet = maya.signs_in(PASSWORD).await.expect("a third");
    house.mail_does_not_matter();
    let devices = laptop.list_devices().await.expect("the devices").items;
    assert_eq!(devices.len(), 3);
    assert!(devices[0].current && devices.iter().filter(|device| device.current).count() == 1);

    let newest = devices.iter().max_by_key(|device| device.signed_in_at).expect("the tablet");
    laptop.sign_out_device(&once(), newest.id).await.expect("signed out");
    assert_eq!(tablet.get_my_home().await.refused().0, 401);
    phone.get_my_home().await.expect("the others stay");
    assert_eq!(laptop.sign_out_device(&once(), newest.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(laptop.list_devices().await.expect("the devices").items.len(), 2);

    laptop.sign_out_everywhere(&once()).await.expect("signed out");
    assert_eq!(phone.get_my_home().await.refused().0, 401);
    assert_eq!(laptop.get_my_home().await.refused().0, 401, "this one, too");
}

async fn a21_nobody_signs_out_somebody_elses_device(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await.comes_in().await;
    let lena = practice.client("Lena").await.comes_in().await;
    let device = lena.list_devices().await.expect("the devices").items[0].id;
    assert_eq!(maya.sign_out_device(&once(), device).await.refused(), refusal(404, "not_found"));
    assert_eq!(practice.owner().sign_out_device(&once(), device).await.refused(), refusal(404, "not_found"));
    lena.get_my_home().await.expect("still signed in");
}

async fn a21_language_and_notices_are_kept(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let wish = UpdatePreferences { language: Language::Es, notices: Notices { new_device: false } };
    let me = browser.update_preferences(&once(), &wish).await.expect("saved").client.expect("a client");
    assert_eq!((me.language, me.notices), (Language::Es, wish.notices));
    maya.signs_in(PASSWORD).await.expect("a new device");
    house.no_mail_to(&maya.email).await;

    let ask = domain::access::welcome::RequestPasswordRecovery {
        app: App::Portal,
        practice: practice.slug.clone(),
        email: maya.email.as_str().into(),
    };
    house.browser(App::Portal).request_password_recovery(&once(), &ask).await.expect("asked for");
    let mail = house.mail_to(&maya.email).await;
    assert!(mail.text.contains("contraseña"), "e-mails come in the chosen language: {}", mail.text);
}
