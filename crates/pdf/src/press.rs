//! The press: a few documents at a time, whoever makes them.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Error, Template, render};

/// Typesetting a long document takes seconds of one core and hundreds of megabytes: so many at once, reading included.
const AT_ONCE: usize = 2;
/// How long one waits for its turn before it is turned away.
const PATIENCE: Duration = Duration::from_secs(10);

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// A place at the press, from before what goes onto the paper is read until it is made.
#[derive(Debug)]
#[must_use]
pub struct Turn {
    _place: SemaphorePermit<'static>,
}

/// Others are being made, for longer than one waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many documents are being made")
    }
}

impl std::error::Error for Busy {}

/// Waits for a turn; to be asked for before the data is read, which takes memory, too.
///
/// # Errors
/// When nobody makes room for ten seconds.
pub async fn turn() -> Result<Turn, Busy> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await.map_err(|_| Busy)?;
    turn.map(|place| Turn { _place: place }).map_err(|_| Busy)
}

/// Makes a document as [`render`] does, on a thread for work that blocks.
///
/// The turn goes along: a caller who hangs up makes no room before the work is done.
///
/// # Errors
/// When the data is not what the template takes.
pub async fn typeset(turn: Turn, template: Template, data: Value, made: Timestamp) -> Result<Vec<u8>, Error> {
    let work = move || {
        let done = render(template, data, made);
        drop(turn);
        done
    };
    // What a panic says may have words of the data in it.
    let broke_off = |_| Error { place: "the typesetter broke off".into(), told: Vec::new() };
    tokio::task::spawn_blocking(work).await.map_err(broke_off)?
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn another_waits_until_one_is_done() {
        let soon = Duration::from_millis(20);
        let (first, second) = (turn().await.expect("free"), turn().await.expect("free"));
        assert!(timeout(soon, turn()).await.is_err(), "both places are taken");
        let refused = typeset(first, Template::Conversation, Value::Null, Timestamp::UNIX_EPOCH).await;
        assert!(refused.is_err(), "nothing to set");
        assert!(timeout(soon, turn()).await.is_ok(), "its place is free again");
        drop(second);
    }
}
