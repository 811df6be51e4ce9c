//! The files beside the box, before they are sent.

use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, IconName};

use crate::files::{Attached, Progress, size};
use crate::talk::Talk;
use crate::words::{fill, say};

/// The files that will go along, each with how far it is and a cross.
#[component]
pub fn AttachedFiles(talk: Talk) -> impl IntoView {
    let hidden = Signal::derive(move || talk.attached.with(Vec::is_empty));
    let file = move |file: Attached| view! { <File talk file /> }.into_any();
    view! {
        <ul class="attached" hidden=hidden>
            <For each=move || talk.attached.get() key=|file| (file.key, kind(&file.progress)) children=file />
        </ul>
    }
    .into_any()
}

/// One that is still going keeps its line while its number grows.
fn kind(progress: &Progress) -> u8 {
    match progress {
        Progress::Going(_) => 0,
        Progress::There(_) => 1,
        Progress::Refused(_) => 2,
        Progress::Unheard(_) => 3,
    }
}

#[component]
fn File(talk: Talk, file: Attached) -> impl IntoView {
    let words = talk.words;
    let Attached { key, name, bytes, progress } = file;
    let name = StoredValue::new(name);
    let named = move |text: &'static str| name.with_value(|name| fill(text, &[("name", name)]));
    let percent = Memo::new(move |_| {
        talk.attached.with(|all| match all.iter().find(|file| file.key == key)?.progress {
            Progress::Going(percent) => Some(percent),
            _ => None,
        })
    });
    let state = match progress {
        Progress::Going(_) => {
            let label = Signal::derive(move || {
                let n = percent.get().unwrap_or_default().to_string();
                name.with_value(|name| fill(words.get().uploading, &[("name", name), ("n", &n)]))
            });
            view! { <progress max="100" value=Signal::derive(move || percent.get().unwrap_or(100)) aria-label=label></progress> }.into_any()
        }
        Progress::There(_) => view! { <small class="num soft">{Signal::derive(move || size(words.get(), bytes))}</small> }.into_any(),
        Progress::Refused(text) => view! { <p class="error" role="alert">{text}</p> }.into_any(),
        Progress::Unheard(text) => view! {
            <p class="error" role="alert">{text}</p>
            <Button small=true kind=ButtonKind::Quiet on_press=move |()| { talk.upload_again(key); talk.refocus(); }>{say(words, |w| w.try_again)}</Button>
        }
        .into_any(),
    };
    let detach = move |_| {
        talk.detach(key);
        talk.refocus();
    };
    let remove = Signal::derive(move || named(words.get().remove_file));
    view! {
        <li>
            <Icon name=IconName::Document />
            <span class="name" dir="auto">{name.get_value()}</span>
            {state}
            <button type="button" class="icon-button" aria-label=remove title=remove on:click=detach>
                <Icon name=IconName::Close />
            </button>
        </li>
    }
    .into_any()
}
