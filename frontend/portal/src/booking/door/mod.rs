//! `/p/{slug}/new`: the door for people who are no clients yet (B11), also in a frame on the practice's own site. What was
//! typed stays while they look for another time; the token of a request that waits for its code is kept for this tab.

mod code;
mod form;
mod frame;
mod proof;
mod sent;

use domain::booking::new_client::{NewClientOptions, NewClientRequestConfirmed};
use domain::time::Timestamp;
use leptos::prelude::*;
use ui::{Heading, Load, fetched, live};

use super::finder::Finder;
use super::search::{Purpose, Search, find};
use super::texts::door;
use crate::access::PhoneLink;
use crate::portal::use_portal;
use code::Code;
use form::{NewClientForm, Typed};
use sent::Done;

/// The page at `/p/{slug}/new`.
pub fn page_at(page: &str) -> Option<AnyView> {
    page.is_empty().then(|| view! { <Door /> }.into_any())
}

/// The page.
#[component]
fn Door() -> impl IntoView {
    let portal = use_portal();
    let framed = frame::adapt();
    let options =
        fetched(move || async move { portal.api().get_new_client_options(&portal.slug()).await.map_err(|failure| portal.tell(&failure)) });
    view! { <div class="page"><Load from=options lines=12 let:options><Open options framed /></Load></div> }.into_any()
}

/// What the steps share.
#[derive(Clone, Copy)]
struct Visitor {
    typed: Typed,
    /// The request that counts now, and where letters about it go.
    done: RwSignal<Option<(NewClientRequestConfirmed, String)>>,
}

#[component]
fn Open(options: NewClientOptions, framed: bool) -> impl IntoView {
    let (portal, t) = (use_portal(), door::texts());
    let open = portal.practice.with_untracked(|practice| practice.as_ref().is_none_or(|practice| practice.portal_open));
    let NewClientOptions { booking, questions } = options;
    if booking.clinicians.is_empty() || !open {
        return view! {
            <Heading text=t.of(|c| c.door.closed) />
            <p class="lead">{t.say(|c| c.door.closed_text)}</p>
            <p><PhoneLink button=true /></p>
        }
        .into_any();
    }
    let search = Search { purpose: Purpose::NewClient, page: "/new".into(), options: Some(booking), before: None, form, code: Some(code) };
    let visitor = Visitor { typed: Typed::new(questions), done: RwSignal::new(None) };
    provide_context(visitor);
    let body = move || match visitor.done.get() {
        Some((done, email)) => view! { <Done done email /> }.into_any(),
        None => view! {
            <Heading text=t.of(|c| c.door.title) />
            <p class="lead">{t.say(|c| c.door.lead)}</p>
            {find(search.clone())}
            <p><a href=portal.path("/sign-in") target=framed.then_some("_top")>{t.say(|c| c.door.existing)}</a></p>
        }
        .into_any(),
    };
    live(body).into_any()
}

/// The form at the end of the way to a time.
fn form(finder: Finder, at: Timestamp) -> AnyView {
    view! { <NewClientForm finder at /> }.into_any()
}

/// The step after the form: the code.
fn code(finder: Finder) -> AnyView {
    view! { <Code finder /> }.into_any()
}
