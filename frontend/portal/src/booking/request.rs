//! `/p/{slug}/appointments`: request a time, and below it what is requested and planned (B4–B7); and the same for another
//! time in place of one that is planned (B9).

use domain::AppointmentId;
use domain::booking::portal::{BookingOptions, PortalAppointment};
use leptos::prelude::*;
use ui::{Banner, Empty, Heading, IconName, Load, Tone, fetched, live};

use super::finder::{Finder, Purpose};
use super::list::Mine;
use super::moment;
use super::one::ToAll;
use super::step::Step;
use super::texts::use_texts;
use super::times::Steps;
use crate::access::PhoneLink;
use crate::portal::use_portal;
use crate::texts::fill;

/// The tab's page.
#[component]
pub fn Request() -> impl IntoView {
    let (portal, t) = (use_portal(), use_texts());
    let options = fetched(move || async move { portal.api().get_booking_options().await.map_err(|failure| portal.tell(&failure)) });
    let at_once = Memo::new(move |_| options.with(|options| options.at_once_note).unwrap_or_default());
    let lead = Signal::derive(move || if at_once.get() { t.all().choose.lead_at_once } else { t.all().choose.lead });
    view! {
        <div class="page">
            <Heading text=t.of(|c| c.choose.title) />
            <p class="lead">{lead}</p>
            <Load from=options lines=12 let:options>
                {if options.clinicians.is_empty() {
                    view! { <Closed /> }.into_any()
                } else {
                    let finder = Finder::new(Purpose::Request, "/appointments", options, None);
                    view! {
                        <Steps finder />
                        {live(move || (finder.step.get() == Step::Week).then(|| view! { <Mine /> }.into_any()))}
                    }
                    .into_any()
                }}
            </Load>
        </div>
    }
    .into_any()
}

/// Nothing can be asked for; what is planned is shown all the same.
#[component]
fn Closed() -> impl IntoView {
    let t = use_texts();
    view! {
        <Empty title=t.of(|c| c.choose.none) text=t.of(|c| c.choose.none_text) icon=IconName::Phone><PhoneLink button=true /></Empty>
        <Mine />
    }
    .into_any()
}

/// `/p/{slug}/appointments/{id}/another-time`: the old one is kept until the new one holds.
#[component]
pub fn AnotherTime(id: AppointmentId) -> impl IntoView {
    let (portal, t) = (use_portal(), use_texts());
    let both = fetched(move || async move {
        let api = portal.api();
        let visit = api.get_my_appointment(id).await.map_err(|failure| portal.tell(&failure))?;
        let options = api.get_booking_options().await.map_err(|failure| portal.tell(&failure))?;
        Ok((visit, options))
    });
    view! {
        <div class="page">
            <ToAll />
            <Heading text=t.of(|c| c.ask.instead) />
            <Load from=both lines=12 let:both><Instead visit=both.0 options=both.1 /></Load>
        </div>
    }
    .into_any()
}

#[component]
fn Instead(visit: PortalAppointment, options: BookingOptions) -> impl IntoView {
    let (portal, t) = (use_portal(), use_texts());
    let before = [visit.clinician_id.to_string(), visit.office.id.to_string(), visit.service_id.to_string()];
    let page = format!("/appointments/{}/another-time", visit.id);
    let (start, zone) = (visit.start, visit.zone.0);
    let kept = Signal::derive(move || fill(t.all().ask.instead_text, &[("when", &moment::short(start, &zone, t.locale()))]));
    let finder = Finder::new(Purpose::InPlaceOf(visit.id), &page, options, Some(before));
    let back = portal.path(&format!("/appointments/{}", visit.id));
    view! {
        <Banner tone=Tone::Plain icon=IconName::Info>{kept} " " <a href=back>{t.say(|c| c.ask.back_to_old)}</a></Banner>
        <Steps finder />
    }
    .into_any()
}
