//! Choosing the clinician (when there are several), the office and the service (B4).

use domain::practice::office::OfficeKind;
use leptos::prelude::*;
use ui::{Choice, Select};

use super::finder::Finder;
use crate::texts::count;

/// The three lists, each with what goes with the choice before it.
#[component]
pub fn Choose(finder: Finder) -> impl IntoView {
    let t = finder.texts;
    let entries = move |of: Vec<Choice>| match of.len() {
        0 | 1 => of,
        _ => std::iter::once(Choice::new("", t.all().choose.pick)).chain(of).collect(),
    };
    let clinicians = Signal::derive(move || {
        entries(finder.options.with_value(|options| {
            let named = |c: &domain::booking::portal::BookableClinician| Choice::new(c.id.to_string(), with_credentials(c));
            options.clinicians.iter().map(named).collect()
        }))
    });
    let offices = Signal::derive(move || {
        let all =
            finder.of_clinician(|c| c.offices.iter().map(|o| Choice::new(o.id.to_string(), office_name(o, t.all().one.video))).collect());
        entries(all.unwrap_or_default())
    });
    let services = Signal::derive(move || {
        let named = |s: &domain::booking::portal::BookableService| {
            Choice::new(s.id.to_string(), format!("{}, {}", s.name, count(&t.all().plurals.minutes, s.minutes.into())))
        };
        entries(finder.of_office(|o| o.services.iter().map(named).collect()).unwrap_or_default())
    });
    let changed = Callback::new(move |_: String| {
        finder.monday.set(None);
        finder.settle();
    });
    let several = finder.options.with_value(|options| options.clinicians.len() > 1);
    view! {
        <div class="choose">
            {several.then(|| view! {
                <Select label=t.of(|c| c.choose.clinician) value=finder.clinician choices=clinicians on_change=changed id="clinician" required=true />
            }.into_any())}
            <Select label=t.of(|c| c.choose.office) value=finder.office choices=offices on_change=changed id="office" required=true />
            <Select label=t.of(|c| c.choose.service) value=finder.service choices=services on_change=changed id="service" required=true />
        </div>
    }
    .into_any()
}

/// A clinician's name with what stands behind it.
pub fn with_credentials(clinician: &domain::booking::portal::BookableClinician) -> String {
    match clinician.credentials.trim() {
        "" => clinician.name.as_str().to_owned(),
        letters => format!("{}, {letters}", clinician.name.as_str()),
    }
}

fn office_name(office: &domain::booking::portal::BookableOffice, video: &str) -> String {
    match office.kind {
        OfficeKind::Place => office.name.clone(),
        OfficeKind::Video => format!("{} ({})", office.name, domain::text::lowercase(video)),
    }
}
