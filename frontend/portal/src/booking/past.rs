//! `/p/{slug}/appointments/past`: sessions that are over.

use leptos::prelude::*;
use ui::Heading;

use super::list::Over;
use super::one::ToAll;
use super::texts::own;

/// The page.
#[component]
pub fn Past() -> impl IntoView {
    let t = own::texts();
    view! {
        <div class="page">
            <ToAll />
            <Heading text=t.of(|c| c.mine.past_title) />
            <Over />
        </div>
    }
    .into_any()
}
