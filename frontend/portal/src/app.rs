//! The root: what all pages share, the frame, and which page stands at which address.

use domain::access::rights::Rights;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{Redirect, Router};
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use ui::{Announcer, ButtonLink, Failure, FailureNote, Heading, Skeleton, accent, draft, fetched, live};
use wasm_bindgen_futures::spawn_local;

use crate::access::code::Code;
use crate::access::doors::Doors;
use crate::access::password::Password;
use crate::access::sign_in::SignIn;
use crate::access::welcome::Welcome;
use crate::home::Home;
use crate::parts::{PageOf, Part};
use crate::portal::{Portal, use_portal};
use crate::session::{Farewell, Stage};
use crate::shell::{Shell, words};

/// The application. Until the practice is known the page that the server sent stays as it is.
#[component]
pub fn App() -> impl IntoView {
    let portal = Portal::here();
    provide_context(portal);
    ui::provide_words(Signal::derive(move || words(portal.texts.all())));
    ui::provide_toasts();
    let subject = Signal::derive(move || portal.session.client().map(|me| me.login_id.to_string()));
    draft::provide_drafts(subject);
    let practice = fetched(move || async move {
        let practice = portal.api().get_public_practice(&portal.slug()).await.map_err(|f| portal.tell(&f))?;
        accent::set_accent(practice.accent.as_deref());
        portal.practice.set(Some(practice));
        Ok(())
    });
    if portal.somebody_was_here() {
        ask(portal);
    } else {
        portal.session.is(None);
    }
    // One browser holds one session: when somebody else signs in in another tab, this one is not theirs to look at.
    let others = window_event_listener(ev::storage, move |event| {
        if portal.is_somebody_elses(event.key().as_deref(), event.new_value().as_deref()) {
            ask(portal);
        }
    });
    on_cleanup(move || others.remove());
    let known = Memo::new(move |_| portal.practice.with(Option::is_some));
    let page = live(move || {
        if known.get() {
            return view! { <Pages /> }.into_any();
        }
        let retry = move |()| {
            practice.reload();
            if portal.session.stage_untracked() == Stage::Unclear {
                portal.session.asking();
                ask(portal);
            }
        };
        practice.failure().map(|failure| view! { <NoPractice failure busy=practice.pending() on_retry=retry /> }.into_any()).into_any()
    });
    let waits = portal.messages.waits();
    view! { <Router><Announcer suffix=Signal::derive(move || portal.name()) count=waits>{page}</Announcer></Router> }.into_any()
}

/// Asks the server who is signed in; what it says, or that it could not be asked, is shown by the pages.
fn ask(portal: Portal) {
    spawn_local(async move {
        let _ = portal.ask_who().await;
    });
}

#[component]
fn Pages() -> impl IntoView {
    use_portal().early.take_over();
    // One route and a plain `match` below it: sixteen routes of the router weigh 9 kB (brotli) more.
    view! {
        <Shell>
            <PageHere />
        </Shell>
    }
    .into_any()
}

/// The page at this address.
#[component]
fn PageHere() -> impl IntoView {
    let portal = use_portal();
    let path = use_location().pathname;
    // What the router's own routes do when they have shown a page: only then the address bar follows a link.
    let address = expect_context::<BrowserUrl>();
    Effect::new(move |_| {
        path.track();
        address.ready_to_complete();
    });
    live(move || {
        let path = path.get();
        let page = path.strip_prefix(&portal.path("")).unwrap_or("?").trim_end_matches('/');
        match page {
            "" => view! { <Doors /> }.into_any(),
            "/sign-in" => view! { <SignIn /> }.into_any(),
            "/code" => view! { <Code /> }.into_any(),
            "/welcome" => view! { <Welcome /> }.into_any(),
            "/password" => view! { <Password /> }.into_any(),
            "/forgot" | "/recovery" | "/email-change" | "/trouble" => page_of(Part::Recovery, page),
            "/home" => signed_in(|| view! { <Home /> }.into_any()),
            "/account/record-access" => signed_in(record_access),
            "/new" => page_of(Part::NewClient, ""),
            "/message" => page_of(Part::Messages, "link"),
            "/verify" => page_of(Part::Verify, ""),
            _ => below(page, "/account", |page| page_of(Part::Account, page))
                .or_else(|| below(page, "/appointments", |page| page_with(|rights| rights.appointments, Part::Appointments, page)))
                .or_else(|| below(page, "/documents", |page| page_with(|rights| rights.documents, Part::Documents, page)))
                .or_else(|| below(page, "/messages", |page| page_with(|rights| rights.messages, Part::Messages, page)))
                .unwrap_or_else(|| view! { <Missing /> }.into_any()),
        }
    })
}

/// The pages of a capability, by what follows its address; for a signed-in client.
fn below(page: &str, address: &str, pages: fn(&str) -> AnyView) -> Option<AnyView> {
    let rest = page.strip_prefix(address).filter(|rest| rest.is_empty() || rest.starts_with('/'))?.to_owned();
    Some(signed_in(move || pages(&rest)))
}

/// A page for clients with a right; for others there is none (A25).
fn page_with(right: fn(&Rights) -> bool, part: Part, page: &str) -> AnyView {
    let may = untrack(|| use_portal().session.of_client(|me| right(&me.rights)));
    if may { page_of(part, page) } else { view! { <Missing /> }.into_any() }
}

fn page_of(part: Part, page: &str) -> AnyView {
    view! { <PageOf part page=page.to_owned() /> }.into_any()
}

/// A page for a signed-in client; others are asked to sign in and come back here (A20).
fn signed_in(page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let portal = use_portal();
    // Pages for anyone do not ask while nobody was here; this one has to.
    if portal.session.stage_untracked() == Stage::Nobody && portal.session.farewell_untracked().is_none() {
        portal.session.asking();
        ask(portal);
    }
    let body = live(move || match portal.session.stage() {
        Stage::Client => page(),
        Stage::Nobody => view! { <ToSignIn /> }.into_any(),
        Stage::Asking => view! { <div class="page"><Skeleton lines=6 /></div> }.into_any(),
        Stage::Unclear => view! { <Unclear /> }.into_any(),
    });
    body.into_any()
}

fn record_access() -> AnyView {
    let sees = untrack(|| use_portal().session.of_client(|me| me.sees_record_access));
    if sees { page_of(Part::RecordAccess, "") } else { view! { <Missing /> }.into_any() }
}

/// To the sign-in page, which leads back here unless they left on purpose.
#[component]
fn ToSignIn() -> impl IntoView {
    let portal = use_portal();
    let here = use_location().pathname.get_untracked();
    let farewell = portal.session.farewell_untracked();
    let on_purpose = matches!(farewell, Some(Farewell::SignedOut | Farewell::SignedOutEverywhere));
    let sign_in = portal.path("/sign-in");
    let to = if on_purpose { sign_in } else { format!("{sign_in}?next={}", js_sys::encode_uri_component(&here)) };
    view! { <Redirect path=to options=NavigateOptions { replace: true, ..NavigateOptions::default() } /> }
}

#[component]
fn Unclear() -> impl IntoView {
    let portal = use_portal();
    let failure = move || portal.session.unclear().map(|failure| portal.tell(&failure));
    let again = move |()| {
        portal.session.asking();
        ask(portal);
    };
    let note = live(move || failure().map(|failure| view! { <FailureNote failure on_retry=again /> }.into_any()));
    view! { <div class="page">{note}</div> }.into_any()
}

/// The practice could not be shown: there is none, or the server could not be asked.
#[component]
fn NoPractice(failure: Failure, #[prop(into)] busy: Signal<bool>, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    portal.early.take_over();
    let body = match failure.code.as_str() {
        "not_found" => view! {
            <Heading text=t.of(|c| c.doors.nobody) />
            <p class="lead">{t.say(|c| c.doors.nobody_text)}</p>
        }
        .into_any(),
        _ => view! { <FailureNote failure busy on_retry /> }.into_any(),
    };
    view! { <main class="page narrow middle" id="content">{body}</main> }.into_any()
}

/// No page stands at this address.
#[component]
pub fn Missing() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    view! {
        <div class="page narrow middle">
            <Heading text=t.of(|c| c.missing.title) />
            <p class="lead">{t.say(|c| c.missing.text)}</p>
            <p><ButtonLink href=portal.link("")>{t.say(|c| c.missing.go)}</ButtonLink></p>
        </div>
    }
    .into_any()
}
