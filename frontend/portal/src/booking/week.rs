//! The week (B5): each day has two boxes with the number of free times; arrows at top left and right go from week to week.

use domain::booking::portal::{OpeningsDay, OpeningsWeek};
use domain::time::Date;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use ui::{Icon, IconName, Load, live};
use wasm_bindgen::JsCast;

use super::finder::{Finder, free_in, half_of};
use super::moment;
use super::step::{Half, Step};
use super::texts::find::{self, Pick};
use crate::access::PhoneLink;
use crate::texts::{count, fill};

/// From here on a day is a column.
const WIDE: &str = "(min-width: 800px)";

/// The week of what is chosen.
#[component]
pub fn Week(finder: Finder) -> impl IntoView {
    let t = find::texts();
    let title = Signal::derive(move || match finder.week.with(|week| week.as_ref().map(|week| range(finder, week))).flatten() {
        Some(range) => range,
        None => t.all().week.free.to_owned(),
    });
    view! {
        <section class="card" aria-labelledby="week">
            <div class="week">
                <Arrow finder later=false />
                <h2 id="week" tabindex="-1">{title}</h2>
                <Arrow finder later=true />
            </div>
            <Load from=finder.week lines=8 let:week>
                {match week {
                    Some(week) => view! { <Days finder week /> }.into_any(),
                    None => view! { <p class="soft">{t.say(|c| c.choose.first_all)}</p> }.into_any(),
                }}
            </Load>
        </section>
    }
    .into_any()
}

/// "Mon, Mar 8 – Sun, Mar 14". Tracks the language.
fn range(finder: Finder, week: &OpeningsWeek) -> String {
    let locale = moment::locale(finder.portal);
    let day = |day: Option<&OpeningsDay>| day.map(|day| moment::day(day.date, locale)).unwrap_or_default();
    let t = finder.portal.texts.of_part::<find::Catalogue>();
    fill(t.all().week.range, &[("from", &day(week.days.first())), ("to", &day(week.days.last()))])
}

#[component]
fn Arrow(finder: Finder, later: bool) -> impl IntoView {
    let t = find::texts();
    let to = Signal::derive(move || {
        finder.week.with(|week| week.as_ref().and_then(|week| if later { week.next_week } else { week.previous_week })).flatten()
    });
    let press = move |_| {
        if let Some(monday) = to.get_untracked() {
            finder.monday.set(Some(monday));
        }
    };
    // It keeps the focus where there is no further week; it is not there before there is any.
    let off = Signal::derive(move || to.get().is_none().then_some("true"));
    let hidden = Signal::derive(move || finder.chosen.service.with(String::is_empty));
    let pick: Pick = if later { |c| c.week.later } else { |c| c.week.earlier };
    let name = t.of(pick);
    let (before, after) = if later { (None, Some(IconName::ChevronRight)) } else { (Some(IconName::ChevronLeft), None) };
    view! {
        <button type="button" class="button quiet small" aria-label=name aria-disabled=off hidden=hidden on:click=press>
            {before.map(|name| view! { <Icon name /> }.into_any())}
            <span class="only-wide">{name}</span>
            {after.map(|name| view! { <Icon name /> }.into_any())}
        </button>
    }
    .into_any()
}

#[component]
fn Days(finder: Finder, week: OpeningsWeek) -> impl IntoView {
    let free = free_in(&week);
    say(finder, &week, free);
    let nothing = (free == 0).then(|| view! { <Nothing finder first=week.first_with_openings /> }.into_any());
    let days = week.days.iter().enumerate().map(|(place, day)| view! { <Day finder place day=day.clone() /> }.into_any()).collect_view();
    view! {
        {nothing}
        <ol class="days" on:keydown=walk>{days}</ol>
    }
    .into_any()
}

/// Tells screen readers of a week that the person went to.
fn say(finder: Finder, week: &OpeningsWeek, free: usize) {
    if finder.monday.get_untracked().is_some() {
        let text = untrack(|| {
            let t = finder.portal.texts.of_part::<find::Catalogue>().all();
            fill(t.week.announce, &[("range", &range(finder, week)), ("count", &count(&t.plurals.free_times, free as u64))])
        });
        ui::announce()(text);
    }
}

/// Nothing is free in this week: where to look instead.
#[component]
fn Nothing(finder: Finder, first: Option<Date>) -> impl IntoView {
    let (portal, t) = (finder.portal, find::texts());
    let body = match first {
        Some(first) => {
            let go = Signal::derive(move || fill(t.all().week.go_first, &[("day", &moment::day(first, moment::locale(portal)))]));
            view! {
                <p>{t.say(|c| c.week.empty)}</p>
                <ui::Button small=true on_press=move |()| finder.monday.set(Some(first))>{go}</ui::Button>
            }
            .into_any()
        }
        None => {
            let end = finder.options.with_value(|options| options.horizon_end);
            let text = move || fill(t.all().week.empty_until, &[("day", &moment::long_day(end, moment::locale(portal)))]);
            view! {
                <p>{Signal::derive(text)}</p>
                <PhoneLink button=true />
            }
            .into_any()
        }
    };
    view! { <div class="nothing">{body}</div> }.into_any()
}

#[component]
fn Day(finder: Finder, place: usize, day: OpeningsDay) -> impl IntoView {
    let date = day.date;
    let name = Signal::derive(move || moment::day(date, moment::locale(finder.portal)));
    let lines = move || match name.get().split_once(", ") {
        Some((weekday, day)) => {
            let (weekday, day) = (weekday.to_owned(), day.to_owned());
            view! { <span>{weekday}</span> <span class="visually-hidden">", "</span> <small>{day}</small> }.into_any()
        }
        None => name.get().into_any(),
    };
    let boxes = [Half::Morning, Half::Afternoon].map(|half| half_box(finder, place, date, half, half_of(&day, half).len(), name));
    view! {
        <li class="day">
            <h3>{live(lines)}</h3>
            {boxes.into_iter().collect_view()}
        </li>
    }
    .into_any()
}

/// The text of a half of a day.
pub fn half_name(half: Half) -> Pick {
    match half {
        Half::Morning => |c| c.week.morning,
        Half::Afternoon => |c| c.week.afternoon,
    }
}

fn half_box(finder: Finder, place: usize, date: Date, half: Half, free: usize, day: Signal<String>) -> AnyView {
    let t = find::texts();
    let name = t.say(half_name(half));
    if free == 0 {
        return view! { <p class="box none"><small>{name}</small> <span>{t.say(|c| c.week.none_free)}</span></p> }.into_any();
    }
    let times = Signal::derive(move || count(&t.all().plurals.times, free as u64));
    view! {
        <a class="box" id=box_id(place, half) href=finder.href(Step::Times((date, half)))>
            <small>{name}</small> <b>{times}</b> <span class="visually-hidden">{day}</span>
        </a>
    }
    .into_any()
}

/// The id of a box: the day's place in its week, and the half.
pub fn box_id(place: usize, half: Half) -> String {
    format!("box-{place}-{}", half.as_str())
}

/// Arrow keys go from box to box, as they stand on the page: days beside each other on a wide screen, below each other else.
fn walk(event: KeyboardEvent) {
    let wide = window().match_media(WIDE).ok().flatten().is_some_and(|query| query.matches());
    let (days, halves): (isize, isize) = match (event.key().as_str(), wide) {
        ("ArrowRight", true) | ("ArrowDown", false) => (1, 0),
        ("ArrowLeft", true) | ("ArrowUp", false) => (-1, 0),
        ("ArrowDown", true) | ("ArrowRight", false) => (0, 1),
        ("ArrowUp", true) | ("ArrowLeft", false) => (0, -1),
        _ => return,
    };
    let from = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).map(|element| element.id());
    let Some((place, half)) = from.as_deref().and_then(read_box_id) else { return };
    event.prevent_default();
    if let Some(id) = next_box(place, half, days, halves, |id| document().get_element_by_id(id).is_some()) {
        ui::focus(&id);
    }
}

fn read_box_id(id: &str) -> Option<(usize, Half)> {
    let (place, half) = id.strip_prefix("box-")?.split_once('-')?;
    let half = [Half::Morning, Half::Afternoon].into_iter().find(|other| other.as_str() == half)?;
    Some((place.parse().ok()?, half))
}

/// The next box that can be opened in a direction: the same half of the next day that has one, or that day's other half.
fn next_box(place: usize, half: Half, days: isize, halves: isize, is_there: impl Fn(&str) -> bool) -> Option<String> {
    let other = if half == Half::Morning { Half::Afternoon } else { Half::Morning };
    if days == 0 {
        let towards = if halves > 0 { Half::Afternoon } else { Half::Morning };
        return Some(box_id(place, towards)).filter(|id| towards == other && is_there(id));
    }
    let mut place = place;
    loop {
        place = place.checked_add_signed(days).filter(|place| *place < 7)?;
        if let Some(id) = [half, other].map(|half| box_id(place, half)).into_iter().find(|id| is_there(id)) {
            return Some(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b5_arrows_go_to_the_next_box_that_opens() {
        let there = |id: &str| ["box-0-morning", "box-0-afternoon", "box-3-afternoon", "box-6-morning"].contains(&id);
        let go = |place, half, days, halves| next_box(place, half, days, halves, there);
        assert_eq!(go(0, Half::Morning, 1, 0).as_deref(), Some("box-3-afternoon"));
        assert_eq!(go(3, Half::Afternoon, 1, 0).as_deref(), Some("box-6-morning"));
        assert_eq!(go(3, Half::Afternoon, -1, 0).as_deref(), Some("box-0-afternoon"));
        assert_eq!(go(0, Half::Morning, 0, 1).as_deref(), Some("box-0-afternoon"));
        assert_eq!(
            (go(6, Half::Morning, 1, 0), go(0, Half::Morning, -1, 0), go(6, Half::Morning, 0, 1), go(0, Half::Morning, 0, -1)),
            (None, None, None, None)
        );
        assert_eq!(read_box_id("box-3-afternoon"), Some((3, Half::Afternoon)));
    }
}
