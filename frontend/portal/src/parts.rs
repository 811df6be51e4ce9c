//! Parts of the program that arrive when one of their pages is first visited, so that signing in does not wait for them.
//!
//! `cargo xtask build` takes the program apart at the functions that `part!` makes (feature `split`); what only a part
//! needs lies in the part's own file. Under `trunk serve` and in native tests the program is whole and nothing is fetched.

use std::time::Duration;

use leptos::prelude::*;
use ui::{Button, Load, Skeleton, fetched, live};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlLinkElement, RequestCache, RequestInit, Response};

use crate::app::Missing;
use crate::portal::{Portal, use_portal};

/// By then a page shows what it was opened for.
const QUIET: Duration = Duration::from_secs(3);

/// The pages of a part by what follows in the address, such as `/devices`; `None` when there is no such page.
pub type PageAt = fn(&str) -> Option<AnyView>;

/// A part of the program; each file is named in `xtask`'s list of sizes as it is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// My account.
    Account,
    /// Who opened the client's record.
    RecordAccess,
    /// For somebody who cannot get in, and the links in e-mails.
    Recovery,
    /// The client's appointments.
    Appointments,
    /// Finding a time, on the pages of appointments and at the door for new clients.
    FindTime,
    /// The next of them, on the first page.
    NextAppointment,
    /// The door for people who are no clients yet.
    NewClient,
    /// The line to what is new, and the frame of the messages over the page.
    MessageLine,
    /// Messages: the list, the thread, the page of a notice's link.
    Messages,
    /// How many documents wait, and the way to them on the first page.
    DocumentsWaiting,
    /// Documents: the list, signing, filling in.
    Documents,
    /// Whether a file was signed here, for anybody.
    Verify,
}

/// Names a part's file and the function that gives its pages. The function must be called nowhere else: whatever the
/// rest of the program can reach by itself stays in the rest of the program.
macro_rules! part {
    ($file:ident, $pages:path) => {{
        #[cfg(feature = "split")]
        {
            #[wasm_split_helpers::wasm_split($file, fallible)]
            fn arrive() -> Result<PageAt, wasm_split_helpers::SplitLoaderError> {
                Ok($pages)
            }
            arrive().await.ok()
        }
        #[cfg(not(feature = "split"))]
        Some($pages as PageAt)
    }};
}

impl Part {
    /// Fetches the part unless it is there; `None` when it could not be fetched.
    async fn arrive(self) -> Option<PageAt> {
        match self {
            Self::Account => part!(account, crate::account::page_at),
            // In one file with the rest of the account: each file more makes all of them a little heavier.
            Self::RecordAccess => part!(account, crate::account::record_access::page_at),
            Self::Recovery => part!(recovery, crate::access::page_at),
            Self::Appointments => part!(appointments, crate::booking::page_at),
            Self::FindTime => part!(find_time, crate::booking::search::page_at),
            Self::NextAppointment => part!(next_appointment, crate::booking::next::page_at),
            Self::NewClient => part!(new_client, crate::booking::door::page_at),
            Self::MessageLine => part!(message_line, crate::messages::line::page_at),
            Self::Messages => part!(messages, crate::messages::page_at),
            // In the file of the line: both come with signing in, and each file more makes all of them a little heavier.
            Self::DocumentsWaiting => part!(message_line, crate::documents::waiting::page_at),
            Self::Documents => part!(documents, crate::documents::page_at),
            Self::Verify => part!(documents, crate::documents::verify::page_at),
        }
    }

    /// Fetches the part unless it is there; when it does not come, that in words. A program that the server has replaced
    /// meanwhile is loaded anew.
    async fn come(self, portal: Portal) -> Result<PageAt, ui::Failure> {
        if let Some(pages) = self.arrive().await {
            return Ok(pages);
        }
        if program_is_gone().await && window().location().reload().is_ok() {
            // The page goes away; until it does, nothing is to be said about it.
            std::future::pending::<()>().await;
        }
        Err(portal.tell(&api::Failure::Network))
    }

    /// Fetches the part in a quiet moment, so that who opens its pages need not wait.
    pub fn comes_ahead(self) {
        let fetch = move || {
            spawn_local(async move {
                // Who visits its pages hears whether it came.
                let _ = self.arrive().await;
            });
        };
        let quiet = set_timeout_with_handle(fetch, QUIET);
        on_cleanup(move || drop(quiet.map(|quiet| quiet.clear())));
    }

    /// The part that this page of it has a section of ([`SectionOf`]): both are fetched at the same time.
    fn besides(self, page: &str) -> Option<Self> {
        match self {
            Self::Appointments if page.is_empty() || page.ends_with("/another-time") => Some(Self::FindTime),
            Self::NewClient => Some(Self::FindTime),
            _ => None,
        }
    }
}

/// Something within a page that is a part of its own. It appears when it is there; the page is whole without it.
#[component]
pub fn PieceOf(
    /// The part.
    part: Part,
    /// Which of the part's pieces, where it has several.
    #[prop(optional)]
    page: &'static str,
) -> impl IntoView {
    let arrived = fetched(move || async move { Ok(part.arrive().await) });
    live(move || arrived.get().flatten().and_then(|pages| pages(page))).into_any()
}

/// A section of a page that is a part of its own, and that the page cannot do without: when it does not come there is a button
/// to try again, and the rest of the page stays.
#[component]
pub fn SectionOf(
    /// The part.
    part: Part,
    /// About how many lines it will have.
    lines: usize,
    /// Which of the part's sections, where it has several.
    #[prop(optional)]
    page: &'static str,
) -> impl IntoView {
    let portal = use_portal();
    let arrived = fetched(move || part.come(portal));
    view! { <Load from=arrived lines let:pages>{pages(page)}</Load> }.into_any()
}

/// A page of a part. While the part is on its way there is a skeleton, and when it does not come a button to try again.
#[component]
pub fn PageOf(
    /// The part.
    part: Part,
    /// What follows in the address.
    page: String,
) -> impl IntoView {
    let portal = use_portal();
    if let Some(besides) = part.besides(&page) {
        // Whether it came is for its section to say.
        spawn_local(async move {
            let _ = besides.arrive().await;
        });
    }
    let arrived = fetched(move || part.come(portal));
    let retry = move |()| arrived.reload();
    let body = live(move || match (arrived.get(), arrived.failure()) {
        (Some(pages), _) => pages(&page).unwrap_or_else(|| view! { <Missing /> }.into_any()),
        (None, None) => view! { <div class="page"><Skeleton lines=6 /></div> }.into_any(),
        (None, Some(ui::Failure { title, text, .. })) => view! {
            // Its heading is no `Heading`: focus waits for the page itself.
            <div class="page narrow middle" role="alert">
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                <p><Button busy=arrived.pending() on_press=retry>{portal.texts.say(|c| c.words.try_again)}</Button></p>
            </div>
        }
        .into_any(),
    });
    body.into_any()
}

/// Whether the server has another program by now, to which none of this one's parts belong: then only loading the page
/// anew helps. It is asked for the file that this program came in; without an answer the program counts as there.
async fn program_is_gone() -> bool {
    let Some(link) = document().query_selector("link[rel=modulepreload]").ok().flatten() else { return false };
    let Ok(link) = link.dyn_into::<HtmlLinkElement>() else { return false };
    let look = RequestInit::new();
    look.set_method("HEAD");
    look.set_cache(RequestCache::NoStore);
    let answer = JsFuture::from(window().fetch_with_str_and_init(&link.href(), &look)).await;
    answer.is_ok_and(|answer| answer.unchecked_into::<Response>().status() == 404)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_on_which_a_time_is_found_fetch_that_part_at_once() {
        let of = |page| Part::Appointments.besides(page);
        assert_eq!((of(""), of("/01890000/another-time")), (Some(Part::FindTime), Some(Part::FindTime)));
        assert_eq!((of("/past"), of("/01890000"), Part::Account.besides("")), (None, None, None));
        assert_eq!(Part::NewClient.besides(""), Some(Part::FindTime));
    }
}
