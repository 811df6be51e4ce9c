//! A time, about to be asked for: what it is, and the form of whoever asks (B6, B9).

use domain::time::Timestamp;
use leptos::prelude::*;
use ui::live;

use super::choose::{office_name, with_credentials};
use super::finder::Finder;
use super::moment;
use super::search::{BackTo, Purpose};
use super::step::{Box, Step};
use super::texts::find::{self, Pick};

/// The step.
#[component]
pub fn Ask(finder: Finder, at: Timestamp, from: Option<Box>) -> impl IntoView {
    let t = find::texts();
    let title: Pick = match finder.purpose {
        Purpose::InPlaceOf(_) => |c| c.ask.title_move,
        Purpose::Request | Purpose::NewClient => |c| c.ask.title,
    };
    finder.near.set(Vec::new());
    view! {
        <section class="card" aria-labelledby="ask">
            <BackTo finder step=from.map_or(Step::Week, Step::Times) text=t.say(|c| c.ask.back) />
            <h2 id="ask" tabindex="-1">{t.say(title)}</h2>
            <Facts finder at />
            {(finder.form)(finder, at)}
        </section>
    }
    .into_any()
}

/// When, with whom, where, what for. A time that was taken is not shown as if it could be had.
#[component]
fn Facts(finder: Finder, at: Timestamp) -> impl IntoView {
    let (portal, t) = (finder.portal, find::texts());
    let zone = StoredValue::new(finder.zone());
    let when = Signal::derive(move || zone.with_value(|zone| moment::full(at, zone, moment::locale(portal))));
    let own = Memo::new(move |_| zone.with_value(|zone| moment::on_device(at, zone, moment::locale(portal))));
    let several = finder.options.with_value(|options| options.clinicians.len() > 1);
    let who = untrack(|| finder.chosen.of_clinician(with_credentials)).filter(|_| several || finder.purpose != Purpose::NewClient);
    let place = Signal::derive(move || finder.chosen.of_office(|office| office_name(office, t.all().choose.video)).unwrap_or_default());
    let what = untrack(|| finder.chosen.of_service(|service| service.name.clone()));
    let lost = finder.lost();
    let fact = move |name: Pick, value: AnyView| view! { <div><dt>{t.say(name)}</dt> <dd>{value}</dd></div> }.into_any();
    view! {
        <dl class="facts">
            {live(move || (!lost.get()).then(|| fact(|c| c.ask.when, when.into_any())))}
            {live(move || own.get().filter(|_| !lost.get()).map(|own| fact(|c| c.ask.own_time, own.into_any())))}
            {who.map(|who| fact(|c| c.ask.who, who.into_any()))}
            {fact(|c| c.ask.place, place.into_any())}
            {what.map(|what| fact(|c| c.ask.what, what.into_any()))}
        </dl>
    }
    .into_any()
}
