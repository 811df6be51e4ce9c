//! M10: a conversation as a PDF: what is in it, what is not, and for whom it is made.

use domain::access::portal_access::UpdatePortalAccess;
use domain::messaging::{AssignConversation, ExportConversation, Redact, SendMessage};
use domain::practice::staff::Role;
use lopdf::Document;
use messaging::store::messages;
use platform::db::{Moment, Scope};

use super::thread::{Thread, fresh_id, in_care_of, message, opens};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal};

both_databases!(
    m10_an_export_holds_what_was_said_by_whom_and_when,
    m10_notes_are_in_an_export_only_when_they_are_asked_for,
    m12_nothing_of_what_was_removed_is_in_an_export,
    m10_an_export_is_theirs_who_may_read_and_holds_what_they_may_read,
    m10_an_export_is_to_be_saved_and_is_written_down,
    m10_the_same_conversation_gives_the_same_file,
    m10_days_choose_what_is_in_an_export,
    m10_what_was_written_is_text_whatever_it_is,
    m10_what_is_too_much_for_one_file_is_said_before_anything_is_made,
);

fn all() -> ExportConversation {
    ExportConversation::default()
}

fn with_notes() -> ExportConversation {
    ExportConversation { notes: Some(true), ..all() }
}

fn days(from: &str, to: &str) -> ExportConversation {
    ExportConversation { from: from.parse().ok(), to: to.parse().ok(), notes: None }
}

/// What a reader of the file finds in it, each run of blanks as one.
fn text_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("its text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn exported(thread: &Thread, who: &Colleague, asked: ExportConversation) -> String {
    text_of(&who.export_conversation(thread.id, &asked).await.expect("a file"))
}

/// What was written until now was written a day before; nobody has to sign in again.
async fn a_day_passes(house: &House) {
    house.tamper("UPDATE messages SET sent_at = sent_at - 86400000000").await;
}

#[track_caller]
fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
}

#[track_caller]
fn lacks(text: &str, words: &[&str]) {
    for word in words {
        assert!(!text.contains(word), "{word:?} is in: {text}");
    }
}

async fn m10_an_export_holds_what_was_said_by_whom_and_when(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let file = thread.browser.upload_my_message_file(&once(), thread.id, "sleep diary.txt", b"Nights".to_vec()).await.expect("kept");
    let input = SendMessage { id: fresh_id(), text: "Could we begin later?\n\nI wrote it all down.".into(), files: vec![file.id] };
    thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
    a_day_passes(&house).await;
    thread.jordan_says("Yes, at ten.").await;
    let text = exported(&thread, &thread.jordan, all()).await;
    let practice = thread.practice.owner().get_practice().await.expect("the practice").profile.name;
    has(&text, &[practice.as_str(), "Client Maya Ortiz", "Clinician Jordan Hale", "2 messages", "Not included", "by Jordan Hale"]);
    has(&text, &["Could we begin later?", "I wrote it all down.", "sleep diary.txt (6 bytes)", "Yes, at ten."]);
    has(&text, &["End of this file: 2 messages", "Page 1 of 1", "Confidential"]);
    let place = |words: &str| text.find(words).expect("it is there");
    assert!(place("Could we begin later?") < place("Yes, at ten."), "the oldest first: {text}");
    lacks(&text, &["Nights"]);
}

async fn m10_notes_are_in_an_export_only_when_they_are_asked_for(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Good morning").await;
    thread.jordan.create_message_note(&once(), thread.id, &message("Ask about the diary")).await.expect("kept");
    for without in [all(), ExportConversation { notes: Some(false), ..all() }] {
        let text = exported(&thread, &thread.jordan, without).await;
        has(&text, &["Good morning", "1 message", "Not included"]);
        lacks(&text, &["Ask about the diary", "not shown to the client"]);
    }
    let text = exported(&thread, &thread.jordan, with_notes()).await;
    has(
        &text,
        &["Ask about the diary", "Internal note: not shown to the client", "1 message, 1 internal note", "not meant for the client"],
    );
}

async fn m12_nothing_of_what_was_removed_is_in_an_export(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let file = thread.browser.upload_my_message_file(&once(), thread.id, "planted-name.txt", b"planted".to_vec()).await.expect("kept");
    let input = SendMessage { id: fresh_id(), text: "planted-words".into(), files: vec![file.id] };
    let sent = thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
    let because = Redact { reason: "Meant for somebody else".into() };
    thread.jordan.redact_message(&once(), sent.id, &because).await.expect("redacted");
    for asked in [all(), with_notes()] {
        let pdf = thread.jordan.export_conversation(thread.id, &asked).await.expect("a file");
        let text = text_of(&pdf);
        has(&text, &["The practice removed this message: Jordan Hale", "A file that was removed (7 bytes)"]);
        lacks(&text, &["planted"]);
        assert_eq!(text.contains("Meant for somebody else"), asked == with_notes(), "why is for staff: {text}");
    }
}

async fn m10_an_export_is_theirs_who_may_read_and_holds_what_they_may_read(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Said before").await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let front = thread.practice.staff("Fay", Role::FrontDesk).await;
    for stranger in [&sam, &front] {
        assert_eq!(stranger.export_conversation(thread.id, &all()).await.refused(), refusal(404, "not_found"));
    }
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'conversation.exported'").await, 0);
    let version = thread.jordan.get_conversation(thread.id).await.expect("theirs").version;
    let to_sam = AssignConversation { staff_id: Some(sam.id) };
    thread.jordan.assign_conversation(&once(), thread.id, Some(version), &to_sam).await.expect("assigned");
    thread.maya_says("Said afterwards").await;
    let text = exported(&thread, &sam, all()).await;
    has(&text, &["Said afterwards", "More may have been said", "by Sam Hale"]);
    lacks(&text, &["Said before"]);
    let text = exported(&thread, thread.practice.owner(), all()).await;
    has(&text, &["Said before", "Said afterwards"]);
    lacks(&text, &["More may have been said"]);
    // Whoever asks for notes sees those of their own stretch only.
    thread.jordan.create_message_note(&once(), thread.id, &message("For the team")).await.expect("kept");
    has(&exported(&thread, &sam, with_notes()).await, &["For the team"]);

    let noah = in_care_of(&thread.practice, "Noah", sam.id).await.comes_in().await;
    let his = opens(&noah, Some(sam.id)).await.id;
    assert_eq!(thread.jordan.export_conversation(his, &all()).await.refused(), refusal(404, "not_found"));
    let path = format!("/api/v1/practice/conversations/{his}/export");
    assert_eq!(house.raw().signed_in_as(&noah).get(&path).await.status, 401, "a client exports nothing");
    let access = thread.practice.owner().get_portal_access(thread.maya.id).await.expect("her access");
    let mut rights = access.rights;
    rights.messages = false;
    let closed = UpdatePortalAccess { rights };
    thread.practice.owner().update_portal_access(&once(), thread.maya.id, Some(access.version), &closed).await.expect("saved");
    has(&exported(&thread, &thread.jordan, all()).await, &["Said before"]);
}

async fn m10_an_export_is_to_be_saved_and_is_written_down(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Good morning").await;
    let raw = house.raw().signed_in_as(&thread.jordan);
    let path = format!("/api/v1/practice/conversations/{}/export", thread.id);
    let reply = raw.get(&path).await;
    let says = |name: &str| reply.header(name).unwrap_or_default().to_owned();
    assert_eq!(reply.status, 200);
    assert_eq!(says("content-type"), "application/pdf");
    assert!(says("content-disposition").starts_with("attachment; filename=\"conversation-20"), "{}", says("content-disposition"));
    assert!(!says("content-disposition").to_lowercase().contains("maya"), "{}", says("content-disposition"));
    assert_eq!((says("cache-control").as_str(), says("x-content-type-options").as_str()), ("no-store", "nosniff"));
    assert_eq!(says("content-security-policy"), "sandbox; default-src 'none'");
    assert!(reply.body.starts_with(b"%PDF-1.7") && reply.body.ends_with(b"%%EOF"), "{:?}", &reply.body[..16]);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'conversation.exported'").await, 1);
    for (query, status) in
        [("from=2026-13-01", 400), ("notes=perhaps", 400), ("until=2026-03-01", 400), ("from=2026-03-02&to=2026-03-01", 422)]
    {
        assert_eq!(raw.get(&format!("{path}?{query}")).await.status, status, "{query}");
    }
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'conversation.exported'").await, 1);
}

async fn m10_the_same_conversation_gives_the_same_file(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Good morning, שלום, доброе утро 👋").await;
    let first = thread.jordan.export_conversation(thread.id, &all()).await.expect("a file");
    assert!(first == thread.jordan.export_conversation(thread.id, &all()).await.expect("a file"), "byte by byte");
    house.advance(60);
    let later = thread.jordan.export_conversation(thread.id, &all()).await.expect("a file");
    assert!(first != later, "it says when it was made");
}

async fn m10_days_choose_what_is_in_an_export(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let zone = thread.practice.owner().get_practice().await.expect("the practice").profile.zone.0;
    let third = house.now().in_tz(&zone).expect("a zone").date();
    let second = third.yesterday().expect("a day");
    let first = second.yesterday().expect("a day");
    for words in ["On the first day", "On the second day", "On the third day"] {
        a_day_passes(&house).await;
        thread.maya_says(words).await;
    }
    let asked = |from: Option<_>, to| ExportConversation { from, to, notes: None };
    for (asked, there, not) in [
        (asked(Some(second), Some(second)), vec!["second"], vec!["first", "third"]),
        (asked(Some(second), None), vec!["second", "third"], vec!["first"]),
        (asked(None, Some(second)), vec!["first", "second"], vec!["third"]),
        (asked(Some(first), Some(third)), vec!["first", "second", "third"], vec![]),
    ] {
        let text = exported(&thread, &thread.jordan, asked).await;
        let said = |word: &&str| text.contains(&format!("On the {word} day"));
        assert!(there.iter().all(said) && !not.iter().any(said), "{asked:?}: {text}");
    }
    has(&exported(&thread, &thread.jordan, days("2001-01-01", "2001-01-31")).await, &["Nothing was written in this time.", "0 messages"]);
    has(&exported(&thread, &thread.jordan, days("9999-12-31", "9999-12-31")).await, &["Nothing was written in this time."]);
}

async fn m10_what_was_written_is_text_whatever_it_is(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let hostile = [
        "#panic(\"out\") #read(\"/etc/passwd\") #import \"@preview/x:1.0.0\": * #sys.inputs",
        "= Heading *bold* _soft_ $x^2$ <label> @reference // comment /* more */ `raw` \\ #[x] ~ --- ...",
        "\"), (author: \"Somebody else\", text: \"",
        "{\"days\": []}\\u0000 ${x} %PDF-1.7 endstream endobj",
        "<script>alert(1)</script> javascript:alert(1)",
    ];
    for words in hostile {
        thread.maya_says(words).await;
    }
    // What no typeface has, what the standards forbid, what has no end and what turns the direction.
    let odd = [
        "\u{e000}\u{f8ff}\u{fffe}\u{10ffff}\u{200d}\u{feff}\u{ad}".to_owned(),
        "a\u{300}\u{301}\u{302}\u{303}".repeat(500),
        "x".repeat(20_000),
        format!("before{}after many lines", "\n".repeat(500)),
        "\u{202e}desrever \u{2066}isolated".to_owned(),
        "𓀀𓂀 ꙮ 𝔘𝔫𝔦 ☃ 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿".to_owned(),
    ];
    for words in &odd {
        thread.maya_says(words).await;
    }
    let pdf = thread.jordan.export_conversation(thread.id, &all()).await.expect("a file, whatever was written");
    let text = text_of(&pdf);
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in hostile {
        has(&text, &[&squeezed(words)]);
    }
    has(&text, &["after many lines", "11 messages"]);
    assert!(text.matches('x').count() >= 20_000, "nothing is cut off");
    let document = Document::load_mem(&pdf).expect("a PDF");
    for object in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        for forbidden in [&b"JS"[..], b"JavaScript", b"OpenAction", b"Launch", b"URI", b"EmbeddedFile"] {
            assert!(!object.has(forbidden), "{}", String::from_utf8_lossy(forbidden));
        }
    }
}

async fn m10_what_is_too_much_for_one_file_is_said_before_anything_is_made(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let said = thread.maya_says("The first of very many").await;
    let practice = thread.practice.owner().get_practice().await.expect("the practice");
    let (platform, scope) = (house.platform(), Scope { practice: practice.id });
    let tx = platform.db.write().await.expect("a transaction");
    let like = messages::find(&*tx, scope, said.id).await.expect("found").expect("there");
    for seq in 2..=5_001 {
        let mut row = messages::Model { id: fresh_id().0, seq, sent_at: Moment::from(house.now()), ..like.clone() };
        row.set_text(&platform.secrets, "And another one");
        messages::insert(&*tx, &row).await.expect("written");
    }
    tx.commit().await.expect("committed");
    let answer = thread.jordan.export_conversation(thread.id, &all()).await;
    let told = format!("{answer:?}");
    assert_eq!(answer.refused(), refusal(422, "too_many_messages"));
    assert!(told.contains("5,001") && told.contains("5,000"), "{told}");
    let tomorrow = house.now().in_tz(&practice.profile.zone.0).expect("a zone").date().tomorrow().expect("a day");
    let rest = ExportConversation { from: Some(tomorrow), ..all() };
    has(&exported(&thread, &thread.jordan, rest).await, &["0 messages"]);

    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    let his = opens(&noah, Some(thread.jordan.id)).await.id;
    for _ in 0..102 {
        noah.send_my_message(&once(), his, &message(&"ten letters".repeat(1_800))).await.expect("sent");
    }
    assert_eq!(thread.jordan.export_conversation(his, &all()).await.refused(), refusal(422, "too_much_text"));
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'conversation.exported'").await, 1, "only what was made");
}
