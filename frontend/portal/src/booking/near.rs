//! When a time was taken meanwhile: what is free near it, in place of what asks for the time that is gone; and what is said where
//! nothing is chosen any more (B18).

use domain::time::Timestamp;
use leptos::prelude::*;
use ui::live;

use super::finder::Finder;
use super::moment;
use super::step::Step;
use super::texts::refused;
use crate::portal::Portal;

/// What is filled in to ask for a time, with the press that sends it. Once the time was taken, what was typed is only kept, and
/// free times near it are shown instead, each to be asked for.
#[component]
pub fn UnlessTaken(
    /// The search.
    finder: Finder,
    /// Fields, and what sends them.
    children: Children,
) -> impl IntoView {
    view! {
        <Near finder />
        <div class="form" hidden=finder.lost()>{children()}</div>
    }
    .into_any()
}

#[component]
fn Near(finder: Finder) -> impl IntoView {
    let t = refused::texts();
    let zone = StoredValue::new(finder.zone());
    let time = move |at: Timestamp| {
        let when = Signal::derive(move || zone.with_value(|zone| moment::short(at, zone, moment::locale(finder.portal))));
        view! { <li><a class="button" href=finder.href(Step::Ask(at, None))>{when}</a></li> }.into_any()
    };
    live(move || {
        let near = finder.near.get();
        (!near.is_empty()).then(|| {
            view! {
                <div class="near" role="status">
                    <p>{t.say(|c| c.refused.near)}</p>
                    <ul class="offers">{near.into_iter().map(time).collect_view()}</ul>
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}

/// Nothing is chosen, as after a reload in a browser that remembers nothing.
pub fn lost(portal: Portal) -> ui::Failure {
    let r = &portal.texts.of_part::<refused::Catalogue>().untracked().refused;
    ui::Failure::new(r.not_open, r.not_open_text)
}
