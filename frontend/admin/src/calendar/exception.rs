//! The panel of a time off or of extra hours: what it is, and taking it back.

use api::Attempt;
use domain::booking::exception::{AvailabilityException, AvailabilityExceptionInput};
use domain::practice::staff::Role;
use domain::{AvailabilityExceptionId, StaffId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{Button, ButtonKind, Empty, IconName, SidePanel, act, use_toasts};
use wasm_bindgen_futures::spawn_local;

use super::labels;
use super::state::{Calendar, use_calendar};
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// `/admin/calendar/exceptions/{id}`
#[component]
pub fn ExceptionPanel() -> impl IntoView {
    let calendar = use_calendar();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<AvailabilityExceptionId>().ok()));
    let found =
        Memo::new(move |_| calendar.hours.with(|all| all.iter().flat_map(|h| &h.exceptions).find(|e| Some(e.id) == id.get()).cloned()));
    let title = Signal::derive(move || found.with(|e| e.as_ref().map_or("Time off", |e| labels::exception(e.details.kind)).to_owned()));
    let close = Signal::derive(move || calendar.wish.get().address());
    view! {
        <SidePanel title close_href=close>
            {move || match found.get() {
                Some(exception) => view! { <Details exception calendar /> }.into_any(),
                None => view! { <Empty title="This is not in the calendar" text="It was taken back, or is on another day." /> }.into_any(),
            }}
        </SidePanel>
    }
    .into_any()
}

#[component]
fn Details(exception: AvailabilityException, calendar: Calendar) -> impl IntoView {
    let (session, workplace, toasts) = (use_session(), use_workplace(), use_toasts());
    let navigate = use_navigate();
    let details = exception.details.clone();
    let staff = exception.staff_id;
    let name = Some(untrack(|| calendar.name_of(staff))).filter(|name| !name.is_empty());
    let office = details.office_id.and_then(|id| named(calendar.office_choices(), &id.to_string()));
    let service = details.service_id.and_then(|id| named(calendar.service_choices(), &id.to_string()));
    let note = String::from(details.note.clone());
    let own = untrack(|| workplace.staff()).is_some_and(|me| me.id == staff);
    let may = match workplace.role() {
        Role::Owner | Role::FrontDesk => true,
        Role::Clinician => own,
        Role::Biller => false,
    };
    let id = exception.id;
    let attempt = Attempt::new();
    let what = labels::exception(details.kind);
    let again = StoredValue::new(details.clone());
    let remove = act(move || {
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            session.ask(api.delete_availability_exception(&attempt, id)).await?;
            calendar.read_hours(staff);
            let input = again.get_value();
            let undo = move || put_back(staff, input.clone(), calendar, session, toasts);
            toasts.undo(format!("{what} was removed."), undo);
            navigate(&calendar.wish.get_untracked().address(), NavigateOptions::default());
            Ok(())
        }
    });
    view! {
        <dl class="facts">
            <dt>"When"</dt> <dd>{wall::span(details.from, details.to)}</dd>
            {name.map(|name| view! { <dt>"Clinician"</dt> <dd>{name}</dd> })}
            {office.map(|office| view! { <dt>"Office"</dt> <dd>{office}</dd> })}
            {service.map(|service| view! { <dt>"Service"</dt> <dd>{service}</dd> })}
            {(!note.is_empty()).then(|| view! { <dt>"Note"</dt> <dd>{note}</dd> })}
        </dl>
        {may.then(|| view! {
            <div class="actions">
                <Button kind=ButtonKind::Danger icon=IconName::Trash busy=remove.busy() on_press=move |()| remove.run()>"Remove"</Button>
            </div>
        })}
    }
    .into_any()
}

fn named(choices: Vec<ui::Choice>, id: &str) -> Option<String> {
    choices.into_iter().find(|choice| choice.value == id).map(|choice| choice.label)
}

/// Takes a removal back by making the same again.
fn put_back(staff: StaffId, input: AvailabilityExceptionInput, calendar: Calendar, session: crate::session::Session, toasts: ui::Toasts) {
    spawn_local(async move {
        match session.ask(session.api().create_availability_exception(&Attempt::new(), staff, &input)).await {
            Ok(_) => calendar.read_hours(staff),
            Err(failure) => toasts.failed(&failure),
        }
    });
}
