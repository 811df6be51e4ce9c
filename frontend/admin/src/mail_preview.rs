//! An e-mail as it would arrive, following its words as they are typed.

use std::future::Future;
use std::rc::Rc;

use domain::Check;
use domain::practice::email_text::{EmailPreview, Wording};
use leptos::prelude::*;
use ui::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::refusal::refuse_wrong;
use crate::wait::later;

/// How long typing must rest before the preview follows, in milliseconds.
const REST: u64 = 400;

/// The preview. While the words cannot be sent it keeps the last that could and says what is wrong.
#[component]
pub fn MailPreview<I, M, A, F>(
    /// The subject being written.
    subject: RwSignal<String>,
    /// The text being written.
    text: RwSignal<String>,
    /// Makes the request of the words.
    request: M,
    /// Asks the server for the preview.
    ask: A,
) -> impl IntoView
where
    I: Check + 'static,
    M: Fn(Wording) -> I + 'static,
    A: Fn(I) -> F + 'static,
    F: Future<Output = Result<EmailPreview, Failure>> + 'static,
{
    let shown = RwSignal::new(None::<EmailPreview>);
    let wrong = RwSignal::new(None::<String>);
    let look = move || {
        let input = request(Wording { subject: subject.get_untracked(), text: text.get_untracked() });
        if let Err(failure) = refuse_wrong(&input) {
            wrong.set(failure.fields.into_iter().next().map(|f| f.message));
            return;
        }
        let answer = ask(input);
        spawn_local(async move {
            match answer.await {
                Ok(preview) => {
                    let _ = wrong.try_set(None);
                    let _ = shown.try_set(Some(preview));
                }
                Err(failure) => {
                    let _ = wrong.try_set(Some(failure.title));
                }
            }
        });
    };
    let look: StoredValue<Rc<dyn Fn()>, LocalStorage> = StoredValue::new_local(Rc::new(look));
    let run = move || {
        if let Some(look) = look.try_get_value() {
            look();
        }
    };
    let rest = later(REST, run);
    Effect::new(move |before: Option<()>| {
        subject.track();
        text.track();
        if before.is_some() { rest() } else { run() }
    });
    view! {
        <section class="mail" aria-label="Preview">
            <p class="soft small">"Preview" {move || wrong.get().map(|text| format!(": {text}"))}</p>
            {move || shown.get().map(|mail| view! {
                <p><b>{mail.subject}</b></p>
                <p class="mail-text">{mail.text}</p>
            })}
        </section>
    }
    .into_any()
}
