//! Where a client stands with the portal, in words, and what became of the last invitation (A2).

use domain::access::portal_access::{AccessState, Delivery, DeliveryState, InvitationSummary, PortalAccess};
use leptos::prelude::*;
use ui::{Tag, Tone};

use super::page::ThisClient;
use crate::labels;
use crate::mail_reply::{MailReply, plain};
use crate::workplace::{Workplace, use_workplace};

/// State of access and delivery of the last invitation; follows both as they change.
#[component]
pub fn PortalState(this: ThisClient) -> impl IntoView {
    let workplace = use_workplace();
    let state = Memo::new(move |_| this.access.with(|a| (a.state, words(a, workplace))));
    let invitation = Memo::new(move |_| this.access.with(|a| a.invitation.clone().map(|last| (a.state, last))).flatten());
    view! {
        <dl class="facts" aria-live="polite">
            <dt>"Access"</dt>
            <dd>
                {move || state.get().map(|(state, words)| view! {
                    <Tag tone=labels::access_tone(state)>{words}</Tag>
                })}
            </dd>
            {move || invitation.get().map(|(access, last)| view! { <Last access last /> })}
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
fn Last(access: AccessState, last: InvitationSummary) -> impl IntoView {
    let workplace = use_workplace();
    let pin = pin_in_words(access, &last, ui::now(), &workplace.moment(last.expires_at));
    view! {
        <dt>"Last invitation"</dt>
        <dd>"To " {last.sent_to.as_str().to_owned()} ", " {workplace.time(last.created_at)}</dd>
        <dt>"Delivery"</dt>
        <dd><Way delivery=last.delivery /></dd>
        <dt>"PIN"</dt>
        <dd>{pin}</dd>
    }
    .into_any()
}

/// What became of the invitation's PIN; `now` in milliseconds since 1970, `end` the moment it ends in words.
fn pin_in_words(access: AccessState, last: &InvitationSummary, now: f64, end: &str) -> String {
    match access {
        AccessState::Active => "Used".to_owned(),
        AccessState::Disabled => "No longer works: the access is disabled".to_owned(),
        _ if last.burnt => "No longer works: it was entered wrongly five times".to_owned(),
        _ if last.expires_at.as_millisecond() as f64 <= now => format!("Expired on {end}"),
        _ => format!("Works until {end}"),
    }
}

#[component]
fn Way(delivery: Delivery) -> impl IntoView {
    let workplace = use_workplace();
    let reason = delivery.reason.filter(|_| matches!(delivery.state, DeliveryState::Queued | DeliveryState::Failed));
    let about = match delivery.state {
        DeliveryState::Queued => reason.as_deref().map(|reason| format!("Being tried again: {}", plain(reason))),
        DeliveryState::Failed => reason.as_deref().map(plain),
        DeliveryState::Sent => Some(workplace.moment(delivery.at)),
        DeliveryState::Withdrawn => Some("A newer invitation took its place.".to_owned()),
    };
    let tone: Tone = labels::delivery_tone(delivery.state);
    view! {
        <Tag tone>{labels::delivery(delivery.state)}</Tag> " " {about}
        {reason.map(|reason| view! { <MailReply reason /> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::InvitationId;
    use domain::text::Email;
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn a2_a_pin_that_is_used_or_dead_does_not_seem_to_work() {
        let at = |seconds: i64| Timestamp::from_millisecond(seconds * 1_000).expect("a moment");
        let delivery = Delivery { state: DeliveryState::Sent, at: at(0), reason: None };
        let sent_to: Email = serde_json::from_str("\"maya@example.com\"").expect("an address");
        let id: InvitationId = serde_json::from_str("\"00000000-0000-7000-8000-000000000001\"").expect("an id");
        let mut last = InvitationSummary { id, sent_to, created_at: at(0), expires_at: at(100), burnt: false, delivery };
        let words = |access, last: &InvitationSummary, now: f64| pin_in_words(access, last, now * 1_000.0, "noon");
        assert_eq!(words(AccessState::Invited, &last, 99.0), "Works until noon");
        assert_eq!(words(AccessState::Invited, &last, 100.0), "Expired on noon");
        assert_eq!(words(AccessState::Active, &last, 99.0), "Used");
        assert!(words(AccessState::Disabled, &last, 99.0).starts_with("No longer works"));
        last.burnt = true;
        assert!(words(AccessState::Invited, &last, 99.0).contains("five times"));
    }
}
