//! B17: a clinician's calendar as an address to subscribe to.

use domain::practice::staff::Role;
use reqwest::Method;

use super::clinic::Clinic;
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    b17_a_feed_shows_initials_and_is_revocable,
    b17_what_has_not_changed_is_not_sent_again,
    b17_clinicians_keep_their_own_feeds_and_calendars,
);

/// The path of the address, and its secret.
fn split(url: &str) -> (String, String) {
    let path = url.strip_prefix("http://anteroom.test").unwrap_or_else(|| panic!("the address leads elsewhere: {url}"));
    let token = path.rsplit('/').next().and_then(|name| name.strip_suffix(".ics")).expect("a token");
    (path.to_owned(), token.to_owned())
}

async fn b17_a_feed_shows_initials_and_is_revocable(house: House) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(&house).await;
    let browser = clinic.maya.comes_in().await;
    clinic.books("2026-03-05T10:00").await;
    clinic.asks(&browser, "2026-03-06T11:00").await;
    let owner = clinic.owner();
    assert_eq!(owner.get_staff_calendar_feed(owner.id).await.expect("none yet").created_at, None);
    let feed = owner.create_staff_calendar_feed(&once(), owner.id).await.expect("a feed");
    let (path, token) = split(feed.url.expect("an address").as_str());
    let text = String::from_utf8(browser.get_calendar_feed(&token).await.expect("readable by whoever has it")).expect("text");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
    assert_eq!(text.matches("SUMMARY:M. O.\r\n").count(), 2, "{text}");
    assert!(text.contains("STATUS:TENTATIVE") && text.contains("STATUS:CONFIRMED") && text.contains("DTSTART:20260305T150000Z"), "{text}");
    assert!(!text.contains("Maya") && !text.contains("Ortiz") && !text.contains("session"), "{text}");
    let reply = house.raw().get(&path).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/calendar; charset=utf-8")));

    let again = owner.create_staff_calendar_feed(&once(), owner.id).await.expect("another address");
    assert_eq!(house.raw().get(&path).await.status, 404, "the older address has ended");
    let (path, _) = split(again.url.expect("an address").as_str());
    assert_eq!(house.raw().get(&path).await.status, 200);
    let shown = owner.get_staff_calendar_feed(owner.id).await.expect("there is one");
    assert!(shown.created_at.is_some() && shown.url.is_none(), "the address is told once");
    owner.revoke_staff_calendar_feed(&once(), owner.id).await.expect("revoked");
    assert_eq!(house.raw().get(&path).await.status, 404);
    assert_eq!(owner.revoke_staff_calendar_feed(&once(), owner.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(house.number("SELECT count(*) FROM calendar_feeds").await, 0);
}

async fn b17_what_has_not_changed_is_not_sent_again(house: House) {
    let clinic = Clinic::open(&house).await;
    let owner = clinic.owner();
    let feed = owner.create_staff_calendar_feed(&once(), owner.id).await.expect("a feed");
    let (path, _) = split(feed.url.expect("an address").as_str());
    let first = house.raw().get(&path).await;
    let etag = first.header("etag").expect("an ETag").to_owned();
    house.advance(3600);
    let clinic = clinic.another_day().await;
    let ask = |etag: &str| house.raw().request(Method::GET, &path).header("If-None-Match", etag);
    assert_eq!(house.raw().send(ask(&etag)).await.status, 304);
    clinic.books("2026-03-05T10:00").await;
    let changed = house.raw().send(ask(&etag)).await;
    assert!(changed.status == 200 && changed.header("etag") != Some(&etag), "{}", changed.status);
}

async fn b17_clinicians_keep_their_own_feeds_and_calendars(house: House) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(&house).await;
    let ada = clinic.practice.staff("Ada", Role::Clinician).await;
    let fay = clinic.practice.staff("Fay", Role::FrontDesk).await;
    ada.create_staff_calendar_feed(&once(), ada.id).await.expect("her own");
    assert_eq!(ada.create_staff_calendar_feed(&once(), clinic.staff).await.refused(), refusal(404, "not_found"));
    assert_eq!(ada.get_staff_calendar_feed(clinic.staff).await.refused(), refusal(404, "not_found"));
    assert_eq!(ada.list_outside_calendars(clinic.staff).await.refused(), refusal(404, "not_found"));
    fay.create_staff_calendar_feed(&once(), clinic.staff).await.expect("the front desk keeps everybody's");
    assert_eq!(fay.create_staff_calendar_feed(&once(), fay.id).await.refused(), refusal(404, "not_found"), "no clinician, no calendar");
    let stranger = house.another_practice().await;
    assert_eq!(stranger.owner().get_staff_calendar_feed(ada.id).await.refused(), refusal(404, "not_found"));
}
