//! The client's appointments as a list (B7): when, with whom, where, how far it is, and what may be done about it.

use domain::booking::appointment::AppointmentStatus as S;
use domain::booking::portal::{ListMyAppointments, PortalAppointment, When};
use leptos::prelude::*;
use ui::{Empty, Fetched, IconName, Load, Pager, Pages, live, pages};

use super::cancel::{Acts, Changed, Terms, is_ahead};
use super::moment;
use super::proposals::Proposals;
use super::texts::own;
use super::texts::visit::{self, Pick};
use crate::home::MapLink;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// A list of the client's appointments, a page at a time.
pub fn mine(portal: Portal, when: When) -> Pages<PortalAppointment> {
    pages(move |cursor| async move {
        let query = ListMyAppointments { when: Some(when), limit: None, cursor };
        let page = portal.api().list_my_appointments(&query).await.map_err(|failure| portal.tell(&failure))?;
        Ok((page.items, page.next_cursor))
    })
}

/// What is next, above the grid: a line that leads to it. Its room is kept until it is known whether there is any.
#[component]
pub fn Next(
    /// What is ahead.
    all: Pages<PortalAppointment>,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let line = move |visit: PortalAppointment| {
        let (href, status) = (portal.path(&format!("/appointments/{}", visit.id)), visit.status);
        let when = moment::short(visit.start, &visit.zone.0, moment::locale(portal));
        view! { <a href=href>{fill(t.all().page.next, &[("when", &when)])}</a> <StatusTag status /> }.into_any()
    };
    let next = move || match all.items().with(|all| all.iter().find(|visit| is_ahead(visit)).cloned()) {
        Some(next) => next.map(line),
        None => Some("\u{a0}".into_any()),
    };
    live(move || next().map(|line| view! { <p class="row next">{line}</p> }.into_any())).into_any()
}

/// What is ahead, below the grid.
#[component]
pub fn Mine(
    /// The list.
    all: Pages<PortalAppointment>,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let on_change = replaces_in(all.items());
    view! {
        <section class="card mine" aria-labelledby="mine">
            <h2 id="mine" tabindex="-1">{t.say(|c| c.mine.title)}</h2>
            <Load from=all.items() lines=4 let:items>
                {if items.is_empty() {
                    view! { <p>{t.say(|c| c.mine.empty)} " " <span class="soft">{t.say(|c| c.mine.empty_text)}</span></p> }.into_any()
                } else {
                    view! { <Rows items on_change /> }.into_any()
                }}
            </Load>
            <Pager of=all />
            <p><a href=portal.path("/appointments/past")>{t.say(|c| c.mine.past)}</a></p>
        </section>
    }
    .into_any()
}

/// What is over.
#[component]
pub fn Over() -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let all = mine(portal, When::Past);
    let on_change = replaces_in(all.items());
    view! {
        <Load from=all.items() lines=8 let:items>
            {if items.is_empty() {
                view! { <Empty title=t.of(|c| c.mine.past_empty) text=t.of(|c| c.mine.past_empty_text) icon=IconName::Calendar /> }.into_any()
            } else {
                view! { <section class="card"><Rows items on_change /></section> }.into_any()
            }}
        </Load>
        <Pager of=all />
    }
    .into_any()
}

/// Shows what became of one of them. It belongs to the page: rows are made anew with each change.
fn replaces_in(list: Fetched<Vec<PortalAppointment>>) -> Changed {
    Callback::new(move |now: PortalAppointment| {
        list.update(|all| {
            if let Some(place) = all.iter().position(|visit| visit.id == now.id) {
                all[place] = now;
            }
        });
        request_animation_frame(|| ui::focus("mine"));
    })
}

#[component]
fn Rows(items: Vec<PortalAppointment>, on_change: Changed) -> impl IntoView {
    let rows = items.into_iter().map(|visit| view! { <Row visit on_change /> }.into_any()).collect_view();
    view! { <ul class="visits">{rows}</ul> }.into_any()
}

#[component]
fn Row(visit: PortalAppointment, on_change: Changed) -> impl IntoView {
    let portal = use_portal();
    let href = portal.path(&format!("/appointments/{}", visit.id));
    let address = visit.office.address.clone().filter(|address| !address.is_blank());
    let (office, title) = (visit.office.name.clone(), title(&visit));
    view! {
        <li>
            <div class="when"><a href=href><WhenLines visit=visit.clone() /></a></div>
            <div class="what">
                <span>{title}</span>
                <small class="soft">{office} {address.map(|address| view! { " · " <MapLink address /> }.into_any())}</small>
            </div>
            <StatusTag status=visit.status />
            <div class="acts">
                <Proposals visit=visit.clone() on_change />
                <Terms visit=visit.clone() />
                <Acts visit on_change />
            </div>
        </li>
    }
    .into_any()
}

/// "Session with Dr. Hale". Tracks the language.
pub fn title(visit: &PortalAppointment) -> Signal<String> {
    let t = visit::texts();
    let (service, clinician) = (visit.service.clone(), String::from(visit.clinician.clone()));
    Signal::derive(move || fill(t.all().visit.with, &[("service", &service), ("clinician", &clinician)]))
}

#[component]
fn WhenLines(visit: PortalAppointment) -> impl IntoView {
    let (portal, t) = (use_portal(), visit::texts());
    let (start, zone) = (visit.start, StoredValue::new(visit.zone.0));
    let day = Signal::derive(move || zone.with_value(|zone| ui::time::day(&start.to_string(), zone, moment::locale(portal))));
    let clock = Signal::derive(move || zone.with_value(|zone| ui::time::clock_with_zone(&start.to_string(), zone, moment::locale(portal))));
    let own = Signal::derive(move || {
        let own = zone.with_value(|zone| moment::on_device(start, zone, moment::locale(portal)));
        own.map(|time| fill(t.all().visit.own, &[("time", &time)])).unwrap_or_default()
    });
    view! { <time datetime=start.to_string()><b>{day}</b> <span>{clock}</span> <small class="soft">{own}</small></time> }.into_any()
}

/// How far it is, in a word.
#[component]
pub fn StatusTag(status: S) -> impl IntoView {
    let t = visit::texts();
    let word: Pick = match status {
        S::Requested => |c| c.status.requested,
        S::Proposed => |c| c.status.proposed,
        S::Confirmed => |c| c.status.confirmed,
        S::Attended => |c| c.status.attended,
        S::NoShow => |c| c.status.no_show,
        S::LateCancelled => |c| c.status.late_cancelled,
        S::Cancelled => |c| c.status.cancelled,
        S::CancelledByClinician => |c| c.status.by_practice,
        S::Declined => |c| c.status.declined,
        S::Lapsed => |c| c.status.lapsed,
        S::Withdrawn => |c| c.status.withdrawn,
    };
    let class = match status {
        S::Requested => "tag due",
        S::Proposed => "tag accent",
        S::Confirmed => "tag good",
        _ => "tag",
    };
    // No `Tag`: one whose colour can change weighs 2.5 kB, and the first page has this one, too.
    view! { <span class=class>{t.say(word)}</span> }.into_any()
}
