//! M4, O8: a disk that gets full while files arrive: what was kept stays, nothing is half there, and there is room for
//! everybody again once there is room on the disk.

use std::time::Duration;

use domain::messaging::{ListMessages, SendMessage};
use tokio::time::{Instant, sleep};

use super::outside::Talk;
use super::thread::{fresh_id, message};
use crate::harness::{Kind, Place, SmallDisk, once};

/// The size of the disk, in mebibytes, and how many of them something else takes for a while.
const DISK: u64 = 24;
const TAKEN: usize = 8;
/// More than a person may have waiting for a message.
const TRIES: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m4_sqlite_a_disk_that_is_full_while_files_arrive_leaves_no_half_of_one() {
    let place = Place::new(Kind::Sqlite).await;
    let disk = SmallDisk::start(&place, DISK).await;
    let Talk { maya, owner, id, .. } = Talk::begin(&disk.program).await;
    let up = async |length: usize| maya.upload_my_message_file(&once(), id, "a.txt", vec![b'a'; length]).await;
    let file = up(300_000).await.expect("there is room");
    let kept = SendMessage { id: fresh_id(), text: "Before".into(), files: vec![file.id] };
    maya.send_my_message(&once(), id, &kept).await.expect("sent");

    // There is room for the beginning of a file and not for all of it.
    disk.take(TAKEN);
    for _ in 0..3 {
        let answer = up(24_000_000).await;
        assert_eq!(answer.err().and_then(|failure| failure.status()), Some(503), "the caller is told to come again");
    }
    disk.fill();
    for _ in 0..TRIES {
        let answer = up(300_000).await;
        assert_eq!(answer.err().and_then(|failure| failure.status()), Some(503));
    }
    let words = maya.send_my_message(&once(), id, &message("Full")).await;
    assert_eq!(words.err().and_then(|failure| failure.status()), Some(503));
    assert_eq!(maya.list_my_messages(id, &ListMessages::default()).await.expect("reading goes on").items.len(), 1);
    assert_eq!(maya.get_my_message_file(file.id).await.expect("and so do files").len(), 300_000);
    // What staff look at is written down first, or not shown.
    let unwritten = owner.list_messages(id, &ListMessages::default()).await;
    assert_eq!(unwritten.err().and_then(|failure| failure.status()), Some(503));

    disk.make_room();
    let began = Instant::now();
    let again = loop {
        match up(300_000).await {
            Ok(file) => break file,
            Err(failure) => {
                assert_eq!(failure.status(), Some(503), "and not that too many wait for a message");
                assert!(began.elapsed() < Duration::from_secs(10), "uploads do not work again");
                sleep(Duration::from_millis(100)).await;
            }
        }
    };
    let after = SendMessage { id: fresh_id(), text: "After".into(), files: vec![again.id] };
    maya.send_my_message(&once(), id, &after).await.expect("sent");

    let program = disk.again_from_the_file(&place).await;
    let owner = program.owner().await;
    let page = owner.list_messages(id, &ListMessages::default()).await.expect("theirs");
    let mut texts: Vec<&str> = page.items.iter().map(|message| message.text.as_str()).collect();
    texts.reverse();
    assert_eq!(texts, ["Before", "After"]);
    for file in [file, again] {
        assert_eq!(owner.get_message_file(file.id).await.expect("whole"), vec![b'a'; 300_000]);
    }
    assert_eq!(place.number("SELECT count(*) FROM files WHERE complete_at IS NOT NULL AND attached_at IS NULL").await, 0);
    drop(program);
    place.remove().await;
}
