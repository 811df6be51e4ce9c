//! My account (A21): password, e-mail, devices, language and notices, who looked at the record (S7).

mod browser_notices;
mod devices;
mod email;
mod password;
mod preferences;
pub mod record_access;
mod texts;

use leptos::prelude::*;
use leptos_router::components::A;
use ui::{Heading, Icon, IconName, live};

use crate::portal::use_portal;
use crate::texts::{Texts, fill};

use self::devices::Devices;
use self::email::ChangeEmail;
use self::password::ChangePassword;
use self::preferences::Preferences;

/// The pages under `/p/{slug}/account`.
pub fn page_at(page: &str) -> Option<AnyView> {
    Some(match page {
        "" => view! { <Account /> }.into_any(),
        "/password" => view! { <ChangePassword /> }.into_any(),
        "/email" => view! { <ChangeEmail /> }.into_any(),
        "/devices" => view! { <Devices /> }.into_any(),
        "/preferences" => view! { <Preferences /> }.into_any(),
        _ => return None,
    })
}

type Pick = fn(&'static texts::Catalogue) -> &'static str;

/// What these pages say.
fn words() -> Texts<texts::Catalogue> {
    use_portal().texts.of_part()
}

/// `/p/{slug}/account`: what there is, each with its own page.
#[component]
pub fn Account() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let email = move || portal.session.of_client(|me| me.email.as_str().to_owned());
    let sees_record = move || portal.session.of_client(|me| me.sees_record_access);
    let entry = move |page: &'static str, icon: IconName, title: Pick, text: Signal<String>| {
        view! {
            <li>
                <A href=portal.path(page) attr:class="entry">
                    <Icon name=icon />
                    <span>
                        <span class="name">{own.say(title)}</span>
                        <span class="soft small">{text}</span>
                    </span>
                    <Icon name=IconName::ChevronRight />
                </A>
            </li>
        }
    };
    view! {
        <div class="page narrow middle">
            <Heading text=own.of(|c| c.account.title) />
            <p class="lead">{Signal::derive(move || fill(own.all().account.signed_in_as, &[("email", &email())]))}</p>
            <ul class="card entries">
                {entry("/account/password", IconName::Key, |c| c.account.password, own.of(|c| c.account.password_text))}
                {entry("/account/email", IconName::Mail, |c| c.account.email, Signal::derive(email))}
                {entry("/account/devices", IconName::Device, |c| c.account.devices, own.of(|c| c.account.devices_text))}
                {entry("/account/preferences", IconName::Globe, |c| c.account.preferences, own.of(|c| c.account.preferences_text))}
                {live(move || {
                    let text = own.of(|c| c.account.record_text);
                    sees_record().then(|| entry("/account/record-access", IconName::Shield, |c| c.account.record, text))
                })}
            </ul>
        </div>
    }
    .into_any()
}

/// A page of the account: the way back, its heading, what is done there.
#[component]
fn AccountPage(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What it is for.
    #[prop(optional, into)]
    intro: MaybeProp<String>,
    /// What is done here.
    children: Children,
) -> impl IntoView {
    let portal = use_portal();
    view! {
        <div class="page narrow middle">
            <p class="back">
                <A href=portal.path("/account")>
                    <Icon name=IconName::ChevronLeft />
                    {portal.texts.say(|c| c.general.back_to_account)}
                </A>
            </p>
            <Heading text=title />
            {live(move || intro.get().map(|text| view! { <p class="lead">{text}</p> }.into_any()))}
            {children()}
        </div>
    }
    .into_any()
}
