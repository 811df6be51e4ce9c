//! Files of messages: saved under their name, never opened in the page.

use domain::messaging::MessageFile;
use leptos::prelude::*;
use ui::{Icon, IconName, live};
use wasm_bindgen_futures::spawn_local;

use crate::files::size;
use crate::page;
use crate::talk::Talk;
use crate::words::fill;

/// A file's name and size.
#[component]
pub fn FileName(talk: Talk, file: MessageFile) -> impl IntoView {
    let words = talk.words;
    let bytes = file.bytes;
    view! {
        <Icon name=IconName::Document />
        <span class="name" dir="auto">{String::from(file.name)}</span>
        <small class="num">{Signal::derive(move || size(words.get(), bytes))}</small>
    }
    .into_any()
}

/// A file to save.
#[component]
pub fn FileLink(talk: Talk, file: MessageFile) -> impl IntoView {
    let words = talk.words;
    let saving = Saving::of(talk, &file);
    let label = saving.label();
    view! {
        <button type="button" class="bubble file" aria-label=label aria-busy=saving.busy_attr() on:click=move |_| saving.save()>
            <FileName talk file />
            <Icon name=IconName::Download />
        </button>
        {live(move || saving.failed.get().then(|| {
            let text = saving.name.with_value(|name| fill(words.get().file_not_fetched, &[("name", name)]));
            view! { <p class="meta failed" role="alert">{text}</p> }.into_any()
        }))}
    }
    .into_any()
}

/// Saving one file.
#[derive(Clone, Copy)]
pub struct Saving {
    talk: Talk,
    id: domain::FileId,
    /// Its name.
    pub name: StoredValue<String>,
    busy: RwSignal<bool>,
    /// Whether it could not be fetched.
    pub failed: RwSignal<bool>,
}

impl Saving {
    /// Of this file.
    pub fn of(talk: Talk, file: &MessageFile) -> Self {
        let name = StoredValue::new(file.name.as_str().to_owned());
        Self { talk, id: file.id, name, busy: RwSignal::new(false), failed: RwSignal::new(false) }
    }

    /// "Save report.pdf"
    pub fn label(self) -> Signal<String> {
        Signal::derive(move || self.name.with_value(|name| fill(self.talk.words.get().save_file, &[("name", name)])))
    }

    /// For the button.
    pub fn busy_attr(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.busy.get().then_some("true"))
    }

    /// Fetches it, and has the browser save it.
    pub fn save(self) {
        let Some(side) = self.talk.side().filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        self.failed.set(false);
        spawn_local(async move {
            let saved = match side.file(self.id).await {
                Ok(bytes) => self.name.try_with_value(|name| page::save(&bytes, name)).flatten(),
                Err(_) => None,
            };
            let _ = self.busy.try_set(false);
            let _ = self.failed.try_set(saved.is_none());
        });
    }
}
