//! A form that checks its fields, is sent once, and keeps everything that was typed when it is refused.

use std::future::Future;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::button::{Start, start};
use crate::dom::{focus, live, query_all, unique_id};
use crate::words::word;
use crate::{Failure, UnsavedGuard, draft};

/// A field's part in its form.
#[derive(Clone)]
pub(crate) struct Member {
    pub id: String,
    pub label: Signal<String>,
    pub pointer: Option<String>,
    pub draft: Option<String>,
    /// Checks now, shows the error at the field and returns it.
    pub check: Callback<(), Option<String>>,
}

/// One line of the summary: the field's id, its label and what is wrong.
type Wrong = (String, String, String);

/// What a form knows about itself. Fields find it through context; make one yourself only to steer a form from outside.
#[derive(Clone, Copy)]
pub struct FormState {
    busy: RwSignal<bool>,
    dirty: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    summary: RwSignal<Vec<Wrong>>,
    members: StoredValue<Vec<Member>>,
    /// Keys of drafts of inputs that are no `Field`.
    drafts: StoredValue<Vec<String>>,
}

impl Default for FormState {
    fn default() -> Self {
        Self::new()
    }
}

impl FormState {
    /// A form that nobody has touched.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            dirty: RwSignal::new(false),
            failure: RwSignal::new(None),
            summary: RwSignal::new(Vec::new()),
            members: StoredValue::new(Vec::new()),
            drafts: StoredValue::new(Vec::new()),
        }
    }

    /// Whether it is being sent.
    pub fn busy(&self) -> Signal<bool> {
        self.busy.into()
    }

    /// Whether something was changed since it was opened or last sent.
    pub fn dirty(&self) -> Signal<bool> {
        self.dirty.into()
    }

    /// Says that something was changed, for inputs that are no `Field`.
    pub fn touch(&self) {
        if self.dirty.try_get_untracked() == Some(false) {
            self.dirty.set(true);
        }
    }

    /// Keeps what stands in inputs that are no `Field` as a draft under `key` until the form is sent; see [`draft::keep`].
    pub fn keep(&self, key: &str, base: &str, text: &str) {
        let _ = self.drafts.try_update_value(|all| {
            if all.iter().all(|known| known != key) {
                all.push(key.to_owned());
            }
        });
        draft::keep(key, base, text);
    }

    /// Says that everything is saved.
    pub fn settle(&self) {
        let _ = self.dirty.try_set(false);
        let _ = self.failure.try_set(None);
        let _ = self.summary.try_set(Vec::new());
        let keys = self.members.try_with_value(|all| all.iter().filter_map(|m| m.draft.clone()).collect::<Vec<_>>());
        let others = self.drafts.try_get_value().unwrap_or_default();
        keys.unwrap_or_default().iter().chain(&others).for_each(|key| draft::forget(key));
    }

    /// Shows a refusal: the summary, and the messages at the fields whose pointers it names.
    pub fn refuse(&self, failure: Failure) {
        let known = self.members.try_get_value().unwrap_or_default();
        let lines = failure.fields.iter().map(|problem| {
            let member = known.iter().find(|m| m.pointer.as_deref() == Some(problem.pointer.as_str()));
            match member {
                Some(m) => (m.id.clone(), m.label.get_untracked(), problem.message.clone()),
                None => (String::new(), String::new(), problem.message.clone()),
            }
        });
        let _ = self.summary.try_set(lines.collect());
        let _ = self.failure.try_set(Some(failure));
    }

    /// Checks all fields, shows what is wrong, and says whether the form may be sent.
    pub fn check(&self) -> bool {
        let members = self.members.try_get_value().unwrap_or_default();
        let wrong: Vec<Wrong> = members.iter().filter_map(|m| Some((m.id.clone(), m.label.get_untracked(), m.check.run(())?))).collect();
        let right = wrong.is_empty();
        self.failure.set(None);
        self.summary.set(in_page_order(wrong));
        right
    }

    /// The API's message for the field at this pointer.
    pub(crate) fn problem(&self, pointer: &str) -> Option<String> {
        self.failure.with(|f| {
            let problem = f.as_ref()?.fields.iter().find(|p| p.pointer == pointer)?;
            Some(problem.message.clone())
        })
    }

    /// The person is changing this field: what the API said about the old value no longer holds.
    pub(crate) fn edited(&self, pointer: Option<&str>) {
        self.touch();
        let Some(pointer) = pointer else { return };
        let told = self.failure.with_untracked(|f| f.as_ref().is_some_and(|f| f.fields.iter().any(|p| p.pointer == pointer)));
        if told {
            self.failure.update(|f| {
                if let Some(f) = f {
                    f.fields.retain(|p| p.pointer != pointer);
                }
            });
        }
    }

    pub(crate) fn join(&self, member: Member) {
        let id = member.id.clone();
        let members = self.members;
        members.update_value(|all| all.push(member));
        on_cleanup(move || {
            members.try_update_value(|all| all.retain(|m| m.id != id));
        });
    }
}

/// Fields that appeared later may stand higher: sorts the lines as the page has them.
fn in_page_order(mut wrong: Vec<Wrong>) -> Vec<Wrong> {
    let mut ordered = Vec::with_capacity(wrong.len());
    for element in query_all(None, "form [id]") {
        let id = element.id();
        if let Some(at) = wrong.iter().position(|(other, ..)| *other == id) {
            ordered.push(wrong.remove(at));
        }
    }
    ordered.append(&mut wrong);
    ordered
}

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

/// What is wrong, above the form, each line a link to its field.
#[component]
fn Summary(id: String, state: FormState) -> impl IntoView {
    let heading = word(|w| &w.check_fields);
    let title = Memo::new(move |_| match state.failure.get() {
        Some(failure) => Some((failure.title, failure.text)),
        None if state.summary.with(Vec::is_empty) => None,
        None => Some((heading.get(), String::new())),
    });
    let line = |(id, label, message): Wrong| {
        if id.is_empty() {
            return view! { <li>{message}</li> }.into_any();
        }
        let text = if label.is_empty() { message } else { format!("{label}: {message}") };
        let href = format!("#{id}");
        let go = move |event: ev::MouseEvent| {
            event.prevent_default();
            focus(&id);
        };
        view! { <li><a href=href on:click=go>{text}</a></li> }.into_any()
    };
    let hidden = Signal::derive(move || title.with(Option::is_none));
    let body = move || {
        title.get().map(|(title, text)| {
            let lines = state.summary.get().into_iter().map(line).collect_view();
            view! {
                <h2>{title}</h2>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> }.into_any())}
                <ul>{lines}</ul>
            }
        })
    };
    view! {
        <div class="summary" id=id role="alert" tabindex="-1" hidden=hidden>{live(body)}</div>
    }
}
