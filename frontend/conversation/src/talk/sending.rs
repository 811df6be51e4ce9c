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
    /// Sends what is in the box, as a note where `note` says so. Nothing happens when there is nothing.
    pub(crate) fn send(self, note: bool) {
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
        self.remember(&item);
        self.queue.update(|queue| queue.push(item));
        self.text.set(String::new());
        self.attached.set(Vec::new());
        self.chosen.update_value(Vec::clear);
        self.notice.set(String::new());
        self.drafting.update(|drafting| {
            drafting.sent();
        });
        self.forget_typed();
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
        self.queue.update(|queue| queue.retry(id));
        self.pump();
    }

    /// Puts a refused one into the box again, before what stands there.
    pub(crate) fn take_back(self, id: MessageId) {
        let Some(item) = self.queue.try_update(|queue| queue.take_back(id)).flatten() else { return };
        self.forget_unsent(id);
        let here = self.text.get_untracked();
        let words = [item.text.as_str(), here.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        self.attach_again(item.files);
        self.typed(words);
        self.focus();
    }

    /// What is not sent yet is remembered on this device, each for itself: another tab may have some of its own.
    fn remember(self, item: &Outgoing) {
        if let Some(Some(key)) = self.unsent_key.try_get_value() {
            page::remember(&key, item);
        }
    }

    /// It need not be remembered any longer.
    pub(super) fn forget_unsent(self, id: MessageId) {
        if let Some(Some(key)) = self.unsent_key.try_get_value() {
            page::forget(&key, id);
        }
    }

    /// Sends the next one, unless one is on its way.
    pub(super) fn pump(self) {
        let (Some(Some(item)), Some(side)) = (self.queue.try_update(|queue| queue.to_send()), self.side()) else { return };
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
                    self.forget_unsent(id);
                    if gap == Some(Some(true)) {
                        self.want(Want::Newer);
                    }
                    self.came_out();
                }
                Err(failure) if failure.may_have_happened() || matches!(failure.status(), Some(401 | 429)) => {
                    let _ = self.queue.try_update(|queue| queue.unheard(id));
                    self.try_later(failure.wait());
                    return;
                }
                Err(failure) => {
                    let told = side.tell(&failure);
                    let first = told.fields.first().map(|field| field.message.clone());
                    let why = first.unwrap_or_else(|| format!("{} {}", told.title, told.text).trim().to_owned());
                    let _ = self.queue.try_update(|queue| queue.refused(id, why));
                    self.came_out();
                }
            }
            self.pump();
        });
    }

    /// One way or the other: drafts are kept again, and the server has let the old one go.
    fn came_out(self) {
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
