//! The yellow banner: invited and never signed in (A5).

use domain::access::portal_access::{AccessState, DeliveryState, InvitationSummary, PortalAccess};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{Banner, IconName};

use super::page::ThisClient;
use crate::workplace::{Workplace, use_workplace};

/// Shown on every tab of a client who was invited and has not signed in.
#[component]
pub fn NotSignedIn(this: ThisClient) -> impl IntoView {
    let workplace = use_workplace();
    let text = Memo::new(move |_| this.access.with(|access| waiting_text(access, workplace)).flatten());
    let portal = format!("/admin/clients/{}/portal", this.id);
    let path = use_location().pathname;
    let elsewhere = {
        let portal = portal.clone();
        Memo::new(move |_| path.with(|path| *path != portal))
    };
    move || {
        text.get().map(|text| {
            let portal = portal.clone();
            view! {
                <Banner icon=IconName::Warning>
                    <p><b>"Not signed in yet. "</b> {text}</p>
                    {move || elsewhere.get().then(|| view! { <a href=portal.clone()>"Open Client Portal"</a> })}
                </Banner>
            }
        })
    }
}

fn waiting_text(access: &PortalAccess, workplace: Workplace) -> Option<String> {
    if access.state != AccessState::Invited || access.first_signed_in_at.is_some() {
        return None;
    }
    let Some(invitation) = &access.invitation else { return Some("They were invited.".to_owned()) };
    Some(format!("{} {}", way(invitation, workplace), pin(invitation, workplace)))
}

fn way(invitation: &InvitationSummary, workplace: Workplace) -> String {
    let to = invitation.sent_to.as_str();
    let at = workplace.moment(invitation.delivery.at);
    match invitation.delivery.state {
        DeliveryState::Sent => format!("The invitation was sent to {to} on {at}."),
        DeliveryState::Queued => format!("The invitation to {to} is on its way."),
        DeliveryState::Failed => format!("The invitation to {to} could not be delivered."),
        DeliveryState::Withdrawn => format!("The invitation to {to} was withdrawn."),
    }
}

fn pin(invitation: &InvitationSummary, workplace: Workplace) -> String {
    if invitation.burnt {
        return "The PIN was entered wrongly five times and no longer works; send a new one.".to_owned();
    }
    let until = workplace.moment(invitation.expires_at);
    if invitation.expires_at.as_millisecond() as f64 <= ui::now() {
        format!("The PIN stopped working on {until}; send a new one.")
    } else {
        format!("The PIN works until {until}.")
    }
}
