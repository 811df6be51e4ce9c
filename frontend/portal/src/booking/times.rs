//! The times of one box (B5).

use domain::booking::portal::{Opening, OpeningsWeek};
use leptos::prelude::*;
use ui::{Empty, IconName, Load};

use super::finder::{Finder, half_of};
use super::moment;
use super::search::BackTo;
use super::step::{Box, Step};
use super::texts::find;
use super::week::half_name;
use crate::address::city;
use crate::texts::fill;

/// The step.
#[component]
pub fn Times(finder: Finder, of: Box) -> impl IntoView {
    let (portal, t) = (finder.portal, find::texts());
    let (day, half) = of;
    let title = Signal::derive(move || {
        let (day, half) = (moment::long_day(day, moment::locale(portal)), domain::text::lowercase(half_name(half)(t.all())));
        fill(t.all().week.times_of, &[("day", &day), ("half", &half)])
    });
    view! {
        <section class="card" aria-labelledby="times">
            <BackTo finder step=Step::Week text=t.say(|c| c.week.back) />
            <h2 id="times" tabindex="-1">{title}</h2>
            <Load from=finder.week lines=4 let:week>
                {match openings(week.as_ref(), of) {
                    free if free.is_empty() => view! { <Empty title=t.of(|c| c.week.gone) text=t.of(|c| c.week.gone_text) icon=IconName::Clock /> }.into_any(),
                    free => view! { <Free finder of free /> }.into_any(),
                }}
            </Load>
        </section>
    }
    .into_any()
}

fn openings(week: Option<&OpeningsWeek>, (day, half): Box) -> Vec<Opening> {
    let day = week.and_then(|week| week.days.iter().find(|other| other.date == day));
    day.map(|day| half_of(day, half).to_vec()).unwrap_or_default()
}

#[component]
fn Free(finder: Finder, of: Box, free: Vec<Opening>) -> impl IntoView {
    let (portal, t) = (finder.portal, find::texts());
    let zone = StoredValue::new(finder.zone());
    let first = free.first().map(|opening| opening.start);
    let note = Signal::derive(move || {
        let (Some(first), locale) = (first, moment::locale(portal)) else { return String::new() };
        zone.with_value(|zone| {
            let own = moment::on_device(first, zone, locale).is_some();
            let text = if own { t.all().week.zone_both } else { t.all().week.zone };
            fill(text, &[("zone", &city(zone)), ("abbreviation", &moment::abbreviation(first, zone, locale))])
        })
    });
    let time = move |opening: Opening| {
        let at = opening.start;
        let clock = Signal::derive(move || zone.with_value(|zone| moment::clock(at, zone, moment::locale(portal))));
        let own = Signal::derive(move || zone.with_value(|zone| moment::on_device(at, zone, moment::locale(portal))).unwrap_or_default());
        view! {
            <li>
                <a class="button time" href=finder.href(Step::Ask(at, Some(of)))>
                    <time datetime=at.to_string()>{clock}</time>
                    <small>{own}</small>
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="times">{free.into_iter().map(time).collect_view()}</ul>
        <p class="soft small">{note}</p>
    }
    .into_any()
}
