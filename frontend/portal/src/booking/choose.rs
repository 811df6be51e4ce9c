//! Choosing the clinician (when there are several), the office and the service (B4).

use domain::booking::portal::{BookableClinician, BookableOffice, BookableService};
use domain::practice::office::OfficeKind;
use leptos::prelude::*;
use ui::{Choice, Select};

use super::finder::Finder;
use super::texts::find;
use crate::texts::count;

/// The three lists, each with what goes with the choice before it. One that waits for the choice before it says so.
#[component]
pub fn Choose(finder: Finder) -> impl IntoView {
    let t = find::texts();
    let chosen = finder.chosen;
    let (by_hand, all_by_hand) = (!finder.purpose.takes_first_clinician(), !finder.purpose.takes_first_place());
    let clinicians = Signal::derive(move || {
        let named = |c: &BookableClinician| Choice::new(c.id.to_string(), with_credentials(c));
        let all = finder.options.with_value(|options| options.clinicians.iter().map(named).collect());
        entries(all, by_hand, t.all())
    });
    let offices = Signal::derive(move || {
        let t = t.all();
        let named = |o: &BookableOffice| Choice::new(o.id.to_string(), office_name(o, t.choose.video));
        match chosen.of_clinician(|clinician| clinician.offices.iter().map(named).collect()) {
            Some(all) => entries(all, all_by_hand, t),
            None => waits(t.choose.clinician_first),
        }
    });
    let services = Signal::derive(move || {
        let t = t.all();
        let named =
            |s: &BookableService| Choice::new(s.id.to_string(), format!("{}, {}", s.name, count(&t.plurals.minutes, s.minutes.into())));
        match chosen.of_office(|office| office.services.iter().map(named).collect()) {
            Some(all) => entries(all, all_by_hand, t),
            None if chosen.clinician.with(String::is_empty) => waits(t.choose.clinician_first),
            None => waits(t.choose.office_first),
        }
    });
    let no_clinician = Signal::derive(move || chosen.clinician.with(String::is_empty));
    let no_office = Signal::derive(move || chosen.office.with(String::is_empty));
    let changed = Callback::new(move |_: String| {
        finder.monday.set(None);
        chosen.changed();
    });
    let several = finder.options.with_value(|options| options.clinicians.len() > 1);
    view! {
        <div class="choose">
            {several.then(|| view! {
                <Select label=t.of(|c| c.choose.clinician) value=chosen.clinician choices=clinicians on_change=changed id="clinician" required=true />
            }.into_any())}
            <Select label=t.of(|c| c.choose.office) value=chosen.office choices=offices disabled=no_clinician on_change=changed id="office"
                required=true />
            <Select label=t.of(|c| c.choose.service) value=chosen.service choices=services disabled=no_office on_change=changed id="service"
                required=true />
        </div>
    }
    .into_any()
}

/// The entries of a list; where the person chooses among several by hand, before them the wish to.
fn entries(all: Vec<Choice>, by_hand: bool, t: &find::Catalogue) -> Vec<Choice> {
    let pick = (by_hand && all.len() > 1).then(|| Choice::new("", t.choose.pick));
    pick.into_iter().chain(all).collect()
}

/// The list of what cannot be chosen yet.
fn waits(why: &str) -> Vec<Choice> {
    vec![Choice::new("", why)]
}

/// A clinician's name with what stands behind it.
pub fn with_credentials(clinician: &BookableClinician) -> String {
    match clinician.credentials.trim() {
        "" => clinician.name.as_str().to_owned(),
        letters => format!("{}, {letters}", clinician.name.as_str()),
    }
}

/// An office's name; the video room's says that it is one.
pub fn office_name(office: &BookableOffice, video: &str) -> String {
    match office.kind {
        OfficeKind::Place => office.name.clone(),
        OfficeKind::Video => format!("{} ({})", office.name, domain::text::lowercase(video)),
    }
}
