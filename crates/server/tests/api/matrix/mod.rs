//! A24 to A26: every operation × every kind of caller. What each gets stands in `openapi/access.txt`, which is reviewed:
//! a line that changes there is a change of who may do what.
//!
//! Each cell has an object of its own, made for it, and a request that is valid: whoever is refused is refused for who
//! they are. Whoever is refused has changed nothing in the whole database. An operation that this does not know how to
//! call fails the test.

mod requests;
mod world;

use std::fmt::Write as _;

use crate::checked_in::compare;
use crate::harness::{House, Kind, Operation, Reply, WORKERS, fresh_key, operations, snapshot};
use world::{Caller, World};

mod sqlite {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a24_every_operation_answers_every_kind_of_caller_as_the_table_says() {
        super::everybody_calls(crate::harness::Kind::Sqlite).await;
    }
}

mod postgres {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a24_every_operation_answers_every_kind_of_caller_as_the_table_says() {
        super::everybody_calls(crate::harness::Kind::Postgres).await;
    }
}

/// Written while somebody is refused, and rightly so.
const NOTED: [&str; 2] = ["wrong_tries", "idempotency_keys"];
/// Operations tried in one house. Each cell compares the whole database, which grows with each: in one house for all of them
/// the time would go with the square of their number.
const IN_ONE_HOUSE: usize = 16;

async fn everybody_calls(kind: Kind) {
    let mut rows = Vec::new();
    for some in operations().chunks(IN_ONE_HOUSE) {
        let rows = &mut rows;
        House::run(kind, |_| {}, |house| async move { rows.extend(answers(house, some).await) }).await;
    }
    compare("openapi/access.txt", &table(&rows));
}

/// What each kind of caller gets of `some` operations.
async fn answers(house: House, some: &[Operation]) -> Vec<(&Operation, Vec<u16>)> {
    house.mail_does_not_matter();
    let mut world = World::new(&house).await;
    let mut rows = Vec::new();
    for operation in some {
        let mut statuses = Vec::new();
        for caller in Caller::ALL {
            statuses.push(cell(&mut world, operation, caller).await);
        }
        consistent(operation, &statuses);
        rows.push((operation, statuses));
    }
    rows
}

/// One request of one caller; gives the status.
async fn cell(world: &mut World, operation: &Operation, caller: Caller) -> u16 {
    world.begin_anew().await;
    let request = requests::valid(world, operation, caller).await;
    let raw = world.raw(caller).await;
    let raw = if operation.needs_key() { raw.with("Idempotency-Key", &fresh_key(&world.house)) } else { raw };
    world.house.papers_are_made().await;
    let but: Vec<&str> = NOTED.into_iter().chain(WORKERS).collect();
    let before = snapshot(world.house.platform(), &but).await;
    let reply = raw.send(request(&raw)).await;
    if reply.status >= 400 {
        let after = snapshot(world.house.platform(), &but).await;
        for ((table, before), (_, after)) in before.iter().zip(&after) {
            assert_eq!(before, after, "{} refused {caller:?} ({}) and changed {table}", operation.id, reply.status);
        }
    }
    nothing_leaks(world, operation, caller, &reply);
    reply.status
}

/// Whoever is of another practice sees nothing of ours, whatever the status.
fn nothing_leaks(world: &World, operation: &Operation, caller: Caller, reply: &Reply) {
    if caller.is_foreign() && operation.about["security"] != serde_json::json!([{}]) {
        let text = reply.text();
        for of_ours in &world.of_ours {
            assert!(!text.contains(of_ours.as_str()), "{} shows {caller:?} something of another practice: {text}", operation.id);
        }
    }
}

/// What must hold whatever the table says.
fn consistent(operation: &Operation, statuses: &[u16]) {
    let id = &operation.id;
    let open = operation.about["security"] == serde_json::json!([{}]);
    assert!(statuses.iter().any(|status| (200..300).contains(status)), "{id} lets nobody succeed: {statuses:?}");
    for (caller, status) in Caller::ALL.into_iter().zip(statuses) {
        assert!(matches!(status, 200..=299 | 401 | 404), "{id} answers {caller:?} with {status}: not found, never forbidden (A26)");
        if caller == Caller::Anyone {
            assert_eq!(open, *status != 401, "{id}: security in the document and status {status} for anybody do not go together");
        }
        if caller.is_foreign() && operation.path.contains("{id}") {
            assert!(matches!(status, 401 | 404), "{id} answers {caller:?} of another practice with {status}");
        }
        if !open && caller.is_client() && operation.path.starts_with("/api/v1/practice") {
            assert!(matches!(status, 401 | 404), "{id} is for staff and answers {caller:?} with {status}");
        }
        if !open && caller.is_staff() && operation.path.starts_with("/api/v1/portal") {
            assert!(matches!(status, 401 | 404), "{id} is for clients and answers {caller:?} with {status}");
        }
    }
}

fn table(rows: &[(&Operation, Vec<u16>)]) -> String {
    let mut text = String::from(
        "# Who may do what: operation × kind of caller → status. Each request is valid, so 401 and 404 say who may not.\n\
         # Generated by crates/server/tests/api/matrix (UPDATE=1 rewrites it). Every change here is a change of rights.\n\
         #\n",
    );
    for caller in Caller::ALL {
        // Writing to a String does not fail.
        let _ = writeln!(text, "# {:<22} {}", caller.name(), caller.meaning());
    }
    let column = |name: &str| format!("{name:>width$}", width = name.len().max(4) + 1);
    let heads: String = Caller::ALL.iter().map(|caller| column(caller.name())).collect();
    let _ = writeln!(text, "\n{:<28} {:<6} {:<58}{heads}", "operation", "method", "path");
    for (operation, statuses) in rows {
        let cells: String = Caller::ALL
            .iter()
            .zip(statuses)
            .map(|(caller, status)| format!("{status:>width$}", width = caller.name().len().max(4) + 1))
            .collect();
        let path = operation.path.trim_start_matches("/api/v1");
        let _ = writeln!(text, "{:<28} {:<6} {:<58}{cells}", operation.id, operation.method, path);
    }
    text
}
