//! Traps of the database: read-then-write in parallel, and answers that come before the commit.

use std::fs;
use std::path::{Path, PathBuf};

use anteroom::serve;
use api::Api;
use domain::access::session::App;
use domain::practice::client::{ClientInput, ListClients};
use futures_util::future::join_all;
use platform::Platform;
use platform::secrets::Entropy;

use crate::harness::{House, both_databases, client_input, once};

both_databases!(
    parallel_writes_wait_their_turn,
    parallel_saves_of_one_record_lose_nothing,
    readers_are_not_kept_waiting_by_a_writer,
    o4_two_servers_on_one_database_wait_for_each_other,
);

async fn parallel_writes_wait_their_turn(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    for round in 0..3 {
        let names: Vec<String> = (0..32).map(|n| format!("Person{round}x{n}")).collect();
        let made = join_all(names.iter().map(|name| async move { owner.create_client(&once(), &client_input(name)).await })).await;
        assert!(made.iter().all(Result::is_ok), "{:?}", made.into_iter().find(Result::is_err));
    }
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 96);
    assert!(owner.get_audit_chain().await.expect("the chain").whole);
}

async fn parallel_saves_of_one_record_lose_nothing(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let maya = owner.create_client(&once(), &client_input("Maya")).await.expect("created");
    let saves = (0..32).map(|n| async move {
        let input = ClientInput { preferred_name: format!("Maya{n}").into(), ..client_input("Maya") };
        owner.update_client(&once(), maya.id, None, &input).await
    });
    let saves = join_all(saves).await;
    let saved = saves.iter().filter(|saved| saved.is_ok()).count();
    for failure in saves.iter().filter_map(|saved| saved.as_ref().err()) {
        assert_eq!(failure.code(), "stale", "{failure}");
    }
    let after = owner.get_client(maya.id).await.expect("the client");
    assert_eq!(after.version, 1 + i64::try_from(saved).expect("few"), "each save that was answered with success counts");
    assert!(saved >= 1);
}

async fn readers_are_not_kept_waiting_by_a_writer(house: House) {
    let practice = house.practice().await;
    practice.client("Maya").await;
    let writing = house.platform().db.write().await.expect("a transaction that stays open");
    let everybody = ListClients::default();
    let reading = practice.owner().list_clients(&everybody);
    let page = tokio::time::timeout(std::time::Duration::from_secs(3), reading).await.expect("no waiting");
    assert_eq!(page.expect("a page").items.len(), 1);
    drop(writing);
}

async fn o4_two_servers_on_one_database_wait_for_each_other(house: House) {
    let practice = house.practice().await;
    let here = practice.owner();
    let config = (*house.platform().config).clone();
    let second = Platform::start(config, house.platform().clock.clone(), Entropy::system()).await.expect("a second one starts");
    let running = serve::start(second.clone()).await.expect("it listens");
    let cookies = here.cookies().expect("cookies");
    let token = cookies.split("; ").find_map(|pair| pair.strip_prefix("anteroom-admin=")).expect("the session's cookie");
    let there = Api::connect(&format!("http://{}", running.address), App::Admin).expect("an address").bearer(token);

    let mut people = Vec::new();
    for n in 0..16 {
        people.push(here.create_client(&once(), &client_input(&format!("Person{n}"))).await.expect("created").id);
    }
    // Each save reads the record first, and then writes.
    let saves = (0..64).map(|n| {
        let (api, id) = (if n % 2 == 0 { &**here } else { &there }, people[n / 4]);
        async move {
            let input = ClientInput { preferred_name: format!("Name{n}").into(), ..client_input("Person") };
            api.update_client(&once(), id, None, &input).await.map_err(|failure| failure.code().to_owned())
        }
    });
    let saves = join_all(saves).await;
    let other: Vec<&String> = saves.iter().filter_map(|saved| saved.as_ref().err()).filter(|code| *code != "stale").collect();
    assert!(other.is_empty(), "{other:?}");
    assert!(here.get_audit_chain().await.expect("the chain").whole, "one chain, whoever writes");

    here.sign_out(&once()).await.expect("signed out");
    assert_eq!(
        there.get_practice().await.err().and_then(|failure| failure.status()),
        Some(401),
        "a session that ended here has ended there"
    );
    running.stop().await;
    let _ = second.db.read().clone().close().await;
}

/// `INSERT … RETURNING` on a connection of its own may answer before it is committed: everything that writes takes the
/// transaction, so nothing but a reader is ever handed to it as a connection. Here the sources are read for calls that
/// would write on the connection for reading.
#[test]
fn writes_happen_in_transactions_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let writes = [
        "insert(",
        "update_many(",
        "delete_many(",
        "delete(",
        ".save(",
        "exec_with_returning(",
        "exec_without_returning(",
        "execute(",
        "execute_unprepared(",
    ];
    let mut looked_at = 0;
    for file in sources(&root) {
        let text = fs::read_to_string(&file).expect("a source");
        for (number, line) in text.lines().enumerate() {
            looked_at += 1;
            let on_the_reader = line.contains("db.read()") && writes.iter().any(|write| line.contains(write));
            assert!(!on_the_reader, "{}:{}: a write outside a transaction: {}", file.display(), number + 1, line.trim());
        }
    }
    assert!(looked_at > 1_000, "the sources were not found");
}

fn sources(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["platform", "practice", "access", "booking", "server"].iter().map(|name| root.join(name).join("src")).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}
