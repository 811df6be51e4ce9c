//! Asks before a changed form is left, by closing the tab, by a link, or by Back.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent};

use crate::words::word;
use crate::{Button, ButtonKind, Dialog};

/// Where the person was going when we asked.
#[derive(Clone)]
enum Exit {
    Link(String),
    Back,
}

/// While `dirty`, asks before the page is left. Navigation by the program (after saving, by the idle sign-out) is not held up.
#[component]
pub fn UnsavedGuard(
    /// Whether there is something to lose.
    #[prop(into)]
    dirty: Signal<bool>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let exit = StoredValue::new(None::<Exit>);
    let location = use_location();
    let here = move || {
        let search = location.search.get_untracked();
        let query = if search.is_empty() { String::new() } else { format!("?{search}") };
        format!("{}{query}{}", location.pathname.get_untracked(), location.hash.get_untracked())
    };
    let letting_go = StoredValue::new(false);
    let held = move || dirty.try_get_untracked() == Some(true) && !letting_go.get_value();

    let before_unload = window_event_listener(ev::beforeunload, move |event| {
        if held() {
            event.prevent_default();
        }
    });
    on_cleanup(move || before_unload.remove());

    on_capture("click", move |event| {
        let Some(href) = internal_link(&event).filter(|_| held()) else { return };
        event.prevent_default();
        event.stop_propagation();
        exit.set_value(Some(Exit::Link(href)));
        open.set(true);
    });
    // The browser has already gone back: put our address on top again and ask; leaving then goes back for good.
    ask_on_back(move || {
        if !held() {
            return false;
        }
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here()));
        }
        exit.set_value(Some(Exit::Back));
        open.set(true);
        true
    });

    let navigate = use_navigate();
    let leave = Callback::new(move |()| {
        letting_go.set_value(true);
        open.set(false);
        match exit.get_value() {
            Some(Exit::Link(href)) => navigate(&href, NavigateOptions::default()),
            Some(Exit::Back) => {
                if let Ok(history) = window().history() {
                    let _ = history.back();
                }
            }
            None => {}
        }
    });
    let (title, text) = (word(|w| &w.unsaved_title), word(|w| &w.unsaved_text));
    let (stay_label, leave_label) = (word(|w| &w.unsaved_stay), word(|w| &w.unsaved_leave));
    view! {
        <Dialog open title>
            <p>{text}</p>
            <div class="actions">
                <Button on_press=leave>{leave_label}</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| open.set(false)>{stay_label}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What is asked before Back is let through: the innermost guard first. `true` holds it up.
type Asks = Vec<(u32, Rc<dyn Fn() -> bool>)>;

thread_local! {
    static ASKS: RefCell<Asks> = const { RefCell::new(Vec::new()) };
}

/// Lets [`UnsavedGuard`] hold up Back and Forward. Called once in `main`, before the router exists: events that the window
/// itself gets go to listeners in the order they came, and the router's would have changed the page already.
pub fn watch_back() {
    // Dropping the handle does not remove the listener: it stays for as long as the page lives.
    let _for_good = window_event_listener(ev::popstate, |event| {
        let asks: Vec<_> = ASKS.with_borrow(|asks| asks.iter().rev().map(|(_, ask)| Rc::clone(ask)).collect());
        if asks.iter().any(|ask| ask()) {
            event.stop_immediate_propagation();
        }
    });
}

fn ask_on_back(ask: impl Fn() -> bool + 'static) {
    let id = ASKS.with_borrow_mut(|asks| {
        let id = asks.last().map_or(0, |(id, _)| id + 1);
        asks.push((id, Rc::new(ask)));
        id
    });
    on_cleanup(move || ASKS.with_borrow_mut(|asks| asks.retain(|(other, _)| *other != id)));
}

/// Listens on the window before anything below it does, until the owner is gone.
fn on_capture(event: &'static str, act: impl Fn(web_sys::Event) + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(act);
    let _ = window().add_event_listener_with_callback_and_bool(event, listener.as_ref().unchecked_ref(), true);
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        listener.with_value(|l| {
            let _ = window().remove_event_listener_with_callback_and_bool(event, l.as_ref().unchecked_ref(), true);
        });
    });
}

/// The address of a link to another page of this application, when a plain press on it caused the event.
fn internal_link(event: &web_sys::Event) -> Option<String> {
    let press = event.dyn_ref::<MouseEvent>()?;
    if press.button() != 0 || press.meta_key() || press.ctrl_key() || press.shift_key() || press.alt_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let outside = !link.target().is_empty() || link.has_attribute("download") || link.rel().contains("external");
    let location = window().location();
    if outside || link.origin() != location.origin().ok()? || link.pathname() == location.pathname().ok()? {
        return None;
    }
    Some(format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
