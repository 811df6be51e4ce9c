//! The line of a tab that has one, from its opening to its end.

use std::time::Duration;

use domain::messaging::LiveEvent;
use leptos::prelude::*;

use super::source::{BEAT, Connection};
use super::word::Word;
use super::{Line, Live, Part};

/// So long, in milliseconds, the line may be gone before anybody is told.
const PATIENCE: u64 = 2_000;
/// After so many milliseconds without a word an open line is dead: its heart beats every twenty seconds.
const SILENCE: f64 = 50_000.0;

impl Live {
    pub(super) fn connect(self) {
        let Some(address) = self.with(|ends| ends.address.clone()) else { return };
        // One that is being opened has as much time.
        self.alive();
        let told = move |name: &str, data: &str| self.told(name, data);
        match Connection::open(&address, move || self.opened(), move || self.failed(), told) {
            Some(connection) => drop(self.with(|ends| ends.connection.replace(connection))),
            None => self.pause(),
        }
    }

    /// The line is alive.
    fn alive(self) {
        self.with(|ends| ends.heard_at = ui::now());
    }

    /// Looks whether the line that this tab holds died without a word, as it does where a network is left: then it is opened
    /// anew.
    pub(super) fn feel(self) {
        let silent = self.with(|ends| is_silent(ends.heard_at, ui::now())) == Some(true);
        if silent && self.now() == Line::Open && matches!(self.part(), Part::Alone | Part::Holds) {
            self.broken();
            self.anew();
        }
    }

    fn opened(self) {
        self.alive();
        let anew = self.with(|ends| {
            ends.tries = 0;
            std::mem::take(&mut ends.anew)
        });
        // Otherwise it is the browser's own return to where it was.
        let anew = anew == Some(true) || self.now() == Line::Opening;
        self.say(if anew { Word::Anew } else { Word::Open });
        self.is_open(anew);
    }

    /// The line is open; `anew`: what came in between is not known.
    pub(super) fn is_open(self, anew: bool) {
        self.with(|ends| ends.patience.take()).flatten().inspect(TimeoutHandle::clear);
        let _ = self.line.try_set(Line::Open);
        let _ = self.late.try_set(false);
        if anew {
            self.tell(LiveEvent::Resync {});
        }
    }

    /// It dropped, or the browser says that there is no network: whoever waits for long is told.
    pub(super) fn broken(self) {
        if !matches!(self.now(), Line::Opening | Line::Open) {
            return;
        }
        let _ = self.line.try_set(Line::Broken);
        self.say(Word::Broken);
        let late = move || {
            if self.line.try_get_untracked() == Some(Line::Broken) {
                let _ = self.late.try_set(true);
            }
        };
        let patience = set_timeout_with_handle(late, Duration::from_millis(PATIENCE)).ok();
        self.with(|ends| std::mem::replace(&mut ends.patience, patience)).flatten().inspect(TimeoutHandle::clear);
    }

    fn failed(self) {
        if self.now() == Line::Over {
            return;
        }
        self.broken();
        if self.with(|ends| ends.connection.as_ref().is_none_or(Connection::is_given_up)) == Some(true) {
            self.say(Word::Refused);
            self.refused.try_run(());
            self.pause();
        }
    }

    fn told(self, name: &str, data: &str) {
        self.alive();
        // Tabs that listen ask for themselves whether somebody holds the line.
        if name == BEAT {
            return;
        }
        self.say(Word::Told(name, data));
        if self.comes(name, data) == Some(LiveEvent::SessionEnded {}) {
            // It may have been an earlier session than the one that is here now: where nobody leaves, it is tried again.
            self.with(|ends| ends.connection.as_ref().map(Connection::close));
            self.broken();
            self.pause();
        }
    }

    /// Opens a new line after a while.
    fn pause(self) {
        let wait = self.with(|ends| {
            ends.pausing.is_none().then(|| {
                ends.tries += 1;
                pause(ends.tries, js_sys::Math::random())
            })
        });
        let Some(Some(wait)) = wait else { return };
        let over = move || {
            self.with(|ends| ends.pausing = None);
            if matches!(self.part(), Part::Alone | Part::Holds) {
                self.anew();
            }
        };
        let pausing = set_timeout_with_handle(over, Duration::from_millis(wait)).ok();
        self.with(|ends| ends.pausing = pausing);
    }

    /// Opens a new line now; what is told when it has opened is that everything is to be fetched.
    pub(super) fn anew(self) {
        if self.now() == Line::Over {
            return;
        }
        let pausing = self.with(|ends| {
            ends.anew = true;
            ends.pausing.take()
        });
        pausing.flatten().inspect(TimeoutHandle::clear);
        self.connect();
    }
}

/// Whether nothing was heard for too long. A clock that was put right says so, too: one line too many is better than none.
fn is_silent(heard_at: f64, now: f64) -> bool {
    (now - heard_at).abs() > SILENCE
}

/// How long to wait before the next try, in milliseconds: longer each time, half a minute at most, and not all pages at once.
/// `chance` is between 0 and 1.
#[must_use]
pub fn pause(tries: u32, chance: f64) -> u64 {
    let longest = 1_000_u64 << tries.clamp(1, 5);
    let most = longest.min(30_000);
    most / 2 + (most as f64 / 2.0 * chance) as u64
}

#[cfg(test)]
mod tests {
    use super::{is_silent, pause};

    #[test]
    fn m5_tries_become_rarer_and_do_not_come_all_at_once() {
        assert_eq!([1, 2, 3, 4, 5, 99].map(|tries| pause(tries, 0.0)), [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
        assert_eq!([1, 5].map(|tries| pause(tries, 1.0)), [2_000, 30_000]);
    }

    #[test]
    fn m5_a_line_is_dead_when_its_heart_did_not_beat_twice() {
        let heard_at = 1_000_000.0;
        for later in [-10_000.0, 0.0, 20_000.0, 49_000.0] {
            assert!(!is_silent(heard_at, heard_at + later), "{later}");
        }
        for later in [51_000.0, 3_600_000.0, -3_600_000.0] {
            assert!(is_silent(heard_at, heard_at + later), "{later}");
        }
    }
}
