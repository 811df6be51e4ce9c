//! Sending the files that were asked for (D10): chosen or photographed, uploaded one after the other, removed before it is
//! submitted.

mod basket;
mod rows;

use api::Attempt;
use domain::documents::{Content, MOST_UPLOADS, MyDocument, SubmitMyForm};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use paper::Text;
use ui::{Banner, Button, ButtonKind, Fetched, IconName, Tone, UnsavedGuard, act};

use super::decline::Decline;
use super::problems::{is_over, tell};
use super::texts::{own, steps};
use super::words;
use crate::portal::use_portal;
use crate::texts::fill;
use basket::{Basket, CHOOSE, Ready, ready};
pub use basket::{file_words, watched};
use rows::{Choosing, FileRow, kind};

/// A document that asks for files.
#[component]
pub fn Uploading(document: MyDocument, content: Content, one: Fetched<MyDocument>) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let (id, title) = (document.summary.id, document.summary.title);
    let basket = Basket::new(portal, id, document.files);
    let version = document.answers_version;
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let submit = act(move || {
        let navigate = navigate.clone();
        let upload = &t.untracked().upload;
        let wrong = match basket.files.with_untracked(|all| ready(all)) {
            Ready::Yes => "",
            Ready::None => upload.none,
            Ready::Wait => upload.wait,
            Ready::Left => upload.failed,
        };
        basket.notice.set(wrong.to_owned());
        async move {
            if !wrong.is_empty() {
                ui::focus(CHOOSE);
                return Ok(());
            }
            match portal.api().submit_my_form(&attempt.get_value(), id, &SubmitMyForm { answers_version: version }).await {
                Ok(_) => {
                    let to = portal.path(&format!("/documents/{id}/done"));
                    navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
                    Ok(())
                }
                Err(failure) => {
                    if is_over(failure.code()) || failure.is("answers_changed") {
                        one.reload();
                    }
                    Err(tell(portal, &failure))
                }
            }
        }
    });
    let dirty = Signal::derive(move || basket.files.with(|all| ready(all) == Ready::Wait));
    let declined = Callback::new(move |declined| one.set(declined));
    let note = document.note.map(|note| view! { <Returned note=String::from(note) /> }.into_any());
    let text = (!content.blocks.is_empty())
        .then(|| view! { <div lang=content.language.tag()><Text blocks=content.blocks words=words(portal) /></div> }.into_any());
    let most = Signal::derive(move || fill(t.all().upload.kinds, &[("n", &MOST_UPLOADS.to_string())]));
    view! {
        {note}
        {text}
        <section class="card">
            <p class="soft">{most}</p>
            <Choosing basket />
            <p class="error" role="alert">{basket.notice}</p>
            <ul class="list uploads">
                <For each=move || basket.files.get() key=|file| (file.key, kind(&file.progress)) let:file><FileRow basket file /></For>
            </ul>
        </section>
        <div class="actions">
            <Button kind=ButtonKind::Primary busy=submit.busy() on_press=move |()| submit.run()>{t.say(|c| c.upload.submit)}</Button>
        </div>
        <Decline id title on_declined=declined />
        <UnsavedGuard dirty />
    }
    .into_any()
}

/// Why it was returned.
#[component]
pub fn Returned(note: String) -> impl IntoView {
    let t = steps::texts();
    view! {
        <Banner tone=Tone::Due icon=IconName::Info>
            <b>{t.say(|c| c.fill.note)}</b>
            <span class="as-written" dir="auto">{note}</span>
        </Banner>
    }
    .into_any()
}
