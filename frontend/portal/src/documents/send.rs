//! *Send a file*, unasked, where the practice allows that (D10).

use api::Attempt;
use leptos::html;
use leptos::prelude::*;
use ui::{Button, IconName, live, use_toasts};
use wasm_bindgen_futures::spawn_local;

use super::page::{bytes_of, files_of};
use super::problems::tell;
use super::texts::own;
use super::uploading::{file_words, watched};
use crate::portal::use_portal;
use crate::texts::fill;

/// The button with what goes.
#[component]
pub fn SendFile(
    /// One was sent.
    on_sent: Callback<()>,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let input = NodeRef::<html::Input>::new();
    let going = RwSignal::new(None::<(String, u8)>);
    let wrong = RwSignal::new(String::new());
    let toasts = use_toasts();
    let attempt = StoredValue::new(Attempt::new());
    let send = move |file: web_sys::File| {
        let words = conversation::words_in(untrack(|| portal.texts.language()));
        let name = file.name();
        wrong.set(String::new());
        if let Some(refusal) = conversation::files::refusal(words, &name, file.size() as u64) {
            return wrong.set(refusal);
        }
        going.set(Some((name.clone(), 0)));
        spawn_local(async move {
            let watcher = move |percent: u8| {
                let _ = going.try_update(|going| going.iter_mut().for_each(|going| going.1 = percent));
            };
            let (api, attempt) = (watched(portal, watcher), attempt.try_get_value().unwrap_or_default());
            let sent = match bytes_of(&file).await {
                Some(bytes) => api.send_my_file(&attempt, &name, bytes).await.map_err(|failure| {
                    file_words(words, &failure, &name).unwrap_or_else(|| {
                        let told = tell(portal, &failure);
                        format!("{}. {}", told.title, told.text)
                    })
                }),
                None => Err(conversation::files::refused(words, "", &name)),
            };
            let _ = going.try_set(None);
            match sent {
                Ok(_) => {
                    let text = portal.texts.of_part::<own::Catalogue>().untracked().list.sent;
                    toasts.say(fill(text, &[("name", &name)]));
                    on_sent.try_run(());
                }
                Err(text) => drop(wrong.try_set(text)),
            }
        });
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            let file = files_of(input.files()).into_iter().next();
            input.set_value("");
            file.into_iter().for_each(send);
        }
    };
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let busy = Signal::derive(move || going.with(Option::is_some));
    let progress = Signal::derive(move || {
        let (name, n) = going.get()?;
        Some(fill(t.all().list.sending, &[("name", &name), ("n", &n.to_string())]))
    });
    view! {
        <section class="card">
            <h2>{t.say(|c| c.list.send)}</h2>
            <p class="soft">{t.say(|c| c.list.send_text)}</p>
            <input type="file" accept=conversation::files::accepted() node_ref=input hidden on:change=chosen />
            <Button icon=IconName::Attach busy on_press=choose>{t.say(|c| c.list.send)}</Button>
            {live(move || progress.get().map(|text| view! { <p class="soft">{text}</p> }.into_any()))}
            <p class="error" role="alert">{wrong}</p>
        </section>
    }
    .into_any()
}
