//! The booking page in a frame on the practice's own site: the lines to put there.

use leptos::prelude::*;
use ui::{Button, IconName, use_toasts};
use wasm_bindgen_futures::spawn_local;

use crate::files::copy;
use crate::workplace::use_workplace;

/// The lines, to copy.
#[component]
pub fn EmbedSnippet() -> impl IntoView {
    let workplace = use_workplace();
    let toasts = use_toasts();
    let lines = move || workplace.practice.with(|p| snippet(&p.portal_url, &p.profile.name));
    let take = move |()| {
        let text = untrack(lines);
        spawn_local(async move {
            let done = copy(&text).await;
            toasts.say(if done { "Copied." } else { "The browser does not allow copying. Mark the lines and copy them." });
        });
    };
    view! {
        <section class="stack tight" aria-label="Lines for your site">
            <p class="soft">"Put these lines where the booking page should be:"</p>
            <pre class="address" tabindex="0"><code>{lines}</code></pre>
            <div><Button small=true icon=IconName::Copy on_press=take>"Copy the lines"</Button></div>
        </section>
    }
    .into_any()
}

/// A frame around the new-client door of a portal.
fn snippet(portal_url: &str, name: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        "<iframe src=\"{}/new\" title=\"{}\" loading=\"lazy\"\n  style=\"width: 100%; min-height: 50rem; border: 0\"></iframe>",
        escaped(portal_url.trim_end_matches('/')),
        escaped(&format!("Book with {name}"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_place() {
        let lines = snippet("https://example.com/p/willow-reed/", "Willow & \"Reed\" <b>");
        assert!(lines.contains("src=\"https://example.com/p/willow-reed/new\""));
        assert!(lines.contains("title=\"Book with Willow &amp; &quot;Reed&quot; &lt;b>\""));
    }
}
