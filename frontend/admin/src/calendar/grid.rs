//! The grid of hours and columns, driven by pointer and by keys.

use domain::booking::appointment::Appointment;
use domain::time::LocalTime;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{announce, focus, live, use_shortcut};

use super::away::away_above;
use super::column::{DayColumn, Range, open, placed, several};
use super::hand::{Hold, What, provide_hand};
use super::labels;
use super::moving::{MoveDialog, Moving};
use super::pointer::Pointer;
use super::room::room_in;
use super::state::{Column, use_calendar};
use super::wish::Span;
use crate::wall;

/// The element that the arrow keys move.
const CURSOR: &str = "calendar-cursor";

/// The hours that are shown when nothing asks for more: eight to six.
const USUAL: (u16, u16) = (480, 1080);

/// The grid.
#[component]
pub fn Grid() -> impl IntoView {
    let calendar = use_calendar();
    let hand = provide_hand();
    let navigate = StoredValue::new(use_navigate());
    let say = announce();
    let columns = Memo::new(move |_| calendar.columns());
    let range: Range = Memo::new(move |_| shown_hours(columns, calendar));
    let moving = RwSignal::new(None::<Moving>);
    let at = move |column: usize, minute: u16| {
        let column = columns.with_untracked(|all| all.get(column).cloned())?;
        Some((LocalTime::new(column.date, minute.min(1439))?, column))
    };
    let create = Callback::new(move |(column, from, to): (usize, u16, Option<u16>)| {
        let Some((start, column)) = at(column, from).filter(|_| calendar.may_write()) else { return };
        let more = [
            ("at", start.to_string()),
            ("minutes", to.map(|to| (to - from).to_string()).unwrap_or_default()),
            ("staff", column.staff.map(|id| id.to_string()).unwrap_or_default()),
        ];
        let address = untrack(|| calendar.beside("/new", &more));
        navigate.with_value(|navigate| navigate(&address, NavigateOptions::default()));
    });
    // What was held is let go: marked time becomes a form, a moved session a question.
    let drop = Callback::new(move |hold: Hold| {
        hand.hold.set(None);
        let Some(id) = hold.what.appointment() else { return create.run((hold.column, hold.from, Some(hold.to))) };
        let (Some(old), Some((start, column))) = (calendar.find(id), at(hold.column, hold.from)) else { return };
        let change = Moving::new(old, start, hold.to - hold.from, column.staff);
        if change.differs(&calendar.zone()) {
            change.show(calendar);
            moving.set(Some(change));
        }
    });
    let pointer = Pointer::new(columns, range, create, drop);
    let under = move || {
        let (column, minute) = hand.cursor.get_untracked();
        let column = columns.with_untracked(|all| all.get(column).cloned())?;
        untrack(|| placed(calendar, &column)).into_iter().find(|p| (p.minutes.0..p.minutes.1).contains(&minute)).map(|p| p.appointment)
    };
    let pick_up = move || {
        let focused = document().active_element().and_then(|e| e.get_attribute("data-appointment")).and_then(|id| id.parse().ok());
        let found = focused.and_then(|id| calendar.find(id)).or_else(under).filter(|a| labels::movable(a) && calendar.may_write());
        let Some(appointment) = found else { return say("There is no appointment to move here.".to_owned()) };
        if let Some(hold) = held_by_keys(&appointment, &columns.get_untracked(), &calendar.zone()) {
            hand.cursor.set((hold.column, hold.from));
            hand.hold.set(Some(hold));
            focus(CURSOR);
        }
    };
    let explain = move || {
        let (column, minute) = hand.cursor.get_untracked();
        let Some((time, column)) = at(column, minute) else { return };
        let staff = column.staff.or_else(|| calendar.usual_clinician()).map(|id| id.to_string()).unwrap_or_default();
        let address = untrack(|| calendar.beside("/why", &[("at", time.to_string()), ("staff", staff)]));
        navigate.with_value(|navigate| navigate(&address, NavigateOptions::default()));
    };
    use_shortcut("m", "Calendar: move the appointment here (arrow keys, with Shift its length; Enter puts it down)", pick_up);
    use_shortcut("y", "Calendar: why is this time closed?", explain);
    let keys = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let grid = untrack(|| calendar.grid());
        let step = i32::from(grid);
        let last = columns.with_untracked(Vec::len).saturating_sub(1);
        let (across, down) = match event.key().as_str() {
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            _ => (0, 0),
        };
        let arrow = (across, down) != (0, 0);
        let held = hand.hold.get_untracked().filter(|h| h.by_keys);
        match (event.key().as_str(), held) {
            (_, Some(hold)) if arrow => {
                let next = if event.shift_key() { hold.longer(down * step, grid) } else { hold.stepped(across, down * step, last) };
                hand.hold.set(Some(next));
                hand.cursor.set((next.column, next.from));
            }
            ("Enter" | " ", Some(hold)) => drop.run(hold),
            ("Escape", Some(_)) => {
                hand.hold.set(None);
                say("Put back.".to_owned());
            }
            (_, None) if arrow => {
                let (first, end) = range.get_untracked();
                hand.cursor.update(|(column, minute)| {
                    *column = (*column as i32 + across).clamp(0, last as i32) as usize;
                    let next = i32::from(*minute) / step * step + down * step;
                    *minute = next.clamp(i32::from(first), i32::from(end) - step) as u16;
                });
                focus(CURSOR);
            }
            ("Enter", None) if document().active_element().is_some_and(|e| e.id() == CURSOR) => match under() {
                Some(appointment) => {
                    let address = untrack(|| calendar.panel_of(appointment.id));
                    navigate.with_value(|navigate| navigate(&address, NavigateOptions::default()));
                }
                None => {
                    let (column, minute) = hand.cursor.get_untracked();
                    create.run((column, minute, None));
                }
            },
            _ => return,
        }
        event.prevent_default();
    };
    let cursor_text = Signal::derive(move || {
        let (column, minute) = hand.cursor.get();
        let Some(column) = columns.with(|all| all.get(column).cloned()) else { return String::new() };
        let by_clinician = calendar.wish.get().span == Span::Day && columns.with(Vec::len) > 1;
        let name = if by_clinician { format!("{}, ", column.name) } else { String::new() };
        if let Some(hold) = hand.hold.get().filter(|h| h.by_keys) {
            let (day, from, to) = (wall::long_day(column.date), wall::clock(hold.from), wall::clock(hold.to));
            return format!("{name}{day}, {from} to {to}. Enter puts it here, Escape puts it back.");
        }
        let mut there = placed(calendar, &column).into_iter().filter(|p| (p.minutes.0..p.minutes.1).contains(&minute));
        let what = match there.next() {
            Some(p) => {
                let others = there.count();
                let more = if others == 0 { String::new() } else { format!(", and {others} more") };
                format!("{}, {}{more}", p.appointment.client_name.as_str(), labels::status(p.appointment.status))
            }
            None if open(calendar, &column).iter().any(|(a, b)| (*a..*b).contains(&minute)) => "free".to_owned(),
            None => "outside the hours".to_owned(),
        };
        format!("{name}{}, {}: {what}", wall::long_day(column.date), wall::clock(minute))
    });
    Effect::new(move |before: Option<String>| {
        let text = cursor_text.get();
        if before.is_some_and(|b| b != text) && document().active_element().is_some_and(|e| e.id() == CURSOR) {
            say(text.clone());
        }
        text
    });
    let node = NodeRef::<html::Div>::new();
    let room = room_in(node, columns);
    let aways = move || columns.get().iter().enumerate().map(|(i, c)| away_above(calendar, i, c)).collect_view();
    // How narrow a column may get before the whole is wider than its place and is scrolled.
    let narrowest = move || match (calendar.wish.get().span, columns.with(|all| all.iter().any(|c| several(calendar, c)))) {
        (_, true) => "7.75rem",
        (Span::Day, false) => "9rem",
        (Span::Week, false) => "4.5rem",
    };
    let heads = move || columns.get().into_iter().enumerate().map(|(i, c)| head_view(i, c)).collect_view();
    let body =
        move || columns.get().into_iter().enumerate().map(|(index, column)| view! { <DayColumn index column range room /> }).collect_view();
    let hours = move || {
        let (first, last) = range.get();
        (first / 60..last / 60).map(|h| view! { <li class="num">{wall::clock(h * 60)}</li> }).collect_view()
    };
    let cursor_column = move || (hand.cursor.get().0 + 2).to_string();
    let cursor_from = move || format!("{:.4}", (f64::from(hand.cursor.get().1) - f64::from(range.get().0)) / 60.0);
    let cursor_long = move || format!("{:.4}", f64::from(calendar.grid()) / 60.0);
    view! {
        <div class="calendar-scroll" role="region" aria-label="Hours and days" tabindex="0">
            <div class="calendar-grid" node_ref=node on:keydown=keys on:pointerdown=move |e| pointer.down(&e)
                on:pointermove=move |e| pointer.moved(&e) on:pointerup=move |e| pointer.up(&e) on:pointercancel=move |_| pointer.lost()
                style=("--narrowest", narrowest)
                style=("--columns", move || columns.with(Vec::len).max(1).to_string())
                style=("--hours", move || { let (first, last) = range.get(); ((last - first) / 60).to_string() })>
                {live(heads)}
                {live(aways)}
                <ol class="hours-of-day" aria-hidden="true">{live(hours)}</ol>
                {live(body)}
                <button type="button" id=CURSOR class="cursor" aria-label=cursor_text aria-describedby="calendar-keys" style=("grid-column", cursor_column)
                    style=("--from", cursor_from) style=("--long", cursor_long)></button>
            </div>
        </div>
        <p id="calendar-keys" class="visually-hidden">
            "Arrow keys walk through the hours. Enter opens an appointment or begins a new one. M moves an appointment, Y says why a time is closed."
        </p>
        <MoveDialog moving />
    }
    .into_any()
}

/// The name above a column: leads to the day with a column for each clinician.
fn head_view(index: usize, column: Column) -> impl IntoView {
    let calendar = use_calendar();
    let date = column.date;
    let place = (index + 2).to_string();
    let by_clinician = calendar.wish.get().span == Span::Day;
    let today = move || calendar.today() == date;
    if by_clinician {
        return view! { <p class="head" style=("grid-column", place)>{column.name}</p> }.into_any();
    }
    let href = calendar.wish.get().on_day(date).address();
    let label = move || if today() { format!("{}, today", wall::long_day(date)) } else { wall::long_day(date) };
    let (weekday, day) = wall::weekday_and_day(date);
    view! {
        <a class="head" class:today=today href=href aria-label=label style=("grid-column", place)><span>{weekday}</span> <span>{day}</span></a>
    }
    .into_any()
}

/// Whole hours that hold everything there is, and the usual day at least.
fn shown_hours(columns: Memo<Vec<Column>>, calendar: super::state::Calendar) -> (u16, u16) {
    if calendar.wish.get().whole_day {
        return (0, 1440);
    }
    let all = columns.get();
    let sessions = all.iter().flat_map(|c| placed(calendar, c)).map(|p| p.minutes);
    let hours = all.iter().flat_map(|c| open(calendar, c));
    let (from, to) = sessions.chain(hours).fold(USUAL, |(a, b), (from, to)| (a.min(from), b.max(to)));
    (from / 60 * 60, to.div_ceil(60) * 60)
}

/// A session taken up by keys, where it stands now.
fn held_by_keys(appointment: &Appointment, columns: &[Column], zone: &str) -> Option<Hold> {
    let start = wall::local(appointment.start, zone);
    let column = columns.iter().position(|c| c.date == start.date() && c.staff.is_none_or(|staff| staff == appointment.staff_id))?;
    let to = start.minute() + labels::minutes(appointment).min(1440 - start.minute());
    Some(Hold { what: What::Move(appointment.id), column, from: start.minute(), to, anchor: 0, moved: true, by_keys: true })
}
