//! Where a client stands with the portal, in words, and what became of the last invitation (A2).

use domain::access::portal_access::{AccessState, Delivery, DeliveryState, InvitationSummary, PortalAccess};
use leptos::prelude::*;
use ui::{Tag, Tone};

use super::page::ThisClient;
use crate::labels;
use crate::workplace::{Workplace, use_workplace};

/// State of access and delivery of the last invitation; follows both as they change.
#[component]
pub fn PortalState(this: ThisClient) -> impl IntoView {
    let workplace = use_workplace();
    let state = Memo::new(move |_| this.access.with(|a| (a.state, words(a, workplace))));
    let invitation = Memo::new(move |_| this.access.with(|a| a.invitation.clone()).flatten());
    view! {
        <dl class="facts" aria-live="polite">
            <dt>"Access"</dt>
            <dd>
                {move || state.get().map(|(state, words)| view! {
                    <Tag tone=labels::access_tone(state)>{words}</Tag>
                })}
            </dd>
            {move || invitation.get().map(|last| view! { <Last last /> })}
        </dl>
    }
    .into_any()
}

fn words(access: &PortalAccess, workplace: Workplace) -> String {
    match (access.state, access.first_signed_in_at) {
        (AccessState::NotInvited, _) => "Not invited".to_owned(),
        (AccessState::Invited, _) => "Invited, not signed in yet".to_owned(),
        (AccessState::Active, Some(since)) => format!("Active since {}", workplace.moment(since)),
        (AccessState::Active, None) => "Active".to_owned(),
        (AccessState::Disabled, _) => "Disabled".to_owned(),
    }
}

#[component]
fn Last(last: InvitationSummary) -> impl IntoView {
    let workplace = use_workplace();
    let over = last.expires_at.as_millisecond() as f64 <= ui::now();
    let pin = match (last.burnt, over) {
        (true, _) => "No longer works: it was entered wrongly five times",
        (false, true) => "Expired on",
        (false, false) => "Works until",
    };
    let until = (!last.burnt).then(|| workplace.time(last.expires_at));
    view! {
        <dt>"Last invitation"</dt>
        <dd>"To " {last.sent_to.as_str().to_owned()} ", " {workplace.time(last.created_at)}</dd>
        <dt>"Delivery"</dt>
        <dd><Way delivery=last.delivery /></dd>
        <dt>"PIN"</dt>
        <dd>{pin} " " {until}</dd>
    }
    .into_any()
}

#[component]
fn Way(delivery: Delivery) -> impl IntoView {
    let workplace = use_workplace();
    let about = match delivery.state {
        DeliveryState::Queued => delivery.reason.map(|reason| format!("Being tried again: {reason}")),
        DeliveryState::Failed => delivery.reason,
        DeliveryState::Sent => Some(workplace.moment(delivery.at)),
        DeliveryState::Withdrawn => Some("A newer invitation took its place.".to_owned()),
    };
    let tone: Tone = labels::delivery_tone(delivery.state);
    view! { <Tag tone>{labels::delivery(delivery.state)}</Tag> " " {about} }.into_any()
}
