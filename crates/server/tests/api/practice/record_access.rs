//! S7: clients see who looked at their record, where the practice shows it.

use domain::list::PageQuery;
use domain::practice::staff::Role;

use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(s7_a_client_sees_looks_at_the_own_record_where_the_practice_shows_them);

async fn s7_a_client_sees_looks_at_the_own_record_where_the_practice_shows_them(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let (maya, lena) = (practice.client("Maya").await, practice.client("Lena").await);
    let browser = maya.comes_in().await;
    assert_eq!(browser.list_my_record_access(&PageQuery::default()).await.refused(), refusal(404, "not_found"));
    assert!(!browser.get_me().await.expect("signed in").client.expect("a client").sees_record_access);

    let now = practice.owner().get_practice().await.expect("the practice");
    let mut portal = now.portal;
    portal.show_record_access = true;
    practice.owner().update_portal_settings(&once(), Some(now.version), &portal).await.expect("saved");
    assert!(browser.get_me().await.expect("signed in").client.expect("a client").sees_record_access);
    house.advance(60);
    sam.get_client(maya.id).await.expect("a look");
    sam.get_client(lena.id).await.expect("a look at somebody else");
    let looks = browser.list_my_record_access(&PageQuery::default()).await.expect("the looks").items;
    assert_eq!((looks[0].at, looks[0].by.as_str(), looks[0].act.as_str()), (house.now(), "Sam Hale", "client.read"));
    assert_eq!(looks.iter().filter(|look| look.act == "client.read").count(), 1, "only the own record");
    let page = browser.list_my_record_access(&PageQuery { limit: Some(1), cursor: None }).await.expect("a page");
    let next = browser.list_my_record_access(&PageQuery { limit: Some(200), cursor: page.next_cursor }).await.expect("the rest");
    assert_eq!([page.items, next.items].concat(), looks);
}
