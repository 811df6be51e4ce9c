//! Tabs that are links: each has its address, so reload and Back work.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::dom::{live, on_resize};

/// One tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TabLink {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: String,
    /// A number beside the text, as of things to do; nothing when zero.
    pub count: u32,
    /// Whether it is current only at exactly its address, not below it.
    pub exact: bool,
}

impl TabLink {
    /// A tab with its address and text.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), ..Self::default() }
    }

    /// The same with a number beside it.
    pub fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// The same, current only at exactly its address.
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }
}

/// A row of tabs. Where they do not fit beside each other it is scrolled, with the current one in view.
#[component]
pub fn Tabs(
    /// What they switch between, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    items: Signal<Vec<TabLink>>,
) -> impl IntoView {
    let link = |tab: TabLink| {
        let TabLink { href, label, count, exact } = tab;
        view! { <A href=href exact=exact>{label} {(count > 0).then(|| view! { <span class="tag due">{count}</span> }.into_any())}</A> }
    };
    let nav = NodeRef::<html::Nav>::new();
    let (before, after) = (RwSignal::new(false), RwSignal::new(false));
    let look = move || {
        let Some(nav) = nav.try_get_untracked().flatten() else { return };
        // From right to left the place is counted below zero.
        let passed = nav.scroll_left().abs();
        let left = nav.scroll_width() - nav.client_width() - passed;
        for (side, more) in [(before, passed > 1), (after, left > 1)] {
            if side.try_get_untracked().is_some_and(|was| was != more) {
                side.set(more);
            }
        }
    };
    // By its own scroll bar alone: the page stays where it is.
    let bring = move || {
        let Some(nav) = nav.try_get_untracked().flatten() else { return };
        if let Ok(Some(current)) = nav.query_selector("[aria-current=page]") {
            let (whole, tab) = (nav.get_bounding_client_rect(), current.get_bounding_client_rect());
            let off = (tab.left() + tab.right() - whole.left() - whole.right()) / 2.0;
            nav.set_scroll_left(nav.scroll_left() + off.round() as i32);
        }
        look();
    };
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        items.track();
        request_animation_frame(bring);
    });
    Effect::new(move |_| {
        if let Some(nav) = nav.get() {
            on_resize(&nav, bring);
        }
    });
    view! {
        <nav class="subtabs" class:more-before=before class:more-after=after aria-label=label node_ref=nav on:scroll=move |_| look()>
            {live(move || items.get().into_iter().map(link).collect_view())}
        </nav>
    }
    .into_any()
}
