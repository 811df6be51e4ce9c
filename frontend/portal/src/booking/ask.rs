//! A time, about to be asked for: what it is, an optional note, and the press that sends it (B6, B9).

use api::Attempt;
use domain::booking::portal::{RequestAppointment, RescheduleAppointment};
use domain::practice::office::OfficeKind;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Field, FieldKind, Form, Submit, live};

use super::choose::with_credentials;
use super::finder::{Finder, Purpose};
use super::step::{Box, Step};
use super::texts::Pick;
use super::times::BackTo;
use super::{door, moment};

/// The step: what is asked for, then the form of whoever asks.
#[component]
pub fn Ask(finder: Finder, at: Timestamp, from: Option<Box>) -> impl IntoView {
    let t = finder.texts;
    let title: Pick = match finder.purpose {
        Purpose::InPlaceOf(_) => |c| c.ask.title_move,
        Purpose::Request | Purpose::NewClient => |c| c.ask.title,
    };
    let form = match finder.purpose {
        Purpose::NewClient => door::form(finder, at),
        Purpose::Request | Purpose::InPlaceOf(_) => view! { <OwnForm finder at /> }.into_any(),
    };
    finder.near.set(Vec::new());
    view! {
        <section class="card" aria-labelledby="ask">
            <BackTo finder step=from.map_or(Step::Week, Step::Times) text=t.of(|c| c.ask.back) />
            <h2 id="ask" tabindex="-1">{t.say(title)}</h2>
            <Facts finder at />
            {form}
        </section>
    }
    .into_any()
}

/// When, with whom, where, what for.
#[component]
pub fn Facts(finder: Finder, at: Timestamp) -> impl IntoView {
    let t = finder.texts;
    let zone = StoredValue::new(finder.zone());
    let when = Signal::derive(move || zone.with_value(|zone| moment::full(at, zone, t.locale())));
    let own = Memo::new(move |_| zone.with_value(|zone| moment::on_device(at, zone, t.locale())));
    let several = finder.options.with_value(|options| options.clinicians.len() > 1);
    let who = untrack(|| finder.of_clinician(with_credentials)).filter(|_| several || finder.purpose != Purpose::NewClient);
    let place = untrack(|| finder.of_office(|office| (office.name.clone(), office.kind == OfficeKind::Video)));
    let what = untrack(|| finder.of_service(|service| service.name.clone()));
    let (place, video) = place.unwrap_or_default();
    let place =
        Signal::derive(move || if video { format!("{place} ({})", domain::text::lowercase(t.all().one.video)) } else { place.clone() });
    let fact = |name: Pick, value: AnyView| view! { <div><dt>{t.say(name)}</dt> <dd>{value}</dd></div> }.into_any();
    view! {
        <dl class="facts">
            {fact(|c| c.ask.when, when.into_any())}
            {live(move || own.get().map(|own| view! { <div><dt>{t.say(|c| c.ask.own_time)}</dt> <dd>{own}</dd></div> }.into_any()))}
            {who.map(|who| fact(|c| c.ask.who, who.into_any()))}
            {fact(|c| c.ask.place, place.into_any())}
            {what.map(|what| fact(|c| c.ask.what, what.into_any()))}
        </dl>
    }
    .into_any()
}

/// Free times near one that was taken, each to be asked for instead.
#[component]
pub fn Near(finder: Finder) -> impl IntoView {
    let t = finder.texts;
    let zone = StoredValue::new(finder.zone());
    let time = move |at: Timestamp| {
        let when = Signal::derive(move || zone.with_value(|zone| moment::short(at, zone, t.locale())));
        view! { <li><a class="button" href=finder.href(Step::Ask(at, None))>{when}</a></li> }.into_any()
    };
    live(move || {
        let near = finder.near.get();
        (!near.is_empty()).then(|| {
            view! {
                <div class="near" role="status">
                    <p>{t.say(|c| c.ask.near)}</p>
                    <ul class="times">{near.into_iter().map(time).collect_view()}</ul>
                </div>
            }
        })
    })
}

/// The form of a client: the note, unless an appointment is only moved.
#[component]
fn OwnForm(finder: Finder, at: Timestamp) -> impl IntoView {
    let t = finder.texts;
    let portal = finder.portal;
    let at_once = untrack(|| finder.of_service(|service| service.at_once)).unwrap_or_default();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let send = move || {
        let ids = finder.query();
        let note = finder.note.get_untracked().trim().to_owned();
        let navigate = navigate.clone();
        async move {
            let Some(ids) = ids else { return Err(lost(finder)) };
            let (staff_id, office_id, service_id) = (ids.staff_id, ids.office_id, ids.service_id);
            let (api, attempt) = (portal.api(), attempt.get_value());
            let made = match finder.purpose {
                Purpose::InPlaceOf(old) => {
                    let input = RescheduleAppointment { staff_id, office_id, service_id, start: at };
                    api.reschedule_my_appointment(&attempt, old, &input).await
                }
                Purpose::Request | Purpose::NewClient => {
                    let input = RequestAppointment { staff_id, office_id, service_id, start: at, note: note.into(), replaces: None };
                    api.request_appointment(&attempt, &input).await
                }
            };
            let made = made.map_err(|failure| finder.refused(&failure))?;
            let to = portal.path(&format!("/appointments/{}", made.id));
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    let note = (finder.purpose == Purpose::Request).then(|| {
        view! {
            <Field label=t.of(|c| c.ask.note) value=finder.note kind=FieldKind::Area pointer="/note" hint=t.of(|c| c.ask.note_hint)
                maxlength=500u32 rows=3u32 draft="note" />
        }
        .into_any()
    });
    let certain: Pick = if at_once { |c| c.ask.at_once } else { |c| c.ask.by_hand };
    let submit: Pick = if at_once { |c| c.ask.submit_at_once } else { |c| c.ask.submit };
    view! {
        <Form send>
            <Near finder />
            {note}
            <p class="soft">{t.say(certain)}</p>
            <div class="actions"><Submit>{t.say(submit)}</Submit></div>
        </Form>
    }
    .into_any()
}

/// Nothing is chosen, as after a reload in a browser that remembers nothing.
pub fn lost(finder: Finder) -> ui::Failure {
    let r = &finder.texts.untracked().refused;
    ui::Failure::new(r.not_open, r.not_open_text)
}
