//! `/p/{slug}/appointments`: request a time, and below it what is requested and planned (B4–B7); and the same for another
//! time in place of one that is planned (B9).

use domain::AppointmentId;
use domain::booking::appointment::AppointmentStatus as S;
use domain::booking::portal::{PortalAppointment, When};
use leptos::prelude::*;
use ui::{Banner, Heading, IconName, Load, Tone, fetched};

use super::list::{Mine, Next, mine};
use super::one::ToAll;
use super::search::{Purpose, Search, find};
use super::texts::own::{self, Pick};
use super::{form, moment};
use crate::portal::use_portal;
use crate::texts::fill;

/// The tab's page. What is planned does not wait for what can be had.
#[component]
pub fn Request() -> impl IntoView {
    let portal = use_portal();
    let all = mine(portal, When::Upcoming);
    let page = "/appointments".to_owned();
    let search = Search { purpose: Purpose::Request, page, options: None, before: None, form: form::of_client, code: None };
    view! {
        <div class="page">
            <Heading text=portal.texts.of(|c| c.general.appointments) />
            <Next all />
            {find(search)}
            <Mine all />
        </div>
    }
    .into_any()
}

/// `/p/{slug}/appointments/{id}/another-time`: the old one is kept until the new one holds.
#[component]
pub fn AnotherTime(id: AppointmentId) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let visit = fetched(move || async move { portal.api().get_my_appointment(id).await.map_err(|failure| portal.tell(&failure)) });
    view! {
        <div class="page">
            <ToAll />
            <Heading text=t.of(|c| c.page.instead) />
            <Load from=visit lines=12 let:visit>{in_place_of(visit)}</Load>
        </div>
    }
    .into_any()
}

fn in_place_of(visit: PortalAppointment) -> AnyView {
    let (portal, t) = (use_portal(), own::texts());
    let before = Some([visit.clinician_id.to_string(), visit.office.id.to_string(), visit.service_id.to_string()]);
    let page = format!("/appointments/{}/another-time", visit.id);
    let (start, zone) = (visit.start, visit.zone.0);
    let when = move || moment::short(start, &zone, moment::locale(portal));
    let (kept, keep): (Pick, Pick) = match visit.status {
        S::Requested | S::Proposed => (|c| c.page.instead_of_request, |c| c.page.back_to_request),
        _ => (|c| c.page.instead_text, |c| c.page.back_to_old),
    };
    let kept = Signal::derive(move || fill(kept(t.all()), &[("when", &when())]));
    let back = portal.path(&format!("/appointments/{}", visit.id));
    let search = Search { purpose: Purpose::InPlaceOf(visit.id), page, options: None, before, form: form::of_client, code: None };
    view! {
        <Banner tone=Tone::Plain icon=IconName::Info>{kept} " " <a href=back>{t.say(keep)}</a></Banner>
        {find(search)}
    }
    .into_any()
}
