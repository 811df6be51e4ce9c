//! Weekly hours: an owner sees everybody's, a clinician their own.

use api::Attempt;
use domain::StaffId;
use domain::practice::service::{Availability, SetAvailability};
use domain::practice::staff::{Role, StaffState};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Choice, FormState, Heading, Load, Select, Submit, fetched, use_toasts};

use crate::hours::{Week, WeekEditor, lines};
use crate::refusal::refuse_wrong;
use crate::saving::{Record, SavingForm};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/availability[?person={id}]`
#[component]
pub fn AvailabilityPage() -> impl IntoView {
    let workplace = use_workplace();
    let query = use_query_map();
    let own = untrack(|| workplace.staff()).map(|s| s.id);
    let owner = workplace.owner();
    let dirty = RwSignal::new(false);
    let person = Memo::new(move |_| {
        let asked = query.with(|q| q.get("person")).and_then(|id| id.parse::<StaffId>().ok());
        if owner { asked.or(own) } else { own }
    });
    view! {
        <Heading text="Availability" />
        <p class="soft">{format!("Times are those of {}.", workplace.zone().replace('_', " "))}</p>
        {owner.then(|| view! { <People person dirty /> })}
        {move || person.get().map(|id| view! { <Hours id dirty /> })}
    }
    .into_any()
}

/// Whose hours an owner looks at.
#[component]
fn People(person: Memo<Option<StaffId>>, dirty: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let staff = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(person.get().map(|id| id.to_string()).unwrap_or_default()));
    let choices = move || {
        let people = staff.with(|page| {
            let works = |s: &&domain::practice::staff::StaffMember| {
                s.state != StaffState::Deactivated && matches!(s.details.role, Role::Owner | Role::Clinician)
            };
            page.items.iter().filter(works).map(|s| Choice::new(s.id.to_string(), s.display_name.as_str())).collect::<Vec<_>>()
        });
        people.unwrap_or_default()
    };
    let changed = move |id: String| navigate(&format!("/admin/settings/availability?person={id}"), NavigateOptions::default());
    view! {
        <div class="narrow">
            <Select label="Hours of" value choices=Signal::derive(choices) on_change=changed disabled=dirty
                hint=Signal::derive(move || dirty.get().then(|| "Save your changes first".to_owned())) />
        </div>
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
            <WeekEditor week offices=Signal::derive(choices) />
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}
