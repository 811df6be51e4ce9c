//! Weekly hours and what differs from them: an owner sees everybody's, a clinician their own.

use api::Attempt;
use domain::StaffId;
use domain::practice::availability::{Availability, SetAvailability};
use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{Card, Choice, FormState, Heading, Load, Submit, fetched, use_toasts};

use super::exceptions::Exceptions;
use super::people::{People, chosen_person};
use crate::hours::{Week, WeekEditor, lines};
use crate::refusal::refuse_wrong;
use crate::saving::{Record, SavingForm};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/availability[?person={id}]`
#[component]
pub fn AvailabilityPage() -> impl IntoView {
    let workplace = use_workplace();
    let anybody = workplace.role() != Role::Clinician;
    // The front desk keeps time off and extra hours; the week itself is the clinician's.
    let may_set = workplace.role() != Role::FrontDesk;
    let dirty = RwSignal::new(false);
    let person = chosen_person(workplace);
    view! {
        <Heading text="Availability" />
        <p class="soft">{format!("Times are those of {}.", workplace.zone().replace('_', " "))}</p>
        {anybody.then(|| view! { <People label="Hours of" page="availability" person dirty /> })}
        {move || person.get().map(|id| view! {
            {if may_set {
                view! { <Hours id dirty /> }.into_any()
            } else {
                view! { <HoursToRead id /> }.into_any()
            }}
            <Exceptions id />
        })}
    }
    .into_any()
}

#[component]
fn Hours(id: StaffId, dirty: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let hours = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_availability(id)).await }
    });
    view! {
        <Load from=hours lines=8 let:now>
            <Edit hours=now dirty take=move |theirs: Availability| hours.set(theirs) />
        </Load>
    }
    .into_any()
}

/// The week for those who may not change it.
#[component]
fn HoursToRead(id: StaffId) -> impl IntoView {
    let session = use_session();
    let hours = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_availability(id)).await }
    });
    view! {
        <Card title="Weekly hours">
            <Load from=hours lines=7 let:now>
                <dl class="facts">
                    {lines(&now.windows).into_iter().map(|(day, text)| {
                        let text = if text.is_empty() { "No hours".to_owned() } else { text };
                        view! { <dt>{day}</dt> <dd class="num">{text}</dd> }
                    }).collect_view()}
                </dl>
            </Load>
        </Card>
    }
    .into_any()
}

#[component]
fn Edit(hours: Availability, dirty: RwSignal<bool>, #[prop(into)] take: Callback<Availability>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let offices = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_offices()).await }
    });
    let choices = move || {
        let in_use = offices.with(|page| {
            page.items.iter().filter(|o| !o.archived).map(|o| Choice::new(o.id.to_string(), o.details.name.clone())).collect::<Vec<_>>()
        });
        in_use.unwrap_or_default()
    };
    let services = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_services()).await }
    });
    let kinds = move || {
        let on_offer = services.with(|page| {
            page.items.iter().filter(|s| !s.archived).map(|s| Choice::new(s.id.to_string(), s.details.name.clone())).collect::<Vec<_>>()
        });
        on_offer.unwrap_or_default()
    };
    let state = FormState::new();
    Effect::new(move |_| dirty.set(state.dirty().get()));
    on_cleanup(move || {
        let _ = dirty.try_set(false);
    });
    let week = Week::new(&hours.windows);
    let id = hours.staff_id;
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), SetAvailability { windows: week.windows() });
        async move {
            refuse_wrong(&input)?;
            session.ask(api.set_availability(&attempt, id, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_availability(id)).await }
    };
    let record = Record { version: |a: &Availability| a.version, lines: |a: &Availability| lines(&a.windows) };
    view! {
        <SavingForm version=RwSignal::new(hours.version) record save read mine=move |()| lines(&week.windows())
            on_saved=move |_: Availability| toasts.say("Saved.") on_theirs=take state>
            <WeekEditor week offices=Signal::derive(choices) services=Signal::derive(kinds) more=true />
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}
