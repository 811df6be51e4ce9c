//! Cleaning up: what is over and no longer asked for is removed.

use std::time::Duration;

use super::{Shutdown, Tidying, store};
use crate::db::Moment;
use crate::problem::Problem;
use crate::{Platform, idempotency, outbox, session, tries};

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
        for tidy in &tidying {
            let _ = tidy(platform.clone()).await;
        }
    }
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
    let lost = store::give_up_lost(&*tx, Moment::from(now)).await?;
    let jobs = store::sweep(&*tx, Moment::from(now)).await?;
    tx.commit().await?;
    if lost > 0 {
        tracing::error!(lost, "jobs given up: each try ended with the process");
    }
    tracing::debug!(sessions, answers, wrong_tries, mails, jobs, "housekeeping");
    Ok(())
}
