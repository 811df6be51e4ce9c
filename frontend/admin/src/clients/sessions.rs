//! The client's next and past sessions, at a glance (S4).

use domain::booking::appointment::{Appointment, AppointmentStatus};
use domain::list::{MOST_LIMIT, PageQuery};
use leptos::prelude::*;
use ui::{ButtonLink, Card, Failure, Load, Tag, fetched};

use super::page::ThisClient;
use crate::calendar::labels;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// How many of each are shown.
const SHOWN: usize = 3;

/// Those that come, the soonest first, and those that were, the latest first.
fn apart(all: Vec<Appointment>, now: f64) -> (Vec<Appointment>, Vec<Appointment>) {
    let stays = |a: &Appointment| labels::stands(a.status, false) || a.status == AppointmentStatus::LateCancelled;
    let (mut next, mut past): (Vec<_>, Vec<_>) = all.into_iter().filter(stays).partition(|a| a.end.as_millisecond() as f64 > now);
    next.sort_by_key(|a| a.start);
    past.sort_by_key(|a| std::cmp::Reverse(a.start));
    next.truncate(SHOWN);
    past.truncate(SHOWN);
    (next, past)
}

/// The card.
#[component]
pub fn SessionsCard(this: ThisClient) -> impl IntoView {
    let session = use_session();
    let sessions = fetched(move || {
        let api = session.api();
        async move {
            let query = PageQuery { limit: Some(MOST_LIMIT), cursor: None };
            let page = session.ask(api.list_client_appointments(this.id, &query)).await?;
            Ok::<_, Failure>(apart(page.items, ui::now()))
        }
    });
    let all = format!("/admin/clients/{}/appointments", this.id);
    view! {
        <Card title="Appointments">
            <Load from=sessions lines=3 let:found>
                {
                    let (next, past) = found;
                    view! {
                        <Few title="Next" none="Nothing is booked." sessions=next />
                        {(!past.is_empty()).then(|| view! { <Few title="Past" none="" sessions=past /> })}
                    }
                }
            </Load>
            <div><ButtonLink href=all small=true>"All appointments"</ButtonLink></div>
        </Card>
    }
    .into_any()
}

#[component]
fn Few(title: &'static str, none: &'static str, sessions: Vec<Appointment>) -> impl IntoView {
    let zone = use_workplace().zone();
    let line = move |a: Appointment| {
        let href =
            if a.status.is_pending() { format!("/admin/requests/{}", a.id) } else { format!("/admin/calendar/appointments/{}", a.id) };
        view! {
            <li>
                <a href=href>{labels::when(&a, &zone)}</a>
                <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag>
            </li>
        }
    };
    let empty = sessions.is_empty();
    view! {
        <section class="stack tight">
            <h3>{title}</h3>
            {empty.then(|| view! { <p class="soft">{none}</p> })}
            <ul class="list">{sessions.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
