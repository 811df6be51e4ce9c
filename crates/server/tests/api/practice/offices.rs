//! S5: offices.

use domain::practice::office::{OfficeInput, OfficeKind};

use crate::harness::{House, Refused as _, both_databases, office, once, refusal};

both_databases!(s5_an_office_is_made_changed_archived_and_restored, s5_a_place_has_an_address_and_the_video_room_has_none);

async fn s5_an_office_is_made_changed_archived_and_restored(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_office(&once(), &office("Annex")).await.expect("made");
    assert_eq!((made.details.clone(), made.archived, made.version), (office("Annex"), false, 1));
    let changed = OfficeInput { directions: "Ring twice.".into(), phone: Some("+1 212 555 0100".into()), ..office("Annex") };
    let saved = owner.update_office(&once(), made.id, Some(made.version), &changed).await.expect("saved");
    assert_eq!(saved.details, changed);
    assert_eq!(owner.update_office(&once(), made.id, Some(made.version), &office("x")).await.refused(), refusal(412, "stale"));
    assert!(owner.archive_office(&once(), made.id).await.expect("archived").archived);
    assert!(owner.archive_office(&once(), made.id).await.expect("archived already").archived);
    let names =
        async || owner.list_offices().await.expect("offices").items.into_iter().map(|office| office.details.name).collect::<Vec<_>>();
    assert_eq!(names().await, ["Maple Street", "Annex"], "those in use come first");
    assert!(!owner.restore_office(&once(), made.id).await.expect("restored").archived);
    assert_eq!(names().await, ["Annex", "Maple Street"]);
}

async fn s5_a_place_has_an_address_and_the_video_room_has_none(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let nowhere = OfficeInput { address: None, ..office("Nowhere") };
    assert_eq!(owner.create_office(&once(), &nowhere).await.refused_at("/address"), "required");
    let video = OfficeInput { kind: OfficeKind::Video, ..office("Video room") };
    assert_eq!(owner.create_office(&once(), &video).await.refused_at("/address"), "not_allowed");
    let video = OfficeInput { address: None, ..video };
    let made = owner.create_office(&once(), &video).await.expect("made");
    assert_eq!(made.details, video);
    let mut abroad = office("Abroad");
    abroad.address.as_mut().expect("an address").country = "usa".into();
    assert_eq!(owner.create_office(&once(), &abroad).await.refused_at("/address/country"), "country");
}
