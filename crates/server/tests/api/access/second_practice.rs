//! A11: two practices on one installation may know the same person, and nothing passes between them.

use domain::access::portal_access::AccessState;
use domain::access::session::{App, SignIn};
use domain::access::welcome::{OpenWelcome, RequestPasswordRecovery};
use domain::practice::audit::ListAuditEvents;
use domain::practice::client::ListClients;

use crate::harness::{House, OTHER_PASSWORD, PASSWORD, Refused as _, both_databases, once, refusal};
use domain::access::password::SetPassword;

both_databases!(
    a11_the_same_address_has_a_login_in_each_practice,
    a11_what_happens_in_one_is_not_seen_in_the_other,
    a26_ids_of_the_other_practice_are_not_found,
);

async fn a11_the_same_address_has_a_login_in_each_practice(house: House) {
    let (willow, harbor) = (house.practice().await, house.another_practice().await);
    let (here, there) = (willow.client("Maya").await, harbor.client("Maya").await);
    let in_willow = here.comes_in().await;
    let invitation = there.invited().await;

    let crossed = OpenWelcome {
        practice: willow.slug.clone(),
        email: there.email.as_str().into(),
        pin: invitation.pin.as_str().into(),
        link_token: invitation.token.clone(),
    };
    assert_eq!(house.browser(App::Portal).open_welcome(&once(), &crossed).await.refused(), refusal(401, "pin_refused"));
    assert_eq!(there.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"), "the password of one is none of the other");

    let in_harbor = there.types_pin(&invitation, &invitation.pin).await.expect("the PIN is right");
    in_harbor.set_password(&once(), &SetPassword { password: OTHER_PASSWORD.into() }).await.expect("another password");
    assert_eq!(here.signs_in(OTHER_PASSWORD).await.refused(), refusal(401, "sign_in_refused"));
    let practice_of = async |browser: &api::Api| browser.get_me().await.expect("signed in").practice.slug;
    assert_eq!((practice_of(&in_willow).await, practice_of(&in_harbor).await), (willow.slug, harbor.slug));
    there.staff.disable_portal_access(&once(), there.id).await.expect("disabled there");
    in_willow.get_my_home().await.expect("and not here");
    house.mail_does_not_matter();
}

async fn a11_what_happens_in_one_is_not_seen_in_the_other(house: House) {
    let (willow, harbor) = (house.practice().await, house.another_practice().await);
    let maya = willow.client("Maya").await;
    maya.comes_in().await;
    let there = harbor.owner();
    assert_eq!(there.list_clients(&ListClients::default()).await.expect("the list").items.len(), 0);
    assert_eq!(there.list_staff().await.expect("the team").items.len(), 1);
    let events = there.list_audit_events(&ListAuditEvents::default()).await.expect("the log").items;
    assert!(events.iter().all(|event| event.client_id.is_none()), "{events:?}");
    let overview = there.get_practice_overview().await.expect("the overview");
    assert_eq!((overview.active_clients, overview.waiting_clients.len()), (0, 0));

    // An address that only the other practice knows is as unknown as any.
    let sign_in = SignIn { app: App::Portal, practice: harbor.slug.clone(), email: maya.email.as_str().into(), password: PASSWORD.into() };
    assert_eq!(house.browser(App::Portal).sign_in(&once(), &sign_in).await.refused(), refusal(401, "sign_in_refused"));
    let ask = RequestPasswordRecovery { app: App::Portal, practice: harbor.slug.clone(), email: maya.email.as_str().into() };
    house.browser(App::Portal).request_password_recovery(&once(), &ask).await.expect("the same answer as ever");
    house.no_mail_to(&maya.email).await;
    let owner =
        SignIn { app: App::Admin, practice: harbor.slug.clone(), email: willow.owner().email.as_str().into(), password: PASSWORD.into() };
    assert_eq!(house.browser(App::Admin).sign_in(&once(), &owner).await.refused(), refusal(401, "sign_in_refused"));
}

async fn a26_ids_of_the_other_practice_are_not_found(house: House) {
    let (willow, harbor) = (house.practice().await, house.another_practice().await);
    let maya = willow.client("Maya").await;
    maya.invited().await;
    let there = harbor.owner();
    assert_eq!(there.get_client(maya.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(there.get_portal_access(maya.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(there.disable_portal_access(&once(), maya.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(there.get_staff_member(willow.owner().id).await.refused(), refusal(404, "not_found"));
    assert_eq!(there.deactivate_staff(&once(), willow.owner().id).await.refused(), refusal(404, "not_found"));
    let office = willow.owner().list_offices().await.expect("offices").items[0].id;
    assert_eq!(there.archive_office(&once(), office).await.refused(), refusal(404, "not_found"));
    // Nor can a record point there.
    let mut input = crate::harness::client_input("Tom");
    input.primary_clinician_id = Some(willow.owner().id);
    assert_eq!(there.create_client(&once(), &input).await.refused().0, 422);
    assert_eq!(maya.access().await.state, AccessState::Invited, "nothing has changed");
}
