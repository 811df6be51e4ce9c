//! Tabs that are links: each has its address, so reload and Back work.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::dom::live;

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

/// A row of tabs.
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
    view! {
        <nav class="subtabs" aria-label=label>{live(move || items.get().into_iter().map(link).collect_view())}</nav>
    }
    .into_any()
}
