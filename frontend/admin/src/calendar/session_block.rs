//! A session in the hours, and the number of those for which there is no room.

use domain::booking::appointment::AppointmentStatus;
use domain::time::Date;
use leptos::prelude::*;

use super::column::{Placed, Range, at};
use super::hand::Hand;
use super::labels;
use super::lanes::{Lane, More};
use super::state::Calendar;
use crate::wall;

/// A session that is shorter has room for one line, in minutes.
const BRIEF: u16 = 25;

fn class_of(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Requested | AppointmentStatus::Proposed => "session pending",
        AppointmentStatus::Attended => "session attended",
        AppointmentStatus::NoShow => "session missed",
        AppointmentStatus::Confirmed => "session",
        _ => "session gone",
    }
}

/// A session: a link to its panel. Among those of several people it says whose it is instead of what.
pub fn session_block(p: Placed, lane: Lane, several: bool, range: Range, calendar: Calendar, hand: Hand) -> impl IntoView {
    let Placed { appointment: a, minutes } = p;
    let (from, long) = at(range, minutes);
    let id = a.id;
    let held = move || hand.hold.with(|h| h.is_some_and(|h| h.moved && h.what.appointment() == Some(id)));
    let state = (a.status != AppointmentStatus::Confirmed).then(|| labels::status(a.status));
    let mut label = format!(
        "{}, {}, {}, {}, {}, {}",
        a.client_name.as_str(),
        hours(minutes.0, minutes.1),
        a.service_name,
        a.staff_name.as_str(),
        a.office_name,
        labels::status(a.status)
    );
    if a.overlap {
        label.push_str(", may overlap");
    }
    let can_move = labels::movable(&a) && calendar.may_write();
    let brief = minutes.1 - minutes.0 < BRIEF;
    let state = state.map(|text| view! { <i>{text}</i> });
    // What there is no room for is left out, the last first; the colour and the name for screen readers say how it stands, too.
    let more = if several {
        view! { <span>{String::from(a.staff_name)}</span> {state} }.into_any()
    } else {
        view! { {state} <span class="what">{a.service_name}</span> }.into_any()
    };
    view! {
        <a class=class_of(a.status) class:held=held class:overlap=a.overlap class:brief=brief class:beside-more=lane.beside_more
            href=calendar.panel_of(id) aria-label=label draggable="false" data-appointment=id.to_string()
            style=("--from", from) style=("--long", long) style=("--lane", lane.lane.to_string()) style=("--lanes", lane.of.to_string())>
            <span class="lines">
                <b>{String::from(a.client_name)}</b>
                <span class="num">{wall::clock(minutes.0)}</span>
                {more}
            </span>
            {can_move.then(|| view! { <span class="edge" data-edge=""></span> })}
        </a>
    }
    .into_any()
}

/// How many more there are: a link to the day, where everybody has a column.
pub fn more_block(more: More, date: Date, range: Range, calendar: Calendar) -> impl IntoView {
    let (from, long) = at(range, (more.from, more.to));
    let label = format!("+{} more, {}: show {}", more.count, hours(more.from, more.to), wall::long_day(date));
    let href = calendar.wish.get().on_day(date).address();
    view! {
        <a class="more" href=href aria-label=label draggable="false" style=("--from", from) style=("--long", long)>
            <b class="num">{format!("+{}", more.count)}</b> <span>"more"</span>
        </a>
    }
    .into_any()
}

fn hours(from: u16, to: u16) -> String {
    format!("{} to {}", wall::clock(from), wall::clock(to))
}
