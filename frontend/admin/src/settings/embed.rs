//! Booking on the practice's own site, behind a button or in the page itself: the line to put there.

use leptos::prelude::*;
use ui::{Button, Choice, FormState, IconName, Radios, use_toasts};
use wasm_bindgen_futures::spawn_local;

use crate::files::copy;
use crate::workplace::use_workplace;

/// The page itself instead of a button.
const INLINE: &str = "inline";

/// The line, to copy.
#[component]
pub fn EmbedSnippet() -> impl IntoView {
    let workplace = use_workplace();
    let toasts = use_toasts();
    let form = RwSignal::new("button".to_owned());
    let forms = vec![Choice::new("button", "A button that opens booking"), Choice::new(INLINE, "The booking page itself")];
    let text = move || workplace.practice.with(|p| snippet(&p.portal_url, form.with(|f| f == INLINE)));
    let take = move |()| {
        let text = untrack(text);
        spawn_local(async move {
            let done = copy(&text).await;
            toasts.say(if done { "Copied." } else { "The browser does not allow copying. Mark the line and copy it." });
        });
    };
    // Outside the form's own context: which line is copied is no change to save.
    view! {
        <leptos::context::Provider value=FormState::new()>
            <section class="stack tight" aria-label="Line for your site">
                <Radios legend="What visitors of your site see" value=form choices=forms required=true />
                <p class="soft">"Put this line where it should be:"</p>
                <pre class="address" tabindex="0"><code>{text}</code></pre>
                <div><Button small=true icon=IconName::Copy on_press=take>"Copy the line"</Button></div>
            </section>
        </leptos::context::Provider>
    }
    .into_any()
}

/// The script beside a portal, told which practice it is for.
fn snippet(portal_url: &str, inline: bool) -> String {
    let (origin, slug) = portal_url.trim_end_matches('/').rsplit_once("/p/").unwrap_or((portal_url, ""));
    let mode = if inline { " data-mode=\"inline\"" } else { "" };
    format!("<script src=\"{origin}/embed/booking.js\" data-practice=\"{slug}\"{mode} async></script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_server_and_practice() {
        let line = "<script src=\"https://example.com/embed/booking.js\" data-practice=\"willow-reed\" async></script>";
        assert_eq!(snippet("https://example.com/p/willow-reed", false), line);
        assert!(snippet("https://example.com/p/willow-reed/", true).contains("data-practice=\"willow-reed\" data-mode=\"inline\""));
    }
}
