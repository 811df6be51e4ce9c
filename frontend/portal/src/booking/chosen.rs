//! With whom, where and for what: what is chosen, what goes with it, and what this device remembers of it (B4).

use domain::booking::portal::{BookableClinician, BookableOffice, BookableService, BookingOptions, OpeningsQuery};
use domain::time::Date;
use leptos::prelude::*;
use web_sys::Storage;

use super::search::Purpose;
use crate::portal::Portal;

/// Ids of a clinician, an office and a service; empty where nothing is chosen.
pub type Ids = [String; 3];

/// The choice. Copy it anywhere below the page that made it.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// The clinician's id.
    pub clinician: RwSignal<String>,
    /// The office's id.
    pub office: RwSignal<String>,
    /// The service's id.
    pub service: RwSignal<String>,
    portal: Portal,
    purpose: Purpose,
    options: StoredValue<BookingOptions>,
}

impl Chosen {
    /// What `before` or this device remembers, as far as it is still to be had; else what the purpose begins with.
    pub fn new(portal: Portal, purpose: Purpose, options: StoredValue<BookingOptions>, before: Option<Ids>) -> Self {
        let ids = before.unwrap_or_else(|| remembered(portal, purpose));
        let [clinician, office, service] = options.with_value(|options| settle(options, purpose, ids)).map(RwSignal::new);
        Self { clinician, office, service, portal, purpose, options }
    }

    /// After the person's choice: what does not go with it is chosen anew, and the whole is remembered.
    pub fn changed(self) {
        let before = untrack(|| self.ids());
        let after = self.options.with_value(|options| settle(options, self.purpose, before.clone()));
        for ((signal, before), after) in self.signals().into_iter().zip(before).zip(&after) {
            if before != *after {
                signal.set(after.clone());
            }
        }
        remember(self.portal, self.purpose, &after);
    }

    /// Looks at the clinician. Tracks.
    pub fn of_clinician<T>(self, look: impl FnOnce(&BookableClinician) -> T) -> Option<T> {
        let id = self.clinician.get();
        self.options.with_value(|options| clinician(options, &id).map(look))
    }

    /// Looks at the office. Tracks.
    pub fn of_office<T>(self, look: impl FnOnce(&BookableOffice) -> T) -> Option<T> {
        let id = self.office.get();
        self.of_clinician(|clinician| office(clinician, &id).map(look)).flatten()
    }

    /// Looks at the service. Tracks.
    pub fn of_service<T>(self, look: impl FnOnce(&BookableService) -> T) -> Option<T> {
        let id = self.service.get();
        self.of_office(|office| office.services.iter().find(|s| s.id.to_string() == id).map(look)).flatten()
    }

    /// What to ask the server for, in the week of this day; `None` until everything is chosen. Tracks.
    pub fn query(self, week: Date) -> Option<OpeningsQuery> {
        let [staff, office, service] = self.ids();
        let replaces = match self.purpose {
            Purpose::InPlaceOf(old) => Some(old),
            Purpose::Request | Purpose::NewClient => None,
        };
        let (staff_id, office_id, service_id) = (staff.parse().ok()?, office.parse().ok()?, service.parse().ok()?);
        Some(OpeningsQuery { staff_id, office_id, service_id, week, replaces })
    }

    fn signals(self) -> [RwSignal<String>; 3] {
        [self.clinician, self.office, self.service]
    }

    fn ids(self) -> Ids {
        self.signals().map(|chosen| chosen.get())
    }
}

/// What is chosen of the options: what was, where it is still to be had, or else what the purpose begins with. Where there is but
/// one thing, it is that.
fn settle(options: &BookingOptions, purpose: Purpose, [staff, place, service]: Ids) -> Ids {
    let first = purpose.takes_first_place();
    let staff = settled(staff, options.clinicians.iter().map(|c| c.id.to_string()).collect(), purpose.takes_first_clinician());
    let offices = clinician(options, &staff).map_or(&[][..], |clinician| &clinician.offices);
    let place = settled(place, offices.iter().map(|o| o.id.to_string()).collect(), first);
    let services = offices.iter().find(|o| o.id.to_string() == place).map_or(&[][..], |office| &office.services);
    let service = settled(service, services.iter().map(|s| s.id.to_string()).collect(), first);
    [staff, place, service]
}

/// `id` if it is among `ids`; else the only one there is, or the first if that is wanted, or none.
fn settled(id: String, ids: Vec<String>, or_first: bool) -> String {
    if ids.contains(&id) {
        return id;
    }
    let takes = or_first || ids.len() == 1;
    ids.into_iter().next().filter(|_| takes).unwrap_or_default()
}

fn clinician<'a>(options: &'a BookingOptions, id: &str) -> Option<&'a BookableClinician> {
    options.clinicians.iter().find(|clinician| clinician.id.to_string() == id)
}

fn office<'a>(clinician: &'a BookableClinician, id: &str) -> Option<&'a BookableOffice> {
    clinician.offices.iter().find(|office| office.id.to_string() == id)
}

/// Where a choice is remembered, and under which name: three opaque ids. A client's stays on the device; that of somebody who
/// is no client yet lasts as long as the tab, so that loading the page again loses nothing.
fn memory(portal: Portal, purpose: Purpose) -> Option<(Storage, String)> {
    let path = portal.path("");
    match purpose {
        Purpose::Request => {
            let login = untrack(|| portal.session.client())?.login_id;
            Some((window().local_storage().ok()??, format!("booking{path}/{login}")))
        }
        Purpose::NewClient => Some((window().session_storage().ok()??, format!("booking{path}/new"))),
        Purpose::InPlaceOf(_) => None,
    }
}

fn remembered(portal: Portal, purpose: Purpose) -> Ids {
    let kept = memory(portal, purpose).and_then(|(storage, key)| storage.get_item(&key).ok()?).unwrap_or_default();
    let mut ids = kept.split(' ').map(str::to_owned);
    [(); 3].map(|()| ids.next().unwrap_or_default())
}

fn remember(portal: Portal, purpose: Purpose, ids: &Ids) {
    if let Some((storage, key)) = memory(portal, purpose) {
        let _ = storage.set_item(&key, &ids.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use domain::booking::settings::CancellationPolicy;
    use domain::practice::office::OfficeKind;
    use domain::time::Zone;

    use super::*;

    fn id(n: u32) -> String {
        format!("01890000-0000-7000-8000-{n:012}")
    }

    fn at(n: u32, services: &[u32]) -> BookableOffice {
        let service = |n: &u32| BookableService { id: id(*n).parse().unwrap(), name: String::new(), minutes: 50, at_once: false };
        let services = services.iter().map(service).collect();
        BookableOffice { id: id(n).parse().unwrap(), name: String::new(), kind: OfficeKind::Place, address: None, services }
    }

    fn with(n: u32, offices: Vec<BookableOffice>) -> BookableClinician {
        BookableClinician { id: id(n).parse().unwrap(), name: "Jo".into(), credentials: String::new(), offices }
    }

    fn of(clinicians: Vec<BookableClinician>) -> BookingOptions {
        BookingOptions {
            zone: Zone("UTC".into()),
            zone_abbreviation: None,
            horizon_end: "2027-01-20".parse().unwrap(),
            clinicians,
            cancellation: CancellationPolicy::PhoneOnly,
            phone: "+1 212 555 0142".into(),
            at_once_note: false,
        }
    }

    /// Two clinicians: one at two offices with two services each, one at the second office with its second service and a third.
    fn two() -> BookingOptions {
        of(vec![with(1, vec![at(11, &[21, 22]), at(12, &[21, 22])]), with(2, vec![at(12, &[23, 22]), at(13, &[24, 25])])])
    }

    fn chosen(options: &BookingOptions, purpose: Purpose, before: [u32; 3]) -> [u32; 3] {
        let before = before.map(|n| if n == 0 { String::new() } else { id(n) });
        settle(options, purpose, before).map(|id| id.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or_default())
    }

    #[test]
    fn b4_a_client_meets_a_week_at_once() {
        let go = |before| chosen(&two(), Purpose::Request, before);
        assert_eq!(go([0, 0, 0]), [1, 11, 21], "the first of everything");
        assert_eq!(go([2, 13, 25]), [2, 13, 25], "what was chosen last");
        assert_eq!(go([2, 12, 22]), [2, 12, 22], "office and service go with the other clinician, too");
        assert_eq!(go([2, 11, 22]), [2, 12, 22], "the office does not; the service does");
        assert_eq!(go([2, 11, 21]), [2, 12, 23], "neither does");
        assert_eq!(go([9, 12, 22]), [1, 12, 22], "a clinician who is gone");
    }

    #[test]
    fn b11_somebody_new_chooses_the_clinician_and_nothing_else_by_hand() {
        let go = |before| chosen(&two(), Purpose::NewClient, before);
        assert_eq!(go([0, 0, 0]), [0, 0, 0]);
        assert_eq!(go([2, 0, 0]), [2, 12, 23]);
        assert_eq!(chosen(&of(vec![with(3, vec![at(11, &[21, 22])])]), Purpose::NewClient, [0, 0, 0]), [3, 11, 21], "there is one");
    }

    #[test]
    fn b9_another_time_drops_what_is_gone_and_takes_what_is_alone() {
        let old = Purpose::InPlaceOf(id(99).parse().unwrap());
        assert_eq!(chosen(&two(), old, [1, 12, 22]), [1, 12, 22]);
        assert_eq!(chosen(&two(), old, [1, 13, 22]), [1, 0, 0]);
        assert_eq!(chosen(&two(), old, [9, 12, 22]), [0, 0, 0]);
        assert_eq!(chosen(&of(vec![with(3, vec![at(11, &[21])])]), old, [9, 9, 9]), [3, 11, 21]);
        assert_eq!(chosen(&of(Vec::new()), old, [1, 12, 22]), [0, 0, 0]);
    }
}
