//! M4, M8, M12 when several things happen at once, or something they need is away.

use std::net::TcpListener;
use std::time::Duration;

use api::Api;
use domain::FileId;
use domain::access::session::App;
use domain::messaging::{AssignConversation, FileState, ListMessages, Redact, SendMessage};
use domain::practice::staff::Role;
use futures_util::future::join_all;
use reqwest::Method;

use super::thread::{MAYA, Thread, fresh_id, message};
use crate::harness::{House, Kind, Refused as _, Sink, both_databases, once, refusal, within};

both_databases!(
    m12_a_file_that_is_redacted_while_it_is_fetched_breaks_off,
    m12_who_reads_while_it_is_redacted_has_all_of_it_or_nothing,
    m10_who_is_sent_away_while_somebody_writes_has_what_came_before_and_no_more,
    m4_a_message_whose_file_does_not_go_is_not_sent,
    m4_of_two_messages_with_one_file_one_has_it,
    m4_what_goes_with_no_message_is_swept_after_a_day,
);

fn because(reason: &str) -> Redact {
    Redact { reason: reason.into() }
}

async fn up(thread: &Thread, bytes: Vec<u8>) -> FileId {
    thread.browser.upload_my_message_file(&once(), thread.id, "a.txt", bytes).await.expect("kept").id
}

async fn m12_a_file_that_is_redacted_while_it_is_fetched_breaks_off(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let bytes: Vec<u8> = (0..24 * 1024 * 1024_u32).map(|n| b'a' + u8::try_from(n % 23).expect("small")).collect();
    let file = up(&thread, bytes.clone()).await;
    let input = SendMessage { id: fresh_id(), text: "".into(), files: vec![file] };
    let sent = thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
    let raw = house.raw().signed_in_as(&thread.jordan);
    let mut answer = raw.request(Method::GET, &format!("/api/v1/practice/message-files/{file}")).send().await.expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.content_length()), (200, Some(bytes.len() as u64)));
    let mut got = answer.chunk().await.expect("a piece").expect("a beginning").to_vec();
    thread.jordan.redact_message(&once(), sent.id, &because("Not ours to have")).await.expect("redacted");
    let broke_off = loop {
        match answer.chunk().await {
            Ok(Some(piece)) => got.extend_from_slice(&piece),
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broke_off && got.len() < bytes.len(), "{} of {} bytes", got.len(), bytes.len());
    assert!(bytes.starts_with(&got), "what came was the file's");
    assert_eq!(thread.jordan.get_message_file(file).await.refused(), refusal(404, "not_found"));
    assert_eq!(house.number("SELECT count(*) FROM file_chunks").await, 0);
}

async fn m12_who_reads_while_it_is_redacted_has_all_of_it_or_nothing(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for number in 0..8 {
        let file = up(&thread, b"content".to_vec()).await;
        let text = format!("A slip, number {number}");
        let input = SendMessage { id: fresh_id(), text: text.as_str().into(), files: vec![file] };
        let sent = thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
        let (press, reason) = (once(), because("A slip"));
        let reads = async |api: &Api| {
            let query = ListMessages { limit: Some(1), ..ListMessages::default() };
            let mut page = match api.app() {
                App::Portal => api.list_my_messages(thread.id, &query).await,
                App::Admin => api.list_messages(thread.id, &query).await,
            }
            .expect("a page");
            page.items.remove(0)
        };
        let (redacted, seen) = tokio::join!(
            thread.jordan.redact_message(&press, sent.id, &reason),
            join_all((0..6).map(|reader| reads(if reader % 2 == 0 { &thread.browser } else { &thread.jordan }))),
        );
        redacted.expect("redacted");
        for found in seen {
            let whole = found.redacted.is_none() && found.text.as_str() == text;
            let gone = found.redacted.is_some() && found.text.as_str().is_empty();
            assert!(whole || gone, "{found:?}");
            // The file is looked up a moment later: it may be gone before its message, and never stays behind it.
            assert!(whole || found.files[0].state == FileState::Redacted, "{found:?}");
        }
    }
}

async fn m10_who_is_sent_away_while_somebody_writes_has_what_came_before_and_no_more(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    for _ in 0..4 {
        let to = AssignConversation { staff_id: Some(sam.id) };
        thread.jordan.assign_conversation(&once(), thread.id, None, &to).await.expect("given");
        let inputs: Vec<_> = (0..10).map(|number| (once(), message(&number.to_string()))).collect();
        let writing = join_all(inputs.iter().map(|(press, input)| thread.browser.send_my_message(press, thread.id, input)));
        let (press, back) = (once(), AssignConversation { staff_id: None });
        let leaving = async {
            tokio::time::sleep(Duration::from_millis(15)).await;
            thread.jordan.assign_conversation(&press, thread.id, None, &back).await
        };
        let (sent, left) = tokio::join!(writing, leaving);
        left.expect("taken back");
        assert!(sent.into_iter().all(|answer| answer.is_ok()));
        let all = thread.jordan.list_messages(thread.id, &ListMessages::default()).await.expect("theirs").items;
        let seen = sam.list_messages(thread.id, &ListMessages::default()).await.expect("what was theirs").items;
        let (first, last) = (seen.last().map(|message| message.seq), seen.first().map(|message| message.seq));
        if let Some((first, last)) = first.zip(last) {
            assert_eq!(usize::try_from(last - first).expect("in order") + 1, seen.len(), "one stretch without a gap");
        }
        let query = |after| ListMessages { after, ..ListMessages::default() };
        thread.maya_says("After Sam went").await;
        let after = sam.list_messages(thread.id, &query(last)).await.expect("nothing").items;
        assert!(after.is_empty() && all.len() >= seen.len(), "{after:?}");
        assert_eq!(sam.send_message(&once(), thread.id, &message("Late")).await.refused(), refusal(409, "left"));
    }
}

async fn m4_a_message_whose_file_does_not_go_is_not_sent(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (fine, strange) = (up(&thread, b"a".to_vec()).await, FileId(fresh_id().0));
    let input = SendMessage { id: fresh_id(), text: "Both or none".into(), files: vec![fine, strange] };
    assert_eq!(thread.browser.send_my_message(&once(), thread.id, &input).await.refused_at("/files/1"), "file");
    assert!(thread.maya_reads().await.is_empty());
    assert_eq!(house.number("SELECT count(*) FROM files WHERE attached_at IS NOT NULL").await, 0, "the first one is free again");
    let input = SendMessage { files: vec![fine], ..input };
    thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent, under the same id");
}

async fn m4_of_two_messages_with_one_file_one_has_it(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let file = up(&thread, b"a".to_vec()).await;
    let inputs: Vec<_> = (0..6).map(|_| (once(), SendMessage { id: fresh_id(), text: "x".into(), files: vec![file] })).collect();
    let answers = join_all(inputs.iter().map(|(press, input)| thread.browser.send_my_message(press, thread.id, input))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for late in answers.into_iter().filter(Result::is_err) {
        assert_eq!(late.refused_at("/files/0"), "file");
    }
    assert_eq!(house.number("SELECT count(*) FROM message_files").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM messages").await, 1);
}

async fn m4_what_goes_with_no_message_is_swept_after_a_day(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (sent, loose) = (up(&thread, b"sent".to_vec()).await, up(&thread, vec![b'a'; 600_000]).await);
    // One that never came in full: its process ended.
    let broken = up(&thread, vec![b'b'; 600_000]).await;
    let id = super::thread::in_sql(&house, broken.0);
    assert_eq!(house.tamper(&format!("UPDATE files SET complete_at = NULL, sealed_facts = NULL WHERE id = {id}")).await, 1);
    let input = SendMessage { id: fresh_id(), text: "".into(), files: vec![sent] };
    thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
    let with_broken = SendMessage { id: fresh_id(), text: "".into(), files: vec![broken] };
    assert_eq!(thread.browser.send_my_message(&once(), thread.id, &with_broken).await.refused_at("/files/0"), "file");
    house.advance(24 * 3600);
    assert_eq!(platform::files::sweep(house.platform()).await.expect("swept"), 0, "a day is a day");
    house.advance(1);
    assert_eq!(platform::files::sweep(house.platform()).await.expect("swept"), 2);
    assert_eq!(house.number("SELECT count(*) FROM files").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM file_chunks").await, 1, "with all their pieces");
    let thread = Thread { browser: thread.maya.signs_in(crate::harness::PASSWORD).await.expect("signed in"), ..thread };
    assert_eq!(thread.browser.get_my_message_file(sent).await.expect("hers"), b"sent");
    let late = SendMessage { id: fresh_id(), text: "".into(), files: vec![loose] };
    assert_eq!(thread.browser.send_my_message(&once(), thread.id, &late).await.refused_at("/files/0"), "file");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m8_sqlite_a_notice_waits_for_the_mail_server_and_its_time_runs_from_then() {
    mail_server_away(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m8_postgres_a_notice_waits_for_the_mail_server_and_its_time_runs_from_then() {
    mail_server_away(Kind::Postgres).await;
}

async fn mail_server_away(kind: Kind) {
    // Nobody listens there yet.
    let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let config = move |config: &mut platform::config::Config| {
        config.mailbox = false;
        config.smtp_url = Some(format!("smtp://{address}?tls=none"));
    };
    House::run(kind, config, async move |house: House| {
        house.mail_does_not_matter();
        let thread = Thread::open(&house).await;
        thread.jordan_says("For Maya").await;
        assert_eq!(thread.maya_reads().await, ["For Maya"], "messages need no mail");
        let notice = within(20, "the notice", async || house.maybe_mail_to(MAYA).await).await;
        assert_eq!(notice.kind, "new_secure_message");
        // Each try is over before the clock goes on: over one that is at work, an hour's jump would say that its process died.
        let tries =
            "SELECT coalesce(max(tries), 0) FROM outbox WHERE kind = 'new_secure_message' AND state = 'queued' AND leased_until IS NULL";
        let tried = async |more_than: i64| {
            let known = async || Some(house.number(tries).await).filter(|tries| *tries > more_than);
            within(20, "another try", known).await
        };
        let mut before = tried(0).await;
        for _ in 0..3 {
            house.advance(20 * 60);
            before = tried(before).await;
        }
        let sink = Sink::open_at(address).await;
        // The next try comes when its time has come.
        house.advance(3_600);
        let letter = within(30, "the letter", async || {
            sink.letters().into_iter().find(|letter| letter.to == MAYA && letter.source.contains("new secure message"))
        })
        .await;
        assert!(!letter.source.contains("For Maya"));
        let sent = "SELECT count(*) FROM outbox WHERE kind = 'new_secure_message' AND state = 'sent'";
        within(20, "what became of it is noted", async || (house.number(sent).await == 1).then_some(())).await;
        house.advance(14 * 60);
        let opened = thread.presses(&house.browser(App::Portal), &notice).await.expect("an hour after it was written");
        assert!((1..=60).contains(&opened.ends.absolute_seconds), "{:?}", opened.ends);
        let letters = sink.letters().iter().filter(|letter| letter.to == MAYA && letter.source.contains("new secure message")).count();
        assert_eq!(letters, 1, "one letter, however often it was tried");
    })
    .await;
}
