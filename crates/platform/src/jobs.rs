//! Work in the background: queued in the transaction that causes it, done by one process at a time.
//!
//! A job is leased to a process for a minute and the lease is renewed while it works; after `kill -9` the lease runs out
//! and the job begins again from the start. So **a handler must be idempotent**: whatever it did before it died, doing
//! it again must lead to the same end. A job that fails is tried eight times over an hour or so, then given up.

pub mod housekeeping;
mod store;
mod worker;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use domain::time::Timestamp;
use domain::{JobId, PracticeId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::Notify;

use crate::Platform;
use crate::db::Tx;
use crate::problem::Problem;

pub use worker::run;

/// Says true when the program stops.
pub type Shutdown = tokio::sync::watch::Receiver<bool>;

/// Wakes the workers of this process when something was queued; clones wake the same ones.
#[derive(Clone, Default)]
pub struct Wake {
    mail: Arc<Notify>,
    jobs: Arc<Notify>,
}

impl Wake {
    /// There is mail.
    pub fn mail(&self) {
        self.mail.notify_one();
    }

    /// There is a job.
    pub fn jobs(&self) {
        self.jobs.notify_one();
    }

    pub(crate) async fn mail_is_queued(&self) {
        self.mail.notified().await;
    }

    async fn job_is_queued(&self) {
        self.jobs.notified().await;
    }
}

/// A job at work.
pub struct Job {
    /// Its id, the same at each try.
    pub id: JobId,
    /// The practice it works for; none for the installation's own.
    pub practice: Option<PracticeId>,
    payload: Vec<u8>,
}

impl Job {
    /// What was queued with it.
    ///
    /// # Errors
    /// 500 when it does not say `T`.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_slice(&self.payload).map_err(|_| Problem::internal("a job's payload has another form"))
    }
}

type Working = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send>>;
type Handler = Arc<dyn Fn(Platform, Job) -> Working + Send + Sync>;
type Tidying = Arc<dyn Fn(Platform) -> Working + Send + Sync>;

/// Who does which kind of job, and what is tidied up every ten minutes besides.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: HashMap<&'static str, Handler>,
    tidying: Vec<Tidying>,
}

impl Handlers {
    /// Jobs of `kind` are done by `handler`, which must be idempotent.
    pub fn on<F, W>(&mut self, kind: &'static str, handler: F) -> &mut Self
    where
        F: Fn(Platform, Job) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), Problem>> + Send + 'static,
    {
        self.by_kind.insert(kind, Arc::new(move |platform, job| Box::pin(handler(platform, job))));
        self
    }

    /// Has each round of housekeeping do `tidying`, too. Several processes may do it at once.
    pub fn also_tidy<F, W>(&mut self, tidying: F) -> &mut Self
    where
        F: Fn(Platform) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), Problem>> + Send + 'static,
    {
        self.tidying.push(Arc::new(move |platform| Box::pin(tidying(platform))));
        self
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.by_kind.keys().copied().collect()
    }
}

/// Queues a job of `kind` for `run_at` in the transaction `tx`; its commit wakes the worker.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(
    platform: &Platform,
    tx: &Tx,
    practice: Option<PracticeId>,
    kind: &'static str,
    payload: &impl Serialize,
    run_at: Timestamp,
) -> Result<JobId, Problem> {
    let id = JobId(platform.secrets.id(platform.clock.now()));
    let plain = serde_json::to_vec(payload).map_err(Problem::internal)?;
    store::insert(&**tx, id, practice, kind, platform.secrets.seal(&seal_name(id), &plain), run_at).await?;
    tx.job_is_queued();
    Ok(id)
}

fn seal_name(id: JobId) -> String {
    format!("job:{id}")
}
