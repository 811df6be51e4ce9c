use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use domain::PracticeId;
use platform::Platform;
use platform::jobs::{self, Handlers, Job};
use platform::problem::Problem;
use sea_orm::{ConnectionTrait as _, Statement};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::place::on_each;

async fn queue(platform: &Platform, payload: &str) {
    let tx = platform.db.write().await.expect("a transaction");
    let practice = Some(PracticeId(uuid::Uuid::from_u128(7)));
    jobs::queue(platform, &tx, practice, "count", &payload, platform.clock.now()).await.expect("queued");
    tx.commit().await.expect("kept");
}

fn work(platform: &Platform, handlers: &Handlers) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    (stop, tokio::spawn(jobs::run(platform.clone(), handlers.clone(), stopped)))
}

async fn end((stop, worker): (watch::Sender<bool>, JoinHandle<()>)) {
    stop.send(true).expect("heard");
    worker.await.expect("ended");
}

/// State, tries and reason of the one job.
async fn job(platform: &Platform) -> (String, i64, Option<String>) {
    let db = platform.db.read();
    let query = Statement::from_string(db.get_database_backend(), "SELECT state, tries, reason FROM jobs");
    let row = db.query_one_raw(query).await.expect("read").expect("a job");
    (row.try_get("", "state").expect("text"), row.try_get("", "tries").expect("a number"), row.try_get("", "reason").expect("text"))
}

async fn until(what: &str, mut is: impl AsyncFnMut() -> bool) {
    for _ in 0..1000 {
        if is().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not within ten seconds: {what}");
}

fn counting(count: &Arc<AtomicU32>, outcome: impl Fn(u32) -> Result<(), Problem> + Clone + Send + Sync + 'static) -> Handlers {
    let count = Arc::clone(count);
    let mut handlers = Handlers::default();
    handlers.on("count", move |_, job: Job| {
        let (count, outcome) = (Arc::clone(&count), outcome.clone());
        async move {
            assert_eq!(job.payload::<String>()?, "rows");
            assert_eq!(job.practice, Some(PracticeId(uuid::Uuid::from_u128(7))));
            outcome(count.fetch_add(1, Ordering::SeqCst) + 1)
        }
    });
    handlers
}

fn hanging(begun: &Arc<AtomicU32>) -> Handlers {
    let begun = Arc::clone(begun);
    let mut handlers = Handlers::default();
    handlers.on("count", move |_, _| {
        begun.fetch_add(1, Ordering::SeqCst);
        std::future::pending()
    });
    handlers
}

#[tokio::test(flavor = "multi_thread")]
async fn o4_a_job_is_done_once_by_one_of_two_processes() {
    on_each(async |place| {
        let (one, two) = (place.process().await, place.process().await);
        let count = Arc::new(AtomicU32::new(0));
        let handlers = counting(&count, |_| Ok(()));
        for _ in 0..20 {
            queue(&one, "rows").await;
        }
        let workers = [work(&one, &handlers), work(&two, &handlers)];
        until("twenty were done", async || count.load(Ordering::SeqCst) >= 20).await;
        for worker in workers {
            end(worker).await;
        }
        assert_eq!(count.load(Ordering::SeqCst), 20);
        assert_eq!(job(&one).await.0, "done");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o8_a_job_that_fails_or_panics_is_tried_again_and_given_up_in_the_end() {
    on_each(async |place| {
        let platform = place.process().await;
        let count = Arc::new(AtomicU32::new(0));
        let handlers = counting(&count, |n| if n % 2 == 0 { panic!("a fault of the handler") } else { Err(Problem::busy()) });
        queue(&platform, "rows").await;
        let worker = work(&platform, &handlers);
        for tries in 1..=8 {
            until("a try was noted", async || {
                let (_, noted, reason) = job(&platform).await;
                noted == tries && reason.as_deref() == Some(if tries % 2 == 0 { "internal" } else { "busy" })
            })
            .await;
            assert_eq!(count.load(Ordering::SeqCst), u32::try_from(tries).expect("few"));
            assert_eq!(job(&platform).await.0, if tries < 8 { "queued" } else { "failed" });
            platform.clock.advance(1800);
            platform.db.wake().jobs();
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(count.load(Ordering::SeqCst), 8);
        end(worker).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o8_a_job_of_a_killed_process_begins_again_when_its_lease_is_over() {
    on_each(async |place| {
        let platform = place.process().await;
        let begun = Arc::new(AtomicU32::new(0));
        let hanging = hanging(&begun);
        queue(&platform, "rows").await;
        let (stop, killed) = work(&platform, &hanging);
        until("it was begun", async || begun.load(Ordering::SeqCst) == 1).await;
        killed.abort();
        assert!(killed.await.expect_err("killed").is_cancelled());
        drop(stop);

        let count = Arc::new(AtomicU32::new(0));
        let worker = work(&platform, &counting(&count, |_| Ok(())));
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(count.load(Ordering::SeqCst), 0, "the lease still stands");
        platform.clock.advance(61);
        platform.db.wake().jobs();
        until("it was done", async || job(&platform).await.0 == "done").await;
        assert_eq!((count.load(Ordering::SeqCst), job(&platform).await.1), (1, 2));
        end(worker).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o9_a_process_that_stops_lets_its_jobs_go_at_once() {
    on_each(async |place| {
        let platform = place.process().await;
        queue(&platform, "rows").await;
        let hanging = hanging(&Arc::default());
        let worker = work(&platform, &hanging);
        until("it was begun", async || job(&platform).await.1 == 1).await;
        end(worker).await;
        assert_eq!(job(&platform).await, ("queued".into(), 0, None));

        let count = Arc::new(AtomicU32::new(0));
        let worker = work(&platform, &counting(&count, |_| Ok(())));
        until("it was done", async || job(&platform).await.0 == "done").await;
        end(worker).await;
        platform.clock.advance(25 * 3600);
        jobs::housekeeping::sweep(&platform).await.expect("swept");
        let left = Statement::from_string(platform.db.read().get_database_backend(), "SELECT id FROM jobs");
        assert!(platform.db.read().query_one_raw(left).await.expect("read").is_none());
    })
    .await;
}
