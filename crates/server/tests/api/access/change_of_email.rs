//! A7: the client's address changes, and with it the way in.

use domain::access::portal_access::{AccessState, ChangePortalEmail};
use domain::practice::client::{ClientEmail, ContactKind};

use crate::harness::{Client, House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    a7_yes_disable_and_resend_moves_the_access_to_the_new_address,
    a7_no_keep_it_leaves_the_access_as_it_was,
    a7_a_client_who_was_invited_is_invited_at_the_new_address,
    a7_the_new_address_must_be_the_clients_with_email_ok_and_free,
);

/// Client Info is saved with `address` in place of the others.
async fn now_has(client: &Client, addresses: &[(&str, bool)]) {
    let record = client.staff.get_client(client.id).await.expect("the client");
    let mut details = record.details;
    details.emails = addresses
        .iter()
        .map(|(address, email_ok)| ClientEmail { address: (*address).into(), kind: ContactKind::Home, email_ok: *email_ok })
        .collect();
    client.staff.update_client(&once(), client.id, Some(record.version), &details).await.expect("saved");
}

async fn a7_yes_disable_and_resend_moves_the_access_to_the_new_address(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    now_has(&maya, &[("maya@example.org", true)]).await;
    browser.get_my_home().await.expect("the record alone ends nothing");

    let moved =
        maya.staff.change_portal_email(&once(), maya.id, &ChangePortalEmail { email: "maya@example.org".into() }).await.expect("moved");
    assert_eq!((moved.state, moved.email.expect("an address").as_str()), (AccessState::Invited, "maya@example.org"));
    assert_eq!(browser.get_my_home().await.refused().0, 401, "the old sessions have ended");
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"), "the old login is gone");

    let maya = Client { email: "maya@example.org".into(), ..maya };
    let invitation = maya.reads_invitation("maya@example.org").await;
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"), "the old password does not move along");
    maya.accepts(&invitation).await;
    house.mail_does_not_matter();
}

async fn a7_no_keep_it_leaves_the_access_as_it_was(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    now_has(&maya, &[("maya@example.org", true)]).await;
    let kept = maya.access().await;
    assert_eq!((kept.state, kept.email.expect("an address").as_str()), (AccessState::Active, "maya@example.com"));
    browser.get_my_home().await.expect("still signed in");
    maya.signs_in(PASSWORD).await.expect("the old address still signs in");
    assert_eq!(house.mail_to(&maya.email).await.kind, "new_device");
    house.no_mail_to("maya@example.org").await;
}

async fn a7_a_client_who_was_invited_is_invited_at_the_new_address(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let first = maya.invited().await;
    now_has(&maya, &[("maya@example.com", true), ("maya@example.org", true)]).await;
    maya.staff.change_portal_email(&once(), maya.id, &ChangePortalEmail { email: "maya@example.org".into() }).await.expect("moved");
    let second = maya.reads_invitation("maya@example.org").await;
    assert_eq!(maya.types_pin(&first, &first.pin).await.refused(), refusal(401, "pin_refused"));
    let maya = Client { email: "maya@example.org".into(), ..maya };
    maya.accepts(&second).await;
    house.mail_does_not_matter();
}

async fn a7_the_new_address_must_be_the_clients_with_email_ok_and_free(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    practice.client("Lena").await.invited().await;
    now_has(&maya, &[("maya@example.com", true), ("quiet@example.org", false), ("lena@example.com", true)]).await;
    for (address, code) in [
        ("quiet@example.org", "email_not_ok"),
        ("stranger@example.org", "not_an_address_of_the_client"),
        ("lena@example.com", "email_taken"),
    ] {
        let refused = maya.staff.change_portal_email(&once(), maya.id, &ChangePortalEmail { email: address.into() }).await;
        assert_eq!(refused.refused_at("/email"), code);
    }
    browser.get_my_home().await.expect("nothing was ended by what was refused");
    assert_eq!(maya.access().await.state, AccessState::Active);
}
