//! Today's sessions: a clinician's own, everybody's for the others (S2).

use domain::booking::appointment::{Appointment, ListCalendar};
use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{ButtonLink, Card, Failure, Load, Tag, fetched};

use crate::calendar::labels;
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// The card.
#[component]
pub fn Today() -> impl IntoView {
    let (session, workplace) = (use_session(), use_workplace());
    let own = untrack(|| workplace.staff()).filter(|me| me.role == Role::Clinician).map(|me| me.id);
    let zone = workplace.zone();
    let today = wall::now(&zone).date();
    let sessions = fetched(move || {
        let api = session.api();
        async move {
            let query = ListCalendar { from: today, to: today, staff_id: own };
            let mut all = session.ask(api.list_calendar(&query)).await?.items;
            all.retain(|a| labels::stands(a.status, false));
            all.sort_by_key(|a| a.start);
            Ok::<_, Failure>(all)
        }
    });
    let line = move |a: Appointment| {
        let about = if own.is_some() {
            format!("{} · {}", a.service_name, a.office_name)
        } else {
            format!("{} · {} · {}", a.service_name, a.office_name, a.staff_name.as_str())
        };
        view! {
            <li>
                <div>
                    <span class="num">{labels::hours_of(&a, &workplace.zone())}</span> " "
                    <a href=format!("/admin/calendar/appointments/{}?view=day", a.id)>{String::from(a.client_name)}</a>
                    <p class="soft small">{about}</p>
                </div>
                <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag>
            </li>
        }
    };
    view! {
        <Card title=format!("Today, {}", wall::day(today))>
            <Load from=sessions lines=3 let:all>
                {if all.is_empty() {
                    view! { <p class="soft">"No appointments today."</p> }.into_any()
                } else {
                    view! { <ul class="list">{all.into_iter().map(line).collect_view()}</ul> }.into_any()
                }}
            </Load>
            <div><ButtonLink href="/admin/calendar" small=true>"Open the calendar"</ButtonLink></div>
        </Card>
    }
    .into_any()
}
