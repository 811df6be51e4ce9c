//! M6, O8: `kill -9` between two lines: a message that was answered is there, once and with its files; what was half done
//! is not there at all, and what is left of it is swept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use api::Api;
use domain::access::session::App;
use domain::messaging::{ListMessages, Message, SendMessage};
use domain::{ConversationId, MessageId};
use futures_util::future::join_all;
use platform::Platform;
use platform::clock::Clock;
use platform::secrets::Entropy;
use tokio::time::sleep;

use super::outside::{Talk, session};
use super::thread::fresh_id;
use crate::harness::{Kind, Place, Program, once, within};

/// Each kill leaves up to so many files without a message as there are writers, and a person may have thirty of them.
const ROUNDS: u64 = 9;
const WRITERS: usize = 3;
/// What has to be answered in each round.
const EACH: usize = 3;
/// Two pieces of a file.
const LENGTH: usize = 300_000;

/// Messages with their words.
type Promised = Mutex<BTreeMap<MessageId, String>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m6_sqlite_a_message_that_was_answered_survives_kill_9() {
    storm(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m6_postgres_a_message_that_was_answered_survives_kill_9() {
    storm(Kind::Postgres).await;
}

async fn storm(kind: Kind) {
    let place = Place::new(kind).await;
    let variables = [("ANTEROOM_LOG_FILTER", "error")];
    let mut program = Program::start(&place, &variables).await;
    let talk = Talk::begin(&program).await;
    let (client, staff) = (session(&talk.maya), session(&talk.owner));
    let (promised, unheard): (Promised, Promised) = Default::default();
    for round in 0..ROUNDS {
        let maya = program.browser(App::Portal).bearer(client.as_str());
        let writers = join_all((0..WRITERS).map(|writer| write(&maya, talk.id, &promised, &unheard, round, writer)));
        let killer = async {
            let so_far = promised.lock().expect("not poisoned").len();
            let answered = || promised.lock().expect("not poisoned").len() - so_far;
            within(20, "enough to be killed for", async || (answered() >= EACH).then_some(())).await;
            // Each round ends at another moment of the work.
            sleep(Duration::from_millis(round * 7)).await;
            program.kill();
        };
        tokio::join!(writers, killer);
        program = Program::start(&place, &variables).await;
    }
    let (promised, unheard) = (promised.into_inner().expect("not poisoned"), unheard.into_inner().expect("not poisoned"));
    assert!(promised.len() >= EACH * 9 && !unheard.is_empty(), "{} were answered, {} were not", promised.len(), unheard.len());

    // Who heard nothing sends again what they had.
    let maya = program.browser(App::Portal).bearer(client.as_str());
    for (id, text) in &unheard {
        let again = SendMessage { id: *id, text: text.as_str().into(), files: Vec::new() };
        maya.send_my_message(&once(), talk.id, &again).await.expect("sent, or sent before");
    }
    let owner = program.browser(App::Admin).bearer(staff.as_str());
    let there = whole(&owner, talk.id).await;
    let ids: BTreeSet<_> = there.iter().map(|message| message.id).collect();
    assert_eq!(ids.len(), there.len(), "each once");
    assert_eq!(there.len(), promised.len() + unheard.len(), "and nothing that nobody sent");
    let seqs: Vec<i64> = there.iter().map(|message| message.seq).collect();
    assert!(seqs.is_sorted_by(|a, b| a < b), "in one order");
    for message in &there {
        let text = promised.get(&message.id).or_else(|| unheard.get(&message.id)).expect("somebody sent it");
        assert_eq!(message.text.as_str(), text);
        if promised.contains_key(&message.id) {
            assert_eq!(message.files.len(), 1, "with its file");
        }
        for file in &message.files {
            assert_eq!(owner.get_message_file(file.id).await.expect("whole").len(), LENGTH);
        }
    }
    assert!(owner.get_audit_chain().await.expect("the chain").whole);
    let told = place.number("SELECT count(*) FROM audit_events WHERE act = 'message.sent'").await;
    assert_eq!(told, i64::try_from(there.len()).expect("few"));
    let attached: i64 = there.iter().map(|message| i64::try_from(message.files.len()).expect("few")).sum();
    assert!(place.number("SELECT count(*) FROM files").await > attached, "something was half done");

    // Two days later nothing is left of what was half done.
    program.kill();
    let later = "2126-01-01T00:00:00Z".parse().expect("a moment");
    let platform = Platform::start(place.config(), Clock::frozen(later), Entropy::system()).await.expect("another process");
    platform::files::sweep(&platform).await.expect("swept");
    drop(platform);
    assert_eq!(place.number("SELECT count(*) FROM files").await, attached);
    assert_eq!(place.number("SELECT count(*) FROM file_chunks").await, attached * 2, "two pieces each");
    place.remove().await;
}

/// Uploads a file and sends it with a message, until nobody answers any more.
async fn write(maya: &Api, conversation: ConversationId, promised: &Promised, unheard: &Promised, round: u64, writer: usize) {
    for number in 0..100 {
        let text = format!("Round {round}, writer {writer}, message {number}");
        let bytes = vec![b'a' + u8::try_from(writer).expect("few"); LENGTH];
        let Ok(file) = maya.upload_my_message_file(&once(), conversation, "a.txt", bytes).await else { return };
        let input = SendMessage { id: fresh_id(), text: text.as_str().into(), files: vec![file.id] };
        let answer = maya.send_my_message(&once(), conversation, &input).await;
        let of = if answer.is_ok() { promised } else { unheard };
        of.lock().expect("not poisoned").insert(input.id, text);
        if answer.is_err() {
            return;
        }
    }
}

/// All of the conversation, the oldest first.
async fn whole(owner: &Api, conversation: ConversationId) -> Vec<Message> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let query = ListMessages { before, limit: Some(200), ..ListMessages::default() };
        let page = owner.list_messages(conversation, &query).await.expect("a page");
        all.extend(page.items);
        before = page.next_cursor.map(|cursor| cursor.parse().expect("a place"));
        if before.is_none() {
            all.reverse();
            return all;
        }
    }
}
