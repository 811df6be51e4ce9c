//! O6: the master key can be exchanged: afterwards everything opens with the new one alone.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::{Arc, Mutex};

use anteroom::verbs::sealed;
use api::Api;
use domain::access::session::{App, SessionKind, SignIn};
use domain::booking::calendar::OutsideCalendarInput;
use domain::messaging::{ListMessages, Redact, SaveDraft, SendMessage};
use domain::practice::slug::Slug;
use domain::text::Secret;
use domain::{ConversationId, FileId};
use platform::secrets::reseal::{Resealed, reseal};

use super::thread::{MAYA, Thread, fresh_id, in_care_of, message};
use crate::harness::{Client, House, Invitation, Kind, PASSWORD, Place, once};

const OLD: &str = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const NEW: &str = "2:ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o6_sqlite_everything_opens_with_the_new_key_alone() {
    exchanged(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o6_postgres_everything_opens_with_the_new_key_alone() {
    exchanged(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o6_the_program_makes_a_key_and_seals_with_it() {
    let place = Place::bare(Kind::Sqlite).await;
    let run = |verb: &[&str], keys: &str| {
        let done = Command::new(env!("CARGO_BIN_EXE_anteroom"))
            .args(verb)
            .current_dir(place.folder())
            .env_clear()
            .envs([("ANTEROOM_MAILBOX", "true"), ("ANTEROOM_MASTER_KEY", keys)])
            .env("ANTEROOM_DATA_DIR", place.folder())
            .output()
            .expect("the program runs");
        (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    assert!(run(&["migrate"], OLD).0);
    let (made, line, _) = run(&["keys", "make"], OLD);
    assert!(made && line.starts_with("2:") && line.trim().len() == OLD.len(), "{line}");
    let both = format!("{},{OLD}", line.trim());
    let (sealed, said, _) = run(&["keys", "rotate"], &both);
    assert!(sealed && said.contains("1 values were sealed anew with key 2") && said.contains("sealed with key 1 any more"), "{said}");
    assert!(run(&["check"], line.trim()).0, "the new key alone");
    let (fits, _, why) = run(&["check"], OLD);
    assert!(!fits && why.contains("master_key"), "{why}");
}

/// Whoever adds a column that is sealed says here how it is sealed anew.
#[test]
fn o6_every_column_that_is_sealed_is_known() {
    let schema = include_str!("../../../../../migrations/schema.sqlite.sql");
    let mut there = BTreeSet::new();
    for table in schema.lines().filter_map(|line| line.strip_prefix("CREATE TABLE \"")) {
        let mut names = table.split('"').step_by(2);
        let name = names.next().expect("a name");
        there.extend(table.split('"').skip(2).step_by(2).filter(|column| column.contains("sealed")).map(|column| (name, column)));
    }
    assert!(there.len() > 10, "{there:?}");
    let known: BTreeSet<_> =
        sealed().iter().map(|sealed| (sealed.table, sealed.column)).filter(|known| *known != ("installation", "value")).collect();
    assert_eq!(known, there);
}

/// What one key's house leaves for the next.
#[derive(Clone)]
struct Left {
    conversation: ConversationId,
    file: FileId,
    lena: (Client, Arc<Invitation>),
    second_factor: Secret,
    recovery_codes: Vec<String>,
}

async fn exchanged(kind: Kind) {
    let place = Place::new(kind).await;
    let left: Arc<Mutex<Option<Left>>> = Arc::default();
    let keep = Arc::clone(&left);
    House::in_place(
        &place,
        |config| config.master_key = Some(OLD.into()),
        async move |house: House| {
            *keep.lock().expect("not poisoned") = Some(fill(&house).await);
        },
    )
    .await;
    let left = left.lock().expect("not poisoned").take().expect("filled");

    let before = left.clone();
    House::in_place(
        &place,
        |config| config.master_key = Some(format!("{NEW}\n{OLD}")),
        async move |house: House| {
            // Ids are made of the time: those of this morning are there.
            house.advance(600);
            house.mail_does_not_matter();
            let (lena, invitation) = &before.lena;
            let lena = Client { house: house.clone(), ..lena.clone() };
            lena.accepts(invitation).await;
            assert_eq!(reads(&house, &before).await, ["Hello", "", "Third"]);
            let done = reseal(house.platform(), &sealed()).await.expect("sealed anew");
            assert!(done.values > 15 && done.unopened == 0, "{done:?}");
            for column in sealed() {
                let old = match house.kind() {
                    Kind::Sqlite => "X'0100000001'",
                    Kind::Postgres => "'\\x0100000001'::bytea",
                };
                let (table, name) = (column.table, column.column);
                let count = format!("SELECT count(*) FROM {table} WHERE substr({name}, 1, 5) = {old}");
                assert_eq!(house.number(&count).await, 0, "{table}.{name}");
            }
            let again = reseal(house.platform(), &sealed()).await.expect("nothing is left");
            assert_eq!(again, Resealed::default());
            // A recovery code from before is good as long as its key is there.
            let robin = sign_in(&house, App::Admin, "robin@willow-reed.example").await;
            let code = domain::access::second_factor::SecondFactorCode { code: before.recovery_codes[0].as_str().into() };
            robin.verify_second_factor(&once(), &code).await.expect("an old code");
        },
    )
    .await;

    let after = left.clone();
    House::in_place(
        &place,
        |config| config.master_key = Some(NEW.into()),
        async move |house: House| {
            house.advance(1200);
            house.mail_does_not_matter();
            assert_eq!(reads(&house, &after).await, ["Hello", "", "Third"]);
            let maya = sign_in(&house, App::Portal, MAYA).await;
            assert_eq!(maya.get_my_message_file(after.file).await.expect("hers"), b"The letter");
            assert_eq!(maya.get_my_draft(after.conversation).await.expect("hers").text.as_str(), "Dear Jor");
            let robin = sign_in(&house, App::Admin, "robin@willow-reed.example").await;
            let code = access::second_factor::code_at(&after.second_factor, house.now()).expect("a code");
            let code = domain::access::second_factor::SecondFactorCode { code };
            robin.verify_second_factor(&once(), &code).await.expect("the second factor opens");
            assert_eq!(robin.get_me().await.expect("signed in").kind, SessionKind::Full);
            assert_eq!(reseal(house.platform(), &sealed()).await.expect("nothing is strange"), Resealed::default());
        },
    )
    .await;

    // A value of another key is counted, and does not keep the others from being sealed anew.
    let strange = "00".repeat(60);
    let strange = match kind {
        Kind::Sqlite => format!("X'0100000009{strange}'"),
        Kind::Postgres => format!("'\\x0100000009{strange}'::bytea"),
    };
    place.tamper(&format!("UPDATE messages SET sealed_body = {strange} WHERE seq = 1")).await;
    House::in_place(
        &place,
        |config| config.master_key = Some(NEW.into()),
        async |house: House| {
            house.mail_does_not_matter();
            let done = reseal(house.platform(), &sealed()).await.expect("looked at");
            assert_eq!(done, Resealed { values: 0, unopened: 1 });
        },
    )
    .await;
    place.remove().await;
}

async fn sign_in(house: &House, app: App, email: &str) -> Api {
    let browser = house.browser(app);
    let input = SignIn { app, practice: Slug("willow-reed".into()), email: email.into(), password: PASSWORD.into() };
    browser.sign_in(&once(), &input).await.expect("signed in");
    browser
}

/// What Maya reads, the oldest first.
async fn reads(house: &House, left: &Left) -> Vec<String> {
    let maya = sign_in(house, App::Portal, MAYA).await;
    let mut page = maya.list_my_messages(left.conversation, &ListMessages::default()).await.expect("hers").items;
    page.reverse();
    page.into_iter().map(|message| message.text.as_str().to_owned()).collect()
}

/// Something of everything that is sealed.
async fn fill(house: &House) -> Left {
    house.mail_does_not_matter();
    let thread = Thread::open(house).await;
    let file = thread.browser.upload_my_message_file(&once(), thread.id, "letter.txt", b"The letter".to_vec()).await.expect("kept").id;
    let first = SendMessage { id: fresh_id(), text: "Hello".into(), files: vec![file] };
    thread.browser.send_my_message(&once(), thread.id, &first).await.expect("sent");
    let slip = thread.jordan.send_message(&once(), thread.id, &message("A slip")).await.expect("sent");
    thread.jordan.redact_message(&once(), slip.id, &Redact { reason: "Not for her".into() }).await.expect("redacted");
    thread.jordan_says("Third").await;
    thread.browser.save_my_draft(&once(), thread.id, &SaveDraft { text: "Dear Jor".into(), version: Some(0) }).await.expect("kept");
    let owner = thread.practice.owner();
    let calendar = OutsideCalendarInput { name: "Mine".into(), url: "https://calendar.example/a.ics".into() };
    owner.create_outside_calendar(&once(), thread.jordan.id, &calendar).await.expect("kept");
    let lena = in_care_of(&thread.practice, "Lena", thread.jordan.id).await;
    let invitation = lena.invited().await;
    let enrolment = owner.start_second_factor(&once()).await.expect("a secret");
    let codes = owner.confirm_second_factor(&once(), &owner.code(&enrolment.secret)).await.expect("confirmed").codes;
    Left {
        conversation: thread.id,
        file,
        lena: (lena, Arc::new(invitation)),
        second_factor: enrolment.secret,
        recovery_codes: codes.into_iter().map(|code| code.as_str().to_owned()).collect(),
    }
}
