//! Files beside the box: chosen, dropped or pasted, uploaded one after the other, removed before sending.

use domain::messaging::{MOST_FILES, MessageFile};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Aside, Talk};
use crate::files::{self, Attached, Progress};
use crate::page;
use crate::words::fill;

impl Talk {
    /// Takes some files; what does not go is said beside it.
    pub(crate) fn attach(self, chosen: Vec<web_sys::File>) {
        let (words, room) = (self.said(), self.attached.with_untracked(|all| files::room(all)));
        let notice = if chosen.len() > room { fill(words.files_too_many, &[("n", &MOST_FILES.to_string())]) } else { String::new() };
        self.notice.set(notice);
        let mut going = Vec::new();
        for file in chosen.into_iter().take(room) {
            let (name, bytes) = (file.name(), file.size() as u64);
            let refusal = files::refusal(words, &name, bytes);
            let progress = refusal.map_or(Progress::Going(0), Progress::Refused);
            let goes = progress == Progress::Going(0);
            let key = self.put(name, bytes, progress);
            if goes {
                self.chosen.update_value(|all| all.push((key, file)));
                going.push(key);
            }
        }
        spawn_local(async move {
            for key in going {
                self.upload(key).await;
            }
        });
    }

    /// Uploads one again that nobody answered for.
    pub(crate) fn upload_again(self, key: u32) {
        self.progresses(key, Progress::Going(0));
        self.notice.set(String::new());
        spawn_local(async move { self.upload(key).await });
    }

    /// Files of a message that was taken back: the server has them.
    pub(super) fn attach_again(self, there: Vec<MessageFile>) {
        let there = self.there_again(there);
        if !there.is_empty() {
            self.attached.update(|all| all.extend(there));
        }
    }

    /// Files that the server has, as they stand beside the box.
    pub(super) fn there_again(self, there: Vec<MessageFile>) -> Vec<Attached> {
        let attached = |file: MessageFile| {
            let (name, bytes) = (file.name.as_str().to_owned(), file.bytes);
            Attached { key: self.next_key(), name, bytes, progress: Progress::There(file) }
        };
        there.into_iter().map(attached).collect()
    }

    /// Takes a file away; an upload under way comes to nothing.
    pub(crate) fn detach(self, key: u32) {
        self.attached.update(|all| all.retain(|file| file.key != key));
        self.chosen.update_value(|all| all.retain(|(other, _)| *other != key));
        self.notice.set(String::new());
        self.keep_here();
    }

    fn put(self, name: String, bytes: u64, progress: Progress) -> u32 {
        let key = self.next_key();
        self.attached.update(|all| all.push(Attached { key, name, bytes, progress }));
        key
    }

    fn next_key(self) -> u32 {
        let key = self.next_file.get_value() + 1;
        self.next_file.set_value(key);
        key
    }

    fn progresses(self, key: u32, now: Progress) {
        self.change(key, |file| file.progress = now);
    }

    /// Changes a file where it stands: beside the box, or put aside with the other mode. Whether it stands there.
    fn change(self, key: u32, act: impl FnOnce(&mut Attached)) -> bool {
        let here = self.attached.try_with_untracked(|all| all.iter().position(|file| file.key == key)).flatten();
        match here {
            Some(place) => self.attached.try_update(|all| act(&mut all[place])).is_some(),
            None => {
                let aside = |aside: &mut Aside| aside.attached.iter_mut().find(|file| file.key == key).map(act).is_some();
                self.aside.try_update_value(aside) == Some(true)
            }
        }
    }

    /// Whether a file was not taken away meanwhile.
    fn is_wanted(self, key: u32) -> bool {
        let here = self.attached.try_with_untracked(|all| all.iter().any(|file| file.key == key));
        here == Some(true) || self.aside.try_with_value(|aside| aside.attached.iter().any(|file| file.key == key)) == Some(true)
    }

    async fn upload(self, key: u32) {
        let file = self.chosen.try_with_value(|all| all.iter().find(|(other, _)| *other == key).map(|(_, file)| file.clone()));
        let Some(Some(file)) = file else { return };
        let (Some(side), true) = (self.side(), self.is_wanted(key)) else { return };
        let name = file.name();
        let Some(bytes) = page::bytes_of(&file).await else {
            return self.progresses(key, Progress::Refused(files::refused(self.said(), "", &name)));
        };
        let watcher = move |sent: u64, all: u64| {
            let percent = (sent * 100).checked_div(all).unwrap_or(0).min(99) as u8;
            self.change(key, |file| {
                if matches!(file.progress, Progress::Going(_)) {
                    file.progress = Progress::Going(percent);
                }
            });
        };
        let outcome = side.upload(self.id, name.clone(), bytes, Box::new(watcher)).await;
        if !self.is_wanted(key) {
            return;
        }
        match outcome {
            Ok(kept) => {
                self.progresses(key, Progress::There(kept));
                self.keep_here();
                let text = fill(self.said().uploaded, &[("name", &name)]);
                let _ = self.say.try_with_value(|say| say(text));
                // "Wait for the file" is over; what else is said there stays.
                let waited = self.notice.try_with_untracked(|notice| notice == self.said().files_wait);
                if waited == Some(true) {
                    self.notice.set(String::new());
                }
            }
            Err(failure) => {
                let text = match failure.status() {
                    Some(413) => files::refused(self.said(), "file_too_long", &name),
                    _ => files::refused(self.said(), files::code_of(&failure), &name),
                };
                let again = failure.status().is_none_or(|status| status >= 500);
                self.progresses(key, if again { Progress::Unheard(text) } else { Progress::Refused(text) });
            }
        }
    }
}
