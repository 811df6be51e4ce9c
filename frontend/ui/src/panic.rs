//! What a person sees when the program itself failed: a calm page with a way to reload, and no stack.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::document;
use wasm_bindgen::JsValue;

/// Shows a page with `title`, `text` and a link named `button` that reloads, when anything panics. The console gets the place
/// in the source, never the message: it could hold what somebody typed. Called first thing in `main`.
pub fn install(title: impl Into<String>, text: impl Into<String>, button: impl Into<String>) {
    let (title, text, button) = (title.into(), text.into(), button.into());
    std::panic::set_hook(Box::new(move |panic| {
        static SHOWN: AtomicBool = AtomicBool::new(false);
        let place = panic.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        web_sys::console::error_2(&JsValue::from_str("The program stopped at"), &JsValue::from_str(&place));
        if !SHOWN.swap(true, Ordering::Relaxed) {
            let _ = show(&title, &text, &button);
        }
    }));
}

fn show(title: &str, text: &str, button: &str) -> Result<(), JsValue> {
    let document = document();
    let page = document.create_element("main")?;
    page.set_class_name("stopped");
    let message = document.create_element("div")?;
    message.set_attribute("role", "alert")?;
    for (tag, content) in [("h1", title), ("p", text)] {
        let element = document.create_element(tag)?;
        element.set_text_content(Some(content));
        message.append_child(&element)?;
    }
    page.append_child(&message)?;
    // A link and not a button: no code of ours may be needed to follow it.
    let link = document.create_element("a")?;
    link.set_class_name("button primary");
    link.set_attribute("rel", "external")?;
    link.set_attribute("href", &document.location().and_then(|l| l.href().ok()).unwrap_or_default())?;
    link.set_text_content(Some(button));
    page.append_child(&link)?;
    if let Some(body) = document.body() {
        body.set_text_content(None);
        body.append_child(&page)?;
    }
    Ok(())
}
