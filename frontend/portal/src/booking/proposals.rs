//! Times that the practice offers instead: one press takes one (B12).

use api::Attempt;
use domain::booking::appointment::AppointmentStatus;
use domain::booking::portal::{ChooseProposal, PortalAppointment};
use domain::time::Timestamp;
use leptos::prelude::*;
use ui::{Button, use_toasts};
use wasm_bindgen_futures::spawn_local;

use super::cancel::Changed;
use super::texts::own;
use super::{moment, problems};
use crate::portal::use_portal;
use crate::texts::fill;

/// The times; nothing when there are none.
#[component]
pub fn Proposals(
    /// The appointment.
    visit: PortalAppointment,
    /// Told of the choice at once, and again when the server has answered.
    on_change: Changed,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    if visit.status != AppointmentStatus::Proposed || visit.proposals.is_empty() {
        return ().into_any();
    }
    let toasts = use_toasts();
    let proposals = visit.proposals.clone();
    let visit = StoredValue::new(visit);
    // Likely to succeed, so it is shown at once and taken back with words if not.
    let take = move |start: Timestamp| {
        let before = visit.get_value();
        on_change.run(taken(&before, start));
        spawn_local(async move {
            match portal.api().choose_proposed_time(&Attempt::new(), before.id, &ChooseProposal { start }).await {
                Ok(now) => {
                    let when = moment::short(now.start, &now.zone.0, portal.texts.untracked().words.locale);
                    toasts.say(fill(t.untracked().one.takes, &[("when", &when)]));
                    on_change.run(now);
                }
                Err(failure) => {
                    toasts.failed(&problems::tell(portal, &before.zone.0, &failure));
                    on_change.run(before);
                }
            }
        });
    };
    let button = move |start: Timestamp| {
        let when = Signal::derive(move || visit.with_value(|v| moment::short(start, &v.zone.0, moment::locale(portal))));
        let text = Signal::derive(move || fill(t.all().one.take, &[("when", &when.get())]));
        view! { <li><Button on_press=move |()| take(start)>{text}</Button></li> }.into_any()
    };
    view! { <ul class="offers">{proposals.into_iter().map(button).collect_view()}</ul> }.into_any()
}

/// As it will be when the time is taken.
fn taken(before: &PortalAppointment, start: Timestamp) -> PortalAppointment {
    let length = before.end.as_millisecond() - before.start.as_millisecond();
    let end = Timestamp::from_millisecond(start.as_millisecond() + length).unwrap_or(start);
    PortalAppointment { start, end, status: AppointmentStatus::Confirmed, proposals: Vec::new(), ..before.clone() }
}
