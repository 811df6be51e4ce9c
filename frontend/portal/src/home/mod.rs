//! `/p/{slug}/home`: the first page after signing in. Who cares for the client, how to reach the practice, what can be
//! done here; nothing that does not work yet.

mod office;

use domain::practice::profile::PortalHome;
use leptos::prelude::*;
use leptos_router::components::A;
use ui::{Card, Heading, Icon, IconName, Load, fetched, live};

use crate::access::PhoneLink;
use crate::parts::{Part, PieceOf};
use crate::portal::use_portal;
use crate::texts::fill;
pub use office::MapLink;
use office::Offices;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let home = fetched(move || async move { portal.api().get_my_home().await.map_err(|f| portal.tell(&f)) });
    let hello = move || {
        let name = portal.session.of_client(|me| me.first_name.as_str().to_owned());
        fill(t.all().home.hello, &[("name", &name)])
    };
    view! {
        <div class="page">
            <Heading text=Signal::derive(hello) />
            <Load from=home lines=8 let:home><Content home /></Load>
        </div>
    }
    .into_any()
}

#[component]
fn Content(home: PortalHome) -> impl IntoView {
    let t = use_portal().texts;
    let PortalHome { welcome_message, clinician, offices, rights, .. } = home;
    let message = Some(welcome_message.trim().to_owned()).filter(|text| !text.is_empty());
    let message = message.map(|text| {
        view! { <Card title=t.of(|c| c.home.message)><p class="as-written">{text}</p></Card> }
    });
    let clinician = clinician.map(|clinician| {
        let name = String::from(clinician.display_name);
        view! {
            <Card title=t.of(|c| c.home.clinician)>
                <p class="person"><ui::Avatar name=name.clone() /> <span>{name.clone()}</span></p>
            </Card>
        }
    });
    let next = rights.appointments.then(|| view! { <PieceOf part=Part::NextAppointment /> }.into_any());
    let waiting = rights.documents.then(|| view! { <PieceOf part=Part::DocumentsWaiting page="home" /> }.into_any());
    view! {
        {message}
        {waiting}
        <div class="columns">
            <div class="stack">
                {next}
                {clinician}
                <Card title=t.of(|c| c.home.reach)>
                    <p>{t.say(|c| c.home.reach_text)}</p>
                    <p><PhoneLink button=true /></p>
                </Card>
            </div>
            <div class="stack">
                <Offices offices />
                <Here />
            </div>
        </div>
    }
    .into_any()
}

/// What can be done here, each with its way.
#[component]
fn Here() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let sees_record = move || portal.session.of_client(|me| me.sees_record_access);
    let entry = move |page: &'static str, icon: IconName, pick: fn(&'static crate::texts::Catalogue) -> &'static str| {
        view! {
            <li>
                <A href=portal.path(page)>
                    <Icon name=icon />
                    <span>{t.say(pick)}</span>
                </A>
            </li>
        }
    };
    view! {
        <Card title=t.of(|c| c.home.here)>
            <ul class="links">
                {entry("/account", IconName::Key, |c| c.home.here_password)}
                {entry("/account/devices", IconName::Device, |c| c.home.here_devices)}
                {entry("/account/preferences", IconName::Globe, |c| c.home.here_language)}
                {live(move || sees_record().then(|| entry("/account/record-access", IconName::Shield, |c| c.home.here_record)))}
            </ul>
        </Card>
    }
    .into_any()
}
