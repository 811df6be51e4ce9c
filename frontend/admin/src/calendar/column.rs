//! One column of the calendar: hours, time off, sessions, what is in hand, and the line of the present.

use domain::booking::appointment::{Appointment, AppointmentStatus};
use domain::booking::exception::ExceptionKind;
use leptos::prelude::*;
use ui::live;

use super::hand::{Hand, use_hand};
use super::labels;
use super::lanes::{Lane, lanes};
use super::open_hours::{Minutes, joined};
use super::state::{Calendar, Column, use_calendar};
use crate::wall;

/// The minutes that are shown, the same in every column.
pub type Range = Memo<(u16, u16)>;

/// A session with its minutes in a column.
#[derive(Clone)]
pub struct Placed {
    /// The session.
    pub appointment: Appointment,
    /// Begin and end.
    pub minutes: Minutes,
}

/// The sessions of a column, by begin. Tracks.
pub fn placed(calendar: Calendar, column: &Column) -> Vec<Placed> {
    let (zone, cancelled) = (calendar.zone(), calendar.wish.get().cancelled);
    let only = calendar.only(calendar.wish.get());
    let place = |a: &Appointment| {
        let (from, to) = (wall::local(a.start, &zone), wall::local(a.end, &zone));
        let here = from.date() == column.date
            && column.staff.or(only).is_none_or(|staff| staff == a.staff_id)
            && labels::stands(a.status, cancelled);
        let end = if to.date() == column.date { to.minute() } else { 1440 };
        here.then(|| Placed { appointment: a.clone(), minutes: (from.minute(), end.max(from.minute() + 5)) })
    };
    let mut all: Vec<Placed> = calendar.appointments.with(|all| all.iter().filter_map(place).collect()).unwrap_or_default();
    all.sort_by_key(|p| p.minutes);
    all
}

/// When somebody of the column works. Tracks.
pub fn open(calendar: Calendar, column: &Column) -> Vec<Minutes> {
    let shown = |staff| column.staff.is_none_or(|own| own == staff) && calendar.shows(staff);
    calendar.hours.with(|all| joined(all.iter().filter(|h| shown(h.staff)).flat_map(|h| h.open(column.date)).collect()))
}

/// Where something begins and how long it is, in hours from the top of the column.
fn at(range: Range, (from, to): Minutes) -> (String, String) {
    let (first, last) = range.get();
    let (from, to) = (from.clamp(first, last), to.clamp(first, last));
    (hours(from - first), hours(to - from))
}

fn hours(minutes: u16) -> String {
    format!("{:.4}", f64::from(minutes) / 60.0)
}

/// A column.
#[component]
pub fn DayColumn(
    /// Its place, from 0.
    index: usize,
    /// What it shows.
    column: Column,
    /// The minutes that are shown.
    range: Range,
) -> impl IntoView {
    let (calendar, hand) = (use_calendar(), use_hand());
    let date = column.date;
    let column = StoredValue::new(column);
    let open_view = move || {
        let block = |minutes: Minutes| {
            let (from, long) = at(range, minutes);
            view! { <div class="open" style=("--from", from) style=("--long", long)></div> }
        };
        column.with_value(|c| open(calendar, c)).into_iter().map(block).collect_view()
    };
    let sessions = move || {
        let all = column.with_value(|c| placed(calendar, c));
        let spans: Vec<Minutes> = all.iter().map(|p| p.minutes).collect();
        all.into_iter().zip(lanes(&spans)).map(|(p, lane)| session_view(p, lane, range, calendar, hand)).collect_view()
    };
    let ghost = move || {
        let hold = hand.hold.get().filter(|h| h.column == index && h.moved)?;
        let (from, long) = at(range, (hold.from, hold.to));
        let text = format!("{} to {}", wall::clock(hold.from), wall::clock(hold.to));
        Some(view! { <div class="ghost" style=("--from", from) style=("--long", long)>{text}</div> })
    };
    let present = move || {
        let now = calendar.now.get();
        let (first, last) = range.get();
        (now.date() == date && (first..last).contains(&now.minute())).then(|| {
            let (from, _) = at(range, (now.minute(), now.minute()));
            view! { <div class="present" style=("--from", from)></div> }
        })
    };
    let today = move || calendar.today() == date;
    view! {
        <div class="column" class:today=today data-column=index.to_string() style=("grid-column", (index + 2).to_string())>
            {live(open_view)}
            {live(move || column.with_value(|c| away_view(calendar, c, range)))}
            {live(sessions)}
            {live(present)}
            {live(ghost)}
        </div>
    }
    .into_any()
}

/// Time off and extra hours: links to what they are.
fn away_view(calendar: Calendar, column: &Column, range: Range) -> impl IntoView + use<> {
    let shown = |staff| column.staff.is_none_or(|own| own == staff) && calendar.shows(staff);
    let name = |staff| {
        let of = |team: &Vec<domain::practice::staff::StaffMember>| {
            team.iter().find(|m| m.id == staff).map(|m| String::from(m.display_name.clone())).unwrap_or_default()
        };
        calendar.team.with(of).unwrap_or_default()
    };
    let date = column.date;
    let several = column.staff.is_none() && calendar.only(calendar.wish.get()).is_none() && calendar.clinicians().len() > 1;
    let block = |(e, minutes): (&domain::booking::exception::AvailabilityException, Minutes)| {
        let (from, long) = at(range, minutes);
        let what = labels::exception(e.details.kind);
        let words = e.details.note.as_str();
        let whose = name(e.staff_id);
        let text = if words.is_empty() { what.to_owned() } else { format!("{what}: {words}") };
        let label = format!("{text}, {whose}, {} to {}", wall::clock(minutes.0), wall::clock(minutes.1));
        let text = if several { format!("{whose}: {text}") } else { text };
        let href = calendar.beside(&format!("/exceptions/{}", e.id), &[("staff", e.staff_id.to_string())]);
        let class = match e.details.kind {
            ExceptionKind::ExtraHours => "away extra",
            ExceptionKind::TimeOff if several => "away one",
            ExceptionKind::TimeOff => "away",
        };
        view! { <a class=class href=href aria-label=label draggable="false" style=("--from", from) style=("--long", long)><span>{text}</span></a> }
    };
    let of = |kind| {
        let all = calendar.hours.get();
        let found: Vec<_> = all.iter().filter(|h| shown(h.staff)).flat_map(|h| h.of_day(date, kind)).map(block).collect();
        found
    };
    let mut all = of(ExceptionKind::ExtraHours);
    all.extend(of(ExceptionKind::TimeOff));
    all.collect_view()
}

fn class_of(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Requested | AppointmentStatus::Proposed => "session pending",
        AppointmentStatus::Attended => "session attended",
        AppointmentStatus::NoShow => "session missed",
        AppointmentStatus::Confirmed => "session",
        _ => "session gone",
    }
}

fn session_view(p: Placed, lane: Lane, range: Range, calendar: Calendar, hand: Hand) -> impl IntoView {
    let Placed { appointment: a, minutes } = p;
    let (from, long) = at(range, minutes);
    let id = a.id;
    let held = move || hand.hold.with(|h| h.is_some_and(|h| h.moved && h.what.appointment() == Some(id)));
    let state = (a.status != AppointmentStatus::Confirmed).then(|| labels::status(a.status));
    let hours = format!("{} to {}", wall::clock(minutes.0), wall::clock(minutes.1));
    let mut label = format!(
        "{}, {hours}, {}, {}, {}, {}",
        a.client_name.as_str(),
        a.service_name,
        a.staff_name.as_str(),
        a.office_name,
        labels::status(a.status)
    );
    if a.overlap {
        label.push_str(", may overlap");
    }
    let can_move = labels::movable(&a) && calendar.may_write();
    view! {
        <a class=class_of(a.status) class:held=held class:overlap=a.overlap href=calendar.panel_of(id) aria-label=label draggable="false"
            data-appointment=id.to_string() style=("--from", from) style=("--long", long)
            style=("--lane", lane.lane.to_string()) style=("--lanes", lane.of.to_string())>
            <b>{String::from(a.client_name)}</b>
            <span class="num">{wall::clock(minutes.0)}</span>
            {state.map(|text| view! { <i>{text}</i> })}
            <span>{a.service_name}</span>
            {can_move.then(|| view! { <span class="edge" data-edge=""></span> })}
        </a>
    }
    .into_any()
}
