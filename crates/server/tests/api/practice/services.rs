//! S5: services.

use domain::money::{Currency, Money};
use domain::practice::service::ServiceInput;

use crate::harness::{House, Refused as _, both_databases, once, refusal, service};

both_databases!(s5_a_service_is_made_changed_archived_and_restored, s5_time_and_money_have_their_bounds);

async fn s5_a_service_is_made_changed_archived_and_restored(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_service(&once(), &service("Couples session")).await.expect("made");
    assert_eq!((made.details.clone(), made.archived, made.version), (service("Couples session"), false, 1));
    let changed = ServiceInput { minutes: 75, code: String::new(), ..service("Couples session") };
    let saved = owner.update_service(&once(), made.id, Some(made.version), &changed).await.expect("saved");
    assert_eq!(saved.details, changed);
    assert_eq!(owner.update_service(&once(), made.id, Some(made.version), &service("x")).await.refused(), refusal(412, "stale"));
    assert!(owner.archive_service(&once(), made.id).await.expect("archived").archived);
    let names = async || owner.list_services().await.expect("services").items.into_iter().map(|item| item.details.name).collect::<Vec<_>>();
    assert_eq!(names().await, ["Individual session", "Couples session"], "those on offer come first");
    assert!(!owner.restore_service(&once(), made.id).await.expect("restored").archived);
    assert_eq!(names().await, ["Couples session", "Individual session"]);
}

async fn s5_time_and_money_have_their_bounds(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let fee = |amount_minor, currency: &str| Money { amount_minor, currency: Currency(currency.into()) };
    let good = service("Session");
    let bad = [
        (ServiceInput { minutes: 4, ..good.clone() }, "/minutes", "out_of_range"),
        (ServiceInput { minutes: 481, ..good.clone() }, "/minutes", "out_of_range"),
        (ServiceInput { fee: fee(-1, "USD"), ..good.clone() }, "/fee/amount_minor", "out_of_range"),
        (ServiceInput { fee: fee(i64::MAX, "USD"), ..good.clone() }, "/fee/amount_minor", "out_of_range"),
        (ServiceInput { fee: fee(100, "ABC"), ..good.clone() }, "/fee/currency", "currency"),
        (ServiceInput { name: String::new(), ..good.clone() }, "/name", "required"),
    ];
    for (input, pointer, code) in bad {
        assert_eq!(owner.create_service(&once(), &input).await.refused_at(pointer), code);
    }
    for (minutes, amount) in [(5, 0), (480, Money::MOST)] {
        let input = ServiceInput { minutes, fee: fee(amount, "USD"), ..good.clone() };
        assert_eq!(owner.create_service(&once(), &input).await.expect("at the edge").details, input);
    }
}
