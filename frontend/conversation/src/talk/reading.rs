//! What has been read: what stands in sight while somebody is there (M2).

use std::time::Duration;

use domain::messaging::{Author, MarkRead};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{LATER, Talk};
use crate::page;

/// So many milliseconds after the page was used somebody still sits before it.
const THERE: f64 = 60_000.0;

impl Talk {
    /// The place of the last message that somebody else wrote, once the thread is here; 0 when none of them is.
    fn last_of_others(self) -> Option<i64> {
        let side = self.side()?;
        let mine = |author: &Author| side.mine(author);
        self.thread.try_with_untracked(|thread| thread.as_ref().map(|thread| thread.last_of_others(&mine))).flatten()
    }

    /// The page is used. True when something waits for that, which is [`seen`](Self::seen) if it is in sight.
    pub(crate) fn used(self) -> bool {
        let _ = self.used_at.try_update_value(|at| *at = ui::now());
        self.unread.try_update_value(std::mem::take) == Some(true)
    }

    /// The end of the thread is in sight: what stands there has been read, or will have been when somebody comes back. It is
    /// said once, one at a time: an answer with older counts would come last otherwise. The first look is said even where
    /// nothing is by others: the reader may have marked the conversation, to come back to it.
    pub(crate) fn seen(self) {
        if self.reading.try_get_value() != Some(false) {
            return;
        }
        let Some(last) = self.last_of_others() else { return };
        let Some(side) = self.side().filter(|_| self.read_up_to.try_get_value().is_some_and(|place| place < last)) else { return };
        let there = page::has_focus() && self.used_at.try_get_value().is_some_and(|at| is_there(at, ui::now()));
        if !there {
            let _ = self.unread.try_update_value(|unread| *unread = true);
            return;
        }
        self.reading.set_value(true);
        spawn_local(async move {
            let outcome = side.read(self.id, MarkRead { seq: last }).await;
            let _ = self.reading.try_update_value(|reading| *reading = false);
            match outcome {
                Ok(counts) => {
                    let _ = self.read_up_to.try_update_value(|place| *place = last);
                    side.counted(counts);
                    // What came meanwhile, if it is in sight.
                    let _ = self.unsaid.try_update(|times| *times += 1);
                }
                Err(failure) if failure.may_have_happened() => set_timeout(
                    move || {
                        let _ = self.unsaid.try_update(|times| *times += 1);
                    },
                    Duration::from_millis(LATER),
                ),
                // Said again with the next look.
                Err(_) => {}
            }
        });
    }
}

/// Whether somebody is there who used the page at `used_at`. A clock that was set back leaves nobody there until they move.
fn is_there(used_at: f64, now: f64) -> bool {
    (0.0..=THERE).contains(&(now - used_at))
}

#[cfg(test)]
mod tests {
    use super::is_there;

    #[test]
    fn m2_whoever_left_the_page_open_has_not_read() {
        let used_at = 1_000_000.0;
        for later in [0.0, 1.0, 59_999.0] {
            assert!(is_there(used_at, used_at + later), "{later}");
        }
        for later in [60_001.0, 86_400_000.0, -1.0] {
            assert!(!is_there(used_at, used_at + later), "{later}");
        }
    }
}
