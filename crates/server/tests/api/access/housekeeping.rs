//! What is left of codes and links when they are over.

use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;

use crate::harness::{House, both_databases, once, snapshot};

both_databases!(a9_codes_and_links_are_gone_a_month_after_they_ended);

async fn a9_codes_and_links_are_gone_a_month_after_they_ended(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    maya.is_read_a_code().await;
    let forgot = RequestPasswordRecovery { app: App::Portal, practice: practice.slug.clone(), email: maya.email.as_str().into() };
    house.browser(App::Portal).request_password_recovery(&once(), &forgot).await.expect("asked for");
    house.mail_does_not_matter();

    house.advance(30 * 86_400);
    access::sweep(house.platform().clone()).await.expect("tidied");
    assert_eq!(kept(&house).await, [true, true], "both ended less than a month ago");
    house.advance(3_600);
    access::sweep(house.platform().clone()).await.expect("tidied");
    assert_eq!(kept(&house).await, [false, false]);
}

/// Whether there are any codes, and any links.
async fn kept(house: &House) -> [bool; 2] {
    let all = snapshot(house.platform(), &[]).await;
    ["pin_codes", "link_tokens"].map(|name| all.iter().any(|(table, lines)| table == name && !lines.is_empty()))
}
