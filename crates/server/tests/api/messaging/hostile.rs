//! M3, M4: whatever somebody writes is text. Five hundred strings that have broken pages, queries and logs elsewhere
//! (`e2e/hostile.json`; the browser walks show the same ones to the other side) come back letter by letter from wherever
//! words are kept, or are refused with a code.

use std::collections::BTreeSet;

use api::Api;
use domain::files::name::name_in;
use domain::messaging::{
    ListConversations, ListMessages, Message, MessagePage, OpenConversation, OutOfOffice, Redact, SaveDraft, SendMessage, StaffMessaging,
};
use domain::practice::client::ClientInput;
use domain::practice::staff::Role;
use serde_json::Value;

use super::thread::{Thread, choose, fresh_id, message};
use crate::harness::{House, Refused as _, both_databases, client_input, details, once, refusal};

both_databases!(
    m3_five_hundred_hostile_texts_come_back_letter_by_letter,
    m3_hostile_drafts_notes_and_reasons_come_back_letter_by_letter,
    m3_hostile_names_of_people_come_back_letter_by_letter,
    m3_hostile_words_for_everybody_come_back_letter_by_letter,
    m4_five_hundred_hostile_names_of_files_lead_nowhere,
    m3_what_cannot_be_kept_is_refused_with_its_code,
);

fn list() -> Value {
    serde_json::from_str(include_str!("../../../../../e2e/hostile.json")).expect("JSON")
}

fn pairs(list: &Value) -> Vec<(String, &Value)> {
    list.as_array().expect("pairs").iter().map(|pair| (pair[0].as_str().expect("a text").to_owned(), &pair[1])).collect()
}

/// Each of the hundred in each of five surroundings.
fn hostile() -> Vec<String> {
    let list = list();
    let vectors: Vec<&str> = list["vectors"].as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect();
    let ways = pairs(&list["ways"]);
    let all: Vec<String> = vectors
        .iter()
        .flat_map(|text| ways.iter().map(move |(before, behind)| format!("{before}{text}{}", behind.as_str().expect("a text"))))
        .collect();
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (500, 500));
    all
}

/// Every fifth, in another surrounding each time: each of the hundred once.
fn hundred() -> Vec<String> {
    let all = hostile();
    (0..100).map(|number| all[number * 5 + number % 5].clone()).collect()
}

/// Texts as long as a message may be, of what is hard to lay out.
fn long() -> Vec<String> {
    let list = list();
    pairs(&list["long"])
        .into_iter()
        .map(|(text, times)| text.repeat(usize::try_from(times.as_u64().expect("a number")).expect("fits")))
        .collect()
}

/// All of a conversation, the oldest first, as the client or as staff find it.
async fn whole(thread: &Thread, api: &Api) -> Vec<Message> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let query = ListMessages { before, limit: Some(200), ..ListMessages::default() };
        let page = match api.app() {
            domain::access::session::App::Portal => api.list_my_messages(thread.id, &query).await,
            domain::access::session::App::Admin => api.list_messages(thread.id, &query).await,
        };
        let MessagePage { items, next_cursor } = page.expect("a page");
        all.extend(items);
        before = next_cursor.map(|cursor| cursor.parse().expect("a place"));
        if before.is_none() {
            all.reverse();
            return all;
        }
    }
}

async fn m3_five_hundred_hostile_texts_come_back_letter_by_letter(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let texts: Vec<String> = hostile().into_iter().chain(long()).collect();
    for (number, text) in texts.iter().enumerate() {
        let said = if number % 2 == 0 { thread.maya_says(text).await } else { thread.jordan_says(text).await };
        // A blank at the very end is not kept.
        assert_eq!(said.text.as_str(), text.trim_end(), "as the answer has it");
    }
    for api in [&thread.browser, &*thread.jordan] {
        let found = whole(&thread, api).await;
        assert_eq!(found.len(), texts.len());
        for (found, text) in found.iter().zip(&texts) {
            assert_eq!(found.text.as_str(), text.trim_end());
        }
    }
}

async fn m3_hostile_drafts_notes_and_reasons_come_back_letter_by_letter(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let texts = hundred();
    for text in texts.iter().chain(&long()) {
        let draft = SaveDraft { text: text.as_str().into(), version: None };
        thread.browser.save_my_draft(&once(), thread.id, &draft).await.expect("kept");
        assert_eq!(thread.browser.get_my_draft(thread.id).await.expect("a draft").text.as_str(), text);
    }
    for text in &texts {
        let note = thread.jordan.create_message_note(&once(), thread.id, &message(text)).await.expect("kept");
        assert_eq!(note.text.as_str(), text);
    }
    let notes = whole(&thread, &thread.jordan).await;
    assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), texts);
    for (note, text) in notes.iter().zip(&texts) {
        let shown = thread.jordan.redact_message(&once(), note.id, &Redact { reason: text.as_str().into() }).await.expect("redacted");
        assert_eq!(shown.redacted.and_then(|redacted| redacted.reason).expect("a reason").as_str(), text);
    }
    assert!(thread.maya_reads().await.is_empty(), "neither notes nor what became of them");
}

async fn m3_hostile_names_of_people_come_back_letter_by_letter(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let owner = thread.practice.owner();
    for pair in hostile().chunks(2) {
        let [first, last] = pair else { panic!("an even number") };
        let whole = format!("{first} {last}");
        let input =
            ClientInput { first_name: first.as_str().into(), last_name: last.as_str().into(), emails: Vec::new(), ..client_input("x") };
        let client = owner.create_client(&once(), &input).await.unwrap_or_else(|failure| panic!("{whole}: {failure:?}"));
        let about = OpenConversation { client_id: client.id, staff_id: Some(thread.jordan.id) };
        let opened = thread.jordan.open_conversation(&once(), &about).await.expect("opened");
        assert_eq!(opened.client_name.expect("a name").as_str(), whole);
        // A search takes every letter for itself: neither `%` nor `'` nor `\` means anything.
        let query = ListConversations { query: Some(first.clone()), limit: Some(200), ..ListConversations::default() };
        let found = thread.jordan.list_conversations(&query).await.expect("a list").items;
        assert!(found.iter().any(|one| one.id == opened.id), "{first} is not found");
        assert!(found.len() <= 50, "{first} finds {} of them", found.len());
    }
    let version = async || owner.get_staff_member(thread.jordan.id).await.expect("Jordan").version;
    for pair in hundred().chunks(2) {
        let [first, last] = pair else { panic!("an even number") };
        let mut input = details("x", Role::Clinician);
        (input.first_name, input.last_name) = (first.as_str().into(), last.as_str().into());
        owner.update_staff(&once(), thread.jordan.id, Some(version().await), &input).await.expect("renamed");
        let shown = thread.browser.get_my_conversation(thread.id).await.expect("hers").with.name;
        assert_eq!(shown.as_str(), format!("{first} {last}"));
    }
}

async fn m3_hostile_words_for_everybody_come_back_letter_by_letter(house: House) {
    let thread = Thread::open(&house).await;
    for text in hundred() {
        choose(thread.practice.owner(), |settings| settings.emergency_line = text.clone()).await;
        let words = OutOfOffice { text: text.as_str().into(), from: None, to: None };
        let away = StaffMessaging { out_of_office: Some(words) };
        thread.jordan.set_out_of_office(&once(), thread.jordan.id, None, &away).await.expect("kept");
        let shown = thread.browser.get_my_conversation(thread.id).await.expect("hers");
        assert_eq!((shown.emergency_line.as_str(), shown.out_of_office.expect("away").as_str()), (text.as_str(), text.as_str()));
    }
}

async fn m4_five_hundred_hostile_names_of_files_lead_nowhere(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let raw = house.raw().signed_in_as(&thread.jordan);
    for (place, names) in hostile().chunks(10).enumerate() {
        let mut files = Vec::new();
        for name in names {
            let file = thread.browser.upload_my_message_file(&once(), thread.id, name, b"harmless".to_vec()).await.expect("kept");
            files.push(file);
        }
        let input = SendMessage { id: fresh_id(), text: "".into(), files: files.iter().map(|file| file.id).collect() };
        thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
        let query = ListMessages { limit: Some(1), ..ListMessages::default() };
        let found = thread.jordan.list_messages(thread.id, &query).await.expect("a page").items.remove(0);
        assert_eq!(found.files, files, "message {place}: the other side sees the same names");
        for file in &files {
            let name = file.name.as_str();
            let stem = name.strip_suffix(".txt").unwrap_or_else(|| panic!("{name} says something else than it is"));
            assert!(!stem.trim().is_empty() && name.len() <= 200 && !name.starts_with('.'), "{name:?}");
            let elsewhere = |ch: char| ch.is_control() || "/\\<>:\"|?*".contains(ch) || ('\u{200b}'..='\u{202e}').contains(&ch);
            assert!(!name.contains(elsewhere) && !name.contains(['\u{2066}', '\u{2069}', '\u{feff}']), "{name:?}");
            let reply = raw.get(&format!("/api/v1/practice/message-files/{}", file.id)).await;
            let header = reply.header("content-disposition").expect("a name");
            assert!(header.starts_with("attachment;") && header.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{header}");
            assert_eq!(name_in(header).as_deref(), Some(name));
            assert_eq!(reply.headers.get("set-cookie"), None);
        }
    }
}

async fn m3_what_cannot_be_kept_is_refused_with_its_code(house: House) {
    let thread = Thread::open(&house).await;
    let controls = ('\u{1}'..=' ').chain('\u{7f}'..='\u{9f}').filter(|ch| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t'));
    for control in controls {
        let text = format!("a{control}b");
        let sent = thread.browser.send_my_message(&once(), thread.id, &message(&text)).await;
        assert_eq!(sent.refused_at("/text"), "control_characters", "{control:?}");
        let named = thread.practice.owner().create_client(&once(), &client_input(&text)).await;
        assert_eq!(named.refused_at("/first_name"), "control_characters", "{control:?}");
    }
    let nothing = thread.browser.send_my_message(&once(), thread.id, &message("a\0b")).await;
    assert_eq!(nothing.refused(), refusal(422, "nul"), "wherever it stands");
    for blank in ["\u{200b}", "\u{202e}\u{202c}", "\u{feff}\u{2060}", "\u{3164}", "\u{2800}\u{ad}"] {
        let sent = thread.browser.send_my_message(&once(), thread.id, &message(blank)).await;
        assert_eq!(sent.refused_at("/text"), "required", "{blank:?}");
    }
    // Half a character, and bytes that are none.
    let raw = house.raw().signed_in_as(&thread.browser).with("origin", "http://anteroom.test");
    let path = format!("/api/v1/portal/conversations/{}/messages", thread.id);
    for text in [b"\\ud800".as_slice(), b"\\udc00\\ud800", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80"] {
        let body = [format!("{{\"id\":\"{}\",\"text\":\"a", fresh_id()).as_bytes(), text, b"\"}"].concat();
        let request = raw.request(reqwest::Method::POST, &path).header("idempotency-key", fresh_id().to_string());
        let reply = raw.send(request.header("content-type", "application/json").body(body)).await;
        assert_eq!(reply.status, 400, "{text:?}: {}", reply.text());
    }
    assert!(thread.maya_reads().await.is_empty());
}
