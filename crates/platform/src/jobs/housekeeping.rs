//! Cleaning up: what is over and no longer asked for is removed.

use std::time::Duration;

use tokio::task::JoinSet;

use super::{Shutdown, Tidying, store};
use crate::db::Moment;
use crate::problem::Problem;
use crate::{Platform, files, idempotency, live, outbox, session, tries};

/// How soon after the start the first round is.
const FIRST: Duration = Duration::from_secs(30);
/// How often it happens.
const EVERY: Duration = Duration::from_secs(10 * 60);

pub(super) async fn run(platform: Platform, tidying: Vec<Tidying>, mut shutdown: Shutdown) {
    let mut pause = FIRST;
    loop {
        tokio::select! {
            _ = shutdown.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = EVERY;
        // What failed was logged, and the next round comes.
        let _ = sweep(&platform).await;
        // The call itself may panic, too, so it happens inside.
        side_by_side(tidying.iter().cloned().map(|tidy| {
            let platform = platform.clone();
            async move { tidy(platform).await }
        }))
        .await;
    }
}

/// What waits for somebody else's server, or panics, keeps nothing else from being done.
async fn side_by_side<W>(all: impl Iterator<Item = W>)
where
    W: Future<Output = Result<(), Problem>> + Send + 'static,
{
    let mut round: JoinSet<_> = all.collect();
    while round.join_next().await.is_some() {}
}

/// One round. Several processes may do it at once.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(platform: &Platform) -> Result<(), Problem> {
    let now = platform.clock.now();
    // A transaction each: SQLite's one writer is let go in between.
    let tx = platform.db.write().await?;
    let sessions = session::store::sweep(&*tx, now).await?;
    tx.commit().await?;
    let tx = platform.db.write().await?;
    let answers = idempotency::store::sweep(&*tx, now).await?;
    tx.commit().await?;
    let tx = platform.db.write().await?;
    let wrong_tries = tries::sweep(&*tx, now).await?;
    tx.commit().await?;
    let tx = platform.db.write().await?;
    let mails = outbox::store::sweep(&*tx, now).await?;
    tx.commit().await?;
    let tx = platform.db.write().await?;
    let events = live::sweep(&*tx, now).await?;
    tx.commit().await?;
    let files = files::sweep(platform).await?;
    let tx = platform.db.write().await?;
    let lost = store::give_up_lost(&*tx, Moment::from(now)).await?;
    let jobs = store::sweep(&*tx, Moment::from(now)).await?;
    tx.commit().await?;
    if lost > 0 {
        tracing::error!(lost, "jobs given up: each try ended with the process");
    }
    tracing::debug!(sessions, answers, wrong_tries, mails, events, files, jobs, "housekeeping");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn o4_one_that_panics_ends_no_other() {
        static DONE: AtomicUsize = AtomicUsize::new(0);
        side_by_side((0..4).map(|which| async move {
            assert_ne!(which, 1, "it panics");
            tokio::task::yield_now().await;
            DONE.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }))
        .await;
        assert_eq!(DONE.load(Ordering::SeqCst), 3);
    }
}
