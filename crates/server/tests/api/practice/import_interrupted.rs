//! S9, O8: an import that is killed in the middle goes on where it was, and no row becomes two clients.

use domain::practice::client_import::{ImportClients, ImportState};

use crate::harness::{Kind, Place, Program, once, within};

const ROWS: u32 = 6_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s9_sqlite_an_import_survives_kill_9() {
    survives(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s9_postgres_an_import_survives_kill_9() {
    survives(Kind::Postgres).await;
}

async fn survives(kind: Kind) {
    let place = Place::new(kind).await;
    let mut program = Program::start(&place, &[]).await;
    let owner = program.practice().await;
    let rows: String = (0..ROWS).map(|n| format!("Person{n},Number{n},p{n}@example.com\n")).collect();
    let input = ImportClients { csv: format!("first_name,last_name,email\n{rows}").into(), dry_run: false };
    let import = owner.import_clients(&once(), &input).await.expect("begun").id;

    let mut interrupted = 0;
    for part in 1..=3 {
        let owner = program.owner().await;
        let done = within(60, "some of the import", async || {
            let import = owner.get_client_import(import).await.expect("the import");
            (import.done >= part * ROWS / 5).then_some(import.done)
        })
        .await;
        interrupted += u32::from(done < ROWS);
        program.kill();
        // What the dead process held runs out in a minute; here it is over now.
        place.tamper("UPDATE jobs SET leased_until = 1 WHERE leased_until IS NOT NULL").await;
        program = Program::start(&place, &[]).await;
    }
    assert!(interrupted > 0, "it was over before it could be killed");
    let owner = program.owner().await;
    let done = within(90, "the import", async || {
        let import = owner.get_client_import(import).await.expect("the import");
        (import.state != ImportState::Running).then_some(import)
    })
    .await;
    assert_eq!((done.state, done.created, done.duplicates, done.invalid), (ImportState::Done, ROWS, 0, 0));
    assert_eq!(place.number("SELECT count(*) FROM clients").await, i64::from(ROWS));
    assert_eq!(place.number("SELECT count(*) FROM client_emails").await, i64::from(ROWS));
    let told = place.number("SELECT count(*) FROM audit_events WHERE act = 'client.created'").await;
    assert_eq!(told, i64::from(ROWS));
    assert!(owner.get_audit_chain().await.expect("the chain").whole);
    drop(program);
    place.remove().await;
}
