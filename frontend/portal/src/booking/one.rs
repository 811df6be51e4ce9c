//! `/p/{slug}/appointments/{id}`: how one appointment stands, right after the request and ever after (B6).

use domain::AppointmentId;
use domain::booking::appointment::AppointmentStatus as S;
use domain::booking::portal::PortalAppointment;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Card, Heading, Icon, IconName, Load, fetched, live};

use super::calendar::{AddToCalendar, File};
use super::cancel::{Acts, Changed, Terms, is_ahead};
use super::list::{StatusTag, title};
use super::moment;
use super::place::Place;
use super::proposals::Proposals;
use super::texts::own::{self, Pick};
use super::texts::visit;
use crate::portal::use_portal;
use crate::texts::fill;

/// The page.
#[component]
pub fn One(id: AppointmentId) -> impl IntoView {
    let portal = use_portal();
    let visit = fetched(move || async move { portal.api().get_my_appointment(id).await.map_err(|failure| portal.tell(&failure)) });
    let on_change = Callback::new(move |now: PortalAppointment| {
        visit.set(now);
        super::to_heading();
    });
    view! {
        <div class="page narrow middle">
            <ToAll />
            <Load from=visit lines=8 let:visit><Visit visit on_change /></Load>
        </div>
    }
    .into_any()
}

/// The way to all appointments.
#[component]
pub fn ToAll() -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    view! { <p class="back"><a href=portal.path("/appointments")><Icon name=IconName::ChevronLeft /> {t.say(|c| c.one.back)}</a></p> }
        .into_any()
}

/// What happened, and what follows from it.
fn stands(visit: &PortalAppointment) -> (Pick, Pick) {
    match visit.status {
        S::Requested => (|c| c.one.requested, |c| c.one.requested_text),
        S::Proposed => (|c| c.one.proposed, |c| c.one.proposed_text),
        S::Confirmed if is_ahead(visit) => (|c| c.one.confirmed, |c| c.one.confirmed_text),
        S::Confirmed | S::Attended | S::NoShow => (|c| c.one.over, |c| c.one.over_text),
        S::LateCancelled | S::Cancelled => (|c| c.one.cancelled, |c| c.one.cancelled_text),
        S::CancelledByClinician => (|c| c.one.by_practice, |c| c.one.by_practice_text),
        S::Declined => (|c| c.one.declined, |c| c.one.declined_text),
        S::Lapsed => (|c| c.one.lapsed, |c| c.one.lapsed_text),
        S::Withdrawn => (|c| c.one.withdrawn, |c| c.one.withdrawn_text),
    }
}

#[component]
fn Visit(visit: PortalAppointment, on_change: Changed) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let (heading, text) = stands(&visit);
    let ahead = is_ahead(&visit);
    let again = (!ahead).then(|| {
        let href = portal.path("/appointments");
        view! { <p><ButtonLink href kind=ButtonKind::Primary>{t.say(|c| c.one.again)}</ButtonLink></p> }.into_any()
    });
    let body = match visit.status {
        S::Proposed => view! { <Offered visit on_change /> }.into_any(),
        _ => {
            let calendar = ahead.then(|| view! { <AddToCalendar file=File::Of(visit.id) start=visit.start end=visit.end /> }.into_any());
            view! {
                <Card>
                    <When visit=visit.clone() />
                    <Place office=visit.office.clone() />
                    {calendar}
                    <Terms visit=visit.clone() />
                    <Acts visit on_change />
                </Card>
            }
            .into_any()
        }
    };
    view! {
        <Heading text=t.of(heading) />
        <p class="lead">{t.say(text)}</p>
        {body}
        {again}
    }
    .into_any()
}

/// The times that are offered, the ways past them, and what was asked for, which is not to be had.
#[component]
fn Offered(visit: PortalAppointment, on_change: Changed) -> impl IntoView {
    let t = own::texts();
    view! {
        <Proposals visit=visit.clone() on_change />
        <p class="soft">{t.say(|c| c.one.none_fits)}</p>
        <Acts visit=visit.clone() on_change />
        <Card title=t.of(|c| c.one.asked)><When visit /></Card>
    }
    .into_any()
}

/// When and what it is, with its status.
#[component]
pub fn When(visit: PortalAppointment) -> impl IntoView {
    let (portal, t) = (use_portal(), visit::texts());
    let (start, zone, what) = (visit.start, StoredValue::new(visit.zone.0.clone()), title(&visit));
    let when = Signal::derive(move || zone.with_value(|zone| moment::full(start, zone, moment::locale(portal))));
    let own = Memo::new(move |_| zone.with_value(|zone| moment::on_device(start, zone, moment::locale(portal))));
    // A time that is not to be had does not stand out.
    let class = if visit.status == S::Proposed { "visit-when asked" } else { "visit-when" };
    view! {
        <div class=class>
            <h2><time datetime=start.to_string()>{when}</time></h2>
            {live(move || own.get().map(|time| view! { <p class="soft small">{fill(t.all().visit.own, &[("time", &time)])}</p> }.into_any()))}
            <p>{what}</p>
            <p><StatusTag status=visit.status /></p>
        </div>
    }
    .into_any()
}
