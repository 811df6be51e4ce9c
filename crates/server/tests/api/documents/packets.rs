//! D2: packets, and the one for new clients.

use domain::documents::{ArchiveTemplate, Packet, PacketInput};
use domain::practice::staff::Role;
use domain::{PacketId, TemplateId};
use futures_util::future::join_all;
use uuid::Uuid;

use super::scene::{consent, form, line, unchanged};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal};

both_databases!(
    d2_a_packet_is_put_together_changed_and_removed,
    d2_one_packet_is_for_new_clients,
    d2_of_many_who_choose_one_for_new_clients_the_last_wins,
    d2_what_cannot_be_sent_is_in_no_packet,
    d2_a_practice_has_at_most_a_hundred,
    s4_who_writes_packets_and_who_only_reads,
    s7_each_change_of_a_packet_is_recorded,
);

fn packet(name: &str, templates: &[TemplateId], for_new_clients: bool) -> PacketInput {
    PacketInput { name: name.into(), templates: templates.to_vec(), for_new_clients }
}

/// Something to sign and something to fill.
async fn two(owner: &Colleague) -> [TemplateId; 2] {
    let document = owner.create_document_template(&once(), &consent("Policies")).await.expect("written").id;
    let asked = owner.create_form_template(&once(), &form("About you", vec![line("city")])).await.expect("put together").id;
    [document, asked]
}

async fn made(owner: &Colleague, input: &PacketInput) -> Packet {
    owner.create_packet(&once(), input).await.expect("put together")
}

/// Names of the packets that are for new clients.
async fn for_new_clients(owner: &Colleague) -> Vec<String> {
    let all = owner.list_packets().await.expect("packets").items;
    all.into_iter().filter(|packet| packet.details.for_new_clients).map(|packet| packet.details.name).collect()
}

async fn d2_a_packet_is_put_together_changed_and_removed(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let [document, asked] = two(owner).await;
    let intake = made(owner, &packet(" Intake ", &[asked, document], false)).await;
    assert_eq!((intake.version, &intake.details), (1, &packet("Intake", &[asked, document], false)));
    let other = made(owner, &packet("Couples", &[document], false)).await;
    assert_eq!(owner.list_packets().await.expect("packets").items, [other.clone(), intake.clone()], "by name");

    let turned = packet("Aftercare", &[document, asked], false);
    let saved = owner.update_packet(&once(), intake.id, Some(1), &turned).await.expect("saved");
    assert_eq!((saved.id, saved.version, &saved.details), (intake.id, 2, &turned));
    let late = owner.update_packet(&once(), intake.id, Some(1), &packet("Late", &[asked], false)).await;
    assert_eq!(late.refused(), refusal(412, "stale"));
    let fewer = owner.update_packet(&once(), intake.id, None, &packet("Aftercare", &[asked], false)).await.expect("saved");
    assert_eq!(owner.list_packets().await.expect("packets").items, [fewer, other.clone()]);

    owner.remove_packet(&once(), intake.id).await.expect("removed");
    assert_eq!(owner.remove_packet(&once(), intake.id).await.refused(), refusal(404, "not_found"));
    let answer = owner.update_packet(&once(), intake.id, None, &turned).await;
    assert_eq!(answer.refused(), refusal(404, "not_found"));
    assert_eq!(owner.list_packets().await.expect("packets").items, [other]);
    assert_eq!(house.number("SELECT count(*) FROM document_packet_items").await, 1);
    owner.get_document_template(asked).await.expect("its documents stay");
}

async fn d2_one_packet_is_for_new_clients(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let all = two(owner).await;
    let intake = made(owner, &packet("Intake", &all, true)).await;
    assert_eq!(for_new_clients(owner).await, ["Intake"]);
    let other = made(owner, &packet("Couples", &all, true)).await;
    assert_eq!(for_new_clients(owner).await, ["Couples"]);
    let late = owner.update_packet(&once(), intake.id, Some(intake.version), &packet("Intake", &all, true)).await;
    assert_eq!(late.refused(), refusal(412, "stale"), "somebody chose another one in between");
    owner.update_packet(&once(), intake.id, Some(2), &packet("Intake", &all, true)).await.expect("saved");
    assert_eq!(for_new_clients(owner).await, ["Intake"]);
    owner.update_packet(&once(), intake.id, Some(3), &packet("First", &all, true)).await.expect("its own place it keeps");
    assert_eq!(for_new_clients(owner).await, ["First"]);
    owner.update_packet(&once(), intake.id, None, &packet("First", &all, false)).await.expect("saved");
    assert!(for_new_clients(owner).await.is_empty());
    owner.update_packet(&once(), other.id, None, &packet("Couples", &all, true)).await.expect("saved");
    owner.remove_packet(&once(), other.id).await.expect("removed");
    assert!(for_new_clients(owner).await.is_empty());
}

async fn d2_of_many_who_choose_one_for_new_clients_the_last_wins(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let all = two(owner).await;
    let names = ["A", "B", "C", "D"];
    let tries = join_all(names.map(|name| async move { owner.create_packet(&once(), &packet(name, &all, true)).await })).await;
    let ids: Vec<PacketId> = tries.into_iter().map(|made| made.expect("put together").id).collect();
    assert_eq!(for_new_clients(owner).await.len(), 1);
    for _ in 0..3 {
        let saves = join_all(
            ids.iter().zip(names).map(|(id, name)| async move { owner.update_packet(&once(), *id, None, &packet(name, &all, true)).await }),
        );
        for saved in saves.await {
            assert!(saved.expect("saved").details.for_new_clients);
        }
        assert_eq!(for_new_clients(owner).await.len(), 1);
    }
    // One goes while another comes in its place.
    let (gone, saved) = futures_util::future::join(
        owner.remove_packet(&once(), ids[0]),
        owner.update_packet(&once(), ids[0], None, &packet("A", &all, true)),
    )
    .await;
    gone.expect("removed");
    if let Err(failure) = saved {
        assert_eq!(failure.status(), Some(404));
    }
}

async fn d2_what_cannot_be_sent_is_in_no_packet(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let [document, asked] = two(owner).await;
    let foreign = two(house.another_practice().await.owner()).await[0];
    let intake = made(owner, &packet("Intake", &[document, asked], false)).await;
    let away = owner.create_document_template(&once(), &consent("Old")).await.expect("written").id;
    owner.archive_document_template(&once(), away, None, &ArchiveTemplate { archived: true }).await.expect("put away");
    let many: Vec<TemplateId> = (0..31).map(|number| TemplateId(Uuid::from_u128(number))).collect();
    unchanged(&house, async {
        for (templates, pointer, code) in [
            (&[document, TemplateId(Uuid::from_u128(7))][..], "/templates/1", "template"),
            (&[foreign], "/templates/0", "template"),
            (&[document, asked, away], "/templates/2", "archived"),
            (&[document, asked, document], "/templates/2", "taken"),
            (&[], "/templates", "required"),
            (&many, "/templates", "too_many"),
        ] {
            let input = packet("Other", templates, true);
            assert_eq!(owner.create_packet(&once(), &input).await.refused_at(pointer), code);
            assert_eq!(owner.update_packet(&once(), intake.id, None, &input).await.refused_at(pointer), code);
        }
        for (name, code) in [(" ", "required"), ("a\nb", "one_line"), (&"x".repeat(121), "too_long")] {
            assert_eq!(owner.create_packet(&once(), &packet(name, &[document], false)).await.refused_at("/name"), code);
        }
    })
    .await;
    // What is put away later stays where it is: whoever sends it is told.
    owner.archive_document_template(&once(), asked, None, &ArchiveTemplate { archived: true }).await.expect("put away");
    assert_eq!(owner.list_packets().await.expect("packets").items, [intake]);
}

async fn d2_a_practice_has_at_most_a_hundred(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let all = two(owner).await;
    let some = (0..99).map(|number| async move { owner.create_packet(&once(), &packet(&format!("{number}"), &all, false)).await });
    let ids: Vec<PacketId> = join_all(some).await.into_iter().map(|made| made.expect("put together").id).collect();
    let (attempts, last) = ([once(), once(), once()], packet("Last", &all, true));
    let tries = join_all(attempts.iter().map(|attempt| owner.create_packet(attempt, &last))).await;
    assert_eq!(tries.iter().filter(|made| made.is_ok()).count(), 1, "the hundredth, once");
    for made in tries.into_iter().filter(Result::is_err) {
        assert_eq!(made.refused(), refusal(409, "too_many_packets"));
    }
    assert_eq!(for_new_clients(owner).await, ["Last"]);
    assert_eq!(owner.list_packets().await.expect("packets").items.len(), 100);
    owner.remove_packet(&once(), ids[0]).await.expect("removed");
    made(owner, &packet("One more", &all, false)).await;
}

async fn s4_who_writes_packets_and_who_only_reads(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let all = two(owner).await;
    let intake = made(owner, &packet("Intake", &all, true)).await;
    let (desk, biller) = (practice.staff("Ada", Role::FrontDesk).await, practice.staff("Bo", Role::Biller).await);
    let other = house.another_practice().await;
    assert_eq!(desk.list_packets().await.expect("packets").items, std::slice::from_ref(&intake));
    assert_eq!(biller.list_packets().await.refused(), refusal(404, "not_found"));
    assert!(other.owner().list_packets().await.expect("packets").items.is_empty());
    let mine = packet("Mine", &all, true);
    for who in [&desk, &biller, other.owner()] {
        unchanged(&house, async {
            if who.practice == practice.slug {
                assert_eq!(who.create_packet(&once(), &mine).await.refused(), refusal(404, "not_found"));
            }
            assert_eq!(who.update_packet(&once(), intake.id, None, &mine).await.refused(), refusal(404, "not_found"));
            assert_eq!(who.remove_packet(&once(), intake.id).await.refused(), refusal(404, "not_found"));
        })
        .await;
    }
    practice.staff("Sam", Role::Clinician).await.create_packet(&once(), &mine).await.expect("clinicians do");
    let theirs = two(other.owner()).await;
    made(other.owner(), &packet("Theirs", &theirs, true)).await;
    assert_eq!(for_new_clients(owner).await, ["Mine"], "each practice has its own");
}

async fn s7_each_change_of_a_packet_is_recorded(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let all = two(owner).await;
    let intake = made(owner, &packet("Intake", &all, true)).await;
    owner.update_packet(&once(), intake.id, None, &packet("First", &all, true)).await.expect("saved");
    owner.remove_packet(&once(), intake.id).await.expect("removed");
    for act in ["created", "updated", "removed"] {
        let count = format!("SELECT count(*) FROM audit_events WHERE act = 'document_packet.{act}'");
        assert_eq!(house.number(&count).await, 1, "{act}");
    }
}
