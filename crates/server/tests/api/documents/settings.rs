//! S5: the practice's choices about documents.

use domain::documents::DocumentsSettings;
use domain::practice::staff::Role;
use futures_util::future::join;

use super::scene::unchanged;
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(s5_choices_about_documents_are_owners_and_have_bounds, s5_of_two_who_choose_at_once_one_is_told);

async fn s5_choices_about_documents_are_owners_and_have_bounds(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let (sam, desk) = (practice.staff("Sam", Role::Clinician).await, practice.staff("Ada", Role::FrontDesk).await);
    let biller = practice.staff("Bo", Role::Biller).await;
    let usual = desk.get_documents_settings().await.expect("whoever sends may know");
    assert_eq!((usual.version, usual.settings), (1, DocumentsSettings::default()));
    assert_eq!(sam.get_documents_settings().await.expect("the choices"), usual);
    assert_eq!(biller.get_documents_settings().await.refused(), refusal(404, "not_found"));
    let chosen = DocumentsSettings { clients_may_upload: true, remind: false, front_desk_reads: true, due_after_days: None };
    unchanged(&house, async {
        for who in [&sam, &desk, &biller] {
            assert_eq!(who.update_documents_settings(&once(), Some(1), &chosen).await.refused(), refusal(404, "not_found"));
        }
        for days in [0, 366, u16::MAX] {
            let wrong = DocumentsSettings { due_after_days: Some(days), ..chosen };
            assert_eq!(owner.update_documents_settings(&once(), Some(1), &wrong).await.refused_at("/due_after_days"), "out_of_range");
        }
    })
    .await;
    let saved = owner.update_documents_settings(&once(), Some(1), &chosen).await.expect("saved");
    assert_eq!((saved.version, saved.settings), (2, chosen));
    assert_eq!(owner.get_documents_settings().await.expect("the choices"), saved);
    let late = owner.update_documents_settings(&once(), Some(1), &DocumentsSettings::default()).await;
    assert_eq!(late.refused(), refusal(412, "stale"));
    let most = DocumentsSettings { due_after_days: Some(365), ..chosen };
    assert_eq!(owner.update_documents_settings(&once(), None, &most).await.expect("saved").settings, most);
    let other = house.another_practice().await;
    assert_eq!(other.owner().get_documents_settings().await.expect("their own"), usual);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'documents_settings.updated'").await, 2);
}

async fn s5_of_two_who_choose_at_once_one_is_told(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    for version in 1..4 {
        let save = async |days| {
            let settings = DocumentsSettings { due_after_days: Some(days), ..DocumentsSettings::default() };
            owner.update_documents_settings(&once(), Some(version), &settings).await
        };
        let (one, two) = join(save(3), save(5)).await;
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        assert_eq!(if one.is_ok() { two } else { one }.refused(), refusal(412, "stale"));
    }
}
