//! How a conversation looks: the thread, its bubbles and files, the box below, and how the line is.

mod attached;
mod bubble;
mod composer;
mod files;
mod picture;
mod thread;

pub use composer::Composer;
pub use thread::{Acts, ThreadView};

use domain::messaging::Conversation;
use leptos::prelude::*;
use ui::{Icon, IconName, live};

use crate::live::Live;
use crate::words::{Said, Words, say};

/// Says quietly that the line dropped, while it is gone.
#[component]
pub fn LineState(
    /// The line.
    live: Live,
    /// The texts.
    words: Signal<&'static Words>,
) -> impl IntoView {
    let late = live.is_late();
    let text = say(words, |w| w.reconnecting);
    view! { <p class="line-state" role="status">{ui::live(move || late.get().then_some(text))}</p> }.into_any()
}

/// What always stands beside a conversation (M11): whom to call in an emergency and, while it holds, the clinician's
/// out-of-office.
#[component]
pub fn Standing(
    /// The conversation.
    conversation: Conversation,
    /// The texts.
    words: Signal<&'static Words>,
) -> impl IntoView {
    let words: Said = words;
    let own_line = conversation.emergency_line;
    let ours = say(words, |w| w.emergency);
    let line =
        if own_line.trim().is_empty() { view! { {ours} }.into_any() } else { view! { <span dir="auto">{own_line}</span> }.into_any() };
    let away = conversation.out_of_office.map(|text| {
        view! {
            <div class="away">
                <Icon name=IconName::Clock />
                <p><b>{say(words, |w| w.out_of_office)}</b> <span class="as-written" dir="auto">{String::from(text)}</span></p>
            </div>
        }
        .into_any()
    });
    view! {
        {away}
        <p class="emergency">{line}</p>
    }
    .into_any()
}

/// Shows something only while a signal says so, at one type.
fn when(shown: impl Fn() -> bool + Send + 'static, view: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    live(move || shown().then(&view))
}
