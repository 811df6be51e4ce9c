//! S5: weekly hours.

use domain::practice::availability::{SetAvailability, WeeklyWindow};
use domain::practice::staff::Role;
use domain::time::Weekday;

use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(s5_hours_are_set_by_the_owner_or_the_clinician, s5_hours_follow_their_rules);

fn window(weekday: Weekday, from_minute: u16, to_minute: u16) -> WeeklyWindow {
    WeeklyWindow::new(weekday, from_minute, to_minute)
}

async fn s5_hours_are_set_by_the_owner_or_the_clinician(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let lee = practice.staff("Lee", Role::Clinician).await;
    let office = practice.owner().list_offices().await.expect("offices").items[0].id;
    let morning = WeeklyWindow { office_id: Some(office), ..window(Weekday::Tuesday, 540, 720) };
    let hours = SetAvailability { windows: vec![window(Weekday::Tuesday, 780, 1440), morning.clone()] };
    let before = sam.get_availability(sam.id).await.expect("hours");
    assert!(before.windows.is_empty());
    let set = sam.set_availability(&once(), sam.id, Some(before.version), &hours).await.expect("own hours");
    assert_eq!(set.windows, [morning, window(Weekday::Tuesday, 780, 1440)], "by day and begin");
    assert_eq!(lee.get_availability(sam.id).await.expect("colleagues see them"), set);
    assert_eq!(lee.set_availability(&once(), sam.id, Some(set.version), &hours).await.refused(), refusal(404, "not_found"));
    let stale = sam.set_availability(&once(), sam.id, Some(before.version), &SetAvailability { windows: Vec::new() }).await;
    assert_eq!(stale.refused(), refusal(412, "stale"));
    let none = practice.owner().set_availability(&once(), sam.id, Some(set.version), &SetAvailability { windows: Vec::new() }).await;
    assert!(none.expect("the owner may").windows.is_empty());
}

async fn s5_hours_follow_their_rules(house: House) {
    let (practice, other) = (house.practice().await, house.another_practice().await);
    let owner = practice.owner();
    let set = async |windows: Vec<WeeklyWindow>| owner.set_availability(&once(), owner.id, None, &SetAvailability { windows }).await;
    let day = Weekday::Monday;
    assert_eq!(set(vec![window(day, 600, 600)]).await.refused_at("/windows/0/to_minute"), "order");
    assert_eq!(set(vec![window(day, 600, 1441)]).await.refused_at("/windows/0/to_minute"), "out_of_range");
    assert_eq!(set(vec![window(day, 540, 720), window(day, 700, 800)]).await.refused_at("/windows/1/from_minute"), "overlap");
    assert_eq!(set(vec![window(day, 1, 2); 61]).await.refused_at("/windows"), "too_many");
    let elsewhere = other.owner().list_offices().await.expect("offices").items[0].id;
    let foreign = WeeklyWindow { office_id: Some(elsewhere), ..window(day, 540, 720) };
    assert_eq!(set(vec![foreign]).await.refused().0, 422, "an office of another practice");
    assert!(owner.get_availability(owner.id).await.expect("hours").windows.is_empty());
}
