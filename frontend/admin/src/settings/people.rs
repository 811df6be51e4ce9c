//! Whose hours or calendars a page is about: everybody's for owner and front desk, one's own for a clinician.

use domain::StaffId;
use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Select, fetched};

use crate::calendar::labels;
use crate::session::use_session;
use crate::workplace::Workplace;

/// The person that the address names; one's own where it names nobody, or where one may not choose.
pub fn chosen_person(workplace: Workplace) -> Memo<Option<StaffId>> {
    let query = use_query_map();
    let own = untrack(|| workplace.staff()).filter(|me| matches!(me.role, Role::Owner | Role::Clinician)).map(|me| me.id);
    let anybody = workplace.role() != Role::Clinician;
    Memo::new(move |_| {
        let asked = query.with(|q| q.get("person")).and_then(|id| id.parse::<StaffId>().ok());
        if anybody { asked.or(own) } else { own }
    })
}

/// The choice among the clinicians.
#[component]
pub fn People(
    /// What is chosen: "Hours of".
    label: &'static str,
    /// The settings page that shows them.
    page: &'static str,
    /// Who is shown.
    person: Memo<Option<StaffId>>,
    /// Whether something is not saved yet.
    #[prop(optional, into)]
    dirty: Signal<bool>,
) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let staff = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(person.get().map(|id| id.to_string()).unwrap_or_default()));
    let choices = move || {
        let mut people = staff.with(|page| labels::clinician_choices(&page.items)).unwrap_or_default();
        if person.get().is_none() {
            people.insert(0, ui::Choice::new("", "Choose somebody"));
        }
        people
    };
    let changed = move |id: String| navigate(&format!("/admin/settings/{page}?person={id}"), NavigateOptions::default());
    view! {
        <div class="narrow">
            <Select label value choices=Signal::derive(choices) on_change=changed disabled=dirty
                hint=Signal::derive(move || dirty.get().then(|| "Save your changes first".to_owned())) />
        </div>
    }
    .into_any()
}
