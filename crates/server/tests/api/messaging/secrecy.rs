//! M8, M13, O9: nothing of what people write is in a mail, an address, a log, or the database's files. The program is
//! walked through all there is to messages with words that occur nowhere else, and then everything it wrote is searched.

use std::fs;
use std::path::Path;

use api::Api;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::access::session::App;
use domain::messaging::{ListConversations, ListMessages, MarkRead, OpenMessageLink, PushSubscription, Redact, SaveDraft, SendMessage};

use super::outside::{Talk, mail, slug, token};
use super::thread::{MAYA, choose, fresh_id, message, opens};
use crate::harness::{Kind, Place, Program, Raw, http, once};

/// What is written, each in its own place.
const PLANTED: [&str; 12] = [
    "zanzibarite-from-the-client",
    "zanzibarite-from-the-clinician",
    "zanzibarite-in-a-note",
    "zanzibarite-in-a-draft",
    "zanzibarite-in-a-file",
    "zanzibarite-in-a-name",
    "zanzibarite-as-a-reason",
    "zanzibarite-refused",
    "zanzibarite-in-the-clinicians-draft",
    "zanzibarite-by-the-link",
    "zanzibarite-sent-twice",
    "zanzibarite-where-a-browser-is-reached",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m13_sqlite_nothing_that_was_written_can_be_found() {
    walk(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m13_postgres_nothing_that_was_written_can_be_found() {
    walk(Kind::Postgres).await;
}

async fn walk(kind: Kind) {
    let place = Place::new(kind).await;
    // Everything there is to be said, by the product and by what it is made of.
    let program = Program::start(&place, &[("ANTEROOM_LOG_FILTER", "trace"), ("ANTEROOM_LOG_FORMAT", "json")]).await;
    let Talk { owner, maya: browser, id: conversation, .. } = Talk::begin(&program).await;

    browser.subscribe_my_push(&once(), &push()).await.expect("kept");
    owner.subscribe_push(&once(), &push()).await.expect("kept");
    // First of all: who writes is there for a minute, and hears of an answer by no mail.
    let hidden = owner.send_message(&once(), conversation, &message(PLANTED[1])).await.expect("sent");
    let file =
        browser.upload_my_message_file(&once(), conversation, &format!("{}.txt", PLANTED[5]), PLANTED[4].into()).await.expect("kept");
    let sent = SendMessage { id: fresh_id(), text: PLANTED[0].into(), files: vec![file.id] };
    browser.send_my_message(&once(), conversation, &sent).await.expect("sent");
    owner.create_message_note(&once(), conversation, &message(PLANTED[2])).await.expect("kept");
    browser.save_my_draft(&once(), conversation, &SaveDraft { text: PLANTED[3].into(), version: Some(0) }).await.expect("kept");
    owner.save_draft(&once(), conversation, &SaveDraft { text: PLANTED[8].into(), version: Some(0) }).await.expect("kept");
    // An answer that is kept for when the same press comes again holds the message.
    let (press, twice) = (once(), message(PLANTED[10]));
    for _ in 0..2 {
        browser.send_my_message(&press, conversation, &twice).await.expect("sent");
    }
    assert_eq!(owner.get_message_file(file.id).await.expect("theirs"), PLANTED[4].as_bytes());
    let page = owner.list_messages(conversation, &ListMessages::default()).await.expect("theirs");
    assert_eq!(page.items.len(), 4, "it is all there for who may read it");
    owner.list_conversations(&ListConversations { query: Some(PLANTED[7].into()), ..ListConversations::default() }).await.expect("a list");
    // Somewhere else than where Robin writes this minute, so that a letter goes out.
    choose(&owner, |settings| settings.front_desk_open = true).await;
    let desk = opens(&browser, None).await.id;
    browser.send_my_message(&once(), desk, &message(PLANTED[0])).await.expect("sent");
    mail(&program, "robin@willow-reed.example", "new_message_for_staff").await;
    let link = mail(&program, MAYA, "new_secure_message").await;
    let opening = OpenMessageLink { practice: slug(), token: token(&link).as_str().into() };
    let phone = program.browser(App::Portal);
    phone.open_message_link(&once(), &opening).await.expect("opened");
    phone.send_my_message(&once(), conversation, &message(PLANTED[9])).await.expect("sent");
    browser.mark_my_messages_read(&once(), conversation, &MarkRead { seq: 2 }).await.expect("noted");
    refused(&program, &browser, &conversation.to_string()).await;
    owner.redact_message(&once(), hidden.id, &Redact { reason: PLANTED[6].into() }).await.expect("redacted");

    let token = token(&link);
    for (name, bytes) in everything(&program, &place).await {
        let text = String::from_utf8_lossy(&bytes);
        for word in PLANTED {
            assert!(!text.contains(word), "{word} is in {name}");
            // As PostgreSQL and others write bytes.
            let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
            assert!(!text.contains(&hex) && !text.contains(&hex.to_uppercase()), "{word} is in {name}, in hex");
        }
        // In base64 it has one of three forms, by where it begins.
        for begin in 0..3 {
            let form = STANDARD_NO_PAD.encode(&PLANTED[0].as_bytes()[begin..begin + 9]);
            assert!(!text.contains(&form), "something is in {name}, in base64");
        }
        assert!(name == "mailbox" || !text.contains(&token), "the link's token is in {name}");
    }
    if kind == Kind::Postgres {
        assert!(place.files_with("new_secure_message").await.iter().any(|name| name == "outbox"), "what is not sealed is found");
        assert!(place.files_with("new_secure_message").await.iter().any(|name| name.starts_with("pg_wal/")), "in the log, too");
        assert_eq!(place.files_with("zanzibarite").await, Vec::<String>::new());
        assert_eq!(place.files_with(&token).await, Vec::<String>::new());
    }
    drop(program);
    place.remove().await;
}

fn push() -> PushSubscription {
    let endpoint = format!("https://push.example.net/{}/{}", PLANTED[11], fresh_id());
    PushSubscription { endpoint: endpoint.as_str().into(), p256dh: "A".repeat(87).into(), auth: "A".repeat(22).into() }
}

/// All that the program wrote: what it said, its mail, and its data.
async fn everything(program: &Program, place: &Place) -> Vec<(String, Vec<u8>)> {
    let mailbox = http().get(format!("{}/dev/mailbox.json", program.base)).send().await.expect("the mailbox");
    let mut all = vec![("mailbox".to_owned(), mailbox.bytes().await.expect("mails").to_vec())];
    for name in ["stdout", "stderr"] {
        all.push((name.to_owned(), program.said(name).into_bytes()));
    }
    assert!(all[2].1.len() > 100_000, "it has said something");
    let files = files_in(&place.folder());
    match place.kind {
        Kind::Sqlite => {
            for name in ["anteroom.sqlite", "anteroom.sqlite-wal"] {
                assert!(files.iter().any(|(path, bytes)| path.ends_with(name) && bytes.len() > 100_000), "{name} is there");
            }
        }
        Kind::Postgres => all.extend(place.dump().await),
    }
    all.extend(files);
    all
}

fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![(path.display().to_string(), fs::read(&path).expect("a file"))] })
        .collect()
}

/// What is refused is told without what was sent.
async fn refused(program: &Program, browser: &Api, conversation: &str) {
    let raw = Raw::new(&program.base).signed_in_as(browser);
    let path = format!("/api/v1/portal/conversations/{conversation}");
    let word = PLANTED[7];
    for body in [format!("{{\"text\":\"{word}"), format!("{{\"id\":\"{word}\",\"text\":7}}"), format!("{{\"{word}\":1}}")] {
        let request = raw.request(reqwest::Method::POST, &format!("{path}/messages")).header("content-type", "application/json");
        let request = request.header("idempotency-key", fresh_id().to_string());
        let reply = raw.send(request.body(body)).await;
        assert!(reply.status >= 400 && !reply.text().contains(word), "{}", reply.text());
    }
    let upload = raw
        .request(reqwest::Method::POST, &format!("{path}/files"))
        .header("content-disposition", format!("attachment; filename=\"{word}.svg\""));
    let reply = raw.send(upload.header("content-type", "application/octet-stream").body(format!("<svg>{word}</svg>"))).await;
    assert!(reply.status == 422 && !reply.text().contains(word), "{}", reply.text());
    raw.get(&format!("{path}/messages?before={word}")).await;
    raw.get(&format!("/api/v1/portal/conversations/{word}")).await;
}
