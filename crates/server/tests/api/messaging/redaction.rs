//! M12: nobody deletes a message; what is redacted leaves a tombstone, and nothing of its words.

use domain::messaging::{FileState, ListMessages, Redact, SendMessage};

use super::thread::{Thread, fresh_id, in_sql, message, settled};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    m12_a_redacted_message_leaves_a_tombstone_and_nothing_else,
    m12_the_same_press_again_does_not_bring_the_words_back,
    m12_a_redaction_happens_once_and_by_staff,
    m12_nobody_deletes_a_message,
);

fn because(reason: &str) -> Redact {
    Redact { reason: reason.into() }
}

async fn m12_a_redacted_message_leaves_a_tombstone_and_nothing_else(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let file = thread.browser.upload_my_message_file(&once(), thread.id, "letter.txt", b"The letter".to_vec()).await.expect("kept");
    let input = SendMessage { id: fresh_id(), text: "Meant for somebody else".into(), files: vec![file.id] };
    let sent = thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
    assert_eq!(thread.jordan.get_unread().await.expect("counts").messages, 1);

    let shown = thread.jordan.redact_message(&once(), sent.id, &because("Sent by mistake")).await.expect("redacted");
    let redacted = shown.redacted.expect("a tombstone");
    assert_eq!(redacted.by.as_str(), "Jordan Hale");
    assert_eq!(redacted.reason.as_ref().map(|reason| reason.as_str()), Some("Sent by mistake"));
    assert_eq!(shown.text.as_str(), "");

    let page = thread.browser.list_my_messages(thread.id, &ListMessages::default()).await.expect("hers");
    let tombstone = &page.items[0];
    assert_eq!((page.items.len(), tombstone.seq, tombstone.text.as_str()), (1, 1, ""));
    let told = tombstone.redacted.as_ref().expect("a tombstone");
    assert_eq!((told.at, told.reason.as_ref()), (redacted.at, None), "why is for staff");
    assert_eq!((tombstone.files[0].state, tombstone.files[0].name.as_str()), (FileState::Redacted, ""));
    assert_eq!(thread.browser.get_my_message_file(file.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(thread.jordan.get_message_file(file.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(thread.jordan.get_unread().await.expect("counts").messages, 0, "there is nothing to read");
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'message.redacted'").await, 1);
    let id = in_sql(&house, sent.id.0);
    assert_eq!(house.number(&format!("SELECT count(*) FROM messages WHERE id = {id} AND sealed_body IS NULL")).await, 1);
    assert_eq!(house.number("SELECT count(*) FROM file_chunks").await, 0, "the file's bytes are gone, too");
    settled(&house).await;

    let again = thread.browser.send_my_message(&once(), thread.id, &input).await.expect("answered");
    assert!(again.redacted.is_some() && again.text.as_str().is_empty(), "sending it again does not bring it back");
}

async fn m12_the_same_press_again_does_not_bring_the_words_back(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let kept = async || house.number("SELECT count(*) FROM idempotency_keys WHERE sealed_answer IS NOT NULL").await;
    let before = kept().await;
    let press = house.raw().signed_in_as(&thread.browser).with("Idempotency-Key", "one-press");
    let path = format!("/api/v1/portal/conversations/{}/messages", thread.id);
    let input = message("Meant for somebody else");
    let body = serde_json::to_value(&input).expect("JSON");
    let sent = press.post(&path, &body).await;
    assert!(sent.status == 200 && sent.text().contains("Meant for somebody else"), "{}", sent.text());
    assert_eq!(kept().await, before, "the answer has her words: it is not kept");
    let other = SendMessage { text: "Something else".into(), ..input.clone() };
    let other = press.post(&path, &serde_json::to_value(&other).expect("JSON")).await;
    assert_eq!(other.refused(), refusal(422, "idempotency_key_reused"));
    let repeated = press.post(&path, &body).await;
    assert_eq!((repeated.status, repeated.text()), (200, sent.text()), "nothing has changed so far");

    thread.jordan.redact_message(&once(), input.id, &because("Sent by mistake")).await.expect("redacted");
    let again = press.post(&path, &body).await;
    assert_eq!(again.status, 200, "{}", again.text());
    assert!(again.json()["redacted"].is_object() && !again.text().contains("Meant for"), "{}", again.text());
    assert_eq!(house.number("SELECT count(*) FROM messages").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'message.sent'").await, 1);
}

async fn m12_a_redaction_happens_once_and_by_staff(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let said = thread.jordan_says("A slip").await;
    for (reason, code) in [("", "required"), ("   ", "required"), (&*"x".repeat(201), "too_long")] {
        let answer = thread.jordan.redact_message(&once(), said.id, &because(reason)).await;
        assert_eq!(answer.refused_at("/reason"), code);
    }
    let (one, two) = (once(), once());
    let (first, second) = (because("One"), because("Two"));
    let (a, b) =
        tokio::join!(thread.jordan.redact_message(&one, said.id, &first), thread.practice.owner().redact_message(&two, said.id, &second));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    assert_eq!(if a.is_ok() { b } else { a }.refused(), refusal(409, "redacted"));
    let raw = house.raw().signed_in_as(&thread.browser).with("origin", "http://anteroom.test");
    let hers = thread.maya_says("Hers").await;
    let path = format!("/api/v1/practice/messages/{}/redaction", hers.id);
    let reply = raw.post(&path, &serde_json::json!({ "reason": "Mine" })).await;
    assert_eq!(reply.status, 401, "a client redacts nothing");
    assert_eq!(thread.maya_reads().await, ["", "Hers"]);
}

async fn m12_nobody_deletes_a_message(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let said = thread.maya_says("It stays").await;
    let note = thread.jordan.create_message_note(&once(), thread.id, &message("A note")).await.expect("kept");
    let raw = house.raw().with("origin", "http://anteroom.test");
    for api in [&thread.browser, &**thread.practice.owner()] {
        for path in [
            format!("/api/v1/portal/conversations/{}/messages/{}", thread.id, said.id),
            format!("/api/v1/portal/conversations/{}", thread.id),
            format!("/api/v1/practice/messages/{}", said.id),
            format!("/api/v1/practice/messages/{}", note.id),
            format!("/api/v1/practice/conversations/{}", thread.id),
        ] {
            let reply = raw.signed_in_as(api).delete(&path).await;
            assert!(matches!(reply.status, 404 | 405), "{path}: {}", reply.status);
        }
    }
    assert_eq!(thread.reads(&thread.jordan).await, ["It stays", "A note"]);
}
