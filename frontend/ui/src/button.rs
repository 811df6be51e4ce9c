//! Buttons: what is pressed once, what goes to another page, what sends a form; and [`Act`], an asynchronous act that
//! cannot be started twice.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::dom::live;
use crate::words::word;
use crate::{Failure, FormState, Icon, IconName, Toasts};

/// How much a button stands out. One primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Outlined: the usual one.
    #[default]
    Plain,
    /// Filled with the accent: the one thing this page is for.
    Primary,
    /// Text only: beside others, in rows.
    Quiet,
    /// For what destroys something.
    Danger,
}

impl ButtonKind {
    fn class(self, small: bool) -> &'static str {
        match (self, small) {
            (Self::Plain, false) => "button",
            (Self::Plain, true) => "button small",
            (Self::Primary, false) => "button primary",
            (Self::Primary, true) => "button primary small",
            (Self::Quiet, false) => "button quiet",
            (Self::Quiet, true) => "button quiet small",
            (Self::Danger, false) => "button danger",
            (Self::Danger, true) => "button danger small",
        }
    }
}

/// A button. While `busy` it turns a wheel, says so and ignores presses, but keeps focus.
#[component]
pub fn Button(
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Less high, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Whether its work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether it cannot be pressed now. Prefer saying why over this.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A longer name for screen readers, starting with the visible text.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// The visible text.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked() && !disabled.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button type="button" class=kind.class(small) disabled=disabled aria-label=label aria-busy=busy_attr(busy) on:click=press>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            {children()}
        </button>
    }
    .into_any()
}

/// A link that looks like a button, for going somewhere.
#[component]
pub fn ButtonLink(
    /// Where it goes.
    #[prop(into)]
    href: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Less high, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The visible text.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=kind.class(small)>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            {children()}
        </a>
    }
    .into_any()
}

/// A round button that shows only an icon; `label` is its name and its tooltip.
#[component]
pub fn IconButton(
    /// What to draw.
    icon: IconName,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether to show the attention dot. Say it in the label too: "Messages, 1 unread".
    #[prop(optional, into)]
    dot: Signal<bool>,
    /// Whether its work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label aria-busy=busy_attr(busy) on:click=press>
            <Icon name=icon />
            <span class="dot" hidden=Signal::derive(move || !dot.get())></span>
        </button>
    }
    .into_any()
}

/// The button that sends the [`Form`](crate::Form) it stands in, and shows that it is being sent.
#[component]
pub fn Submit(
    /// Icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// How much it stands out; primary unless told.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// Whether it cannot be pressed now, as while the person has to wait. Say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The visible text.
    children: Children,
) -> impl IntoView {
    let form = use_context::<FormState>();
    let busy = Signal::derive(move || form.is_some_and(|f| f.busy().get()));
    let working = word(|w| &w.working);
    view! {
        <button type="submit" class=kind.class(false) disabled=disabled aria-busy=busy_attr(busy)>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            {children()}
            <span class="visually-hidden" role="status">{live(move || busy.get().then(|| working.get()))}</span>
        </button>
    }
    .into_any()
}

fn busy_attr(busy: Signal<bool>) -> Signal<Option<&'static str>> {
    Signal::derive(move || busy.get().then_some("true"))
}

/// An asynchronous act behind a button: runs once at a time, shows its failure as a toast.
#[derive(Clone, Copy)]
pub struct Act {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    run: StoredValue<Rc<dyn Fn()>, LocalStorage>,
}

impl Act {
    /// Starts it, unless it is under way.
    pub fn run(&self) {
        if let Some(run) = self.run.try_get_value() {
            run();
        }
    }

    /// Whether it is under way.
    pub fn busy(&self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last try failed.
    pub fn failure(&self) -> Signal<Option<Failure>> {
        self.failure.into()
    }
}

/// Makes an [`Act`] of a function that starts it. A failure is shown as a toast when the shell provided toasts.
pub fn act<F, Fut>(work: F) -> Act
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<(), Failure>> + 'static,
{
    make(start(work), use_context::<Toasts>())
}

/// The same for a place that shows the failure itself.
pub(crate) fn quiet_act<F, Fut>(work: F) -> Act
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<(), Failure>> + 'static,
{
    make(start(work), None)
}

/// A function that starts some work, without the types of either.
pub(crate) type Start = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), Failure>>>>>;

/// Boxes a function that starts some work.
pub(crate) fn start<F, Fut>(work: F) -> Start
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<(), Failure>> + 'static,
{
    Rc::new(move || Box::pin(work()))
}

fn make(start: Start, toasts: Option<Toasts>) -> Act {
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let run: Rc<dyn Fn()> = Rc::new(move || {
        if busy.try_get_untracked() != Some(false) {
            return;
        }
        busy.set(true);
        failure.set(None);
        let work = start();
        spawn_local(async move {
            let result = work.await;
            let _ = busy.try_set(false);
            if let Err(refused) = result {
                if let Some(toasts) = toasts {
                    toasts.failed(&refused);
                }
                let _ = failure.try_set(Some(refused));
            }
        });
    });
    Act { busy, failure, run: StoredValue::new_local(run) }
}
