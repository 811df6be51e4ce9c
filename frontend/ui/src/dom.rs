//! The handful of things that the parts ask of the page itself.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, ResizeObserver};

/// An id that no other element of this page has, such as `field-12`.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Moves focus to the element with this id, scrolling it into view. Nothing happens when there is none.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves focus without scrolling.
pub(crate) fn focus_quietly(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// The wall clock in milliseconds since 1970, which goes on while a laptop sleeps.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Runs `work` after some milliseconds, unless the owner is gone by then.
pub(crate) fn after(milliseconds: u64, work: impl FnOnce() + 'static) {
    let handle = set_timeout_with_handle(work, Duration::from_millis(milliseconds)).ok();
    if Owner::current().is_some() {
        on_cleanup(move || {
            if let Some(handle) = handle {
                handle.clear();
            }
        });
    }
}

thread_local! {
    static PRESSED: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// From now on it is known whether something is being pressed: see [`after_press`].
pub fn watch_presses() {
    thread_local! {
        static WATCHED: Cell<bool> = const { Cell::new(false) };
    }
    if WATCHED.replace(true) {
        return;
    }
    let _ = window_event_listener_untyped("pointerdown", |_| PRESSED.set(true));
    for over in ["pointerup", "pointercancel"] {
        let _ = window_event_listener_untyped(over, |_| {
            PRESSED.set(false);
            // The press itself comes first.
            set_timeout(|| WAITING.take().into_iter().for_each(|work| work()), Duration::ZERO);
        });
    }
}

/// Runs `work` now, or when what is being pressed was let go: a line that appears on the way down moves the button from under
/// the finger, and the press comes to nothing. Whose signals `work` uses may be gone by then.
pub fn after_press(work: impl FnOnce() + 'static) {
    if PRESSED.get() {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(work)));
    } else {
        work();
    }
}

/// The browser's store that outlives a session, where it is allowed.
pub(crate) fn local_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// A part of a view that follows signals. Every bare closure in a view costs its own copy of the rendering code; all that
/// go through here share one.
pub fn live<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> impl IntoView {
    shared(Box::new(move || view().into_any()))
}

fn shared(view: Box<dyn Fn() -> AnyView + Send>) -> impl IntoView {
    move || view()
}

/// Calls `hear` once the element has a size and whenever that changes, until the owner is gone.
pub fn on_resize(element: &Element, hear: impl FnMut() + 'static) {
    let hear = Closure::<dyn FnMut()>::new(hear);
    let Ok(observer) = ResizeObserver::new(hear.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let watch = StoredValue::new_local((observer, hear));
    on_cleanup(move || {
        let _ = watch.try_with_value(|(observer, _)| observer.disconnect());
    });
}

/// All elements below `root` (the document when `None`) that match, as HTML elements.
pub(crate) fn query_all(root: Option<&Element>, selector: &str) -> Vec<HtmlElement> {
    let list = match root {
        Some(root) => root.query_selector_all(selector),
        None => document().query_selector_all(selector),
    };
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}
