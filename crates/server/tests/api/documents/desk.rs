//! D9, D11: what the practice does with what it sent.

use domain::DocumentId;
use domain::documents::{
    Answer, Asks, CountersignDocument, DocumentFilter, DocumentState, DocumentTemplateInput, ListDocuments, ReturnDocument, SignerRole,
    SubmitMyForm, TrailEvent, VoidDocument,
};
use domain::list::PageQuery;
use domain::practice::staff::Role;
use futures_util::future::join;

use super::scene::{MAYA, signature};
use super::sent::{Sent, about_you, events, policies};
use crate::harness::{Colleague, House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    d9_lists_say_who_has_what_by_the_day_at_the_practice,
    d9_pages_of_documents_meet_without_gap_and_overlap,
    d9_staff_remind_at_most_once_an_hour,
    d9_nobody_is_reminded_who_cannot_be,
    d11_what_is_returned_is_corrected_submitted_again_and_completed,
    d9_the_practice_signs_once_and_after_the_client,
    d11_a_signature_and_a_void_at_once_leave_one_whole_story,
    d11_what_was_taken_back_stays_to_be_read,
    d10_what_was_asked_for_is_there_once_it_was_handed_in,
);

async fn titles(by: &Colleague, filter: DocumentFilter) -> Vec<String> {
    let asked = ListDocuments { filter: Some(filter), ..ListDocuments::default() };
    let mut titles: Vec<_> = by.list_documents(&asked).await.expect("a page").items.into_iter().map(|item| item.title).collect();
    titles.sort();
    titles
}

pub fn name(text: &str) -> CountersignDocument {
    CountersignDocument { name: text.into() }
}

pub fn void(reason: &str) -> VoidDocument {
    VoidDocument { reason: reason.into() }
}

async fn d9_lists_say_who_has_what_by_the_day_at_the_practice(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let (policies_id, form_id) =
        (sent.writes(DocumentTemplateInput { countersign: true, ..policies() }).await, sent.asks(about_you()).await);
    let signed = sent.gives(policies_id, None).await;
    let form = sent.gives(form_id, None).await;
    let due = sent.gives(form_id, Some("2026-03-02")).await;
    let gone = sent.gives(policies_id, None).await;
    sent.signs(signed).await;
    sent.fills(form, &[("well", "yes")]).await;
    sent.owner().void_document(&once(), gone, &void("")).await.expect("taken back");

    let robin = sent.owner();
    assert_eq!(titles(robin, DocumentFilter::Open).await, ["About you"]);
    assert_eq!(titles(robin, DocumentFilter::Submitted).await, ["About you"]);
    assert_eq!(titles(robin, DocumentFilter::ToCountersign).await, ["Practice policies"]);
    assert_eq!(titles(robin, DocumentFilter::Done).await, [""; 0], "the practice has not signed");
    assert_eq!(titles(robin, DocumentFilter::Over).await, ["Practice policies"]);
    let of_form = ListDocuments { template_id: Some(form_id), ..ListDocuments::default() };
    let items = robin.list_documents(&of_form).await.expect("a page").items;
    assert_eq!((items.len(), items[0].client_name.as_str()), (2, "Maya Ortiz"));
    robin.countersign_document(&once(), signed, &name("Robin Reed")).await.expect("signed");
    assert_eq!(titles(robin, DocumentFilter::Done).await, ["Practice policies"]);

    // One minute to midnight in New York: it is tomorrow in London, and the day it is due here.
    let sent = sent.later(14 * 3600 - 60).await;
    let overdue = async |sent: &Sent| sent.owner().get_document_counts().await.expect("counts").overdue;
    assert_eq!((overdue(&sent).await, titles(sent.owner(), DocumentFilter::Overdue).await), (0, vec![]));
    let sent = sent.later(61).await;
    assert_eq!((overdue(&sent).await, titles(sent.owner(), DocumentFilter::Overdue).await), (1, vec!["About you".to_owned()]));
    sent.fills(due, &[("well", "no")]).await;
    let counts = sent.owner().get_document_counts().await.expect("counts");
    assert_eq!((counts.submitted, counts.to_countersign, counts.overdue), (2, 0, 0));
}

async fn d9_pages_of_documents_meet_without_gap_and_overlap(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let template = sent.asks(about_you()).await;
    let lena = sent.practice.client("Lena").await;
    for number in 0..7 {
        // Some at the very same moment.
        house.advance(number % 2);
        sent.gives_to(if number % 3 == 0 { lena.id } else { sent.maya.id }, template, None).await;
    }
    let (mut seen, mut cursor): (Vec<DocumentId>, _) = (Vec::new(), None);
    loop {
        let asked = ListDocuments { limit: Some(3), cursor, ..ListDocuments::default() };
        let page = sent.owner().list_documents(&asked).await.expect("a page");
        assert!(page.items.is_sorted_by(|a, b| (a.sent_at, a.id) > (b.sent_at, b.id)), "the newest first");
        seen.extend(page.items.iter().map(|item| item.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let whole = sent.owner().list_documents(&ListDocuments::default()).await.expect("a page");
    assert_eq!((seen.len(), seen), (7, whole.items.into_iter().map(|item| item.id).collect()));
    let (mut hers, mut cursor) = (0, None);
    loop {
        let page = sent.owner().list_client_documents(lena.id, &PageQuery { limit: Some(2), cursor }).await.expect("a page");
        assert!(page.items.iter().all(|item| item.client_name.as_str() == "Lena Ortiz"));
        hers += page.items.len();
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(hers, 3);
    let foreign = ListDocuments { cursor: Some("abc".into()), ..ListDocuments::default() };
    assert_eq!(sent.owner().list_documents(&foreign).await.refused_at("/cursor"), "cursor");
}

async fn d9_staff_remind_at_most_once_an_hour(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    while house.maybe_mail_to(MAYA).await.is_some() {}
    let document = sent.gives(sent.asks(about_you()).await, None).await;
    assert_eq!(house.mail_to(MAYA).await.kind, "documents_shared");
    let reminded = sent.jordan.remind_document(&once(), document).await.expect("reminded");
    assert_eq!(events(&reminded), [TrailEvent::Sent, TrailEvent::Reminded]);
    assert_eq!(reminded.trail[1].by.as_ref().map(|by| by.as_str()), Some("Jordan Hale"));
    let mail = house.mail_to(MAYA).await;
    assert_eq!((mail.kind.as_str(), mail.page()), ("documents_due", "/p/willow-reed/documents"));
    assert!(!mail.text.contains("About you"), "never what it is: {}", mail.text);
    // Also by a clock that is set back an hour before it all.
    for seconds in [0, 3599, -7199] {
        house.advance(seconds);
        let (robin, _) = sent.owner().signs_in(PASSWORD).await.expect("signed in");
        assert_eq!(robin.remind_document(&once(), document).await.refused(), refusal(409, "reminded_already"), "{seconds}");
    }
    house.advance(2 * 3600);
    let (jordan, _) = sent.jordan.signs_in(PASSWORD).await.expect("signed in");
    jordan.remind_document(&once(), document).await.expect("reminded again");
    assert_eq!(house.mail_to(MAYA).await.kind, "documents_due");
    assert_eq!(sent.recorded("document.reminded").await, 2);
}

async fn d9_nobody_is_reminded_who_cannot_be(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let template = sent.asks(about_you()).await;
    let lena = sent.practice.client("Lena").await;
    let hers = sent.gives_to(lena.id, template, None).await;
    assert_eq!(sent.owner().remind_document(&once(), hers).await.refused(), refusal(409, "not_reachable"), "she has not come in");
    let document = sent.gives(template, None).await;
    sent.may(|rights| rights.documents = false).await;
    assert_eq!(sent.owner().remind_document(&once(), document).await.refused(), refusal(409, "not_reachable"));
    sent.may(|rights| rights.documents = true).await;
    house.tamper("UPDATE client_emails SET email_ok = false").await;
    assert_eq!(sent.owner().remind_document(&once(), document).await.refused(), refusal(409, "not_reachable"));
    house.tamper("UPDATE client_emails SET email_ok = true").await;
    sent.fills(document, &[("well", "yes")]).await;
    assert_eq!(sent.owner().remind_document(&once(), document).await.refused(), refusal(409, "document_submitted"));
    assert_eq!(sent.recorded("document.reminded").await, 0);
}

async fn d11_what_is_returned_is_corrected_submitted_again_and_completed(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let document = sent.gives(sent.asks(about_you()).await, None).await;
    let note = ReturnDocument { note: "Which town?".into() };
    assert_eq!(sent.jordan.return_document(&once(), document, &note).await.refused(), refusal(409, "document_unfinished"));
    assert_eq!(sent.jordan.complete_document(&once(), document).await.refused(), refusal(409, "document_unfinished"));
    sent.answers(document, &[("city", "Not ready")]).await;
    let shown = sent.jordan.get_document(document).await.expect("theirs");
    assert!(shown.answers.is_empty() && shown.proposal.fields.is_empty(), "what she writes is hers until she submits");
    sent.fills(document, &[("city", "x"), ("well", "yes")]).await;
    let shown = sent.jordan.get_document(document).await.expect("theirs");
    assert_eq!((shown.answers.get("city"), shown.signatures.len()), (Some(&Answer::from("x")), 1));

    assert_eq!(sent.jordan.return_document(&once(), document, &ReturnDocument { note: " ".into() }).await.refused_at("/note"), "required");
    while house.maybe_mail_to(MAYA).await.is_some() {}
    let back = sent.jordan.return_document(&once(), document, &note).await.expect("returned");
    assert_eq!(house.mail_to(MAYA).await.kind, "documents_shared", "she is told that something waits");
    assert_eq!((back.summary.state, back.summary.done_at, back.answers.len()), (DocumentState::Returned, None, 0));
    let hers = sent.browser.get_my_document(document).await.expect("hers");
    assert_eq!((hers.note.expect("a note").as_str(), hers.answers.get("city")), ("Which town?", Some(&Answer::from("x"))));
    assert_eq!(sent.jordan.return_document(&once(), document, &note).await.refused(), refusal(409, "document_unfinished"));
    sent.fills(document, &[("city", "Ithaca")]).await;
    let done = sent.jordan.complete_document(&once(), document).await.expect("completed");
    assert_eq!((done.summary.state, done.note.is_none()), (DocumentState::Completed, true));
    assert_eq!((done.answers.get("city"), done.answers.get("well")), (Some(&Answer::from("Ithaca")), Some(&Answer::from("yes"))));
    use TrailEvent as E;
    let story = [E::Sent, E::Submitted, E::Returned, E::Submitted, E::Completed];
    assert_eq!(events(&done).into_iter().filter(|event| story.contains(event)).collect::<Vec<_>>(), story);
    for again in [sent.jordan.complete_document(&once(), document).await, sent.jordan.return_document(&once(), document, &note).await] {
        assert_eq!(again.refused(), refusal(409, "document_completed"));
    }
    assert!(sent.jordan.verify_document(document).await.expect("looked at").whole);
}

async fn d9_the_practice_signs_once_and_after_the_client(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let template = sent.writes(DocumentTemplateInput { countersign: true, ..policies() }).await;
    let document = sent.gives(template, None).await;
    assert!(sent.owner().get_document(document).await.expect("theirs").summary.needs_countersignature);
    let early = sent.jordan.countersign_document(&once(), document, &name("Jordan Hale")).await;
    assert_eq!(early.refused(), refusal(409, "document_unfinished"));
    sent.signs(document).await;
    assert_eq!(sent.jordan.countersign_document(&once(), document, &name(" ")).await.refused_at("/name"), "required");
    let (robins, jordans) = (name("Robin Reed"), name("Jordan Hale"));
    let (presses, presses_too) = (once(), once());
    let (one, other) = join(
        sent.owner().countersign_document(&presses, document, &robins),
        sent.jordan.countersign_document(&presses_too, document, &jordans),
    )
    .await;
    let (done, late) = if one.is_ok() { (one, other) } else { (other, one) };
    assert_eq!(late.refused(), refusal(409, "document_completed"), "each side signs once");
    let done = done.expect("one of them");
    assert_eq!((done.summary.state, done.summary.needs_countersignature), (DocumentState::Countersigned, false));
    assert_eq!(done.signatures.iter().map(|one| one.role).collect::<Vec<_>>(), [SignerRole::Client, SignerRole::Practice]);
    assert_eq!(events(&done).last(), Some(&TrailEvent::Countersigned));
    assert_eq!(house.number("SELECT count(*) FROM document_signatures").await, 2);
    assert!(sent.owner().verify_document(document).await.expect("looked at").whole);

    let other = sent.gives(sent.writes(policies()).await, None).await;
    sent.signs(other).await;
    assert_eq!(sent.owner().countersign_document(&once(), other, &name("Robin Reed")).await.refused(), refusal(409, "document_kind"));
    let ada = sent.practice.staff("Ada", Role::FrontDesk).await;
    sent.chooses(|settings| settings.front_desk_reads = true).await;
    assert_eq!(ada.countersign_document(&once(), document, &name("Ada Hale")).await.refused(), refusal(404, "not_found"));
}

async fn d11_a_signature_and_a_void_at_once_leave_one_whole_story(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let template = sent.writes(policies()).await;
    sent.agrees().await;
    for _ in 0..6 {
        let document = sent.gives(template, None).await;
        let shown = sent.reads(document).await;
        let (press, signing, reason, sign) = (once(), once(), void("A mistake"), signature(&shown));
        let (signed, voided) =
            join(sent.browser.sign_my_document(&signing, document, &sign), sent.owner().void_document(&press, document, &reason)).await;
        voided.expect("what is signed can be taken back, too");
        let after = sent.owner().get_document(document).await.expect("theirs");
        assert_eq!(after.summary.state, DocumentState::Void);
        match signed {
            Ok(_) => assert_eq!(events(&after).iter().rev().take(2).rev().collect::<Vec<_>>(), [&TrailEvent::Signed, &TrailEvent::Voided]),
            Err(late) => {
                assert_eq!(late.code(), "document_void");
                assert!(!events(&after).contains(&TrailEvent::Signed) && after.signatures.is_empty());
            }
        }
        assert!(sent.owner().verify_document(document).await.expect("looked at").whole);
    }
}

async fn d11_what_was_taken_back_stays_to_be_read(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let template = sent.asks(about_you()).await;
    let (done, begun) = (sent.gives(template, None).await, sent.gives(template, None).await);
    sent.fills(done, &[("well", "yes")]).await;
    sent.answers(begun, &[("city", "Hers alone")]).await;
    for (document, given) in [(done, 1), (begun, 0)] {
        let voided = sent.jordan.void_document(&once(), document, &void("The wrong form")).await.expect("taken back");
        assert_eq!((voided.summary.state, voided.answers.len()), (DocumentState::Void, given));
        assert_eq!(voided.note.expect("why").as_str(), "The wrong form");
        assert_eq!(sent.jordan.void_document(&once(), document, &void("")).await.refused(), refusal(409, "document_void"));
        let hers = sent.browser.get_my_document(document).await.expect("hers");
        assert!(hers.note.is_none(), "why is for colleagues");
        let late = sent.browser.submit_my_form(&once(), document, &SubmitMyForm { answers_version: 1 }).await;
        assert_eq!(late.refused(), refusal(409, "document_void"));
    }
}

async fn d10_what_was_asked_for_is_there_once_it_was_handed_in(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let template = sent.writes(DocumentTemplateInput { title: "Insurance card".into(), asks: Asks::Files, ..policies() }).await;
    let document = sent.gives(template, None).await;
    let file = sent.browser.upload_my_document_file(&once(), document, "front.txt", b"Front".to_vec()).await.expect("kept");
    assert!(sent.jordan.get_document(document).await.expect("theirs").files.is_empty());
    assert_eq!(sent.jordan.get_document_file(file.id).await.refused(), refusal(404, "not_found"), "hers until she hands it in");
    sent.browser.submit_my_form(&once(), document, &SubmitMyForm { answers_version: 0 }).await.expect("handed in");
    let shown = sent.jordan.get_document(document).await.expect("theirs");
    assert_eq!((shown.files.len(), shown.files[0].name.as_str()), (1, "front.txt"));
    assert_eq!(sent.jordan.get_document_file(file.id).await.expect("theirs"), b"Front");
    assert_eq!(sent.recorded("document_file.read").await, 1);
    sent.jordan.return_document(&once(), document, &ReturnDocument { note: "And the back".into() }).await.expect("returned");
    assert_eq!(sent.jordan.get_document_file(file.id).await.refused(), refusal(404, "not_found"), "she may take it away again");
}
