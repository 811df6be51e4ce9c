//! Trap: a full disk. Nothing that was answered with success is lost, and writes work again soon after there is room,
//! without a restart.

use std::collections::BTreeSet;
use std::time::Duration;

use api::Api;
use domain::ClientId;
use domain::practice::client::ListClients;
use tokio::time::{Instant, sleep};

use crate::harness::{Kind, Place, SmallDisk, client_input, http, once};

/// The size of the disk, in mebibytes.
const DISK: u64 = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o8_sqlite_a_full_disk_loses_nothing_and_is_left_behind_when_there_is_room() {
    let place = Place::new(Kind::Sqlite).await;
    let mut disk = SmallDisk::start(&place, DISK).await;
    let owner = disk.program.practice().await;
    let mut kept = BTreeSet::new();
    for n in 0..20 {
        kept.insert(writes(&owner, n).await.expect("there is room"));
    }

    for round in 0..3_u32 {
        disk.fill();
        let (mut refused, mut n) = (0, 1_000 * (round + 1));
        while refused < 12 {
            n += 1;
            match writes(&owner, n).await {
                Ok(id) => drop(kept.insert(id)),
                Err(status) => {
                    assert_eq!(status, 503, "the caller is told to come again");
                    refused += 1;
                }
            }
            assert!(n < 1_000 * (round + 1) + 900, "the disk does not get full");
        }
        owner.list_clients(&ListClients::default()).await.expect("reading goes on");
        assert!(http().get(format!("{}/healthz", disk.program.base)).send().await.is_ok_and(|answer| answer.status().is_success()));
        disk.make_room();
        let began = Instant::now();
        loop {
            n += 1;
            if let Ok(id) = writes(&owner, n).await {
                kept.insert(id);
                break;
            }
            assert!(began.elapsed() < Duration::from_secs(10), "writes do not work again");
            sleep(Duration::from_millis(100)).await;
        }
        for _ in 0..10 {
            n += 1;
            kept.insert(writes(&owner, n).await.expect("and go on working"));
        }
    }

    assert!(disk.program.is_running());
    assert_eq!(missing(&owner, &kept).await, Vec::<ClientId>::new(), "as the running program sees it");
    assert!(owner.get_audit_chain().await.expect("the chain").whole);
    let program = disk.again_from_the_file(&place).await;
    let owner = program.owner().await;
    assert_eq!(missing(&owner, &kept).await, Vec::<ClientId>::new(), "as the file says");
    assert!(owner.get_audit_chain().await.expect("the chain").whole);
    drop(program);
    place.remove().await;
}

async fn writes(owner: &Api, n: u32) -> Result<ClientId, u16> {
    let made = owner.create_client(&once(), &client_input(&format!("Person{n}"))).await;
    made.map(|client| client.id).map_err(|failure| failure.status().unwrap_or_default())
}

async fn missing(owner: &Api, kept: &BTreeSet<ClientId>) -> Vec<ClientId> {
    let (mut there, mut cursor) = (BTreeSet::new(), None);
    loop {
        let page = owner.list_clients(&ListClients { limit: Some(200), cursor, ..ListClients::default() }).await.expect("a page");
        there.extend(page.items.iter().map(|client| client.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    kept.difference(&there).copied().collect()
}
