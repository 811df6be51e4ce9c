//! The frame of the pages before the shell, and what they read from the address.

use domain::practice::slug::Slug;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Heading, PortalShell};
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;

use crate::session::{Session, use_session};
use crate::wait::WaitNote;

/// Under this name the browser remembers which practice somebody works at.
const PRACTICE: &str = "practice";

/// One thing on an otherwise empty page.
#[component]
pub fn Door(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What the page asks.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    view! {
        <PortalShell name=session.place home="/admin" nav_label="Pages" links=Vec::new()>
            <div class="page narrow">
                <Heading text=title />
                <WaitNote />
                {children()}
            </div>
        </PortalShell>
    }
    .into_any()
}

/// Leads to the sign-in page when the server says that the step in between has ended.
pub fn leave_when_over(session: Session) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.over.get() {
            session.over.set(false);
            navigate("/admin/sign-in?note=late", NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

/// The practice the address names, or the one this browser was used for last.
pub fn named_practice() -> Option<Slug> {
    let named = use_query_map().with_untracked(|query| query.get(PRACTICE)).filter(|slug| !slug.is_empty());
    named.or_else(|| window().local_storage().ok()??.get_item(PRACTICE).ok()?).map(Slug)
}

/// Remembers the practice for the next sign-in.
pub fn remember_practice(slug: &Slug) {
    if let Ok(Some(store)) = window().local_storage() {
        let _ = store.set_item(PRACTICE, &slug.0);
    }
}

/// Shows the practice's name and colour, when there is one at this address.
pub fn show_practice(session: Session, slug: Slug) {
    let api = session.api();
    spawn_local(async move {
        if let Ok(practice) = api.get_public_practice(&slug).await {
            ui::accent::set_accent(practice.accent.as_deref());
            let _ = session.place.try_set(practice.name);
        }
    });
}

/// A value of the address's fragment, which never travels to a server: `#token=…&email=…`.
pub fn from_fragment(name: &str) -> Option<String> {
    let fragment = window().location().hash().ok()?;
    let values = UrlSearchParams::new_with_str(fragment.trim_start_matches('#')).ok()?;
    values.get(name).filter(|value| !value.is_empty())
}
