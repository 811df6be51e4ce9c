//! A form that checks its fields, is sent once, and keeps everything that was typed when it is refused.

mod state;
mod summary;

use std::future::Future;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::button::{Start, start};
use crate::dom::{focus, unique_id};
use crate::{Failure, UnsavedGuard};
use summary::Summary;

pub use state::FormState;
pub(crate) use state::Member;

/// A native form around fields. On submit it checks every field; when one is wrong, a summary with links takes focus and
/// nothing is sent. Otherwise `send` runs once, however often the button is pressed. A failure never clears a field.
#[component]
pub fn Form<F, Fut>(
    /// Sends the values. What follows success (another page, a toast) is done in here, before `Ok`.
    send: F,
    /// A state made by the caller, to steer the form from outside.
    #[prop(optional)]
    state: Option<FormState>,
    /// Whether leaving with unsaved changes asks first.
    #[prop(optional)]
    guard: bool,
    /// More classes for the element; `form` is always there.
    #[prop(optional, into)]
    class: &'static str,
    /// Fields and a `Submit`.
    children: Children,
) -> impl IntoView
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<(), Failure>> + 'static,
{
    // Boxed at once: what follows would otherwise be compiled again for every form.
    view! { <Frame send=start(send) state=state.unwrap_or_default() guard class children /> }.into_any()
}

#[component]
fn Frame(send: Start, state: FormState, guard: bool, class: &'static str, children: Children) -> impl IntoView {
    let summary_id = unique_id("summary");
    let to_summary = summary_id.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if state.busy.get_untracked() {
            return;
        }
        let to_summary = to_summary.clone();
        if !state.check() {
            request_animation_frame(move || focus(&to_summary));
            return;
        }
        state.busy.set(true);
        let work = send();
        spawn_local(async move {
            let result = work.await;
            let _ = state.busy.try_set(false);
            match result {
                Ok(()) => state.settle(),
                Err(failure) => {
                    state.refuse(failure);
                    request_animation_frame(move || focus(&to_summary));
                }
            }
        });
    };
    let pressing = window_event_listener(ev::mousedown, stay_in_field);
    on_cleanup(move || pressing.remove());
    view! {
        <form class=format!("form {class}") novalidate on:submit=submit>
            <Summary id=summary_id state />
            <leptos::context::Provider value=state>{children()}</leptos::context::Provider>
            {guard.then(|| view! { <UnsavedGuard dirty=state.dirty() /> }.into_any())}
        </form>
    }
    .into_any()
}

/// Leaving a field can show what is wrong with it, which moves everything below. A press that has begun must not miss its button
/// or link for that, so it leaves the focus where it is; sending checks the field all the same.
fn stay_in_field(event: web_sys::MouseEvent) {
    let typing = document().active_element().is_some_and(|active| active.matches("form .input").unwrap_or(false));
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if typing && target.is_some_and(|target| matches!(target.closest("button, a"), Ok(Some(_)))) {
        event.prevent_default();
    }
}
