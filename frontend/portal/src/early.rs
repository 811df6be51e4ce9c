//! The page that the server sends before this program arrives: real forms that can be typed into at once. When the
//! program is ready it takes over what was typed, and where the cursor was, and removes them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Fields that stand in early pages, by their ids. The forms of this program give theirs the same.
const FIELDS: [&str; 3] = ["email", "password", "pin"];

/// What was typed into the early page.
#[derive(Clone, Copy)]
pub struct Early {
    typed: StoredValue<Vec<(&'static str, String)>>,
    cursor: StoredValue<Option<&'static str>>,
}

impl Early {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { typed: StoredValue::new(Vec::new()), cursor: StoredValue::new(None) }
    }

    /// Keeps what was typed and removes the early page; called once, right before the first real page is shown.
    pub fn take_over(self) {
        let Some(early) = document().get_element_by_id("early") else { return };
        let active = document().active_element().map(|e| e.id());
        for id in FIELDS {
            let input = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input.filter(|i| early.contains(Some(i))) else { continue };
            self.typed.update_value(|typed| typed.push((id, input.value())));
            if active.as_deref() == Some(id) {
                self.cursor.set_value(Some(id));
            }
        }
        early.remove();
        if let Some(id) = self.cursor.get_value() {
            request_animation_frame(move || ui::focus(id));
        }
    }

    /// What was typed into this field, once.
    pub fn typed(self, id: &str) -> String {
        let take = |typed: &mut Vec<(&str, String)>| Some(typed.swap_remove(typed.iter().position(|(of, _)| *of == id)?).1);
        self.typed.try_update_value(take).flatten().unwrap_or_default()
    }
}
