//! The worker that hands mail over.

use std::sync::Arc;
use std::time::Duration;

use domain::MailId;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::store::{self, Model};
use crate::Platform;
use crate::db::Moment;
use crate::mail::{Outcome, Transport};
use crate::problem::Problem;

/// Mails on their way at once.
const AT_ONCE: usize = 8;
/// How often the worker looks without being woken.
const POLL: Duration = Duration::from_secs(2);
/// Seconds one process has for one mail before another may take it.
const LEASE_SECONDS: i64 = 120;
/// The most one handing over takes: well inside the lease, so that no two processes ever send one mail at a time.
const SEND_LIMIT: Duration = Duration::from_secs(90);
/// How long a stopping process waits for mails that are on their way.
const GRACE: Duration = Duration::from_secs(20);
/// Seconds after which a mail that nobody takes is given up.
const GIVE_UP_SECONDS: i64 = 24 * 3600;

/// Sends what is due until `shutdown` says true. A database that is away is waited for.
pub async fn run(platform: Platform, transport: Arc<dyn Transport>, mut shutdown: watch::Receiver<bool>) {
    let mut at_work = JoinSet::new();
    while !*shutdown.borrow() {
        let room = AT_ONCE - at_work.len();
        let claimed = if room == 0 { Vec::new() } else { claim(&platform, room as u64).await.unwrap_or_default() };
        let looked_in_vain = claimed.is_empty();
        for row in claimed {
            at_work.spawn(hand_over(platform.clone(), Arc::clone(&transport), row));
        }
        if looked_in_vain {
            tokio::select! {
                _ = shutdown.wait_for(|stop| *stop) => break,
                Some(_) = at_work.join_next() => {}
                () = platform.db.wake().mail_is_queued() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
    let finish = async { while at_work.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, finish).await.is_err() {
        tracing::warn!("stopped with e-mails on their way; they are tried again");
    }
}

async fn claim(platform: &Platform, limit: u64) -> Result<Vec<Model>, Problem> {
    let now = Moment::from(platform.clock.now());
    let due = store::due(platform.db.read(), now, limit).await?;
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

async fn hand_over(platform: Platform, transport: Arc<dyn Transport>, row: Model) {
    let id = MailId(row.id);
    let outcome = match super::open(&platform, id, &row.sealed) {
        Ok(mail) => tokio::time::timeout(SEND_LIMIT, transport.deliver(id, &mail, row.created_at.into()))
            .await
            .unwrap_or_else(|_| Outcome::Later("The mail server took too long.".into())),
        Err(_) => Outcome::Later("The e-mail cannot be opened with the keys in force.".into()),
    };
    match &outcome {
        Outcome::Accepted => tracing::info!(mail = %id, kind = row.kind, "e-mail sent"),
        Outcome::Later(reason) => tracing::warn!(mail = %id, kind = row.kind, tries = row.tries, reason, "e-mail not sent yet"),
        Outcome::Never(reason) => tracing::warn!(mail = %id, kind = row.kind, reason, "e-mail refused"),
    }
    // Forgetting what the server said would send the mail again: worth some patience.
    for pause in [1, 2, 4, 8, 0] {
        if settle(&platform, &row, &outcome, transport.keeps()).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_secs(pause)).await;
    }
}

async fn settle(platform: &Platform, row: &Model, outcome: &Outcome, keep_words: bool) -> Result<(), Problem> {
    let now = Moment::from(platform.clock.now());
    let tx = platform.db.write().await?;
    match outcome {
        Outcome::Accepted => store::sent(&*tx, row, keep_words, now).await?,
        Outcome::Later(reason) if now < row.settled_at.plus(GIVE_UP_SECONDS) => {
            store::postpone(&*tx, row, reason, now.plus(delay(row.tries))).await?;
        }
        Outcome::Later(reason) | Outcome::Never(reason) => store::give_up(&*tx, row, reason, now).await?,
    }
    tx.commit().await
}

/// Seconds until the next try after `tries`: 15, 30, 60, … up to an hour.
fn delay(tries: i64) -> i64 {
    (15_i64 << tries.saturating_sub(1).clamp(0, 8)).min(3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o5_the_wait_between_tries_doubles_up_to_an_hour() {
        let waits: Vec<i64> = (1..=11).map(delay).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
        assert_eq!(delay(i64::MAX), 3600);
        assert_eq!(delay(0), 15);
    }

    #[test]
    fn o5_a_lease_outlives_the_longest_handing_over() {
        assert!(SEND_LIMIT + Duration::from_secs(15) < Duration::from_secs(LEASE_SECONDS.unsigned_abs()));
    }
}
