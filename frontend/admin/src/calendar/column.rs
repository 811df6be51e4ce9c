//! One column of the calendar: hours, time off, sessions, what is in hand, and the line of the present.

use domain::booking::appointment::Appointment;
use leptos::prelude::*;
use ui::live;

use super::away::away_view;
use super::hand::use_hand;
use super::labels;
use super::lanes::fitted;
use super::open_hours::{Minutes, joined};
use super::room::Room;
use super::session_block::{more_block, session_block};
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
    let whose = calendar.shown_for(calendar.wish.get());
    let place = |a: &Appointment| {
        let (from, to) = (wall::local(a.start, &zone), wall::local(a.end, &zone));
        let here = from.date() == column.date
            && column.staff.or(whose).is_none_or(|staff| staff == a.staff_id)
            && labels::stands(a.status, cancelled);
        let end = if to.date() == column.date { to.minute() } else { 1440 };
        here.then(|| Placed { appointment: a.clone(), minutes: (from.minute(), end.max(from.minute() + 5)) })
    };
    let mut all: Vec<Placed> = calendar.appointments.with(|all| all.iter().filter_map(place).collect()).unwrap_or_default();
    all.sort_by_key(|p| p.minutes);
    all
}

/// Whether several people share the column. Tracks.
pub fn several(calendar: Calendar, column: &Column) -> bool {
    column.staff.is_none() && calendar.clinicians().len() > 1
}

/// When somebody of the column works. Tracks.
pub fn open(calendar: Calendar, column: &Column) -> Vec<Minutes> {
    let shown = |staff| column.staff.is_none_or(|own| own == staff) && calendar.shows(staff);
    calendar.hours.with(|all| joined(all.iter().filter(|h| shown(h.staff)).flat_map(|h| h.open(column.date)).collect()))
}

/// Where something begins and how long it is, in hours from the top of the column.
pub fn at(range: Range, (from, to): Minutes) -> (String, String) {
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
    /// How many sessions can be read beside each other.
    room: RwSignal<Room>,
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
        // One person's sessions rarely meet, and all of them are theirs to see.
        let several = column.with_value(|c| several(calendar, c));
        let (places, more) = fitted(&spans, if several { room.get() } else { Room::ANY });
        let block = |(p, lane): (Placed, Option<_>)| lane.map(|lane| session_block(p, lane, several, range, calendar, hand));
        let shown = all.into_iter().zip(places).map(block).collect_view();
        (shown, more.into_iter().map(|more| more_block(more, date, range, calendar)).collect_view())
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
