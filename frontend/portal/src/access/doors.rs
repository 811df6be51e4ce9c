//! `/p/{slug}`: who is here, and which door (A1).

use leptos::prelude::*;
use leptos_router::components::A;
use ui::{ButtonKind, ButtonLink, Icon, IconName, fetched, live};

use super::frame::{AccessPage, PhoneLink};
use crate::portal::use_portal;
use crate::session::Stage;
use crate::texts::fill;

/// The practice's portal page.
#[component]
pub fn Doors() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let signed_in = move || portal.session.stage() == Stage::Client;
    view! {
        <AccessPage title=Signal::derive(move || portal.name()) intro=t.of(|c| c.doors.intro)>
            {live(move || if signed_in() { view! { <SignedIn /> }.into_any() } else { view! { <Choice /> }.into_any() })}
        </AccessPage>
    }
    .into_any()
}

#[component]
fn Choice() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    view! {
        <div class="doors">
            <A href=portal.path("/sign-in") attr:class="card door">
                <Icon name=IconName::Person />
                <h2>{t.say(|c| c.doors.existing)}</h2>
                <p>{t.say(|c| c.doors.existing_text)}</p>
                <Icon name=IconName::ChevronRight />
            </A>
            <NewClient />
        </div>
        <p class="soft">{t.say(|c| c.doors.first_visit)}</p>
    }
}

/// The way for people who are no clients yet (B11): online where the practice has it so, else by telephone.
#[component]
fn NewClient() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    // Whoever cannot ask for it may call, so an answer that does not come is a *no*.
    let online = fetched(move || async move { Ok(portal.api().can_new_clients_ask(&portal.slug()).await.unwrap_or_default()) });
    let asking = Signal::derive(move || online.pending().get().then_some("true"));
    // Until then its room is kept. It stands behind the number, which does not move when it turns out not to be there.
    let way = live(move || {
        online.get().unwrap_or(true).then(|| {
            view! { <ButtonLink href=portal.link("/new") kind=ButtonKind::Primary>{t.say(|c| c.doors.new_online)}</ButtonLink> }.into_any()
        })
    });
    view! {
        <section class="card door">
            <Icon name=IconName::Phone />
            <h2>{t.say(|c| c.doors.new)}</h2>
            <p>{t.say(|c| c.doors.new_text)}</p>
            <div class="actions" aria-busy=asking><PhoneLink button=true /> {way}</div>
        </section>
    }
    .into_any()
}

#[component]
fn SignedIn() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let name = move || portal.session.of_client(|me| me.display_name.as_str().to_owned());
    view! {
        <p>{Signal::derive(move || fill(t.all().doors.signed_in, &[("name", &name())]))}</p>
        <p><ButtonLink href=portal.link("/home") kind=ButtonKind::Primary>{t.say(|c| c.doors.go_on)}</ButtonLink></p>
    }
}
