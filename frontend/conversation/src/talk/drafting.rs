//! Keeping what is being written: on this device with each key, on the server shortly after typing stops (M6).

use std::time::Duration;

use domain::ConversationId;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Talk;
use crate::page;

/// Typing has stopped when nothing was typed for so many milliseconds.
const STOPPED: u64 = 800;
/// So many milliseconds after a failure it is tried again.
const LATER: u64 = 5_000;

/// When the draft is kept, and where.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    /// Under this name this device keeps it; none while nobody is known.
    key: StoredValue<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// So many of the line's words about drafts are about ours.
    ours: StoredValue<i32>,
}

impl Plan {
    pub(super) fn new(id: ConversationId) -> Self {
        let key = ui::draft::key_anywhere(&format!("conversation/{id}"));
        Self { key: StoredValue::new(key), timer: StoredValue::new(None), ours: StoredValue::new(0) }
    }
}

impl Talk {
    /// Fetches what other devices kept; what this one could not tell the server goes on.
    pub(super) fn begin_draft(self) {
        if let Some(typed) = self.drafts.key.with_value(|key| ui::draft::recall(key.as_deref()?, "")).filter(|text| !text.is_empty()) {
            self.text.set(typed.clone());
            self.drafting.update(|drafting| drafting.typed(typed));
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
        if let Some(Some(key)) = self.drafts.key.try_get_value() {
            ui::draft::keep(&key, "", &text);
        }
        self.text.set(text.clone());
        self.notice.set(String::new());
        self.drafting.update(|drafting| drafting.typed(text));
        self.keep_after(STOPPED);
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
            self.forget_typed();
        }
    }

    /// This device need not remember it any longer.
    pub(super) fn forget_typed(self) {
        if let Some(Some(key)) = self.drafts.key.try_get_value() {
            ui::draft::forget(&key);
        }
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
            if let Some(Some(text)) = self.drafting.try_update(|drafting| drafting.found(draft)) {
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
                    let all = self.drafting.try_update(|drafting| {
                        drafting.saved(&draft);
                        drafting.state() == crate::draft::Kept::Saved || drafting.text().is_empty()
                    });
                    if all == Some(true) {
                        self.forget_typed();
                    }
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
