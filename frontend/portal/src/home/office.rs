//! The practice's places: address with a map, its own number, how to get in; and the video room.

use domain::practice::office::PostalAddress;
use domain::practice::profile::PortalOffice;
use leptos::prelude::*;
use ui::{Card, Icon, IconName};

use crate::access::PhoneLink;
use crate::address::{lines, map_query};
use crate::portal::use_portal;

/// All places of the practice; nothing when it has none.
#[component]
pub fn Offices(offices: Vec<PortalOffice>) -> impl IntoView {
    let t = use_portal().texts;
    if offices.is_empty() {
        return ().into_any();
    }
    let offices = offices.into_iter().map(|office| view! { <Place office /> }.into_any()).collect_view();
    view! { <Card title=t.of(|c| c.home.offices)><ul class="offices">{offices}</ul></Card> }.into_any()
}

#[component]
fn Place(office: PortalOffice) -> impl IntoView {
    let t = use_portal().texts;
    let PortalOffice { name, address, phone, directions } = office;
    let icon = if address.is_some() { IconName::Pin } else { IconName::Video };
    let place = match address.filter(|address| !address.is_blank()) {
        Some(address) => {
            let lines = lines(&address).into_iter().map(|line| view! { <span>{line}</span> }.into_any()).collect_view();
            view! {
                <p class="lines">{lines}</p>
                <p><MapLink address /></p>
            }
            .into_any()
        }
        None => view! { <p class="soft">{t.say(|c| c.home.video)}</p> }.into_any(),
    };
    let directions = Some(directions.trim().to_owned()).filter(|text| !text.is_empty());
    view! {
        <li>
            <Icon name=icon />
            <div>
                <h3>{name}</h3>
                {place}
                {directions.map(|text| view! { <p class="as-written soft">{text}</p> }.into_any())}
                {phone.map(|phone| view! { <p><PhoneLink phone=String::from(phone) /></p> }.into_any())}
            </div>
        </li>
    }
    .into_any()
}

/// Leads to the address on a map elsewhere, which learns of it only when it is pressed.
#[component]
pub fn MapLink(address: PostalAddress) -> impl IntoView {
    let t = use_portal().texts;
    let map = format!("https://www.openstreetmap.org/search?query={}", query(&map_query(&address)));
    view! {
        <a href=map target="_blank" rel="noopener noreferrer">
            {t.say(|c| c.home.map)}
            <span class="visually-hidden">" " {t.say(|c| c.general.new_tab)}</span>
        </a>
    }
    .into_any()
}

fn query(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
