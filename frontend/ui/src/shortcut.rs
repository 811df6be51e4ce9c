//! Keyboard shortcuts of the page in view, and the list of them behind `?`. They can be switched off, for people whose
//! voice or switch control types letters (WCAG 2.1.4).

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom::{live, local_storage, now};
use crate::{Checkbox, Dialog};

const OFF: &str = "shortcuts-off";
/// How long after the first key of a sequence the second may come, in milliseconds.
const PATIENCE: f64 = 1_200.0;

#[derive(Clone)]
struct Shortcut {
    id: u32,
    keys: &'static str,
    label: Signal<String>,
    act: Callback<()>,
}

/// The shortcuts in force.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    all: RwSignal<Vec<Shortcut>>,
    next: StoredValue<u32>,
    help: RwSignal<bool>,
    on: RwSignal<bool>,
}

impl Shortcuts {
    /// Opens the list.
    pub fn show_help(&self) {
        self.help.set(true);
    }
}

/// Starts listening. Called once, in the application's root; put a [`ShortcutHelp`] into the shell.
pub fn provide_shortcuts() -> Shortcuts {
    let off = local_storage().and_then(|s| s.get_item(OFF).ok()?).is_some();
    let shortcuts =
        Shortcuts { all: RwSignal::new(Vec::new()), next: StoredValue::new(0), help: RwSignal::new(false), on: RwSignal::new(!off) };
    provide_context(shortcuts);
    let first = StoredValue::new((String::new(), 0.0));
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() || occupied(&event) {
            return;
        }
        let key = event.key();
        if key == "?" {
            event.prevent_default();
            shortcuts.help.set(true);
            return;
        }
        if !shortcuts.on.get_untracked() {
            return;
        }
        let (before, at) = first.get_value();
        let pair = format!("{before} {key}");
        let pair = (now() - at < PATIENCE).then_some(pair.as_str());
        let found = shortcuts.all.with_untracked(|all| {
            all.iter().rev().find(|s| Some(s.keys) == pair).or_else(|| all.iter().rev().find(|s| s.keys == key)).map(|s| s.act)
        });
        first.set_value((key, now()));
        if let Some(act) = found {
            event.prevent_default();
            first.set_value((String::new(), 0.0));
            act.run(());
        }
    });
    on_cleanup(move || listener.remove());
    shortcuts
}

/// Whether keys belong to something else now: typing, or an open dialog.
fn occupied(event: &web_sys::KeyboardEvent) -> bool {
    let typing = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok()).is_some_and(|e| {
        e.is_content_editable() || e.matches("input:not([type=checkbox], [type=radio]), textarea, select, [role=menu] *").unwrap_or(false)
    });
    typing || document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Adds a shortcut for as long as the caller is on the page: one key (`n`, `/`) or two after each other (`g c`).
pub fn use_shortcut(keys: &'static str, label: impl Into<Signal<String>>, act: impl Fn() + Send + Sync + 'static) {
    let Some(shortcuts) = use_context::<Shortcuts>() else { return };
    let Some(id) = shortcuts.next.try_update_value(|n| {
        *n += 1;
        *n
    }) else {
        return;
    };
    let shortcut = Shortcut { id, keys, label: label.into(), act: Callback::new(move |()| act()) };
    shortcuts.all.update(|all| all.push(shortcut));
    on_cleanup(move || {
        let _ = shortcuts.all.try_update(|all| all.retain(|s| s.id != id));
    });
}

/// The list of shortcuts that `?` opens.
#[component]
pub fn ShortcutHelp(
    /// "Keyboard shortcuts".
    #[prop(into)]
    title: Signal<String>,
    /// Beside `?`: "Show this list".
    #[prop(into)]
    help_label: Signal<String>,
    /// The switch: "Use single-key shortcuts".
    #[prop(into)]
    switch_label: Signal<String>,
) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let remember = Callback::new(move |on: bool| {
        if let Some(store) = local_storage() {
            let _ = if on { store.remove_item(OFF) } else { store.set_item(OFF, "1") };
        }
    });
    let line = |(keys, label): (&'static str, String)| {
        let keys = keys.split(' ').map(|k| view! { <kbd>{k}</kbd> " " }.into_any()).collect_view();
        view! { <div><dt>{keys}</dt><dd>{label}</dd></div> }
    };
    let lines = move || {
        let mut all = vec![("?", help_label.get())];
        shortcuts.all.with(|s| all.extend(s.iter().map(|s| (s.keys, s.label.get()))));
        all.into_iter().map(line).collect_view()
    };
    view! {
        <Dialog open=shortcuts.help title>
            <dl class="shortcuts">{live(lines)}</dl>
            <Checkbox label=switch_label value=shortcuts.on on_change=remember />
        </Dialog>
    }
    .into_any()
}
