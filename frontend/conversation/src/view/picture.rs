//! A picture in the thread: fetched when it comes into sight, shown from memory, so that nothing of it has an address.

use domain::files::FileKind;
use domain::messaging::MessageFile;
use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, IconName, live};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use super::files::{FileName, Saving};
use crate::page;
use crate::talk::Talk;
use crate::words::{fill, say};

/// How far the picture is.
#[derive(Clone, PartialEq)]
enum Shown {
    NotYet,
    Coming,
    There(String),
    Failed,
}

/// A PNG or JPEG, with its name and a button that saves it.
#[component]
pub fn Picture(talk: Talk, file: MessageFile) -> impl IntoView {
    let words = talk.words;
    let saving = Saving::of(talk, &file);
    let (id, media_type) = (file.id, kind(&file));
    let shown = RwSignal::new(talk.picture(id).map_or(Shown::NotYet, Shown::There));
    let frame = NodeRef::<html::Figure>::new();
    let fetch = move || {
        let Some(side) = talk.side().filter(|_| matches!(shown.try_get_untracked(), Some(Shown::NotYet | Shown::Failed))) else { return };
        shown.set(Shown::Coming);
        spawn_local(async move {
            let address = side.file(id).await.ok().and_then(|bytes| page::address_of(&bytes, media_type));
            if let Some(address) = &address {
                talk.keep_picture(id, address);
            }
            let _ = shown.try_set(address.map_or(Shown::Failed, Shown::There));
        });
    };
    when_in_sight(frame, fetch);
    let alt = Signal::derive(move || saving.name.with_value(|name| fill(words.get().picture, &[("name", name)])));
    let picture = live(move || match shown.get() {
        Shown::NotYet | Shown::Coming => view! { <div class="room" aria-hidden="true"></div> }.into_any(),
        Shown::There(address) => view! { <img src=address alt=alt /> }.into_any(),
        Shown::Failed => view! {
            <div class="room">
                <Button small=true kind=ButtonKind::Quiet on_press=move |()| fetch()>{say(words, |w| w.try_again)}</Button>
            </div>
        }
        .into_any(),
    });
    let label = saving.label();
    view! {
        <figure class="picture" node_ref=frame>
            {picture}
            <figcaption>
                <button type="button" class="bubble file" aria-label=label aria-busy=saving.busy_attr() on:click=move |_| saving.save()>
                    <FileName talk file />
                    <Icon name=IconName::Download />
                </button>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// The type it is shown as: one of those that the page may show, whatever the server says.
fn kind(file: &MessageFile) -> &'static str {
    let kind = FileKind::of_media_type(&file.media_type).filter(|kind| kind.has_preview());
    kind.unwrap_or(FileKind::Jpeg).media_type()
}

/// Calls `act` once the element is in sight.
fn when_in_sight(element: NodeRef<html::Figure>, act: impl Fn() + 'static) {
    let seen = Closure::<dyn Fn(Array, IntersectionObserver)>::new(move |entries: Array, observer: IntersectionObserver| {
        let in_sight = |entry| IntersectionObserverEntry::unchecked_from_js(entry).is_intersecting();
        if entries.iter().any(in_sight) {
            observer.disconnect();
            act();
        }
    });
    let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok();
    let kept = StoredValue::new_local((observer, seen));
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        kept.with_value(|(observer, _)| observer.as_ref().map(|observer| observer.observe(&element)));
    });
    on_cleanup(move || {
        let _ = kept.try_with_value(|(observer, _)| observer.as_ref().map(IntersectionObserver::disconnect));
    });
}
