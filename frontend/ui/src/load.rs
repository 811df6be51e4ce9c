//! Fetching what a page shows, and the three states it can be in besides shown: loading, failed, empty.

use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::dom::{after, live};
use crate::words::word;
use crate::{Button, Failure, Icon, IconName};

/// How long loading may take before a skeleton appears, in milliseconds: short waits should not flicker.
const PATIENCE: u64 = 300;

/// Something fetched for a page. It is fetched again when a signal read by `ask` changes or [`reload`](Fetched::reload) is
/// called; what was shown stays until the new answer is there, and a late answer to an old question is dropped.
pub struct Fetched<T: 'static> {
    untyped: Untyped,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetched<T> {}

/// A value of some type behind a `RefCell`. What follows would otherwise be compiled again for every type that is fetched.
type Held = Rc<dyn Any>;

#[derive(Clone, Copy)]
struct Untyped {
    answer: RwSignal<Option<Result<Held, Failure>>, LocalStorage>,
    pending: RwSignal<bool>,
    asked: RwSignal<u32>,
    round: StoredValue<u32>,
}

impl Untyped {
    fn start(ask: Box<dyn Fn() -> Answer>) -> Self {
        let it =
            Self { answer: RwSignal::new_local(None), pending: RwSignal::new(true), asked: RwSignal::new(0), round: StoredValue::new(0) };
        Effect::new(move |_| {
            it.asked.track();
            let work = ask();
            let round = it.round.get_value() + 1;
            it.round.set_value(round);
            it.pending.set(true);
            spawn_local(async move {
                let result = work.await;
                if it.round.try_get_value() == Some(round) {
                    let _ = it.answer.try_set(Some(result));
                    let _ = it.pending.try_set(false);
                }
            });
        });
        it
    }

    /// Asks again.
    fn ask_again(self) {
        let _ = self.asked.try_update(|n| *n += 1);
    }

    /// Something was written. What is under way may have been answered before that: it is dropped and asked for again.
    fn overtake(self) {
        if self.pending.try_get_untracked() == Some(true) {
            let _ = self.round.try_update_value(|round| *round += 1);
            self.ask_again();
        }
    }

    /// The answer so far. Tracks.
    fn answer(self) -> Option<Result<Held, Failure>> {
        self.answer.try_get().flatten()
    }

    /// The value, when there is one. Tracks.
    fn held(self) -> Option<Held> {
        self.answer()?.ok()
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<Held, Failure>>>>;

fn hold<T: 'static>(value: T) -> Held {
    Rc::new(RefCell::new(value))
}

fn look_at<T: 'static, U>(held: &Held, look: impl FnOnce(&T) -> U) -> Option<U> {
    held.downcast_ref::<RefCell<T>>().map(|value| look(&value.borrow()))
}

/// Starts fetching: `ask` is called at once, and again whenever a signal it reads changes. Map errors to [`Failure`] in it.
pub fn fetched<T, F, Fut>(ask: F) -> Fetched<T>
where
    T: 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<T, Failure>> + 'static,
{
    let ask = Box::new(move || {
        let work = ask();
        Box::pin(async move { work.await.map(hold) }) as Answer
    });
    Fetched { untyped: Untyped::start(ask), of: PhantomData }
}

impl<T> Fetched<T> {
    /// Fetches again; what is shown stays meanwhile.
    pub fn reload(&self) {
        self.untyped.ask_again();
    }

    /// Whether an answer is awaited.
    pub fn pending(&self) -> Signal<bool> {
        self.untyped.pending.into()
    }

    /// Looks at the value, when there is one. Tracks.
    pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> Option<U> {
        look_at(&self.untyped.held()?, look)
    }

    /// Looks at the value without tracking.
    pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> Option<U> {
        look_at(&untrack(|| self.untyped.held())?, look)
    }

    /// Why the last answer was a failure. Tracks.
    pub fn failure(&self) -> Option<Failure> {
        self.untyped.answer()?.err()
    }

    /// Shows this instead, as after a write that answered with the new state. An answer under way is asked for again.
    pub fn set(&self, value: T) {
        self.untyped.overtake();
        let _ = self.untyped.answer.try_set(Some(Ok(hold(value))));
    }

    /// Changes what is shown, when there is something: for what was written, or is likely to be and is shown at once. An answer
    /// under way is asked for again, so that it cannot bring back how things were.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.untyped.overtake();
        let Some(held) = untrack(|| self.untyped.held()) else { return };
        if let Some(value) = held.downcast_ref::<RefCell<T>>() {
            change(&mut value.borrow_mut());
            let _ = self.untyped.answer.try_set(Some(Ok(held)));
        }
    }
}

impl<T: Clone> Fetched<T> {
    /// The value, when there is one. Tracks.
    pub fn get(&self) -> Option<T> {
        self.with(T::clone)
    }
}

/// Shows what was fetched, or that it is loading, or why it failed with a button to try again.
#[component]
pub fn Load<T, C, V>(
    /// What to show.
    from: Fetched<T>,
    /// Lines of the skeleton; choose about as many as the content will have.
    #[prop(default = 4)]
    lines: usize,
    /// Builds the view of the value.
    children: C,
) -> impl IntoView
where
    T: Clone + 'static,
    C: Fn(T) -> V + 'static,
    V: IntoView + 'static,
{
    let show: Show = Rc::new(move |held| look_at(held, T::clone).map(|value| children(value).into_any()));
    let show = StoredValue::new_local(show);
    let untyped = from.untyped;
    view! { <LoadBody untyped show lines /> }.into_any()
}

/// Builds the view of a value whose type it knows.
type Show = Rc<dyn Fn(&Held) -> Option<AnyView>>;

#[component]
fn LoadBody(untyped: Untyped, show: StoredValue<Show, LocalStorage>, lines: usize) -> impl IntoView {
    let loading = word(|w| &w.loading);
    let pending = untyped.pending;
    let on_retry = Callback::new(move |()| untyped.ask_again());
    let body = move || match untyped.answer() {
        None => view! { <Skeleton lines /> }.into_any(),
        Some(Ok(held)) => show.with_value(|show| show(&held)).into_any(),
        Some(Err(failure)) => view! { <FailureNote failure busy=pending on_retry /> }.into_any(),
    };
    let busy = Signal::derive(move || pending.get().then_some("true"));
    let spoken = Signal::derive(move || if pending.get() { loading.get() } else { String::new() });
    view! {
        <div class="load" aria-busy=busy>
            {live(body)}
            <span class="visually-hidden" role="status">{spoken}</span>
        </div>
    }
    .into_any()
}

/// Grey lines in place of content. They appear only after 300 ms; the space is kept from the start.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    after(PATIENCE, move || {
        let _ = shown.try_set(true);
    });
    let bars = (0..lines).map(|_| view! { <span></span> }.into_any()).collect_view();
    view! { <div class="skeleton" class:shown=shown aria-hidden="true">{bars}</div> }
}

/// What happened, what to do, and a button that tries again.
#[component]
pub fn FailureNote(
    /// What to say.
    failure: Failure,
    /// Whether it is being tried again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Tries again; without it there is no button.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let again = word(|w| &w.try_again);
    let Failure { title, text, .. } = failure;
    view! {
        <div class="note failure" role="alert">
            <Icon name=IconName::Warning />
            <h2>{title}</h2>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> }.into_any())}
            {on_retry.map(|on_press| view! { <Button busy on_press>{again}</Button> }.into_any())}
        </div>
    }
    .into_any()
}

/// A place that has nothing yet: what will be here, and what to do next.
#[component]
pub fn Empty(
    /// What is not there: "No appointments yet".
    #[prop(into)]
    title: Signal<String>,
    /// What to do next.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// A picture of what will be here.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The action: a `Button` or `ButtonLink`.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="note">
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            <h2>{title}</h2>
            {live(move || text.get().map(|t| view! { <p>{t}</p> }.into_any()))}
            {children.map(|c| c())}
        </div>
    }
    .into_any()
}
