//! What must happen however the program ends: throw-away clusters stopped, children not left behind.
//!
//! Rust's destructors cover a normal end, an error and a panic. A signal (Ctrl-C, a CI that ends the job) runs none of them, so
//! whoever holds something that outlives the process also registers its ending here.

use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};

type Ending = Box<dyn FnOnce() + Send>;

static ENDINGS: Mutex<Vec<Ending>> = Mutex::new(Vec::new());

/// The exit status that shells use for "ended by Ctrl-C".
const INTERRUPTED: i32 = 130;

/// Runs the registered endings on SIGINT, SIGTERM and SIGHUP, newest first, and then ends the process.
pub fn listen() -> Result<()> {
    ctrlc::set_handler(|| {
        let endings = std::mem::take(&mut *unpoisoned(&ENDINGS));
        for ending in endings.into_iter().rev() {
            ending();
        }
        std::process::exit(INTERRUPTED);
    })
    .context("cannot listen for Ctrl-C")
}

/// Registers an ending. It may run after its subject is gone and must then do nothing.
pub fn at_end(ending: impl FnOnce() + Send + 'static) {
    unpoisoned(&ENDINGS).push(Box::new(ending));
}

/// The lock's content even when another thread panicked while holding it: cleaning up matters more than its consistency.
pub fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
