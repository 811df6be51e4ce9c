//! Where a session takes place: the address with a map, how to get in, the number; or how to join by video (B6).

use domain::booking::portal::AppointmentOffice;
use domain::practice::office::OfficeKind;
use leptos::prelude::*;
use ui::{Icon, IconName};

use super::texts::there;
use crate::access::PhoneLink;
use crate::address::lines;
use crate::home::MapLink;

/// The place.
#[component]
pub fn Place(office: AppointmentOffice) -> impl IntoView {
    let t = there::texts();
    let AppointmentOffice { name, kind, address, phone, directions, .. } = office;
    let directions = Some(directions.trim().to_owned()).filter(|text| !text.is_empty());
    let how = match (kind, address.filter(|address| !address.is_blank())) {
        (OfficeKind::Place, Some(address)) => {
            let lines = lines(&address).into_iter().map(|line| view! { <span>{line}</span> }.into_any()).collect_view();
            view! {
                <p class="lines">{lines}</p>
                <p><MapLink address /></p>
            }
            .into_any()
        }
        (OfficeKind::Place, None) => view! { <p class="soft">{t.say(|c| c.place.address_later)}</p> }.into_any(),
        (OfficeKind::Video, _) if directions.is_some() => view! { <p class="soft">{t.say(|c| c.place.video)}</p> }.into_any(),
        (OfficeKind::Video, _) => view! { <p>{t.say(|c| c.place.video_text)}</p> }.into_any(),
    };
    let icon = if kind == OfficeKind::Video { IconName::Video } else { IconName::Pin };
    view! {
        <div class="place">
            <Icon name=icon />
            <div>
                <h3>{name}</h3>
                {how}
                {directions.map(|text| view! { <p class="as-written">{text}</p> }.into_any())}
                {phone.map(|phone| view! { <p><PhoneLink phone=String::from(phone) /></p> }.into_any())}
            </div>
        </div>
    }
    .into_any()
}
