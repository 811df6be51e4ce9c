//! A27: from nothing to a practice, once.

use domain::access::session::App;
use domain::practice::availability::WeeklyWindow;
use domain::time::Weekday;
use futures_util::future::join_all;

use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal, set_up};

both_databases!(
    a27_the_link_makes_practice_owner_office_service_and_hours,
    a27_without_the_link_nothing_is_made,
    a27_two_who_press_at_once_make_one_practice,
    a27_an_installation_says_what_it_is,
);

async fn a27_the_link_makes_practice_owner_office_service_and_hours(house: House) {
    let token = ::access::offer_set_up(house.platform()).await.expect("a link").expect("nothing is set up");
    let mut input = set_up(token, "Willow & Reed Therapy", "willow-reed");
    input.availability = vec![WeeklyWindow::new(Weekday::Monday, 540, 1020)];
    let mut bad = input.clone();
    bad.owner.password = "password1".into();
    let browser = house.browser(App::Admin);
    assert!(browser.set_up_practice(&once(), &bad).await.refused_at("/owner/password").starts_with("password_"));
    bad.owner.password = PASSWORD.into();
    bad.profile.zone = domain::time::Zone("Mars/Olympus".into());
    assert_eq!(browser.set_up_practice(&once(), &bad).await.refused_at("/profile/zone"), "zone");

    browser.set_up_practice(&once(), &input).await.expect("what was refused did not use the link up");
    let practice = browser.get_practice().await.expect("the owner is signed in");
    assert_eq!((practice.profile.name.as_str(), practice.slug_locked), ("Willow & Reed Therapy", false));
    assert_eq!(browser.list_offices().await.expect("offices").items[0].details.name, "Maple Street");
    assert_eq!(browser.list_services().await.expect("services").items[0].details.name, "Individual session");
    let me = browser.get_me().await.expect("signed in").staff.expect("a staff member");
    assert_eq!(browser.get_availability(me.id).await.expect("hours").windows, input.availability);
    assert_eq!(house.browser(App::Admin).set_up_practice(&once(), &input).await.refused(), refusal(401, "link_refused"), "once");
    assert!(::access::offer_set_up(house.platform()).await.expect("an answer").is_none(), "no link is offered any more");
}

async fn a27_without_the_link_nothing_is_made(house: House) {
    let newer = {
        ::access::offer_set_up(house.platform()).await.expect("a link");
        ::access::offer_set_up(house.platform()).await.expect("a link").expect("nothing is set up")
    };
    for token in ["A".repeat(43), "x".into()] {
        let input = set_up(token.as_str().into(), "Willow & Reed Therapy", "willow-reed");
        assert_eq!(house.browser(App::Admin).set_up_practice(&once(), &input).await.refused(), refusal(401, "link_refused"));
    }
    assert_eq!(house.number("SELECT count(*) FROM practices").await, 0);
    let input = set_up(newer, "Willow & Reed Therapy", "willow-reed");
    house.browser(App::Admin).set_up_practice(&once(), &input).await.expect("the link of the latest start works");
}

async fn a27_two_who_press_at_once_make_one_practice(house: House) {
    let token = ::access::offer_set_up(house.platform()).await.expect("a link").expect("nothing is set up");
    let presses = (0..8).map(|n| {
        let input = set_up(token.clone(), "Willow & Reed Therapy", &format!("willow-reed-{n}"));
        let browser = house.browser(App::Admin);
        async move { browser.set_up_practice(&once(), &input).await }
    });
    let made = join_all(presses).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1, "{made:?}");
    for table in ["practices", "staff", "offices", "services"] {
        assert_eq!(house.number(&format!("SELECT count(*) FROM {table}")).await, 1, "{table}");
    }
}

async fn a27_an_installation_says_what_it_is(house: House) {
    let stranger = house.browser(App::Admin);
    let before = stranger.get_installation().await.expect("an answer");
    assert_eq!((before.set_up, before.only_practice, before.demo), (false, None, false));
    let practice = house.practice().await;
    let one = stranger.get_installation().await.expect("an answer");
    assert_eq!((one.set_up, one.only_practice), (true, Some(practice.slug)));
    house.another_practice().await;
    let two = stranger.get_installation().await.expect("an answer");
    assert_eq!((two.set_up, two.only_practice), (true, None), "who else is here is nobody's business");
}
