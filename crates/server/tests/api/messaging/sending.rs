//! M1, M3, M6: who may write to whom, what a text may be, and that it is sent exactly once.

use domain::messaging::{ListMessages, OpenConversation, OpenMyConversation, PartyKind, SendMessage};
use domain::practice::staff::Role;
use futures_util::future::join_all;

use super::thread::{Thread, choose, fresh_id, in_care_of, message, opens};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    m6_a_message_is_sent_once_however_often_it_is_sent,
    m6_an_id_belongs_to_its_first_message,
    m3_a_text_comes_back_as_it_was_written,
    i7_a_message_without_a_key_is_refused,
    m3_what_is_no_text_is_refused,
    m1_a_client_writes_to_the_clinicians_they_see,
    m1_the_front_desk_takes_messages_where_the_practice_opens_it,
    m1_a_conversation_is_its_clients_and_its_clinicians,
    a25_without_the_right_nothing_of_it_is_there,
    pages_of_a_thread_meet_without_gap_and_overlap,
);

async fn m6_a_message_is_sent_once_however_often_it_is_sent(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let input = message("Could we begin ten minutes later?");
    let presses: Vec<_> = (0..8).map(|_| once()).collect();
    let answers = join_all(presses.iter().map(|press| thread.browser.send_my_message(press, thread.id, &input))).await;
    let sent: Vec<_> = answers.into_iter().map(|answer| answer.expect("each press is answered")).collect();
    assert!(sent.iter().all(|message| message.id == input.id && message.seq == 1 && message.sent_at == sent[0].sent_at));
    assert_eq!(thread.maya_reads().await, ["Could we begin ten minutes later?"]);
    assert_eq!(thread.jordan.get_unread().await.expect("counts").messages, 1);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'message.sent'").await, 1);

    // A day later, from another device, with other words: what was sent stands.
    let changed = SendMessage { text: "Something else".into(), ..input.clone() };
    let again = thread.browser.send_my_message(&once(), thread.id, &changed).await.expect("answered");
    assert_eq!((again.seq, again.text.as_str()), (1, "Could we begin ten minutes later?"));
}

async fn m6_an_id_belongs_to_its_first_message(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let input = message("Mine");
    thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
    let taken = || refusal(409, "id_taken");
    assert_eq!(thread.jordan.send_message(&once(), thread.id, &input).await.refused(), taken(), "another author");
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    let theirs = opens(&noah, Some(thread.jordan.id)).await.id;
    assert_eq!(noah.send_my_message(&once(), theirs, &input).await.refused(), taken(), "another conversation");
    let note = message("A note");
    thread.jordan.create_message_note(&once(), thread.id, &note).await.expect("kept");
    assert_eq!(thread.jordan.send_message(&once(), thread.id, &note).await.refused(), taken(), "a note is no message");
    assert_eq!(thread.maya_reads().await, ["Mine"]);
}

async fn m3_a_text_comes_back_as_it_was_written(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let long = "ß漢🙂é".repeat(5_000);
    let texts = [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "& &amp; %00 ${7*7} {{7*7}} '; DROP TABLE messages; --",
        "שלום مرحبا 👩‍👩‍👧‍👦",
        "one\n\n  two\tthree",
        long.as_str(),
    ];
    for text in texts {
        thread.maya_says(text).await;
    }
    assert_eq!(thread.maya_reads().await, texts);
    assert_eq!(thread.reads(&thread.jordan).await, texts);
}

async fn i7_a_message_without_a_key_is_refused(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let raw = house.raw().with("origin", "http://anteroom.test");
    let (maya, jordan) = (raw.signed_in_as(&thread.browser), raw.signed_in_as(&thread.jordan));
    for (raw, place) in [(&maya, "portal"), (&jordan, "practice")] {
        let kinds: &[&str] = if place == "portal" { &["messages"] } else { &["messages", "notes"] };
        for kind in kinds {
            let path = format!("/api/v1/{place}/conversations/{}/{kind}", thread.id);
            let body = serde_json::json!({ "id": fresh_id(), "text": "Once or twice?" });
            assert_eq!(raw.post(&path, &body).await.refused(), refusal(400, "idempotency_key_required"), "{path}");
            let sent = raw.with("Idempotency-Key", &fresh_id().to_string()).post(&path, &body).await;
            assert_eq!(sent.status, 200, "{path}: {}", sent.text());
        }
    }
    assert_eq!(house.number("SELECT count(*) FROM messages").await, 3, "what was refused left nothing");
}

async fn m3_what_is_no_text_is_refused(house: House) {
    let thread = Thread::open(&house).await;
    for (text, code) in [("x".repeat(20_001), "too_long"), (String::new(), "required"), (" \n\t".into(), "required")] {
        let answer = thread.browser.send_my_message(&once(), thread.id, &message(&text)).await;
        assert_eq!(answer.refused_at("/text"), code);
    }
    let raw = house.raw().signed_in_as(&thread.browser).with("origin", "http://anteroom.test");
    let path = format!("/api/v1/portal/conversations/{}/messages", thread.id);
    for body in [
        serde_json::json!({ "id": fresh_id(), "text": "a\u{0}b" }),
        serde_json::json!({ "id": "00000000-0000-0000-0000-000000000000", "text": "a" }),
        serde_json::json!({ "id": "no id", "text": "a" }),
        serde_json::json!({ "id": fresh_id(), "text": "a", "html": "<b>a</b>" }),
        serde_json::json!({ "text": "a" }),
    ] {
        let reply = raw.with("Idempotency-Key", &fresh_id().to_string()).post(&path, &body).await;
        assert!(matches!(reply.status, 400 | 422), "{body}: {}", reply.text());
    }
    assert_eq!(thread.maya_reads().await, Vec::<String>::new());
}

async fn m1_a_client_writes_to_the_clinicians_they_see(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let kim = thread.practice.staff("Kim", Role::Biller).await;
    for stranger in [sam.id, kim.id] {
        let answer = thread.browser.open_my_conversation(&once(), &OpenMyConversation { staff_id: Some(stranger) }).await;
        assert_eq!(answer.refused(), refusal(404, "not_found"));
    }
    let list = thread.browser.list_my_conversations().await.expect("her conversations");
    assert_eq!((list.items.len(), list.others.len()), (1, 0));
    assert_eq!(list.items[0].with.name.as_str(), "Jordan Hale");
    assert_eq!((list.items[0].client_id, list.items[0].client_name.as_ref()), (None, None));

    // Whoever of the practice writes first is somebody she may answer.
    let theirs = sam.open_conversation(&once(), &OpenConversation { client_id: thread.maya.id, staff_id: Some(sam.id) }).await;
    let theirs = theirs.expect("a clinician writes to a client");
    house.advance(60);
    sam.send_message(&once(), theirs.id, &message("Good morning")).await.expect("sent");
    let list = thread.browser.list_my_conversations().await.expect("her conversations");
    assert_eq!(list.items.iter().map(|item| item.with.name.as_str()).collect::<Vec<_>>(), ["Sam Hale", "Jordan Hale"]);
    thread.browser.send_my_message(&once(), theirs.id, &message("Good morning, Sam")).await.expect("answered");
    let same = opens(&thread.browser, Some(thread.jordan.id)).await;
    assert_eq!(same.id, thread.id, "there is one with each clinician");
}

async fn m1_the_front_desk_takes_messages_where_the_practice_opens_it(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let ada = thread.practice.staff("Ada", Role::FrontDesk).await;
    let closed = thread.browser.open_my_conversation(&once(), &OpenMyConversation { staff_id: None }).await;
    assert_eq!(closed.refused(), refusal(409, "front_desk_closed"));
    choose(thread.practice.owner(), |settings| settings.front_desk_open = true).await;
    let others = thread.browser.list_my_conversations().await.expect("a list").others;
    assert_eq!(others.iter().map(|party| party.kind).collect::<Vec<_>>(), [PartyKind::FrontDesk]);
    let desk = opens(&thread.browser, None).await;
    assert_eq!((desk.with.kind, desk.with.name.as_str()), (PartyKind::FrontDesk, "Willow & Reed Therapy"));
    thread.browser.send_my_message(&once(), desk.id, &message("Where can I park?")).await.expect("sent");
    assert_eq!(ada.get_unread().await.expect("counts").messages, 1);
    assert_eq!(thread.practice.owner().get_unread().await.expect("counts").messages, 1, "owners answer there, too");
    assert_eq!(thread.jordan.get_conversation(desk.id).await.refused(), refusal(404, "not_found"));
    choose(thread.practice.owner(), |settings| settings.front_desk_open = false).await;
    let answer = thread.browser.send_my_message(&once(), desk.id, &message("Hello?")).await;
    assert_eq!(answer.refused(), refusal(409, "front_desk_closed"));
    ada.send_message(&once(), desk.id, &message("Behind the house.")).await.expect("the practice may still answer");
}

async fn m1_a_conversation_is_its_clients_and_its_clinicians(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let said = thread.maya_says("For Jordan only").await;
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    let gone = || refusal(404, "not_found");
    assert_eq!(noah.get_my_conversation(thread.id).await.refused(), gone());
    assert_eq!(noah.list_my_messages(thread.id, &ListMessages::default()).await.refused(), gone());
    assert_eq!(noah.send_my_message(&once(), thread.id, &message("x")).await.refused(), gone());
    for (name, role) in [("Sam", Role::Clinician), ("Kim", Role::Biller), ("Ada", Role::FrontDesk)] {
        let colleague = thread.practice.staff(name, role).await;
        assert_eq!(colleague.get_conversation(thread.id).await.refused(), gone(), "{name}");
        assert_eq!(colleague.list_messages(thread.id, &ListMessages::default()).await.refused(), gone(), "{name}");
        assert_eq!(colleague.send_message(&once(), thread.id, &message("x")).await.refused(), gone(), "{name}");
        let redact = domain::messaging::Redact { reason: "x".into() };
        assert_eq!(colleague.redact_message(&once(), said.id, &redact).await.refused(), gone(), "{name}");
    }
    assert_eq!(thread.reads(thread.practice.owner()).await, ["For Jordan only"], "owners see all");
}

async fn a25_without_the_right_nothing_of_it_is_there(house: House) {
    let thread = Thread::open(&house).await;
    let mut stream = thread.browser.open_live(None).await.expect("a stream");
    thread.may(|rights| rights.messages = false).await;
    let over = tokio::time::timeout(std::time::Duration::from_secs(1), stream.next()).await.expect("it ends at once");
    assert!(over.is_none(), "she is signed in still: {over:?}");
    let (browser, id) = (&thread.browser, thread.id);
    let gone = || refusal(404, "not_found");
    assert_eq!(browser.list_my_conversations().await.refused(), gone());
    assert_eq!(browser.get_my_conversation(id).await.refused(), gone());
    assert_eq!(browser.list_my_messages(id, &ListMessages::default()).await.refused(), gone());
    assert_eq!(browser.send_my_message(&once(), id, &message("x")).await.refused(), gone());
    assert_eq!(browser.get_my_unread().await.refused(), gone());
    assert_eq!(browser.get_my_draft(id).await.refused(), gone());
    assert_eq!(browser.upload_my_message_file(&once(), id, "a.txt", b"a".to_vec()).await.refused(), gone());
    assert_eq!(browser.open_live(None).await.map(|_| ()).refused(), gone());
}

async fn pages_of_a_thread_meet_without_gap_and_overlap(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for number in 1..=12 {
        thread.maya_says(&number.to_string()).await;
    }
    let page = |before, after| {
        let query = ListMessages { before, after, limit: Some(5) };
        let browser = thread.browser.clone();
        async move { browser.list_my_messages(thread.id, &query).await.expect("a page") }
    };
    let places = |page: &domain::messaging::MessagePage| page.items.iter().map(|message| message.seq).collect::<Vec<_>>();
    let mut back = page(None, None).await;
    let mut seen = places(&back);
    while let Some(cursor) = back.next_cursor {
        back = page(Some(cursor.parse().expect("a place")), None).await;
        seen.extend(places(&back));
    }
    assert_eq!(seen, (1..=12).rev().collect::<Vec<_>>());
    let missed = page(None, Some(9)).await;
    assert_eq!((places(&missed), missed.next_cursor), (vec![12, 11, 10], None));
    let missed = page(None, Some(2)).await;
    assert_eq!((places(&missed), missed.next_cursor.as_deref()), (vec![7, 6, 5, 4, 3], Some("7")));
}
