//! The calendar on a phone: days below each other, each with its sessions.

use domain::time::Date;
use leptos::prelude::*;
use ui::{Tag, live};

use super::away::away_lines;
use super::column::{Placed, placed};
use super::labels;
use super::state::{Column, use_calendar};
use crate::wall;

/// The days.
#[component]
pub fn Agenda() -> impl IntoView {
    let calendar = use_calendar();
    let days = Memo::new(move |_| {
        let mut days: Vec<Date> = calendar.columns().into_iter().map(|c| c.date).collect();
        days.dedup();
        days
    });
    view! { <div class="stack">{live(move || days.get().into_iter().map(|date| view! { <AgendaDay date /> }).collect_view())}</div> }
        .into_any()
}

#[component]
fn AgendaDay(date: Date) -> impl IntoView {
    let calendar = use_calendar();
    let heading = move || if calendar.today() == date { format!("Today, {}", wall::day(date)) } else { wall::day(date) };
    let session = move |p: Placed| {
        let Placed { appointment: a, minutes } = p;
        let href = calendar.panel_of(a.id);
        let about = format!("{} · {} · {}", a.service_name, a.office_name, a.staff_name.as_str());
        view! {
            <li>
                <div>
                    <a href=href><span class="num">{wall::clock(minutes.0)}</span> " " {String::from(a.client_name)}</a>
                    <p class="soft small">{about}</p>
                </div>
                <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag>
            </li>
        }
    };
    let sessions = move || {
        let column = Column { date, staff: None, name: String::new() };
        let all = placed(calendar, &column);
        if all.is_empty() {
            return view! { <li class="soft">"No appointments"</li> }.into_any();
        }
        all.into_iter().map(session).collect_view().into_any()
    };
    view! {
        <section class="agenda-day">
            <h2>{heading}</h2>
            <ul class="list">{live(move || away_lines(calendar, date))} {live(sessions)}</ul>
        </section>
    }
    .into_any()
}
