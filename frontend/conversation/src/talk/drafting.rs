//! Keeping what is being written: on this device with each key, on the server shortly after typing stops (M6). The box has a
//! text and files of its own for each of its modes; of notes, the server keeps nothing before they are sent (M10).

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Aside, Talk};
use crate::device::{Begun, Paper};
use crate::draft::Kept;
use crate::files;
use crate::page;

/// Typing has stopped when nothing was typed for so many milliseconds.
const STOPPED: u64 = 800;
/// So many milliseconds after a failure it is tried again.
const LATER: u64 = 5_000;

/// When the draft is kept.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    timer: StoredValue<Option<TimeoutHandle>>,
    /// So many of the line's words about drafts are about ours.
    ours: StoredValue<i32>,
    /// An earlier visit put words aside for a note: what the server may still have of them is withdrawn, once.
    withdraws: StoredValue<bool>,
}

impl Plan {
    pub(super) fn new(withdraws: bool) -> Self {
        Self { timer: StoredValue::new(None), ours: StoredValue::new(0), withdraws: StoredValue::new(withdraws) }
    }
}

impl Talk {
    /// Goes on with what this device kept, and fetches what others did.
    pub(super) fn begin_draft(self, paper: Paper) {
        let Paper { note, message, internal } = paper;
        let (here, aside) = if note { (internal, message) } else { (message, internal) };
        let attached = self.there_again(aside.files);
        self.aside.set_value(Aside { text: aside.text.into(), attached });
        let typed = String::from(here.text);
        if !typed.is_empty() {
            self.text.set(typed.clone());
            if !note {
                self.drafting.update(|drafting| drafting.typed(typed));
            }
        }
        let attached = self.there_again(here.files);
        if !attached.is_empty() {
            self.attached.set(attached);
        }
        self.fetch_draft();
        let leaving = window_event_listener_untyped("pagehide", move |_| self.keep_now());
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if !page::is_seen() {
                self.keep_now();
            }
        });
        on_cleanup(move || {
            leaving.remove();
            hidden.remove();
            self.keep_now();
        });
    }

    /// The person typed.
    pub(crate) fn typed(self, text: String) {
        self.text.set(text.clone());
        self.notice.set(String::new());
        if !self.note.get_untracked() {
            self.drafting.update(|drafting| drafting.typed(text));
            self.keep_after(STOPPED);
        }
        self.keep_here();
    }

    /// The box is for a note, or for a message. Each has its own words and files: nothing that was meant for the team comes to
    /// stand in the box for the client, on this device or on another.
    pub fn set_note(self, note: bool) {
        if self.note.get_untracked() == note {
            return;
        }
        let here = Aside { text: self.text.get_untracked(), attached: self.attached.get_untracked() };
        let Some(Aside { text, attached }) = self.aside.try_update_value(|aside| std::mem::replace(aside, here)) else { return };
        let text = if note {
            // The server keeps the other words no longer: they may have been meant for a note.
            self.drafting.update(|drafting| self.aside.with_value(|aside| drafting.put_aside(&aside.text)));
            text
        } else {
            self.drafting.try_update(|drafting| drafting.take_again(text)).unwrap_or_default()
        };
        self.note.set(note);
        self.text.set(text);
        self.attached.set(attached);
        self.notice.set(String::new());
        self.keep_here();
        self.keep_now();
    }

    /// Goes on with the words of this device.
    pub(crate) fn keep_mine(self) {
        self.drafting.update(|drafting| drafting.keep_mine());
        self.keep_now();
    }

    /// Takes the words of the other device.
    pub(crate) fn take_theirs(self) {
        if let Some(Some(text)) = self.drafting.try_update(|drafting| drafting.take_theirs()) {
            self.text.set(text);
            self.keep_here();
        }
    }

    /// Keeps on this device what stands in the box, in both modes, but words that the server keeps.
    pub(super) fn keep_here(self) {
        let words = self.text.try_get_untracked().zip(self.attached.try_with_untracked(|all| files::there(all)));
        let kept = words.zip(self.note.try_get_untracked()).zip(self.aside.try_with_value(Aside::begun));
        let Some((((text, files), note), aside)) = kept else { return };
        let saved = !note && self.drafting.try_with_untracked(|drafting| drafting.state()) == Some(Kept::Saved);
        let here = Begun { text: if saved { String::new() } else { text }.into(), files };
        let (message, internal) = if note { (aside, here) } else { (here, aside) };
        let _ = self.place.try_with_value(|place| place.keep(&Paper { note, message, internal }));
    }

    /// The line told of a draft; of our own it tells, too.
    pub(super) fn told_of_draft(self) {
        let saving = self.drafting.try_with_untracked(|drafting| drafting.is_saving()) == Some(true);
        let ours = self.drafts.ours.try_update_value(|ours| {
            let mine = saving || *ours > 0;
            *ours -= i32::from(mine);
            mine
        });
        if ours == Some(false) {
            self.fetch_draft();
        }
    }

    /// Asks the server what it has.
    pub(super) fn fetch_draft(self) {
        let Some(work) = self.side().and_then(|side| side.draft(self.id())) else { return };
        spawn_local(async move {
            let Ok(draft) = work.await else { return };
            // What waits to be sent needs no second place in the box.
            let sent = self.queue.try_with_untracked(|queue| queue.says(draft.text.as_str()));
            if sent != Some(false) && !draft.text.is_blank() {
                return;
            }
            let found = self.drafting.try_update(|drafting| drafting.found(draft)).flatten();
            let note = self.note.try_get_untracked() == Some(true);
            if self.drafts.withdraws.try_update_value(std::mem::take) == Some(true) && note {
                let mine = self.aside.try_with_value(|aside| aside.text.clone()).unwrap_or_default();
                let _ = self.drafting.try_update(|drafting| drafting.put_aside(&mine));
            } else if let Some(text) = found.filter(|_| !note) {
                let _ = self.text.try_set(text);
            }
            self.keep_after(STOPPED);
        });
    }

    fn keep_after(self, milliseconds: u64) {
        if self.drafts.timer.is_disposed() {
            return;
        }
        let handle = set_timeout_with_handle(move || self.keep_now(), Duration::from_millis(milliseconds)).ok();
        let before = self.drafts.timer.try_update_value(|timer| std::mem::replace(timer, handle)).flatten();
        if let Some(before) = before {
            before.clear();
        }
    }

    /// Keeps it on the server, if there is something to keep.
    fn keep_now(self) {
        let Some(side) = self.side() else { return };
        if side.draft(self.id()).is_none() {
            return;
        }
        let Some(Some(save)) = self.drafting.try_update(|drafting| drafting.due()) else { return };
        spawn_local(async move {
            match side.save_draft(self.id(), save).await {
                Ok(draft) => {
                    let _ = self.drafts.ours.try_update_value(|ours| *ours += 1);
                    set_timeout(
                        move || {
                            let _ = self.drafts.ours.try_update_value(|ours| *ours = 0);
                        },
                        Duration::from_millis(LATER),
                    );
                    let _ = self.drafting.try_update(|drafting| drafting.saved(&draft));
                    self.keep_here();
                    self.keep_after(STOPPED);
                }
                Err(failure) if failure.is("stale") => {
                    let _ = self.drafting.try_update(|drafting| drafting.stale());
                    self.fetch_draft();
                }
                Err(_) => {
                    let _ = self.drafting.try_update(|drafting| drafting.unheard());
                    self.keep_after(LATER);
                }
            }
        });
    }
}
