//! The worker that does jobs.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use domain::{JobId, PracticeId};
use futures_util::FutureExt as _;
use tokio::task::JoinSet;

use super::store::{self, Model};
use super::{Handlers, Job, Shutdown, housekeeping, seal_name};
use crate::Platform;
use crate::db::Moment;
use crate::problem::Problem;

/// Jobs at work at once.
const AT_ONCE: usize = 4;
/// How often the worker looks without being woken.
const POLL: Duration = Duration::from_secs(2);
/// Seconds a job is held without a sign of life.
const LEASE_SECONDS: i64 = 60;
/// How often a sign of life is given.
const RENEWAL: Duration = Duration::from_secs(15);
/// How long a stopping process lets a job go on.
const GRACE: Duration = Duration::from_secs(5);

/// Does what is due, and cleans up every ten minutes, until `shutdown` says true. A database that is away is waited for.
pub async fn run(platform: Platform, handlers: Handlers, mut shutdown: Shutdown) {
    let cleaning = tokio::spawn(housekeeping::run(platform.clone(), handlers.tidying.clone(), shutdown.clone()));
    let mut at_work = JoinSet::new();
    while !*shutdown.borrow() {
        let room = AT_ONCE - at_work.len();
        let claimed = if room == 0 { Vec::new() } else { claim(&platform, &handlers, room as u64).await.unwrap_or_default() };
        let looked_in_vain = claimed.is_empty();
        for row in claimed {
            at_work.spawn(work(platform.clone(), handlers.clone(), row, shutdown.clone()));
        }
        if looked_in_vain {
            tokio::select! {
                _ = shutdown.wait_for(|stop| *stop) => break,
                Some(_) = at_work.join_next() => {}
                () = platform.db.wake().job_is_queued() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
    while at_work.join_next().await.is_some() {}
    let _ = cleaning.await;
}

async fn claim(platform: &Platform, handlers: &Handlers, limit: u64) -> Result<Vec<Model>, Problem> {
    let now = Moment::from(platform.clock.now());
    let due = store::due(platform.db.read(), handlers.kinds(), now, limit).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let tx = platform.db.write().await?;
    let mut claimed = Vec::new();
    for id in due {
        claimed.extend(store::claim(&*tx, id, now, now.plus(LEASE_SECONDS)).await?);
    }
    tx.commit().await?;
    Ok(claimed)
}

/// How a try ended.
enum End {
    /// The handler is through.
    Returned(Result<(), Problem>),
    /// The program stops.
    Stopped,
    /// Another process has the job now.
    Lost,
}

async fn work(platform: Platform, handlers: Handlers, row: Model, mut shutdown: Shutdown) {
    let stopped = async {
        let _ = shutdown.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    // Side by side: on SQLite the job may hold the one writer that the renewal waits for.
    let end = tokio::select! {
        result = attempt(&platform, &handlers, &row) => End::Returned(result),
        () = stopped => End::Stopped,
        () = hold(&platform, &row) => End::Lost,
    };
    let (job, kind) = (row.id, row.kind.as_str());
    match &end {
        End::Returned(Ok(())) => tracing::info!(%job, kind, tries = row.tries, "job done"),
        End::Returned(Err(problem)) if row.tries >= store::MOST_TRIES => tracing::error!(%job, kind, %problem, "job given up"),
        End::Returned(Err(problem)) => tracing::warn!(%job, kind, tries = row.tries, %problem, "job failed; it is tried again"),
        End::Stopped => tracing::info!(%job, kind, "job let go"),
        End::Lost => tracing::warn!(%job, kind, "job is another process's now"),
    }
    // What is not noted is done again: right, but worth some patience.
    for pause in [1, 2, 4, 0] {
        if settle(&platform, &row, &end).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_secs(pause)).await;
    }
}

async fn attempt(platform: &Platform, handlers: &Handlers, row: &Model) -> Result<(), Problem> {
    let id = JobId(row.id);
    let handler = handlers.by_kind.get(row.kind.as_str()).ok_or_else(|| Problem::internal("nobody does this kind of job"))?;
    let payload = platform.secrets.unseal(&seal_name(id), &row.sealed)?;
    let job = Job { id, practice: row.practice_id.map(PracticeId), payload };
    // The call itself may panic too, so it happens inside.
    let working = AssertUnwindSafe(async { handler(platform.clone(), job).await });
    working.catch_unwind().await.unwrap_or_else(|_| Err(Problem::internal("a job panicked")))
}

/// Gives signs of life; returns when the job is no longer this process's. A database that does not answer takes nothing
/// away before the lease has run out.
async fn hold(platform: &Platform, row: &Model) {
    let now = || Moment::from(platform.clock.now());
    let mut leased_until = row.leased_until.unwrap_or_else(now);
    loop {
        tokio::time::sleep(RENEWAL).await;
        let until = now().plus(LEASE_SECONDS);
        match renew(platform, row, until).await {
            Ok(true) => leased_until = until,
            Ok(false) => return,
            Err(_) if now() < leased_until => {}
            Err(_) => return,
        }
    }
}

async fn renew(platform: &Platform, row: &Model, until: Moment) -> Result<bool, Problem> {
    let tx = platform.db.write().await?;
    let renewed = store::renew(&*tx, row, until).await?;
    tx.commit().await?;
    Ok(renewed)
}

async fn settle(platform: &Platform, row: &Model, end: &End) -> Result<(), Problem> {
    let now = Moment::from(platform.clock.now());
    let tx = platform.db.write().await?;
    match end {
        End::Returned(Ok(())) => store::done(&*tx, row, now).await?,
        End::Returned(Err(problem)) if row.tries >= store::MOST_TRIES => store::give_up(&*tx, row, problem.code, now).await?,
        End::Returned(Err(problem)) => store::postpone(&*tx, row, problem.code, now.plus(delay(row.tries))).await?,
        End::Stopped => store::release(&*tx, row).await?,
        End::Lost => {}
    }
    tx.commit().await
}

/// Seconds until the next try after `tries`: 15, 30, 60, … up to half an hour.
fn delay(tries: i64) -> i64 {
    (15_i64 << tries.saturating_sub(1).clamp(0, 8)).min(1800)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o8_a_job_is_tried_over_an_hour_or_so_and_no_longer() {
        let waits: Vec<i64> = (1..store::MOST_TRIES).map(delay).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960]);
        assert_eq!(delay(i64::MAX), 1800);
    }

    #[test]
    fn o4_a_lease_stands_while_two_signs_of_life_are_missed() {
        assert!(RENEWAL * 3 < Duration::from_secs(LEASE_SECONDS.unsigned_abs()));
    }
}
