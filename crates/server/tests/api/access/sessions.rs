//! A20: how long a session lasts and what ends it.

use domain::access::session::{App, SessionKind};
use domain::practice::staff::{Role, StaffInput};

use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    a20_fifteen_minutes_without_a_request_end_a_session,
    a20_what_a_page_asks_by_itself_does_not_count_as_use,
    a20_twelve_hours_end_it_in_any_case,
    a20_the_practice_sets_how_long_people_may_be_idle,
    a20_a_step_on_the_way_in_is_short_and_opens_nothing_else,
    a20_a_lost_role_holds_at_once,
    a20_a_bearer_token_is_the_same_session,
);

async fn a20_fifteen_minutes_without_a_request_end_a_session(house: House) {
    let practice = house.practice().await;
    let browser = practice.client("Maya").await.comes_in().await;
    let ends = browser.get_me().await.expect("signed in").ends;
    assert_eq!((ends.idle_seconds, ends.absolute_seconds), (900, 12 * 3600));
    for _ in 0..3 {
        house.advance(899);
        browser.get_my_home().await.expect("each request begins the time anew");
    }
    house.advance(899);
    let ends = browser.renew_session(&once()).await.expect("renewed");
    assert_eq!(ends.idle_seconds, 900);
    house.advance(900);
    assert_eq!(browser.get_my_home().await.refused(), refusal(401, "session_ended"));
    assert_eq!(browser.get_my_home().await.refused(), refusal(401, "session_ended"), "asking again does not bring it back");
}

async fn a20_what_a_page_asks_by_itself_does_not_count_as_use(house: House) {
    let practice = house.practice().await;
    let browser = practice.client("Maya").await.comes_in().await;
    for _ in 0..3 {
        house.advance(299);
        browser.unattended().get_my_home().await.expect("it is answered while the session lasts");
    }
    house.advance(3);
    assert_eq!(browser.get_my_home().await.refused(), refusal(401, "session_ended"), "a page that is left open keeps nobody signed in");
}

async fn a20_twelve_hours_end_it_in_any_case(house: House) {
    let practice = house.practice().await;
    let browser = practice.client("Maya").await.comes_in().await;
    for _ in 0..(12 * 6 - 1) {
        house.advance(600);
        browser.get_me().await.expect("in use");
    }
    assert_eq!(browser.get_me().await.expect("in use").ends.idle_seconds, 600, "the end in any case is nearer now");
    house.advance(600);
    assert_eq!(browser.get_me().await.refused().0, 401);
}

async fn a20_the_practice_sets_how_long_people_may_be_idle(house: House) {
    let practice = house.practice().await;
    let browser = practice.client("Maya").await.comes_in().await;
    practice
        .rules(|rules| {
            rules.client_idle_minutes = 5;
            rules.staff_idle_minutes = 60;
        })
        .await;
    assert_eq!(browser.get_me().await.expect("signed in").ends.idle_seconds, 300, "it holds for sessions that are open");
    house.advance(300);
    assert_eq!(browser.get_me().await.refused().0, 401);
    house.advance(55 * 60 - 1);
    practice.owner().get_practice().await.expect("staff have an hour");
    let now = practice.owner().get_practice().await.expect("the practice");
    for (minutes, pointer) in [(4, "/client_idle_minutes"), (61, "/client_idle_minutes")] {
        let rules = domain::practice::profile::SignInRules { client_idle_minutes: minutes, ..now.sign_in.clone() };
        assert_eq!(practice.owner().update_sign_in_rules(&once(), Some(now.version), &rules).await.refused_at(pointer), "out_of_range");
    }
}

async fn a20_a_step_on_the_way_in_is_short_and_opens_nothing_else(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let browser = maya.types_pin(&invitation, &invitation.pin).await.expect("the PIN is right");
    assert_eq!(browser.get_me().await.expect("a session").kind, SessionKind::MustSetPassword);
    assert_eq!(browser.get_my_home().await.refused().0, 401);
    assert_eq!(browser.list_devices().await.refused().0, 401);
    assert_eq!(browser.renew_session(&once()).await.refused().0, 401);
    let change = domain::access::account::RequestEmailChange { password: PASSWORD.into(), new_email: "x@example.org".into() };
    assert_eq!(browser.request_email_change(&once(), &change).await.refused().0, 401);
    house.advance(15 * 60);
    assert_eq!(browser.get_password_setter().await.refused().0, 401);
}

async fn a20_a_lost_role_holds_at_once(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::FrontDesk).await;
    sam.list_email_texts().await.expect("the front desk sees the texts");
    let member = practice.owner().get_staff_member(sam.id).await.expect("Sam");
    let input = StaffInput { role: Role::Biller, ..member.details };
    practice.owner().update_staff(&once(), sam.id, Some(member.version), &input).await.expect("saved");
    assert_eq!(sam.get_practice().await.refused().0, 401, "a new role ends the sessions");
    let (sam, _) = sam.signs_in(PASSWORD).await.expect("Sam signs in again");
    assert_eq!(sam.list_email_texts().await.refused(), refusal(404, "not_found"), "what is not for the role is not there");
    house.mail_does_not_matter();
}

async fn a20_a_bearer_token_is_the_same_session(house: House) {
    let practice = house.practice().await;
    let cookies = practice.owner().cookies().expect("cookies");
    let token = cookies.split("; ").find_map(|pair| pair.strip_prefix("anteroom-admin=")).expect("the session's cookie");
    let program = house.browser(App::Admin).bearer(token);
    program.create_client(&once(), &crate::harness::client_input("Maya")).await.expect("a program may do what the person may");
    let bare = house.raw().with("authorization", &format!("Bearer {token}"));
    assert_eq!(bare.get("/api/v1/practice").await.status, 200, "and needs no header of ours");
    practice.owner().sign_out(&once()).await.expect("signed out");
    assert_eq!(program.get_practice().await.refused().0, 401);
}
