//! Native dialogs: labelled, closed by Escape, focus given back by the browser.

use std::future::Future;

use leptos::html;
use leptos::prelude::*;

use crate::button::quiet_act;
use crate::dom::{focus_quietly, live, query_all, unique_id};
use crate::words::word;
use crate::{Act, Button, ButtonKind, Failure, Icon, IconName};

/// A modal dialog. Its content exists only while it is open, so it always starts fresh.
#[component]
pub fn Dialog(
    /// Whether it is open; it sets this to `false` when the person closes it.
    open: RwSignal<bool>,
    /// Its heading and name.
    #[prop(into)]
    title: Signal<String>,
    /// Told when the person closed it, by Escape or the cross.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// Whether only the buttons inside end it: no cross, no Escape.
    #[prop(optional)]
    firm: bool,
    /// Room for two columns.
    #[prop(optional)]
    wide: bool,
    /// What it holds. Buttons go into `<div class="actions">` at its end.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog");
    let close_word = word(|w| &w.close);
    let children = StoredValue::new(children);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                request_animation_frame(move || settle_focus(&dialog));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let cancel = move |event: leptos::ev::Event| {
        if firm {
            event.prevent_default();
        }
    };
    // The browser may close it by itself, whatever we prevented: a second Escape does.
    let closed = move |_| {
        // The event comes later: the page may be gone by then, and the dialog's state with it.
        if open.try_get_untracked() != Some(true) {
            return;
        }
        if firm {
            if let Some(dialog) = node.get_untracked() {
                let _ = dialog.show_modal();
            }
            return;
        }
        open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let press = move |_| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let content = {
        let title_id = title_id.clone();
        move || {
            open.get().then(|| {
                view! {
                    <header>
                        <h2 id=title_id.clone() tabindex="-1">{title}</h2>
                        {(!firm).then(|| view! {
                            <button type="button" class="icon-button" aria-label=close_word on:click=press>
                                <Icon name=IconName::Close />
                            </button>
                        })}
                    </header>
                    <div class="body">{children.with_value(|c| c())}</div>
                }
            })
        }
    };
    view! {
        <dialog node_ref=node class=if wide { "dialog wide" } else { "dialog" } aria-labelledby=title_id on:cancel=cancel on:close=closed>
            {live(content)}
        </dialog>
    }
    .into_any()
}

/// Focus goes to the first thing to fill in, or else to the heading: never to a button, that somebody who is typing right now
/// would press.
fn settle_focus(dialog: &web_sys::Element) {
    let first = query_all(Some(dialog), ".body :is(input, textarea, select):not([disabled], [tabindex='-1'])").into_iter().next();
    let heading = || query_all(Some(dialog), "h2").into_iter().next();
    if let Some(element) = first.or_else(heading) {
        focus_quietly(&element);
    }
}

/// Asks before something that cannot be undone. The text names the thing and says what will happen; `confirm` is a verb.
#[component]
pub fn ConfirmDialog<F, Fut>(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question: "Cancel the session on 3 March?"
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// The button that does it: "Cancel session".
    #[prop(into)]
    confirm: Signal<String>,
    /// The button that does not, when "Cancel" could be misread: "Keep session".
    #[prop(optional, into)]
    keep: MaybeProp<String>,
    /// Whether it destroys something.
    #[prop(optional)]
    danger: bool,
    /// Does it. The dialog closes when it succeeds and shows the failure when not.
    on_confirm: F,
) -> impl IntoView
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<(), Failure>> + 'static,
{
    let doing = quiet_act(move || {
        let work = on_confirm();
        async move {
            work.await?;
            let _ = open.try_set(false);
            Ok(())
        }
    });
    view! { <ConfirmBody open title text confirm keep danger doing /> }.into_any()
}

#[component]
fn ConfirmBody(
    open: RwSignal<bool>,
    title: Signal<String>,
    text: Signal<String>,
    confirm: Signal<String>,
    keep: MaybeProp<String>,
    danger: bool,
    doing: Act,
) -> impl IntoView {
    let cancel = word(|w| &w.cancel);
    let keep = Signal::derive(move || keep.get().unwrap_or_else(|| cancel.get()));
    let problem = Signal::derive(move || doing.failure().get().map(|f| format!("{} {}", f.title, f.text)).unwrap_or_default());
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <Dialog open title>
            <p>{text}</p>
            <p class="error" role="alert">{problem}</p>
            <div class="actions">
                <Button on_press=move |()| open.set(false)>{keep}</Button>
                <Button kind busy=doing.busy() on_press=move |()| doing.run()>{confirm}</Button>
            </div>
        </Dialog>
    }
}
