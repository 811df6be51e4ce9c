//! A8: access is taken away at once, and given again by a new invitation only.

use domain::access::portal_access::AccessState;
use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;

use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(a8_the_next_request_of_a_disabled_login_is_refused, a8_no_way_in_is_left, a8_a_new_invitation_enables_it_again,);

async fn a8_the_next_request_of_a_disabled_login_is_refused(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let (phone, laptop) = (maya.comes_in().await, maya.signs_in(PASSWORD).await.expect("a second device"));
    let lena = practice.client("Lena").await.comes_in().await;
    let access = maya.staff.disable_portal_access(&once(), maya.id).await.expect("disabled");
    assert_eq!(access.state, AccessState::Disabled);
    for browser in [&phone, &laptop] {
        assert_eq!(browser.get_my_home().await.refused(), refusal(401, "session_ended"));
    }
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(401, "sign_in_refused"));
    lena.get_my_home().await.expect("nobody else is touched");
    house.mail_does_not_matter();
}

async fn a8_no_way_in_is_left(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let ask = RequestPasswordRecovery { app: App::Portal, practice: practice.slug.clone(), email: maya.email.as_str().into() };
    let code = maya.is_read_a_code().await;
    house.mail_to(&maya.email).await;
    maya.staff.disable_portal_access(&once(), maya.id).await.expect("disabled");
    house.mail_does_not_matter();
    assert_eq!(maya.types_code(&code.code).await.refused(), refusal(401, "pin_refused"));
    house.browser(App::Portal).request_password_recovery(&once(), &ask).await.expect("the same answer as ever");
    assert_eq!(maya.staff.create_pin_code(&once(), maya.id).await.refused(), refusal(409, "disabled"));

    let lena = practice.client("Lena").await;
    let invitation = lena.invited().await;
    lena.staff.disable_portal_access(&once(), lena.id).await.expect("disabled before she came");
    assert_eq!(lena.types_pin(&invitation, &invitation.pin).await.refused(), refusal(401, "pin_refused"));
}

async fn a8_a_new_invitation_enables_it_again(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    maya.staff.disable_portal_access(&once(), maya.id).await.expect("disabled");
    let invitation = maya.invited().await;
    assert_eq!(
        maya.signs_in(PASSWORD).await.refused(),
        refusal(401, "sign_in_refused"),
        "the invitation alone brings no old password back"
    );
    maya.accepts(&invitation).await.get_my_home().await.expect("in again");
    assert_eq!(maya.access().await.state, AccessState::Active);
    house.mail_does_not_matter();
}
