//! The door inside a frame on the practice's own site: without the portal's frame around it, as high as it needs to be, and
//! closed by Escape where the site shows it in a dialog.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

thread_local! {
    /// The page is told once.
    static ADAPTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page stands in a frame; then its looks are changed, and the page around it learns its height from now on.
pub fn adapt() -> bool {
    let framed = window().top().ok().flatten().is_none_or(|top| !js_sys::Object::is(&top, &window()));
    if framed && !ADAPTED.replace(true) {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-framed", "");
        }
        watch();
        listen();
    }
    framed
}

/// Tells the page around this one how high it is, whenever that changes. The number says nothing about anybody.
fn watch() {
    let Some(body) = document().body() else { return };
    let tell = Closure::<dyn FnMut()>::new(|| {
        let height = document().body().map_or(0, |body| body.scroll_height());
        say("height", Some(height));
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(tell.as_ref().unchecked_ref()) {
        observer.observe(&body);
    }
    // For as long as the page lives.
    tell.forget();
}

/// Keys pressed here never reach the site's page: Escape is passed on, unless something here closes by it.
fn listen() {
    let _for_good = window_event_listener(leptos::ev::keydown, |event| {
        let ours = || document().query_selector("dialog[open], :popover-open").ok().flatten().is_some();
        if event.key() == "Escape" && !event.default_prevented() && !ours() {
            say("close", None);
        }
    });
}

/// Tells the page around this one.
fn say(word: &str, height: Option<i32>) {
    let message = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&message, &"anteroom".into(), &word.into());
    if let Some(height) = height {
        let _ = js_sys::Reflect::set(&message, &"height".into(), &height.into());
    }
    if let Ok(Some(parent)) = window().parent() {
        let _ = parent.post_message(&message, "*");
    }
}
