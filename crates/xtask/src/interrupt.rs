//! What must happen however the program ends: throw-away clusters stopped, children not left behind.
//!
//! Rust's destructors cover a normal end, an error and a panic. A signal (Ctrl-C, a CI that ends the job) runs none of them, so
//! whoever holds something that outlives the process also registers its ending here. Children get a process group of their own:
//! Ctrl-C then reaches only us, and we pass it on to the child with everything it started.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};

type Ending = Box<dyn FnOnce() + Send>;

static ENDING: AtomicBool = AtomicBool::new(false);
static CHILDREN: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static ENDINGS: Mutex<Vec<Ending>> = Mutex::new(Vec::new());

/// The exit status that shells use for "ended by Ctrl-C".
const INTERRUPTED: i32 = 130;

/// On SIGINT, SIGTERM and SIGHUP: ends the children, runs the registered endings, newest first, and ends the process.
pub fn listen() -> Result<()> {
    ctrlc::set_handler(|| {
        ENDING.store(true, Ordering::SeqCst);
        for child in unpoisoned(&CHILDREN).iter() {
            drop(Command::new("kill").args(["-TERM", "--", &format!("-{child}")]).stderr(Stdio::null()).status());
        }
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

/// Starts a child that ends with us, with nothing to read.
pub fn spawn(command: &mut Command) -> std::io::Result<Child> {
    let mut children = unpoisoned(&CHILDREN);
    wait_while_ending();
    let child = command.stdin(Stdio::null()).process_group(0).spawn()?;
    children.push(child.id());
    Ok(child)
}

/// Forgets a child that has ended, before its number can be given to another process.
pub fn forget(child: u32) {
    unpoisoned(&CHILDREN).retain(|other| *other != child);
    wait_while_ending();
}

/// A child that a signal ended is no failed step: stand still until the handler has cleaned up and ends the process.
fn wait_while_ending() {
    while ENDING.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// The lock's content even when another thread panicked while holding it: cleaning up matters more than its consistency.
pub fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
