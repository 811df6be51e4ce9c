//! When the e-mail goes out that a message waits (M8): after the practice's delay, and one until the reader has read.
//!
//! Somebody who read in the conversation within the last minute most likely has it before them: they get a few seconds to
//! read the next message there, whatever the delay. Otherwise a practice that chose no delay would send each of them a mail
//! about words they are looking at.

use crate::time::Timestamp;

/// Who read so many seconds ago or less when a message came is taken to be there.
pub const THERE_SECONDS: i64 = 60;
/// What they have to read it: long enough for a page that is open to say that it showed it.
pub const MOMENT_SECONDS: i64 = 10;

/// What is known about a reader's conversation when a notice is thought of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// When the oldest message was sent that waits to be read ([`super::reading::Mark::is_unread`]); none when none waits.
    pub unread_since: Option<Timestamp>,
    /// How far the reader has read.
    pub read_seq: i64,
    /// When they read something new there last; none when never.
    pub read_at: Option<Timestamp>,
    /// The conversation's last place when the last notice was queued; none before the first.
    pub noticed_seq: Option<i64>,
}

/// What to do about a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing waits, or the reader was told already.
    None,
    /// Look again then.
    At(Timestamp),
    /// Queue it.
    Now,
}

/// Whether a notice is due `now`, with a delay of so many minutes. A clock that was set back cannot make it wait longer
/// than the delay (or the moment of somebody who is there) from now.
#[must_use]
pub fn notice(waiting: Waiting, delay_minutes: u16, now: Timestamp) -> Notice {
    let Some(since) = waiting.unread_since else { return Notice::None };
    if waiting.noticed_seq.is_some_and(|noticed| waiting.read_seq < noticed) {
        return Notice::None;
    }
    let since = since.as_millisecond().min(now.as_millisecond());
    let is_there = waiting.read_at.is_some_and(|read| (since - read.as_millisecond()).abs() <= THERE_SECONDS * 1_000);
    let delay = (i64::from(delay_minutes) * 60_000).max(if is_there { MOMENT_SECONDS * 1_000 } else { 0 });
    let at = since + delay;
    if at <= now.as_millisecond() {
        return Notice::Now;
    }
    // Only the last hour of the year 9999 has no hour after it.
    Timestamp::from_millisecond(at).map_or(Notice::Now, Notice::At)
}
