//! S4, S7: who of the practice may do what with documents, and that each look is written down.

use domain::FileId;
use domain::documents::{Asks, DocumentTemplateInput, ListDocuments, ReturnDocument, SettleProposal, SubmitMyForm};
use domain::list::PageQuery;
use domain::practice::staff::Role;

use super::desk::{name, void};
use super::sent::{Sent, about_you, policies};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    s4_the_front_desk_reads_only_where_the_practice_says_so,
    s4_a_biller_and_another_practice_find_nothing,
    s7_each_look_is_recorded,
);

async fn s4_the_front_desk_reads_only_where_the_practice_says_so(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let ada = sent.practice.staff("Ada", Role::FrontDesk).await;
    let template = sent.asks(about_you()).await;
    let (done, open) = (sent.gives(template, None).await, sent.gives(template, None).await);
    sent.fills(done, &[("city", "Ithaca"), ("well", "no")]).await;
    let gone = || refusal(404, "not_found");
    let note = ReturnDocument { note: "Which town?".into() };
    let none = SettleProposal { accept: vec![] };
    assert_eq!(ada.list_documents(&ListDocuments::default()).await.expect("who has what").items.len(), 2);
    assert_eq!(ada.get_document_counts().await.expect("counts").submitted, 1);
    assert_eq!(ada.list_client_documents(sent.maya.id, &PageQuery::default()).await.expect("what she has").items.len(), 2);
    assert_eq!(ada.get_document(done).await.refused(), gone());
    assert_eq!(ada.return_document(&once(), done, &note).await.refused(), gone());
    assert_eq!(ada.complete_document(&once(), done).await.refused(), gone());
    assert_eq!(ada.settle_document_proposal(&once(), done, &none).await.refused(), gone());
    let reminded = ada.remind_document(&once(), open).await.expect("they remind");
    assert!(reminded.trail.is_empty() && reminded.note.is_none(), "and see nothing of what was done with it");
    let voided = ada.void_document(&once(), done, &void("Twice")).await.expect("they take back");
    assert!(voided.answers.is_empty() && voided.signatures.is_empty() && voided.proposal.fields.is_empty() && voided.trail.is_empty());

    sent.chooses(|settings| settings.front_desk_reads = true).await;
    assert_eq!(ada.get_document(done).await.expect("now they read").answers.len(), 2);
    sent.fills(open, &[("well", "yes")]).await;
    ada.return_document(&once(), open, &note).await.expect("they return");
    sent.fills(open, &[("city", "Ithaca")]).await;
    ada.settle_document_proposal(&once(), open, &none).await.expect("they settle");
    ada.complete_document(&once(), open).await.expect("they complete");
}

async fn s4_a_biller_and_another_practice_find_nothing(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let (kim, stranger) = (sent.practice.staff("Kim", Role::Biller).await, house.another_practice().await);
    let upload = sent.writes(DocumentTemplateInput { title: "Card".into(), asks: Asks::Files, ..policies() }).await;
    let document = sent.gives(upload, None).await;
    let file = sent.browser.upload_my_document_file(&once(), document, "front.txt", b"Front".to_vec()).await.expect("kept");
    sent.browser.submit_my_form(&once(), document, &SubmitMyForm { answers_version: 0 }).await.expect("handed in");
    sent.chooses(|settings| settings.front_desk_reads = true).await;
    let gone = || refusal(404, "not_found");
    for by in [&kim, stranger.owner()] {
        assert_eq!(by.get_document(document).await.refused(), gone());
        assert_eq!(by.get_document_file(file.id).await.refused(), gone());
        assert_eq!(by.list_client_documents(sent.maya.id, &PageQuery::default()).await.refused(), gone());
        assert_eq!(by.remind_document(&once(), document).await.refused(), gone());
        assert_eq!(by.return_document(&once(), document, &ReturnDocument { note: "x".into() }).await.refused(), gone());
        assert_eq!(by.complete_document(&once(), document).await.refused(), gone());
        assert_eq!(by.countersign_document(&once(), document, &name("Kim Hale")).await.refused(), gone());
        assert_eq!(by.void_document(&once(), document, &void("")).await.refused(), gone());
        assert_eq!(by.settle_document_proposal(&once(), document, &SettleProposal { accept: vec![] }).await.refused(), gone());
    }
    assert_eq!(kim.list_documents(&ListDocuments::default()).await.refused(), gone());
    assert_eq!(kim.get_document_counts().await.refused(), gone());
    assert!(stranger.owner().list_documents(&ListDocuments::default()).await.expect("theirs").items.is_empty());
    let nothing = stranger.owner().get_document_counts().await.expect("theirs");
    assert_eq!((nothing.submitted, nothing.to_countersign, nothing.overdue), (0, 0, 0));
    assert_eq!(sent.owner().get_document_file(FileId(document.0)).await.refused(), gone(), "no file at all");
}

async fn s7_each_look_is_recorded(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let document = sent.gives(sent.writes(policies()).await, None).await;
    sent.owner().list_documents(&ListDocuments::default()).await.expect("a page");
    assert_eq!(sent.recorded("document.read").await, 0, "a list says nothing of what is in them");
    sent.jordan.get_document(document).await.expect("theirs");
    sent.owner().get_document(document).await.expect("theirs");
    assert_eq!(sent.recorded("document.read").await, 2);
    sent.owner().void_document(&once(), document, &void("")).await.expect("taken back");
    assert_eq!(sent.recorded("document.voided").await, 1);
    assert!(sent.owner().get_audit_chain().await.expect("the chain").whole);
}
