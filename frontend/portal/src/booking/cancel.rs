//! What the client may still do about an appointment, told before the press: cancel, withdraw, choose another time (B8, B9).

use api::Attempt;
use domain::booking::portal::{CancellationTerms, PortalAppointment};
use domain::booking::settings::CancellationPolicy;
use leptos::prelude::*;
use ui::{Button, ButtonLink, ConfirmDialog, use_toasts};

use super::texts::own::{self, Pick};
use super::{moment, problems};
use crate::access::PhoneLink;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// Told what became of an appointment.
pub type Changed = Callback<PortalAppointment>;

/// Whether anything can come of it still.
pub fn is_ahead(visit: &PortalAppointment) -> bool {
    use domain::booking::appointment::AppointmentStatus::{Confirmed, Proposed, Requested};
    matches!(visit.status, Requested | Proposed | Confirmed) && moment::now().is_some_and(|now| visit.start > now)
}

/// Until when it can be cancelled, or whom to call; nothing where there is nothing to say.
#[component]
pub fn Terms(visit: PortalAppointment) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let PortalAppointment { cancellation, zone, .. } = &visit;
    let CancellationTerms { allowed, withdraw, deadline, phone, policy } = cancellation.clone();
    let zone = zone.0.clone();
    if !is_ahead(&visit) || withdraw {
        return ().into_any();
    }
    let text: Signal<String> = match (allowed, deadline) {
        (true, None) => return ().into_any(),
        (true, Some(until)) => Signal::derive(move || {
            let when = moment::short(until, &zone, moment::locale(portal));
            fill(t.all().cancel.until, &[("when", &when)])
        }),
        (false, _) => {
            let pick: Pick = if policy == CancellationPolicy::PhoneOnly { |c| c.cancel.phone_only } else { |c| c.cancel.too_late };
            t.of(pick)
        }
    };
    let call = (!allowed).then(|| view! { <PhoneLink phone=String::from(phone) /> }.into_any());
    view! { <p class="soft small">{text} " " {call}</p> }.into_any()
}

/// The buttons for what may be done.
#[component]
pub fn Acts(
    /// The appointment.
    visit: PortalAppointment,
    /// Told when it was cancelled.
    on_change: Changed,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    if !is_ahead(&visit) || !visit.cancellation.allowed {
        return ().into_any();
    }
    let withdraw = visit.cancellation.withdraw;
    let open = RwSignal::new(false);
    let visit = StoredValue::new(visit);
    let attempt = StoredValue::new(Attempt::new());
    let toasts = use_toasts();
    let when = move || visit.with_value(|v| moment::short(v.start, &v.zone.0, moment::locale(portal)));
    let cancel = move || async move {
        let (id, zone) = visit.with_value(|v| (v.id, v.zone.0.clone()));
        let now = portal.api().cancel_my_appointment(&attempt.get_value(), id).await;
        let now = now.map_err(|failure| problems::tell(portal, &zone, &failure))?;
        let said = &t.untracked().cancel;
        toasts.say(if withdraw { said.done_withdraw } else { said.done });
        on_change.run(now);
        Ok(())
    };
    let (name, title, keep): (Pick, Pick, Pick) = match withdraw {
        true => (|c| c.cancel.withdraw, |c| c.cancel.ask_withdraw, |c| c.cancel.keep_request),
        false => (|c| c.cancel.cancel, |c| c.cancel.ask, |c| c.cancel.keep),
    };
    let text = Signal::derive(move || question(portal, withdraw, &when(), visit));
    let label = Signal::derive(move || format!("{}: {}", name(t.all()), when()));
    let another = portal.path(&format!("/appointments/{}/another-time", visit.with_value(|v| v.id)));
    view! {
        <div class="actions">
            <ButtonLink small=true href=another>{t.say(|c| c.cancel.change)}</ButtonLink>
            <Button small=true label on_press=move |()| open.set(true)>{t.say(name)}</Button>
        </div>
        <ConfirmDialog open title=t.of(title) text confirm=t.of(name) keep=t.of(keep) danger=!withdraw on_confirm=cancel />
    }
    .into_any()
}

/// What cancelling means and until when it can be done, before the press.
fn question(portal: Portal, withdraw: bool, when: &str, visit: StoredValue<PortalAppointment>) -> String {
    let words = &portal.texts.of_part::<own::Catalogue>().all().cancel;
    if withdraw {
        return fill(words.ask_withdraw_text, &[("when", when)]);
    }
    let until = visit.with_value(|v| v.cancellation.deadline.map(|until| moment::short(until, &v.zone.0, moment::locale(portal))));
    fill(words.ask_text, &[("when", when), ("until", until.as_deref().unwrap_or(when))])
}
