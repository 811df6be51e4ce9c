//! How the tabs of a browser agree on which of them holds the line.

use std::time::Duration;

use leptos::prelude::*;

use super::share::{Channel, Lost, Turn};
use super::word::{Heard, Word};
use super::{Line, Live, Part, is_seen};

/// So many milliseconds the tab that holds the line has to answer: one that was put to sleep does not.
const ANSWER: u64 = 3_000;

impl Live {
    /// Takes part: in the line that the tabs share, or with one of its own.
    pub(super) fn join(self) {
        let shared = self.with(|ends| {
            ends.anew = true;
            ends.looked_at = ui::now();
            ends.shared.clone()
        });
        let channel = shared.flatten().and_then(|name| Channel::open(&name, move |word| self.heard(word)));
        let Some(channel) = channel else { return self.alone() };
        self.with(|ends| {
            ends.channel = Some(channel.into());
            ends.part = Part::Listens;
        });
        self.queue_up(false);
        self.ask();
    }

    /// Each tab has its own where they cannot share.
    fn alone(self) {
        let before = self.with(|ends| {
            ends.part = Part::Alone;
            (ends.channel.take(), ends.turn.take())
        });
        drop(before);
        self.anew();
    }

    /// Lets the line go, so that another tab takes it over; whatever waits is called off.
    pub(super) fn leave(self) {
        let before = self.with(|ends| {
            ends.part = Part::Away;
            let timers = [ends.pausing.take(), ends.patience.take()];
            (timers, ends.connection.take(), ends.turn.take(), ends.channel.take())
        });
        if let Some((timers, ..)) = before {
            timers.into_iter().flatten().for_each(|timer| timer.clear());
        }
    }

    /// Takes the line away from a tab that does not answer, or cannot open it.
    pub(super) fn take_over(self) {
        if self.part() == Part::Listens && self.now() != Line::Over {
            self.queue_up(true);
        }
    }

    /// Stands in line for the shared one; `take`: in place of a tab that does not answer.
    fn queue_up(self, take: bool) {
        // Nobody waits behind themselves.
        let before = self.with(|ends| (ends.turn.take(), ends.shared.clone()));
        let Some((turn, Some(name))) = before else { return };
        drop(turn);
        match Turn::wait(&name, take, move || self.granted(), move |lost| self.lost(lost)) {
            Some(turn) => drop(self.with(|ends| ends.turn.replace(turn))),
            None => self.alone(),
        }
    }

    /// This tab holds the line from now on.
    fn granted(self) {
        self.with(|ends| ends.part = Part::Holds);
        self.anew();
    }

    /// It does no longer, and not by its own doing: it was asleep.
    fn lost(self, lost: Lost) {
        if lost == Lost::Refused {
            return self.alone();
        }
        let before = self.with(|ends| {
            ends.part = Part::Listens;
            (ends.connection.take(), ends.pausing.take())
        });
        let Some((connection, pausing)) = before else { return };
        drop(connection);
        pausing.inspect(TimeoutHandle::clear);
        // What was told meanwhile was not heard here.
        let _ = self.line.try_set(Line::Opening);
        self.queue_up(false);
        self.ask();
    }

    /// Asks how the line is. Where nobody answers somebody who is looked at, the line is taken over.
    pub(super) fn ask(self) {
        if self.part() != Part::Listens {
            return;
        }
        let asked = self.with(|ends| {
            ends.asked = ends.asked.wrapping_add(1);
            ends.answered = false;
            ends.asked
        });
        self.put(Word::Ask);
        set_timeout(
            move || {
                let silent = self.with(|ends| ends.part == Part::Listens && !ends.answered && Some(ends.asked) == asked);
                if silent == Some(true) && is_seen() {
                    self.take_over();
                }
            },
            Duration::from_millis(ANSWER),
        );
    }

    /// Another tab said something.
    fn heard(self, word: Word<'_>) {
        match self.part() {
            Part::Holds if word == Word::Ask => self.say(Word::of(self.now())),
            Part::Listens if word != Word::Ask => {
                self.with(|ends| ends.answered = true);
                self.follows(word.means(self.now()));
            }
            _ => {}
        }
    }

    fn follows(self, heard: Heard<'_>) {
        match heard {
            Heard::Nothing => {}
            Heard::Open => self.is_open(false),
            Heard::Anew => self.is_open(true),
            Heard::Broken => self.broken(),
            Heard::Refused => {
                self.broken();
                self.refused.try_run(());
            }
            Heard::Told(name, data) => {
                self.comes(name, data);
            }
        }
    }

    /// Tells the other tabs, where this one holds their line.
    pub(super) fn say(self, word: Word<'_>) {
        if self.part() == Part::Holds {
            self.put(word);
        }
    }

    fn put(self, word: Word<'_>) {
        if let Some(channel) = self.with(|ends| ends.channel.clone()).flatten() {
            channel.say(word);
        }
    }
}
