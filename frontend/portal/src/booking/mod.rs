//! Appointments (B4–B9) and the door for new clients (B11): four parts of the program, each with its own `page_at`, and what
//! they share. A time is found in the same part by both ([`search`]).

mod ask;
mod calendar;
mod cancel;
mod choose;
mod chosen;
pub mod door;
mod finder;
mod form;
mod list;
mod moment;
mod near;
pub mod next;
mod one;
mod past;
mod place;
mod problems;
mod proposals;
mod request;
pub mod search;
mod step;
mod texts;
mod times;
mod week;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The pages under `/p/{slug}/appointments`.
pub fn page_at(page: &str) -> Option<AnyView> {
    Some(match page {
        "" => view! { <request::Request /> }.into_any(),
        "/past" => view! { <past::Past /> }.into_any(),
        _ => {
            let rest = page.strip_prefix('/')?;
            let (id, below) = rest.split_once('/').map_or((rest, ""), |(id, below)| (id, below));
            let id = id.parse().ok()?;
            match below {
                "" => view! { <one::One id /> }.into_any(),
                "another-time" => view! { <request::AnotherTime id /> }.into_any(),
                _ => return None,
            }
        }
    })
}

/// Moves the focus to the page's heading once it says what became of something.
fn to_heading() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            let heading = document().query_selector("[data-heading]").ok().flatten();
            if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = heading.focus();
            }
        });
    });
}
