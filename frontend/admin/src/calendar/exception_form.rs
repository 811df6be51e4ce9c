//! Time off and extra hours, by form: whole days or from minute to minute.

use api::Attempt;
use domain::StaffId;
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::practice::staff::Role;
use domain::time::{Date, LocalTime, days_after};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{ButtonLink, Checkbox, Choice, DateField, Failure, Field, FieldKind, Form, Radios, Select, SidePanel, Submit, use_toasts};

use super::labels;
use super::state::{Calendar, use_calendar};
use crate::app::NothingHere;
use crate::labels::{ANY, with_any};
use crate::refusal::{no_such_time, refuse_wrong};
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// An exception being written.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<String>,
    staff: RwSignal<String>,
    whole: RwSignal<bool>,
    from_day: RwSignal<String>,
    from_time: RwSignal<String>,
    to_day: RwSignal<String>,
    to_time: RwSignal<String>,
    office: RwSignal<String>,
    service: RwSignal<String>,
    note: RwSignal<String>,
}

impl Draft {
    fn new(calendar: Calendar, staff: Option<StaffId>, day: Date) -> Self {
        let text = |text: String| RwSignal::new(text);
        let staff = staff.or_else(|| calendar.usual_clinician()).map(|id| id.to_string()).unwrap_or_default();
        Self {
            kind: text(ExceptionKind::TimeOff.as_str().to_owned()),
            staff: text(staff),
            whole: RwSignal::new(true),
            from_day: text(day.to_string()),
            from_time: text("09:00".to_owned()),
            to_day: text(day.to_string()),
            to_time: text("17:00".to_owned()),
            office: text(ANY.to_owned()),
            service: text(ANY.to_owned()),
            note: text(String::new()),
        }
    }

    fn extra(self) -> bool {
        self.kind.with(|k| k == ExceptionKind::ExtraHours.as_str())
    }

    fn input(self) -> Result<(StaffId, AvailabilityExceptionInput), Failure> {
        let extra = untrack(|| self.extra());
        let get = |signal: RwSignal<String>| signal.get_untracked();
        let whole = !extra && self.whole.get_untracked();
        let last = if extra { get(self.from_day) } else { get(self.to_day) };
        let (from, to) = if whole {
            let midnight = |day: Option<Date>| LocalTime::new(day?, 0);
            (midnight(get(self.from_day).parse().ok()), midnight(last.parse().ok().and_then(|day| days_after(day, 1))))
        } else {
            let to = wall::typed(&last, &get(self.to_time));
            // Midnight is the end of the day where hours end with it.
            let to = to.map(|to| if to.minute() == 0 { wall::later(to, 1440).unwrap_or(to) } else { to });
            (wall::typed(&get(self.from_day), &get(self.from_time)), to)
        };
        let staff = get(self.staff).parse().map_err(|_| Failure::new("Choose a clinician.", ""))?;
        let input = AvailabilityExceptionInput {
            kind: if extra { ExceptionKind::ExtraHours } else { ExceptionKind::TimeOff },
            from: from.ok_or_else(|| no_such_time("/from"))?,
            to: to.ok_or_else(|| no_such_time("/to"))?,
            office_id: if extra { get(self.office).parse().ok() } else { None },
            service_id: if extra { get(self.service).parse().ok() } else { None },
            note: self.note.with_untracked(|t| t.trim().into()),
        };
        Ok((staff, input))
    }
}

/// `/admin/calendar/exceptions/new[?staff=…]`
#[component]
pub fn NewException() -> impl IntoView {
    let (session, calendar, toasts) = (use_session(), use_calendar(), use_toasts());
    let workplace = use_workplace();
    let navigate = use_navigate();
    let staff = use_query_map().with_untracked(|q| q.get("staff")).and_then(|id| id.parse().ok());
    let day = calendar.wish.get_untracked().day.unwrap_or_else(|| untrack(|| calendar.today()));
    let draft = Draft::new(calendar, staff, day);
    // A clinician keeps their own hours; owner and front desk everybody's.
    let own = (workplace.role() == Role::Clinician).then(|| untrack(|| workplace.staff())).flatten().map(|me| me.id.to_string());
    if let Some(own) = own.clone() {
        draft.staff.set(own);
    }
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            let (staff, input) = input?;
            refuse_wrong(&input)?;
            let made = session.ask(api.create_availability_exception(&attempt, staff, &input)).await?;
            calendar.read_hours(staff);
            toasts.say(format!("{} is in the calendar.", labels::exception(made.details.kind)));
            navigate(&calendar.wish.get_untracked().address(), NavigateOptions::default());
            Ok(())
        }
    };
    let close = Signal::derive(move || calendar.wish.get().address());
    if !calendar.may_write() {
        return view! { <NothingHere /> }.into_any();
    }
    view! {
        <SidePanel title="Time off or extra hours" close_href=close>
            <Form send guard=true>
                <Fields draft calendar fixed=own.is_some() />
                <div class="actions">
                    <ButtonLink href=close>"Cancel"</ButtonLink>
                    <Submit>"Add"</Submit>
                </div>
            </Form>
        </SidePanel>
    }
    .into_any()
}

#[component]
fn Fields(draft: Draft, calendar: Calendar, fixed: bool) -> impl IntoView {
    let kinds = vec![
        Choice::new(ExceptionKind::TimeOff.as_str(), "Time off").hint("Nothing can be booked; appointments that stand stay"),
        Choice::new(ExceptionKind::ExtraHours.as_str(), "Extra hours").hint("Besides the weekly hours"),
    ];
    let offices = Signal::derive(move || with_any("Any office", calendar.office_choices()));
    let services = Signal::derive(move || with_any("Any service", calendar.service_choices()));
    let extra = Memo::new(move |_| draft.extra());
    let whole = Memo::new(move |_| !draft.extra() && draft.whole.get());
    view! {
        <Radios legend="What" value=draft.kind choices=kinds required=true pointer="/kind" />
        {(!fixed).then(|| view! {
            <Select label="Clinician" value=draft.staff choices=Signal::derive(move || calendar.clinician_choices()) required=true />
        })}
        {move || (!extra.get()).then(|| view! { <Checkbox label="Whole days" value=draft.whole /> })}
        <div class="row fields">
            <DateField label=Signal::derive(move || if extra.get() { "Day" } else { "First day" }.to_owned()) value=draft.from_day
                required=true pointer="/from" />
            {move || (!extra.get()).then(|| view! { <DateField label="Last day" value=draft.to_day required=true pointer="/to" /> })}
        </div>
        {move || (!whole.get()).then(|| view! {
            <div class="row fields">
                <Field label="From" value=draft.from_time kind=FieldKind::Time required=true />
                <Field label="To" value=draft.to_time kind=FieldKind::Time required=true />
            </div>
        })}
        {move || extra.get().then(|| view! {
            <Select label="Office" value=draft.office choices=offices required=true pointer="/office_id" />
            <Select label="Service" value=draft.service choices=services required=true pointer="/service_id" />
        })}
        <Field label="Note" value=draft.note maxlength=200_u32 autocomplete="off" pointer="/note" hint="For the team; clients do not see it" />
    }
    .into_any()
}
