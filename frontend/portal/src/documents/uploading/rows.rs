//! The files of a document as they stand on its page, and the buttons to choose more.

use conversation::files::accepted;
use leptos::html;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, IconName, act};

use super::super::download::FileName;
use super::super::page::files_of;
use super::super::texts::own;
use super::basket::{Basket, CHOOSE, Chosen, Progress};
use crate::texts::fill;

/// The buttons to choose files and, where there is a camera at hand, to take a photograph.
#[component]
pub fn Choosing(basket: Basket) -> impl IntoView {
    let t = own::texts();
    let (files, photo) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let press = |input: NodeRef<html::Input>| {
        Callback::new(move |()| {
            if let Some(input) = input.get_untracked() {
                input.click();
            }
        })
    };
    let chosen = move |input: NodeRef<html::Input>| {
        if let Some(input) = input.get_untracked() {
            basket.take(files_of(input.files()));
            // The same file may be chosen again.
            input.set_value("");
        }
    };
    view! {
        <div class="actions" id=CHOOSE tabindex="-1">
            <input type="file" multiple accept=accepted() node_ref=files hidden on:change=move |_| chosen(files) />
            <input type="file" accept="image/*" capture="environment" node_ref=photo hidden on:change=move |_| chosen(photo) />
            <Button icon=IconName::Attach on_press=press(files)>{t.say(|c| c.upload.choose)}</Button>
            <span class="by-touch"><Button on_press=press(photo)>{t.say(|c| c.upload.photo)}</Button></span>
        </div>
    }
    .into_any()
}

/// One that is still going keeps its line while its number grows.
pub fn kind(progress: &Progress) -> u8 {
    match progress {
        Progress::Waiting => 0,
        Progress::Going(_) => 1,
        Progress::There(_) => 2,
        Progress::Refused(_) => 3,
        Progress::Unheard(_) => 4,
    }
}

/// A file with how far it is, and a cross.
#[component]
pub fn FileRow(basket: Basket, file: Chosen) -> impl IntoView {
    let t = own::texts();
    let key = file.key;
    let name = StoredValue::new(file.name.clone());
    let named = move |pick: own::Pick| Signal::derive(move || name.with_value(|name| fill(pick(t.all()), &[("name", name)])));
    let removed = StoredValue::new(file.clone());
    let remove = act(move || async move { basket.remove(removed.get_value()).await });
    let plain = move || {
        view! { <span class="row"><Icon name=IconName::Document /> <span class="name" dir="auto">{name.get_value()}</span></span> }
            .into_any()
    };
    let state = match file.progress {
        Progress::There(there) => view! { <FileName file=there /> }.into_any(),
        Progress::Waiting | Progress::Going(_) => {
            let percent = Memo::new(move |_| {
                basket.files.with(|all| match all.iter().find(|file| file.key == key)?.progress {
                    Progress::Going(percent) => Some(percent),
                    _ => None,
                })
            });
            let n = Signal::derive(move || percent.get().unwrap_or_default());
            let label =
                Signal::derive(move || name.with_value(|name| fill(t.all().upload.going, &[("name", name), ("n", &n.get().to_string())])));
            view! { {plain()} <progress max="100" value=n aria-label=label></progress> }.into_any()
        }
        Progress::Refused(text) => view! { {plain()} <p class="error" role="alert">{text}</p> }.into_any(),
        Progress::Unheard(text) => view! {
            {plain()}
            <p class="error" role="alert">{text}</p>
            <Button small=true kind=ButtonKind::Quiet on_press=move |()| basket.again(key)>{t.say(|c| c.upload.again)}</Button>
        }
        .into_any(),
    };
    view! {
        <li>
            <div class="stack tight">{state}</div>
            <ui::IconButton icon=IconName::Close label=named(|c| c.upload.remove) busy=remove.busy() on_press=move |()| remove.run() />
        </li>
    }
    .into_any()
}
