//! What is wrong with a form, above its fields.

use leptos::ev;
use leptos::prelude::*;

use super::state::{FormState, Wrong};
use crate::dom::{focus, live};
use crate::words::word;

/// What is wrong, above the form, each line a link to its field. A line goes when its field was mended, and the box with the last
/// of them, unless somebody stands in it.
#[component]
pub(super) fn Summary(id: String, state: FormState) -> impl IntoView {
    let heading = word(|w| &w.check_fields);
    let held = RwSignal::new(false);
    let title = Memo::new(move |before: Option<&Option<(String, String)>>| match state.failure.get() {
        Some(failure) => Some((failure.title, failure.text)),
        None if state.summary.with(Vec::is_empty) => before.filter(|_| held.get()).cloned().flatten(),
        None => Some((heading.get(), String::new())),
    });
    let hidden = Signal::derive(move || title.with(Option::is_none));
    let body = move || {
        title.get().map(|(title, text)| {
            // By key: only what is new is spoken, not what is left.
            view! {
                <h2>{title}</h2>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> }.into_any())}
                <ul><For each=move || state.summary.get() key=Wrong::clone let:line>{line_view(line, state)}</For></ul>
            }
        })
    };
    view! {
        <div class="summary" id=id role="alert" tabindex="-1" hidden=hidden on:focusin=move |_| held.set(true) on:focusout=move |_| held.set(false)>
            {live(body)}
        </div>
    }
}

fn line_view(line: Wrong, state: FormState) -> AnyView {
    let Wrong { id, label, message, .. } = line.clone();
    if id.is_empty() {
        return view! { <li>{message}</li> }.into_any();
    }
    let text = if label.is_empty() { message } else { format!("{label}: {message}") };
    let href = format!("#{id}");
    let go = move |event: ev::MouseEvent| {
        event.prevent_default();
        if let Some(id) = state.place_of(&line) {
            focus(&id);
        }
    };
    view! { <li><a href=href on:click=go>{text}</a></li> }.into_any()
}
