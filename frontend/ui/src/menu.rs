//! A menu behind a button: a native popover, with arrow keys.

use leptos::context::Provider;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom::{focus_quietly, query_all, unique_id};
use crate::{Icon, IconName};

/// Closes the menu around an item.
#[derive(Clone, Copy)]
struct CloseMenu(Callback<()>);

/// A button that opens a menu of [`MenuLink`]s and [`MenuAction`]s.
#[component]
pub fn Menu(
    /// The button's name: "Account: Maya Ortiz".
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows: an `Avatar`, an `Icon`, a text.
    #[prop(into)]
    trigger: ViewFnOnce,
    /// Class of the button: `icon-button` unless told.
    #[prop(default = "icon-button")]
    class: &'static str,
    /// The items.
    children: Children,
) -> impl IntoView {
    let id = unique_id("menu");
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);

    let show = move || {
        let (Some(button), Some(list)) = (button.get_untracked(), list.get_untracked()) else { return };
        let list: &HtmlElement = list.unchecked_ref();
        let _ = list.show_popover();
        place(button.unchecked_ref(), list);
        if let Some(first) = items(list).first() {
            focus_quietly(first);
        }
    };
    let hide = move || {
        if let Some(list) = list.get_untracked() {
            let list: &HtmlElement = list.unchecked_ref();
            let _ = list.hide_popover();
        }
    };
    // A popover that is light-dismissed by pressing its own button would open again at once without this.
    let was_open = StoredValue::new(false);
    let press = move |_| if was_open.get_value() { hide() } else { show() };
    let toggled = move |_: ev::Event| {
        let Some(list) = list.try_get_untracked() else { return };
        let now_open = list.is_some_and(|l| l.matches(":popover-open").unwrap_or(false));
        open.set(now_open);
    };
    let keys = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        let all = items(list.unchecked_ref());
        let here = all.iter().position(|item| item.is_same_node(document().active_element().as_deref()));
        let last = all.len().saturating_sub(1);
        let to = match (event.key().as_str(), here) {
            ("ArrowDown", Some(n)) if n < last => n + 1,
            ("ArrowDown", _) | ("Home", _) => 0,
            ("ArrowUp", Some(n)) if n > 0 => n - 1,
            ("ArrowUp", _) | ("End", _) => last,
            ("Tab", _) => return hide(),
            _ => return,
        };
        event.prevent_default();
        if let Some(item) = all.get(to) {
            focus_quietly(item);
        }
    };
    let opens_down = move |event: ev::KeyboardEvent| {
        if event.key() == "ArrowDown" {
            event.prevent_default();
            show();
        }
    };
    view! {
        <div class="menu">
            <button type="button" class=class node_ref=button aria-label=label aria-haspopup="menu" aria-controls=id.clone()
                aria-expanded=move || open.get().to_string() on:pointerdown=move |_| was_open.set_value(open.get_untracked())
                on:keydown=opens_down on:click=move |e| { press(e); was_open.set_value(false); }>
                {trigger.run()}
            </button>
            <div class="menu-list" role="menu" id=id popover="auto" node_ref=list aria-label=label on:toggle=toggled on:keydown=keys>
                <Provider value=CloseMenu(Callback::new(move |()| hide()))>{children()}</Provider>
            </div>
        </div>
    }
    .into_any()
}

fn items(list: &HtmlElement) -> Vec<HtmlElement> {
    query_all(Some(list), "[role=menuitem]:not([disabled])")
}

/// Puts the list below the button, or above where there is no room, and keeps it on the screen.
fn place(button: &HtmlElement, list: &HtmlElement) {
    const GAP: f64 = 4.0;
    const EDGE: f64 = 8.0;
    let size = |name: Result<wasm_bindgen::JsValue, _>| name.ok().and_then(|v| v.as_f64()).unwrap_or_default();
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let (from, own) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
    let below = from.bottom() + GAP;
    let top = if below + own.height() > height - EDGE && from.top() > own.height() + GAP { from.top() - GAP - own.height() } else { below };
    let left = if from.left() + own.width() > width - EDGE { from.right() - own.width() } else { from.left() };
    let style = list.style();
    let _ = style.set_property("top", &format!("{}px", top as i32));
    let _ = style.set_property("left", &format!("{}px", left.max(EDGE) as i32));
}

/// An item that goes somewhere.
#[component]
pub fn MenuLink(
    /// Where.
    #[prop(into)]
    href: String,
    /// Icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let close = use_context::<CloseMenu>();
    let press = move |_| {
        if let Some(CloseMenu(close)) = close {
            close.run(());
        }
    };
    view! {
        <a href=href role="menuitem" tabindex="-1" on:click=press>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            {children()}
        </a>
    }
    .into_any()
}

/// An item that does something.
#[component]
pub fn MenuAction(
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Whether it destroys something.
    #[prop(optional)]
    danger: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let close = use_context::<CloseMenu>();
    let press = move |_| {
        if let Some(CloseMenu(close)) = close {
            close.run(());
        }
        on_press.run(());
    };
    view! {
        <button type="button" role="menuitem" tabindex="-1" class:danger=danger on:click=press>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            {children()}
        </button>
    }
    .into_any()
}

/// A line between groups of items.
#[component]
pub fn MenuRule() -> impl IntoView {
    view! { <hr role="separator" /> }
}
