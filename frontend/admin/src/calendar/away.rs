//! Time off and extra hours: among the hours of one person's column; above those that several people share, where the sessions
//! of the others would stand on them.

use domain::booking::exception::{AvailabilityException, ExceptionKind};
use domain::time::Date;
use leptos::prelude::*;

use super::column::{Range, at, several};
use super::labels;
use super::lanes::lanes;
use super::open_hours::{Hours, Minutes};
use super::state::{Calendar, Column};
use crate::wall;

/// The part of an exception that lies on a day.
struct Away {
    exception: AvailabilityException,
    minutes: Minutes,
    whose: String,
}

impl Away {
    fn what(&self) -> &'static str {
        labels::exception(self.exception.details.kind)
    }

    fn note(&self) -> &str {
        self.exception.details.note.as_str()
    }

    fn href(&self, calendar: Calendar) -> String {
        let of = [("staff", self.exception.staff_id.to_string())];
        calendar.beside(&format!("/exceptions/{}", self.exception.id), &of)
    }
}

/// "all day", or from when to when.
fn hours((from, to): Minutes) -> String {
    if (from, to) == (0, 1440) { "all day".to_owned() } else { format!("{} to {}", wall::clock(from), wall::clock(to)) }
}

/// What differs on a day for those who are shown, extra hours first. Tracks.
fn away_on(calendar: Calendar, date: Date, staff: Option<domain::StaffId>) -> Vec<Away> {
    let shown = |h: &&Hours| staff.is_none_or(|own| own == h.staff) && calendar.shows(h.staff);
    let of = |kind| {
        let part = move |(e, minutes): (&AvailabilityException, Minutes)| {
            let whose = calendar.name_of(e.staff_id);
            Away { exception: e.clone(), minutes, whose }
        };
        calendar.hours.with(|all| all.iter().filter(shown).flat_map(|h| h.of_day(date, kind).map(part)).collect::<Vec<_>>())
    };
    let mut all = of(ExceptionKind::ExtraHours);
    all.extend(of(ExceptionKind::TimeOff));
    all
}

/// Among the hours of one person: links to what they are. Tracks.
pub fn away_view(calendar: Calendar, column: &Column, range: Range) -> impl IntoView + use<> {
    if several(calendar, column) {
        return ().into_any();
    }
    let all = away_on(calendar, column.date, column.staff);
    let spans: Vec<Minutes> = all.iter().map(|away| away.minutes).collect();
    let block = |(away, lane): (Away, super::lanes::Lane)| {
        let (from, long) = at(range, away.minutes);
        let note = away.note();
        let text = if note.is_empty() { away.what().to_owned() } else { format!("{}: {note}", away.what()) };
        let label = format!("{text}, {}, {}", away.whose, hours(away.minutes));
        let class = if away.exception.details.kind == ExceptionKind::ExtraHours { "away extra" } else { "away" };
        view! {
            <a class=class href=away.href(calendar) aria-label=label draggable="false" style=("--from", from) style=("--long", long)
                style=("--lane", lane.lane.to_string()) style=("--lanes", lane.of.to_string())><span>{text}</span></a>
        }
    };
    all.into_iter().zip(lanes(&spans)).map(block).collect_view().into_any()
}

/// Above the hours that several people share: a line for each of them. Tracks.
pub fn away_above(calendar: Calendar, index: usize, column: &Column) -> impl IntoView + use<> {
    let all = if several(calendar, column) { away_on(calendar, column.date, column.staff) } else { Vec::new() };
    if all.is_empty() {
        return ().into_any();
    }
    let line = |away: Away| {
        let whole = away.minutes == (0, 1440);
        let when = if whole { String::new() } else { format!(", {}", hours(away.minutes)) };
        let text = format!("{}: {}{when}", away.whose, away.what());
        let label = if away.note().is_empty() { text.clone() } else { format!("{text}. {}", away.note()) };
        view! { <li><a href=away.href(calendar) aria-label=label>{text}</a></li> }
    };
    let lines = all.into_iter().map(line).collect_view();
    view! { <ul class="aways" style=("grid-column", (index + 2).to_string())>{lines}</ul> }.into_any()
}

/// In the list of a day. Tracks.
pub fn away_lines(calendar: Calendar, date: Date) -> impl IntoView {
    let line = |away: Away| {
        let text = format!("{}, {}", away.what(), hours(away.minutes));
        view! { <li><div><a href=away.href(calendar)>{text}</a> <p class="soft small">{away.whose}</p></div></li> }
    };
    away_on(calendar, date, None).into_iter().map(line).collect_view()
}
