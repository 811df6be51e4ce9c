use actix_web::web::Bytes;
use domain::FileId;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use platform::Platform;
use platform::db::Scope;
use platform::files::{self, Model, NewFile};
use platform::live::Person;
use platform::problem::Problem;
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use crate::place::on_each;
use crate::practice::{self, PRACTICE, STAFF};

const SCOPE: Scope = Scope { practice: PRACTICE };

fn owner() -> Person {
    Person::staff(PRACTICE, STAFF)
}

async fn write(platform: &Platform, content: &[u8], limit: u64) -> Result<Model, Problem> {
    let new = NewFile { name: "planted name.pdf".into(), media_type: "application/pdf", owner: owner() };
    // In uneven parts, as they come over the wire.
    let parts: Vec<Result<Bytes, Problem>> = content.chunks(100_003).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
    files::write(platform, SCOPE, new, limit, stream::iter(parts)).await
}

async fn read(platform: &Platform, file: &Model) -> Result<Vec<u8>, Problem> {
    let pieces: Vec<Bytes> = files::read(platform, SCOPE, file).try_collect().await?;
    Ok(pieces.concat())
}

async fn attach(platform: &Platform, who: Person, ids: &[FileId]) -> Result<usize, Problem> {
    let tx = platform.db.write().await?;
    let attached = files::attach(platform, &*tx, SCOPE, who, ids).await?;
    tx.commit().await?;
    Ok(attached.len())
}

async fn execute(platform: &Platform, sql: &str) {
    let tx = platform.db.write().await.expect("a transaction");
    tx.execute_unprepared(sql).await.expect("done");
    tx.commit().await.expect("kept");
}

async fn count(platform: &Platform, table: &str) -> i64 {
    let db = platform.db.read();
    let query = Statement::from_string(db.get_database_backend(), format!("SELECT count(*) AS n FROM {table}"));
    db.query_one_raw(query).await.expect("read").expect("a row").try_get("", "n").expect("a number")
}

#[tokio::test]
async fn m13_a_file_comes_back_as_it_was_and_only_whole() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        for length in [0, 1, 262_143, 262_144, 262_145, 900_000] {
            let content: Vec<u8> = (0..length).map(|n: usize| u8::try_from(n % 251).expect("small")).collect();
            let file = write(&platform, &content, 1_000_000).await.expect("kept");
            assert_eq!(
                (file.bytes, file.chunks),
                (i64::try_from(length).expect("small"), i64::try_from(length.div_ceil(262_144)).expect("small"))
            );
            assert!(read(&platform, &file).await.expect("read") == content, "{length}");
            let facts = file.facts(&platform).expect("opens").expect("facts");
            assert_eq!(facts.name.as_str(), "planted name.pdf");
            assert_eq!(facts.hash, platform::secrets::hash(&content).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        }
        let file = write(&platform, &vec![7; 600_000], 1_000_000).await.expect("kept");
        // Pieces that changed places, and one that is gone.
        execute(&platform, "UPDATE file_chunks SET place = place + 100; UPDATE file_chunks SET place = 101 - place").await;
        assert_eq!(read(&platform, &file).await.expect_err("it does not open").status.as_u16(), 500);
        execute(&platform, "DELETE FROM file_chunks").await;
        let mut pieces = std::pin::pin!(files::read(&platform, SCOPE, &file));
        assert!(pieces.next().await.expect("a word").is_err());
        assert!(pieces.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn m4_a_file_that_is_too_long_or_breaks_off_leaves_nothing() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let refused = write(&platform, &vec![1; 600_001], 600_000).await.expect_err("refused");
        assert_eq!((refused.status.as_u16(), refused.code), (413, "too_large"));
        let new = NewFile { name: "x".into(), media_type: "text/plain", owner: owner() };
        let parts = vec![Ok(Bytes::from(vec![1; 300_000])), Err(Problem::malformed("The body broke off."))];
        let broken = files::write(&platform, SCOPE, new, 1_000_000, stream::iter(parts)).await.expect_err("refused");
        assert_eq!(broken.status.as_u16(), 400);
        assert_eq!((count(&platform, "files").await, count(&platform, "file_chunks").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn m4_a_file_is_attached_once_by_whoever_sent_it_and_else_removed_after_a_day() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let (kept, loose) = (write(&platform, b"kept", 10).await.expect("kept"), write(&platform, b"loose", 10).await.expect("kept"));
        let stranger = Person { id: Uuid::from_u128(71), ..owner() };
        let refused = attach(&platform, stranger, &[kept.id()]).await.expect_err("refused");
        assert_eq!((refused.code, refused.errors[0].pointer.as_str()), ("invalid_input", "/files/0"));
        assert_eq!(files::count_loose(platform.db.read(), SCOPE, owner()).await.expect("counted"), 2);
        assert_eq!(attach(&platform, owner(), &[kept.id()]).await.expect("attached"), 1);
        let refused = attach(&platform, owner(), &[loose.id(), kept.id()]).await.expect_err("refused");
        assert_eq!(refused.errors[0].pointer, "/files/1");
        assert_eq!(files::count_loose(platform.db.read(), SCOPE, owner()).await.expect("counted"), 1, "nothing of it stayed");
        platform.clock.advance(24 * 3600 - 60);
        assert_eq!(files::sweep(&platform).await.expect("swept"), 0);
        platform.clock.advance(120);
        assert_eq!(files::sweep(&platform).await.expect("swept"), 1);
        assert!(files::find(platform.db.read(), SCOPE, loose.id()).await.expect("read").is_none());
        assert_eq!(read(&platform, &kept).await.expect("read"), b"kept");
        let tx = platform.db.write().await.expect("a transaction");
        files::erase(&*tx, SCOPE, kept.id(), platform.clock.now()).await.expect("erased");
        tx.commit().await.expect("kept");
        let erased = files::find(platform.db.read(), SCOPE, kept.id()).await.expect("read").expect("it stays");
        assert!(erased.is_erased() && erased.facts(&platform).expect("nothing").is_none());
        assert_eq!(count(&platform, "file_chunks").await, 0);
    })
    .await;
}
