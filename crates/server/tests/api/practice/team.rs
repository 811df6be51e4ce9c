//! S6: who works here, as the team's pages show it. How they come in is in `access`.

use domain::practice::staff::{Role, StaffInput};

use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    s6_the_team_is_listed_by_name_with_what_they_may_do,
    s6_a_colleague_is_changed_by_the_owner,
    s6_who_cares_for_a_client_works_here
);

async fn s6_the_team_is_listed_by_name_with_what_they_may_do(house: House) {
    let practice = house.practice().await;
    for (name, role) in [("Sam", Role::Clinician), ("Ada", Role::FrontDesk), ("Kim", Role::Biller)] {
        practice.staff(name, role).await;
    }
    let team = practice.owner().list_staff().await.expect("the team").items;
    let names: Vec<(&str, Role)> = team.iter().map(|member| (member.display_name.as_str(), member.details.role)).collect();
    assert_eq!(
        names,
        [("Ada Hale", Role::FrontDesk), ("Kim Hale", Role::Biller), ("Sam Hale", Role::Clinician), ("Robin Reed", Role::Owner)]
    );
    assert!(team.iter().all(|member| member.last_sign_in_at.is_some()));
}

async fn s6_a_colleague_is_changed_by_the_owner(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let member = practice.owner().get_staff_member(sam.id).await.expect("Sam");
    let input = StaffInput {
        credentials: "PhD, LCSW".into(),
        npi: Some("1234567893".into()),
        license: Some("NY 021874".into()),
        ..member.details.clone()
    };
    let saved = practice.owner().update_staff(&once(), sam.id, Some(member.version), &input).await.expect("saved");
    assert_eq!((saved.display_name.as_str(), &saved.details), ("Sam Hale, PhD, LCSW", &input));
    sam.get_practice().await.expect("the same role: the session goes on");
    assert_eq!(practice.owner().update_staff(&once(), sam.id, Some(member.version), &input).await.refused(), refusal(412, "stale"));
    let wrong = StaffInput { npi: Some("1234567890".into()), ..input };
    assert_eq!(practice.owner().update_staff(&once(), sam.id, None, &wrong).await.refused_at("/npi"), "npi");
    assert_eq!(sam.update_staff(&once(), sam.id, None, &saved.details).await.refused(), refusal(404, "not_found"), "only the owner may");
}

async fn s6_who_cares_for_a_client_works_here(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let kim = practice.staff("Kim", Role::Biller).await;
    let mut input = crate::harness::client_input("Maya");
    input.primary_clinician_id = Some(kim.id);
    assert_eq!(practice.owner().create_client(&once(), &input).await.refused().0, 422, "a biller cares for nobody");
    input.primary_clinician_id = Some(sam.id);
    let maya = practice.owner().create_client(&once(), &input).await.expect("created");
    assert_eq!(maya.primary_clinician.expect("a clinician").display_name.as_str(), "Sam Hale");
    practice.owner().deactivate_staff(&once(), sam.id).await.expect("Sam has left");
    let lena = practice
        .owner()
        .create_client(&once(), &domain::practice::client::ClientInput { first_name: "Lena".into(), emails: Vec::new(), ..input.clone() })
        .await;
    assert_eq!(lena.refused().0, 422);
    let kept = practice.owner().get_client(maya.id).await.expect("Maya");
    practice.owner().update_client(&once(), maya.id, Some(kept.version), &kept.details).await.expect("what was written stays");
}
