//! The door inside a frame on the practice's own site: without the portal's frame around it, and as high as it needs to be.

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
    }
    framed
}

/// Tells the page around this one how high it is, whenever that changes. The number says nothing about anybody.
fn watch() {
    let Some(body) = document().body() else { return };
    let tell = Closure::<dyn FnMut()>::new(|| {
        let height = document().body().map_or(0, |body| body.scroll_height());
        let message = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&message, &"anteroom".into(), &"height".into());
        let _ = js_sys::Reflect::set(&message, &"height".into(), &height.into());
        if let Ok(Some(parent)) = window().parent() {
            let _ = parent.post_message(&message, "*");
        }
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(tell.as_ref().unchecked_ref()) {
        observer.observe(&body);
    }
    // For as long as the page lives.
    tell.forget();
}
