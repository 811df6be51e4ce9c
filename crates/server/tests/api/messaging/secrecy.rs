//! M8, M13, O9: nothing of what people write is in a mail, an address, a log, or the database's file. The program is
//! walked through all there is to messages with words that occur nowhere else, and then everything it wrote is searched.

use std::fs;
use std::path::Path;

use api::Api;
use domain::access::password::SetPassword;
use domain::access::portal_access::CreatePortalInvitation;
use domain::access::session::App;
use domain::access::welcome::OpenWelcome;
use domain::messaging::{ListConversations, ListMessages, MarkRead, OpenConversation, OpenMessageLink, Redact, SaveDraft, SendMessage};
use domain::practice::slug::Slug;
use serde_json::Value;

use super::thread::{fresh_id, message};
use crate::harness::{Kind, PASSWORD, Place, Program, Raw, client_input, http, once, within};

/// What is written, each in its own place.
const PLANTED: [&str; 8] = [
    "zanzibarite-from-the-client",
    "zanzibarite-from-the-clinician",
    "zanzibarite-in-a-note",
    "zanzibarite-in-a-draft",
    "zanzibarite-in-a-file",
    "zanzibarite-in-a-name",
    "zanzibarite-as-a-reason",
    "zanzibarite-refused",
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
    let program = Program::start(&place, &[("ANTEROOM_LOG_FILTER", "debug,h2=info"), ("ANTEROOM_LOG_FORMAT", "json")]).await;
    let owner = program.practice().await;
    let client = owner.create_client(&once(), &client_input("Maya")).await.expect("created").id;
    let browser = comes_in(&program, &owner, client).await;
    let me = owner.get_me().await.expect("signed in").staff.expect("staff").id;
    let conversation =
        owner.open_conversation(&once(), &OpenConversation { client_id: client, staff_id: Some(me) }).await.expect("opened").id;

    let file =
        browser.upload_my_message_file(&once(), conversation, &format!("{}.txt", PLANTED[5]), PLANTED[4].into()).await.expect("kept");
    let sent = SendMessage { id: fresh_id(), text: PLANTED[0].into(), files: vec![file.id] };
    browser.send_my_message(&once(), conversation, &sent).await.expect("sent");
    let hidden = owner.send_message(&once(), conversation, &message(PLANTED[1])).await.expect("sent");
    owner.create_message_note(&once(), conversation, &message(PLANTED[2])).await.expect("kept");
    browser.save_my_draft(&once(), conversation, &SaveDraft { text: PLANTED[3].into(), version: Some(0) }).await.expect("kept");
    assert_eq!(owner.get_message_file(file.id).await.expect("theirs"), PLANTED[4].as_bytes());
    let page = owner.list_messages(conversation, &ListMessages::default()).await.expect("theirs");
    assert_eq!(page.items.len(), 3, "it is all there for who may read it");
    owner.list_conversations(&ListConversations { query: Some(PLANTED[7].into()), ..ListConversations::default() }).await.expect("a list");
    let link = mail(&program, "maya@example.com", "new_secure_message").await;
    let opening = OpenMessageLink { practice: Slug("willow-reed".into()), token: token(&link).as_str().into() };
    program.browser(App::Portal).open_message_link(&once(), &opening).await.expect("opened");
    mail(&program, "robin@willow-reed.example", "new_message_for_staff").await;
    browser.mark_my_messages_read(&once(), conversation, &MarkRead { seq: 2 }).await.expect("noted");
    refused(&program, &browser, &conversation.to_string()).await;
    owner.redact_message(&once(), hidden.id, &Redact { reason: PLANTED[6].into() }).await.expect("redacted");

    for (name, bytes) in everything(&program, &place).await {
        for word in PLANTED {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word} is in {name}");
            // As PostgreSQL and others write bytes.
            let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
            assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains(&hex), "{word} is in {name}, in hex");
        }
        let token = token(&link);
        assert!(name == "mailbox" || !bytes.windows(token.len()).any(|window| window == token.as_bytes()), "the link's token is in {name}");
    }
    drop(program);
    place.remove().await;
}

/// All that the program wrote: what it said, its mail, and its data.
async fn everything(program: &Program, place: &Place) -> Vec<(String, Vec<u8>)> {
    let mailbox = http().get(format!("{}/dev/mailbox.json", program.base)).send().await.expect("the mailbox");
    let mut all = vec![("mailbox".to_owned(), mailbox.bytes().await.expect("mails").to_vec())];
    for name in ["stdout", "stderr"] {
        all.push((name.to_owned(), program.said(name).into_bytes()));
    }
    assert!(all[2].1.len() > 10_000, "it has said something");
    match place.kind {
        Kind::Sqlite => {
            let files = files_in(&place.folder());
            assert!(files.iter().any(|(name, bytes)| name.ends_with("anteroom.sqlite") && bytes.len() > 100_000), "the database is there");
            all.extend(files);
        }
        Kind::Postgres => all.extend(place.dump().await),
    }
    all
}

fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), fs::read(&path).expect("a file"))).collect()
}

async fn mail(program: &Program, address: &str, kind: &str) -> Value {
    within(10, kind, async || {
        let mails: Value = http().get(format!("{}/dev/mailbox.json?to={address}", program.base)).send().await.ok()?.json().await.ok()?;
        mails.as_array()?.iter().find(|mail| mail["kind"] == kind).cloned()
    })
    .await
}

fn token(mail: &Value) -> String {
    let link = mail["link"].as_str().expect("a link");
    link.split_once("token=").expect("a token").1.split('&').next().expect("a token").to_owned()
}

async fn comes_in(program: &Program, owner: &Api, client: domain::ClientId) -> Api {
    let email = "maya@example.com";
    let invite = CreatePortalInvitation { email: email.into(), rights: None, wording: None };
    owner.create_portal_invitation(&once(), client, &invite).await.expect("invited");
    let invitation = mail(program, email, "portal_invitation").await;
    let browser = program.browser(App::Portal);
    let pin = invitation["pin"].as_str().expect("a PIN");
    let input = OpenWelcome {
        practice: Slug("willow-reed".into()),
        email: email.into(),
        pin: pin.into(),
        link_token: token(&invitation).as_str().into(),
    };
    browser.open_welcome(&once(), &input).await.expect("opened");
    browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("set");
    browser
}

/// What is refused is told without what was sent.
async fn refused(program: &Program, browser: &Api, conversation: &str) {
    let raw = Raw::new(&program.base).signed_in_as(browser);
    let path = format!("/api/v1/portal/conversations/{conversation}");
    let word = PLANTED[7];
    for body in [format!("{{\"text\":\"{word}"), format!("{{\"id\":\"{word}\",\"text\":7}}"), format!("{{\"{word}\":1}}")] {
        let request = raw.request(reqwest::Method::POST, &format!("{path}/messages")).header("content-type", "application/json");
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
