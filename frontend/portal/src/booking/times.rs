//! The times of one box (B5), and how the way from the week to the request is shown.

use domain::booking::portal::{Opening, OpeningsWeek};
use leptos::prelude::*;
use ui::{Empty, Icon, IconName, Load};

use super::choose::Choose;
use super::finder::{Finder, half_of};
use super::step::{Box, Step};
use super::week::{Week, box_id, half_name};
use super::{ask, door, moment};
use crate::texts::fill;

/// The step that the address names. Going on and back moves the focus along.
#[component]
pub fn Steps(finder: Finder) -> impl IntoView {
    Effect::new(move |before: Option<Step>| {
        let step = finder.step.get();
        if let Some(before) = before.filter(|before| *before != step) {
            let to = focus_of(finder, before, step);
            request_animation_frame(move || request_animation_frame(move || ui::focus(&to)));
        }
        step
    });
    let body = move || match finder.step.get() {
        Step::Week => view! {
            <Choose finder />
            <Week finder />
        }
        .into_any(),
        Step::Times(of) => view! { <Times finder of /> }.into_any(),
        Step::Ask(at, from) => view! { <ask::Ask finder at from /> }.into_any(),
        Step::Code => door::code(finder),
    };
    ui::live(body)
}

/// The id of what the focus goes to: the heading of the step, or the box one comes back from.
fn focus_of(finder: Finder, before: Step, step: Step) -> String {
    let back_to = || {
        let (day, half) = before.of_box()?;
        let place = finder.week.with_untracked(|week| week.as_ref()?.days.iter().position(|other| other.date == day)).flatten()?;
        Some(box_id(place, half)).filter(|id| document().get_element_by_id(id).is_some())
    };
    match step {
        Step::Week => back_to().unwrap_or_else(|| "week".into()),
        Step::Times(_) => "times".into(),
        Step::Ask(..) => "ask".into(),
        Step::Code => "code-step".into(),
    }
}

/// The way back to an earlier step.
#[component]
pub fn BackTo(finder: Finder, step: Step, text: Signal<String>) -> impl IntoView {
    view! { <p class="back"><a href=finder.href(step)><Icon name=IconName::ChevronLeft /> {text}</a></p> }.into_any()
}

#[component]
fn Times(finder: Finder, of: Box) -> impl IntoView {
    let t = finder.texts;
    let (day, half) = of;
    let half_name = half_name(finder, half);
    let title = Signal::derive(move || {
        fill(t.all().week.times_of, &[("day", &moment::long_day(day, t.locale())), ("half", &domain::text::lowercase(&half_name.get()))])
    });
    view! {
        <section class="card" aria-labelledby="times">
            <BackTo finder step=Step::Week text=t.of(|c| c.week.back) />
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
    let t = finder.texts;
    let zone = finder.zone();
    let first = free.first().map(|opening| opening.start);
    let note = {
        let zone = zone.clone();
        Signal::derive(move || {
            let Some(first) = first else { return String::new() };
            let own = moment::on_device(first, &zone, t.locale()).is_some();
            let text = if own { t.all().week.zone_both } else { t.all().week.zone };
            fill(text, &[("zone", &moment::city(&zone)), ("abbreviation", &moment::abbreviation(first, &zone, t.locale()))])
        })
    };
    let time = move |opening: Opening| {
        let (at, zone) = (opening.start, StoredValue::new(zone.clone()));
        let clock = Signal::derive(move || zone.with_value(|zone| moment::clock(at, zone, t.locale())));
        let own = Signal::derive(move || zone.with_value(|zone| moment::on_device(at, zone, t.locale())).unwrap_or_default());
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
