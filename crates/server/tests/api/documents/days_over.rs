//! D11: what nobody finished in time expires, and what holds no longer is sent anew: each once, whatever the clock and the
//! processes do.

use std::time::Duration;

use documents::rounds::renew_all;
use domain::documents::{
    ArchiveTemplate, DocumentFilter, DocumentState, DocumentTemplateInput, FormTemplateInput, ListDocuments, TrailEvent, VoidDocument,
};
use domain::practice::client::ClientStatus;

use super::rounds::{begin, letters, rounds};
use super::scene::signature;
use super::sent::{DAY, Sent, about_you, events, policies};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    d11_what_nobody_finished_in_time_expires_once_by_the_day_at_the_practice,
    d11_what_the_client_did_in_time_does_not_expire,
    d11_what_holds_no_longer_is_sent_anew_once_and_together,
    d11_a_process_that_dies_in_between_renews_once_all_the_same,
    d11_nothing_is_renewed_that_should_not_be,
);

async fn d11_what_nobody_finished_in_time_expires_once_by_the_day_at_the_practice(house: House) {
    let sent = begin(&house).await;
    let template = sent.writes(DocumentTemplateInput { expire_after_days: Some(2), ..policies() }).await;
    let document = sent.gives(template, None).await;
    sent.agrees().await;
    let shown = sent.reads(document).await;
    // One minute to midnight of the 4th in New York: its last day, and the 5th in London.
    let sent = sent.later(2 * DAY + 14 * 3600 - 60).await;
    rounds(&house).await;
    assert_eq!(sent.state(document).await, DocumentState::Viewed);
    let sent = sent.later(120).await;
    rounds(&house).await;
    house.advance(-3600);
    rounds(&house).await;
    house.advance(3600);
    rounds(&house).await;
    let after = sent.at_desk(document).await;
    assert_eq!((after.summary.state, events(&after).last()), (DocumentState::Expired, Some(&TrailEvent::Expired)));
    assert_eq!(events(&after).iter().filter(|event| **event == TrailEvent::Expired).count(), 1);
    assert_eq!(sent.recorded("document.expired").await, 1);
    let late = sent.browser.sign_my_document(&once(), document, &signature(&shown)).await;
    assert_eq!(late.refused(), refusal(409, "document_expired"));
    let over = ListDocuments { filter: Some(DocumentFilter::Over), ..ListDocuments::default() };
    assert_eq!(sent.owner().list_documents(&over).await.expect("a page").items.len(), 1);
    assert!(sent.owner().verify_document(document).await.expect("looked at").whole);
}

async fn d11_what_the_client_did_in_time_does_not_expire(house: House) {
    let sent = begin(&house).await;
    let template = sent.writes(DocumentTemplateInput { expire_after_days: Some(1), ..policies() }).await;
    let (signed, voided) = (sent.gives(template, None).await, sent.gives(template, None).await);
    sent.signs(signed).await;
    sent.owner().void_document(&once(), voided, &VoidDocument { reason: "".into() }).await.expect("taken back");
    let form = sent.asks(FormTemplateInput { expire_after_days: Some(1), ..about_you() }).await;
    let submitted = sent.gives(form, None).await;
    sent.fills(submitted, &[("well", "yes")]).await;
    let sent = sent.later(5 * DAY).await;
    rounds(&house).await;
    let states = [sent.state(signed).await, sent.state(voided).await, sent.state(submitted).await];
    assert_eq!(states, [DocumentState::Completed, DocumentState::Void, DocumentState::Submitted]);
    assert_eq!(sent.recorded("document.expired").await, 0);
}

/// Something to sign that holds for a month.
fn monthly() -> DocumentTemplateInput {
    DocumentTemplateInput { renew_after_months: Some(1), ..policies() }
}

/// What Maya has, by state.
async fn count(sent: &Sent, state: DocumentState) -> usize {
    let all = sent.owner().list_documents(&ListDocuments { limit: Some(200), ..ListDocuments::default() }).await.expect("a page");
    all.items.into_iter().filter(|item| item.state == state).count()
}

async fn d11_what_holds_no_longer_is_sent_anew_once_and_together(house: House) {
    let sent = begin(&house).await;
    let text = sent.writes(monthly()).await;
    let form = sent.asks(FormTemplateInput { renew_after_months: Some(1), ..about_you() }).await;
    let (signed, submitted) = (sent.gives(text, None).await, sent.gives(form, None).await);
    sent.signs(signed).await;
    sent.fills(submitted, &[("well", "yes")]).await;
    sent.jordan.complete_document(&once(), submitted).await.expect("completed");
    assert_eq!(sent.at_desk(signed).await.summary.renews_on, "2026-04-02".parse().ok());
    let newer = DocumentTemplateInput { title: "Practice policies, 2026".into(), ..monthly() };
    sent.owner().update_document_template(&once(), text, None, &newer).await.expect("a new version");
    letters(&house).await;

    // The evening before: clocks went forward in between, and it is the 2nd in London.
    let sent = sent.later(30 * DAY + 12 * 3600).await;
    rounds(&house).await;
    assert_eq!(letters(&house).await, [""; 0]);
    let sent = sent.later(2 * 3600).await;
    rounds(&house).await;
    for seconds in [-3600, 3600, DAY] {
        house.advance(seconds);
        rounds(&house).await;
    }
    assert_eq!(letters(&house).await, ["documents_shared"], "both in one letter");
    let sent = sent.later(60).await;
    let open = ListDocuments { filter: Some(DocumentFilter::Open), ..ListDocuments::default() };
    let mut titles: Vec<_> = sent.owner().list_documents(&open).await.expect("a page").items.into_iter().map(|item| item.title).collect();
    titles.sort();
    assert_eq!(titles, ["About you", "Practice policies, 2026"], "the newest version");
    for old in [signed, submitted] {
        let old = sent.at_desk(old).await;
        assert_eq!((old.summary.state, events(&old).last()), (DocumentState::Completed, Some(&TrailEvent::Renewed)));
        assert!(sent.owner().verify_document(old.summary.id).await.expect("looked at").whole);
    }
    assert_eq!(sent.recorded("document.renewed").await, 2);
}

async fn d11_a_process_that_dies_in_between_renews_once_all_the_same(house: House) {
    let sent = begin(&house).await;
    sent.agrees().await;
    for _ in 0..4 {
        let template = sent.writes(monthly()).await;
        let document = sent.gives(template, None).await;
        sent.signs_again(document).await;
    }
    letters(&house).await;
    house.advance(31 * DAY);
    for pause in 0..25 {
        let dying = tokio::spawn(renew_all(house.another_process().await));
        tokio::time::sleep(Duration::from_millis(pause)).await;
        dying.abort();
        let _ = dying.await;
    }
    rounds(&house).await;
    let sent = sent.later(60).await;
    assert_eq!((count(&sent, DocumentState::Completed).await, count(&sent, DocumentState::Sent).await), (4, 4));
    assert_eq!(letters(&house).await, ["documents_shared"]);
}

async fn d11_nothing_is_renewed_that_should_not_be(house: House) {
    let sent = begin(&house).await;
    let (away, again, gone) = (sent.writes(monthly()).await, sent.writes(monthly()).await, sent.writes(monthly()).await);
    let (one, two, three) = (sent.gives(away, None).await, sent.gives(again, None).await, sent.gives(gone, None).await);
    sent.agrees().await;
    for id in [one, two, three] {
        sent.signs_again(id).await;
    }
    sent.owner().void_document(&once(), three, &VoidDocument { reason: "".into() }).await.expect("taken back");
    let sent = sent.later(20 * DAY).await;
    sent.owner().archive_document_template(&once(), away, None, &ArchiveTemplate { archived: true }).await.expect("put away");
    sent.gives(again, None).await;
    letters(&house).await;
    let sent = sent.later(20 * DAY).await;
    rounds(&house).await;
    assert_eq!((letters(&house).await, count(&sent, DocumentState::Sent).await), (vec![], 1), "the one that somebody sent");
    assert_eq!(sent.recorded("document.renewed").await, 0);

    // Taken out again, it is renewed; but not for who is no longer in care.
    sent.owner().archive_document_template(&once(), away, None, &ArchiveTemplate { archived: false }).await.expect("taken out");
    let mut maya = sent.owner().get_client(sent.maya.id).await.expect("her record");
    maya.details.status = ClientStatus::Inactive;
    let away = sent.owner().update_client(&once(), maya.id, None, &maya.details).await.expect("saved");
    rounds(&house).await;
    assert_eq!(count(&sent, DocumentState::Sent).await, 1);
    maya.details.status = ClientStatus::Active;
    sent.owner().update_client(&once(), maya.id, Some(away.version), &maya.details).await.expect("saved");
    rounds(&house).await;
    assert_eq!((count(&sent, DocumentState::Sent).await, sent.recorded("document.renewed").await), (2, 1));
}
