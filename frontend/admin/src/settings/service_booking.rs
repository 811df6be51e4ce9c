//! How a service is booked: the time kept free around it, who may ask for it, who gives it and where.

use std::collections::BTreeSet;

use domain::booking::settings::Approval;
use domain::practice::service::ServiceInput;
use domain::{OfficeId, StaffId};
use leptos::prelude::*;
use ui::{Checkbox, Choice, Failure, Fetched, Field, FieldKind, Fieldset, Select, fetched};

use super::scheduling::approval;
use crate::calendar::labels;
use crate::saving::{Lines, line, yes_no};
use crate::session::use_session;

/// What stands for the practice's own rule.
const AS_THE_PRACTICE: &str = "practice";

/// How a service is booked, being written.
#[derive(Clone, Copy)]
pub struct BookingDraft {
    before: RwSignal<String>,
    after: RwSignal<String>,
    online: RwSignal<bool>,
    new_clients: RwSignal<bool>,
    approval: RwSignal<String>,
    every_clinician: RwSignal<bool>,
    clinicians: RwSignal<BTreeSet<StaffId>>,
    every_office: RwSignal<bool>,
    offices: RwSignal<BTreeSet<OfficeId>>,
}

impl BookingDraft {
    /// As a service has it; as services usually are for a new one.
    pub fn new(known: Option<&ServiceInput>) -> Self {
        let minutes = |pick: fn(&ServiceInput) -> u16| RwSignal::new(known.map_or(0, pick).to_string());
        let (clinicians, offices) = known.map(|s| (s.clinicians.clone(), s.offices.clone())).unwrap_or_default();
        let by = known.and_then(|s| s.approval).map_or(AS_THE_PRACTICE, Approval::as_str);
        Self {
            before: minutes(|s| s.buffer_before_minutes),
            after: minutes(|s| s.buffer_after_minutes),
            online: RwSignal::new(known.is_none_or(|s| s.bookable_online)),
            new_clients: RwSignal::new(known.is_some_and(|s| s.for_new_clients)),
            approval: RwSignal::new(by.to_owned()),
            every_clinician: RwSignal::new(clinicians.is_empty()),
            clinicians: RwSignal::new(clinicians.into_iter().collect()),
            every_office: RwSignal::new(offices.is_empty()),
            offices: RwSignal::new(offices.into_iter().collect()),
        }
    }

    /// The service, booked so.
    pub fn input(self, service: ServiceInput) -> ServiceInput {
        let minutes = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().parse().unwrap_or(u16::MAX));
        let online = self.online.get_untracked();
        ServiceInput {
            buffer_before_minutes: minutes(self.before),
            buffer_after_minutes: minutes(self.after),
            bookable_online: online,
            for_new_clients: online && self.new_clients.get_untracked(),
            approval: Approval::named(&self.approval.get_untracked()),
            clinicians: chosen(self.every_clinician, self.clinicians),
            offices: chosen(self.every_office, self.offices),
            ..service
        }
    }
}

/// Nobody in particular is everybody.
fn chosen<T: Copy + Ord + Send + Sync + 'static>(every: RwSignal<bool>, some: RwSignal<BTreeSet<T>>) -> Vec<T> {
    if every.get_untracked() { Vec::new() } else { some.with_untracked(|some| some.iter().copied().collect()) }
}

/// How a service is booked, as a person reads it.
pub fn booking_lines(service: &ServiceInput) -> Lines {
    let every = |count: usize, one: &str| if count == 0 { format!("Every {one}") } else { format!("{count} chosen") };
    vec![
        line("Kept free before", format!("{} minutes", service.buffer_before_minutes)),
        line("Kept free after", format!("{} minutes", service.buffer_after_minutes)),
        line("Clients can ask for it online", yes_no(service.bookable_online)),
        line("New clients too", yes_no(service.for_new_clients)),
        line("Who says yes", service.approval.map_or("As the practice has it", approval)),
        line("Clinicians", every(service.clinicians.len(), "clinician")),
        line("Offices", every(service.offices.len(), "office")),
    ]
}

/// The fields.
#[component]
pub fn BookingFields(draft: BookingDraft) -> impl IntoView {
    let session = use_session();
    let team: Fetched<Vec<(StaffId, String)>> = fetched(move || {
        let api = session.api();
        async move {
            let page = session.ask(api.list_staff()).await?;
            let names = page.items.into_iter().filter(labels::sees_clients).map(|m| (m.id, String::from(m.display_name)));
            Ok::<_, Failure>(names.collect())
        }
    });
    let places: Fetched<Vec<(OfficeId, String)>> = fetched(move || {
        let api = session.api();
        async move {
            let page = session.ask(api.list_offices()).await?;
            Ok::<_, Failure>(page.items.into_iter().filter(|o| !o.archived).map(|o| (o.id, o.details.name)).collect())
        }
    });
    let approvals = vec![
        Choice::new(AS_THE_PRACTICE, "As the practice has it"),
        Choice::new(Approval::ByHand.as_str(), approval(Approval::ByHand)),
        Choice::new(Approval::ExistingBookAtOnce.as_str(), approval(Approval::ExistingBookAtOnce)),
    ];
    view! {
        <Fieldset legend="Kept free around it" hint="Nothing else can be booked then">
            <div class="row fields">
                <Field label="Before" value=draft.before kind=FieldKind::Number inputmode="numeric" unit="minutes" required=true
                    pointer="/buffer_before_minutes" />
                <Field label="After" value=draft.after kind=FieldKind::Number inputmode="numeric" unit="minutes" required=true
                    pointer="/buffer_after_minutes" />
            </div>
        </Fieldset>
        <Fieldset legend="Online">
            <Checkbox label="Clients can ask for it in the portal" value=draft.online pointer="/bookable_online" />
            {move || draft.online.get().then(|| view! {
                <Checkbox label="New clients too" value=draft.new_clients pointer="/for_new_clients" />
            })}
        </Fieldset>
        <Select label="Requests" value=draft.approval choices=approvals required=true pointer="/approval" />
        <Among legend="Who gives it" every="Every clinician" all=draft.every_clinician some=draft.clinicians known=team />
        <Among legend="Where" every="Every office" all=draft.every_office some=draft.offices known=places />
    }
    .into_any()
}

/// Everybody, or some of them.
#[component]
fn Among<T: Copy + Ord + Send + Sync + 'static>(
    legend: &'static str,
    every: &'static str,
    all: RwSignal<bool>,
    some: RwSignal<BTreeSet<T>>,
    known: Fetched<Vec<(T, String)>>,
) -> impl IntoView {
    let tick = move |(id, name): (T, String)| {
        let ticked = RwSignal::new(some.with_untracked(|s| s.contains(&id)));
        let changed = move |on: bool| {
            some.update(|s| {
                let _ = if on { s.insert(id) } else { s.remove(&id) };
            });
        };
        view! { <Checkbox label=name value=ticked on_change=changed /> }
    };
    view! {
        <Fieldset legend>
            <Checkbox label=every value=all />
            {move || (!all.get()).then(|| known.get().unwrap_or_default().into_iter().map(tick).collect_view())}
        </Fieldset>
    }
    .into_any()
}
