//! Sending: what stood in the box leaves it at once and stays in the thread until the server has it (M6).

use std::time::Duration;

use domain::MessageId;
use domain::messaging::text;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Talk, Want};
use crate::files::{self, Going};
use crate::live::pause;
use crate::page;
use crate::queue::Outgoing;

impl Talk {
    /// Sends what is in the box, in its mode. Nothing happens when there is nothing.
    pub(crate) fn send(self) {
        let note = self.note.get_untracked();
        let words = self.text.get_untracked();
        let files = self.attached.with_untracked(|all| files::there(all));
        let blank = text::is_blank(&words);
        match self.attached.with_untracked(|all| files::going(all)) {
            Going::All => {}
            Going::Wait => return self.notice.set(self.said().files_wait.to_owned()),
            Going::Left => return self.notice.set(self.said().files_left.to_owned()),
        }
        if (blank && files.is_empty()) || text::length(&words) > text::MOST_CHARACTERS {
            return;
        }
        let kept = if blank { String::new() } else { text::kept(&words) };
        let item = Outgoing { id: page::fresh_id(), text: kept.into(), files, note };
        self.place.with_value(|place| place.remember(&item));
        self.queue.update(|queue| queue.push(item));
        self.text.set(String::new());
        self.attached.set(Vec::new());
        let aside = self.aside.with_value(|aside| aside.attached.iter().map(|file| file.key).collect::<Vec<_>>());
        self.chosen.update_value(|all| all.retain(|(key, _)| aside.contains(key)));
        self.notice.set(String::new());
        // A note has nothing to do with what is being written to the client.
        if !note {
            self.drafting.update(|drafting| {
                drafting.sent();
            });
        }
        self.keep_here();
        self.pump();
    }

    /// Tries everything again that nobody answered.
    pub(crate) fn try_again(self) {
        if self.queue.try_with_untracked(|queue| !queue.is_empty()) == Some(true) {
            self.queue.update(|queue| queue.again());
            self.pump();
        }
    }

    /// Tries a refused one again.
    pub(crate) fn retry(self, id: MessageId) {
        self.place.with_value(|place| place.refused(id, false));
        self.queue.update(|queue| queue.retry(id));
        self.pump();
    }

    /// Puts a refused one into the box again, in its own mode, before what stands there.
    pub(crate) fn take_back(self, id: MessageId) {
        let Some(item) = self.queue.try_update(|queue| queue.take_back(id)).flatten() else { return };
        self.forget_unsent(id);
        self.set_note(item.note);
        let here = self.text.get_untracked();
        let words = [item.text.as_str(), here.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        self.attach_again(item.files);
        self.typed(words);
        self.focus();
    }

    /// It need not be remembered any longer.
    pub(super) fn forget_unsent(self, id: MessageId) {
        let _ = self.place.try_with_value(|place| place.forget(id));
    }

    /// Sends the next one, unless one is on its way.
    pub(super) fn pump(self) {
        // Also for the answer that comes when the thread was left.
        let (Some(side), Some(place)) = (self.side(), self.place.try_get_value()) else { return };
        let Some(Some(item)) = self.queue.try_update(|queue| queue.to_send()) else { return };
        spawn_local(async move {
            let id = item.id;
            match side.send(self.id, item.message(), item.note).await {
                Ok(message) => {
                    let seq = message.seq;
                    let _ = self.echoes.try_update_value(|echoes| echoes.sent(seq));
                    let gap = self.thread.try_update(|thread| {
                        let thread = thread.as_mut()?;
                        thread.put(message);
                        Some(thread.upto() < seq)
                    });
                    let _ = self.queue.try_update(|queue| queue.arrived(id));
                    let _ = self.tries.try_update_value(|tries| *tries = 0);
                    place.forget(id);
                    if gap == Some(Some(true)) {
                        self.want(Want::Newer);
                    }
                    self.came_out();
                }
                Err(failure) if failure.may_have_happened() || matches!(failure.status(), Some(401 | 429)) => {
                    if self.queue.try_with_untracked(|queue| queue.holds(id)) != Some(false) {
                        let _ = self.queue.try_update(|queue| queue.unheard(id));
                        self.try_later(failure.wait());
                        return;
                    }
                    // The thread brought it meanwhile: only the answer was lost.
                    self.came_out();
                }
                Err(failure) => {
                    let told = side.tell(&failure);
                    let first = told.fields.first().map(|field| field.message.clone());
                    let why = first.unwrap_or_else(|| format!("{} {}", told.title, told.text).trim().to_owned());
                    place.refused(id, true);
                    let _ = self.queue.try_update(|queue| queue.refused(id, why));
                    self.came_out();
                }
            }
            self.pump();
        });
    }

    /// One way or the other: drafts are kept again, and the server has let the old one go.
    pub(super) fn came_out(self) {
        let _ = self.drafting.try_update(|drafting| drafting.go_on());
        self.fetch_draft();
    }

    fn try_later(self, wait: Option<u64>) {
        let tries = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        let millis = wait.map_or_else(|| pause(tries.unwrap_or(1), js_sys::Math::random()), |seconds| seconds * 1_000);
        let again = move || {
            if self.queue.try_with_untracked(|queue| queue.is_unheard()) == Some(true) {
                self.try_again();
            }
        };
        let later = set_timeout_with_handle(again, Duration::from_millis(millis)).ok();
        let before = self.sending_later.try_update_value(|kept| std::mem::replace(kept, later));
        if let Some(before) = before.flatten() {
            before.clear();
        }
    }
}
