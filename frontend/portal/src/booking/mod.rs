//! Appointments (B4–B9) and the door for new clients (B11). All of it lies behind [`page_at`], so that it can arrive
//! when it is first visited.

mod ask;
mod calendar;
mod cancel;
mod choose;
mod door;
mod finder;
mod list;
mod moment;
mod next;
mod one;
mod past;
mod place;
mod problems;
mod proposals;
mod request;
mod step;
mod texts;
mod times;
mod week;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The pages of booking by their addresses below the portal's, and `/home/next`, which is a part of the first page.
/// `None` when there is no such page.
pub fn page_at(page: &str) -> Option<AnyView> {
    if let Some(page) = page.strip_prefix("/new") {
        return page.is_empty().then(|| view! { <door::Door /> }.into_any());
    }
    Some(match page {
        "/home/next" => view! { <next::Next /> }.into_any(),
        "/appointments" => view! { <request::Request /> }.into_any(),
        "/appointments/past" => view! { <past::Past /> }.into_any(),
        _ => {
            let rest = page.strip_prefix("/appointments/")?;
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
