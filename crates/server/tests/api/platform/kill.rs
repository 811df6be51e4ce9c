//! O8: `kill -9` at any moment loses nothing that was answered with success.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use api::Api;
use domain::ClientId;
use domain::access::portal_access::CreatePortalInvitation;
use domain::access::session::App;
use domain::practice::client::{ClientInput, ListClients};
use futures_util::future::join_all;
use tokio::time::sleep;

use crate::harness::{Kind, Place, Program, Sink, client_input, once, within};

const ROUNDS: u32 = 20;
const WRITERS: u32 = 6;

/// What was answered with success.
#[derive(Default)]
struct Promised {
    /// Clients, with the preferred name that was saved last.
    clients: BTreeMap<ClientId, String>,
    /// Addresses that were invited.
    invited: BTreeSet<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o8_sqlite_nothing_is_lost_in_twenty_rounds_of_kill_9() {
    storm(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o8_postgres_nothing_is_lost_in_twenty_rounds_of_kill_9() {
    storm(Kind::Postgres).await;
}

async fn storm(kind: Kind) {
    let place = Place::new(kind).await;
    let sink = Sink::open().await;
    let variables = [("ANTEROOM_MAILBOX", "false"), ("ANTEROOM_SMTP_URL", sink.url.as_str()), ("ANTEROOM_LOG_FILTER", "error")];
    let mut program = Program::start(&place, &variables).await;
    let token = token_of(&program.practice().await);
    let promised: Mutex<Promised> = Mutex::default();
    for round in 0..ROUNDS {
        let owner = program.browser(App::Admin).bearer(token.as_str());
        let writers = join_all((0..WRITERS).map(|writer| write(&owner, &promised, round, writer)));
        let killer = async {
            // Each round ends at another moment of the work.
            sleep(Duration::from_millis(300 + u64::from(round * 37 % 300))).await;
            program.kill();
        };
        // The writers end by themselves when nobody answers.
        tokio::join!(writers, killer);
        program = Program::start(&place, &variables).await;
    }
    let promised = promised.into_inner().expect("not poisoned");
    assert!(
        promised.clients.len() > 20 && promised.invited.len() > 5,
        "{} clients, {} invited",
        promised.clients.len(),
        promised.invited.len()
    );

    let owner = program.browser(App::Admin).bearer(token.as_str());
    let there = everybody(&owner).await;
    for (id, name) in &promised.clients {
        let kept = there.get(id).unwrap_or_else(|| panic!("a client who was answered with success is not there"));
        // A later save may have been done and its answer lost.
        assert!(kept.as_str() >= name.as_str(), "a save that was answered with success is not there: {name}, now {kept}");
    }
    let chain = owner.get_audit_chain().await.expect("the chain");
    assert!(chain.whole, "{chain:?}");
    let told = place.number("SELECT count(*) FROM audit_events WHERE act = 'client.created'").await;
    assert_eq!(told, i64::try_from(there.len()).expect("few"), "each client has a line in the log, and each line a client");

    // Mails that a dead process had in hand are taken up again when its lease is over.
    place.tamper("UPDATE outbox SET leased_until = 1 WHERE leased_until IS NOT NULL").await;
    within(20, "the last mail", async || (place.number("SELECT count(*) FROM outbox WHERE state = 'queued'").await == 0).then_some(()))
        .await;
    let letters = sink.letters();
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for letter in &letters {
        ids.entry(letter.to.as_str()).or_default().insert(letter.message_id.as_str());
    }
    for address in &promised.invited {
        let ids = ids.get(address.as_str()).unwrap_or_else(|| panic!("an invitation that was answered with success was never sent"));
        assert_eq!(ids.len(), 1, "one mail, even where a dying process sent it twice");
    }
    drop(program);
    place.remove().await;
}

fn token_of(api: &Api) -> String {
    let cookies = api.cookies().expect("cookies");
    cookies.split("; ").find_map(|pair| pair.strip_prefix("anteroom-admin=")).expect("the session's cookie").to_owned()
}

/// Creates, saves and invites until nobody answers any more.
async fn write(owner: &Api, promised: &Mutex<Promised>, round: u32, writer: u32) {
    for n in 0..1_000 {
        let name = format!("Person{round}x{writer}x{n}");
        let Ok(client) = owner.create_client(&once(), &client_input(&name)).await else { return };
        promised.lock().expect("not poisoned").clients.insert(client.id, String::new());
        if (n + writer).is_multiple_of(2) {
            let email = format!("{}@example.com", name.to_lowercase());
            let invite = CreatePortalInvitation { email: email.as_str().into(), rights: None, wording: None };
            let Ok(_) = owner.create_portal_invitation(&once(), client.id, &invite).await else { return };
            promised.lock().expect("not poisoned").invited.insert(email);
        }
        let input = ClientInput { preferred_name: "b".into(), ..client_input(&name) };
        let Ok(_) = owner.update_client(&once(), client.id, Some(client.version), &input).await else { return };
        promised.lock().expect("not poisoned").clients.insert(client.id, "b".into());
    }
}

/// Everybody there is, with their preferred name.
async fn everybody(owner: &Api) -> BTreeMap<ClientId, String> {
    let (mut there, mut cursor) = (BTreeMap::new(), None);
    loop {
        let page = owner.list_clients(&ListClients { limit: Some(200), cursor, ..ListClients::default() }).await.expect("a page");
        for client in &page.items {
            let called = client.display_name.as_str().split(' ').next().unwrap_or_default();
            there.insert(client.id, if called == "b" { "b".into() } else { String::new() });
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            return there;
        }
    }
}
