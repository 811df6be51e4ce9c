//! Looking for a time: with whom, where, for what, in which week; what was found, and how far the request is.

use api::Failure;
use domain::AppointmentId;
use domain::booking::portal::{
    BookableClinician, BookableOffice, BookableService, BookingOptions, OpeningsDay, OpeningsQuery, OpeningsWeek,
};
use domain::time::{Date, Timestamp, monday_of};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Fetched, fetched};

use super::problems;
use super::step::{Half, Step};
use super::texts::{BookingTexts, use_texts};
use crate::portal::{Portal, use_portal};

/// What the time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A client's request.
    Request,
    /// Another time in place of this appointment (B9).
    InPlaceOf(AppointmentId),
    /// Somebody who is no client yet (B11).
    NewClient,
}

/// The search. Copy it anywhere below the page that made it.
#[derive(Clone, Copy)]
pub struct Finder {
    /// The portal.
    pub portal: Portal,
    /// The texts.
    pub texts: BookingTexts,
    /// What the time is for.
    pub purpose: Purpose,
    /// What there is to choose from.
    pub options: StoredValue<BookingOptions>,
    /// The chosen clinician's id; empty for none yet, as are the others.
    pub clinician: RwSignal<String>,
    /// The chosen office's id.
    pub office: RwSignal<String>,
    /// The chosen service's id.
    pub service: RwSignal<String>,
    /// The week that is asked for; none: the first with something free.
    pub monday: RwSignal<Option<Date>>,
    /// What was found; `None` until everything is chosen.
    pub week: Fetched<Option<OpeningsWeek>>,
    /// How far the person is.
    pub step: Memo<Step>,
    /// Times near one that was taken meanwhile.
    pub near: RwSignal<Vec<Timestamp>>,
    /// The note, which outlives a refusal.
    pub note: RwSignal<String>,
    page: StoredValue<String>,
}

impl Finder {
    /// A search on the page at this address of the portal. `before` is what was chosen for the appointment it replaces.
    pub fn new(purpose: Purpose, page: &str, options: BookingOptions, before: Option<[String; 3]>) -> Self {
        let portal = use_portal();
        let query = use_query_map();
        let step = Memo::new(move |_| query.with(Step::read));
        let [clinician, office, service] = before.unwrap_or_else(|| remembered(portal, purpose)).map(RwSignal::new);
        let asked = untrack(|| step.get()).of_box().map(|(day, _)| monday_of(day));
        let monday = RwSignal::new(asked);
        let week = fetched(move || {
            let chosen = chosen(clinician.get(), office.get(), service.get());
            let asked = monday.get();
            async move {
                let Some(query) = chosen.and_then(|ids| query_of(ids, asked.or_else(super::moment::today)?)) else { return Ok(None) };
                look(portal, purpose, query, asked.is_none()).await.map(Some).map_err(|failure| portal.tell(&failure))
            }
        });
        let finder = Self {
            portal,
            texts: use_texts(),
            purpose,
            options: StoredValue::new(options),
            clinician,
            office,
            service,
            monday,
            week,
            step,
            near: RwSignal::new(Vec::new()),
            note: RwSignal::new(String::new()),
            page: StoredValue::new(portal.path(page)),
        };
        finder.settle();
        // Back and Forward may lead into another week than the one that is shown.
        Effect::new(move |_| {
            if let Some((day, _)) = step.get().of_box() {
                let shown = finder.shown_monday();
                if shown.is_some_and(|shown| shown != monday_of(day)) {
                    finder.monday.set(Some(monday_of(day)));
                }
            }
        });
        finder
    }

    /// The practice's zone.
    pub fn zone(self) -> String {
        self.options.with_value(|options| options.zone.0.clone())
    }

    /// The address of a step.
    pub fn href(self, step: Step) -> String {
        self.page.with_value(|page| format!("{page}{}", step.query()))
    }

    /// A function that goes to a step, for whatever happens later.
    pub fn goer(self) -> impl Fn(Step) + Clone + 'static {
        let navigate = use_navigate();
        move |step| navigate(&self.href(step), NavigateOptions { replace: true, ..NavigateOptions::default() })
    }

    /// Looks at the chosen clinician. Tracks.
    pub fn of_clinician<T>(self, look: impl FnOnce(&BookableClinician) -> T) -> Option<T> {
        let id = self.clinician.get();
        self.options.with_value(|options| options.clinicians.iter().find(|c| c.id.to_string() == id).map(look))
    }

    /// Looks at the chosen office. Tracks.
    pub fn of_office<T>(self, look: impl FnOnce(&BookableOffice) -> T) -> Option<T> {
        let id = self.office.get();
        self.of_clinician(|clinician| clinician.offices.iter().find(|o| o.id.to_string() == id).map(look)).flatten()
    }

    /// Looks at the chosen service. Tracks.
    pub fn of_service<T>(self, look: impl FnOnce(&BookableService) -> T) -> Option<T> {
        let id = self.service.get();
        self.of_office(|office| office.services.iter().find(|s| s.id.to_string() == id).map(look)).flatten()
    }

    /// After a choice: takes what is left to choose from where that is one thing, drops what does not go with it, and
    /// remembers the rest.
    pub fn settle(self) {
        let set = |chosen: RwSignal<String>, ids: Vec<String>| {
            let to = untrack(|| chosen.with(|id| settled(id, &ids)));
            if chosen.with_untracked(|id| *id != to) {
                chosen.set(to);
            }
        };
        set(self.clinician, self.options.with_value(|o| o.clinicians.iter().map(|c| c.id.to_string()).collect()));
        set(self.office, untrack(|| self.of_clinician(|c| c.offices.iter().map(|o| o.id.to_string()).collect())).unwrap_or_default());
        set(self.service, untrack(|| self.of_office(|o| o.services.iter().map(|s| s.id.to_string()).collect())).unwrap_or_default());
        if self.purpose == Purpose::Request {
            remember(self.portal, [self.clinician, self.office, self.service].map(|chosen| chosen.get_untracked()));
        }
    }

    /// The Monday of the week that is shown. Tracks.
    pub fn shown_monday(self) -> Option<Date> {
        self.week.with(|week| Some(week.as_ref()?.days.first()?.date)).flatten()
    }

    /// What the request says of the choice.
    pub fn query(self) -> Option<OpeningsQuery> {
        let chosen = chosen(self.clinician.get_untracked(), self.office.get_untracked(), self.service.get_untracked())?;
        query_of(chosen, super::moment::today()?)
    }

    /// A refusal in words; keeps the times near one that was taken, and looks at the week again.
    pub fn refused(self, failure: &Failure) -> ui::Failure {
        let _ = self.near.try_set(problems::free(failure));
        if problems::week_is_old(failure) {
            self.week.reload();
        }
        problems::tell(self.portal, self.texts, &self.zone(), failure)
    }
}

/// What is chosen from `ids` after all: what was, if it is there, or the only one.
fn settled(id: &str, ids: &[String]) -> String {
    match ids {
        [only] => only.clone(),
        _ if ids.iter().any(|other| other == id) => id.to_owned(),
        _ => String::new(),
    }
}

fn chosen(clinician: String, office: String, service: String) -> Option<[String; 3]> {
    let all = [clinician, office, service];
    all.iter().all(|id| !id.is_empty()).then_some(all)
}

fn query_of([clinician, office, service]: [String; 3], week: Date) -> Option<OpeningsQuery> {
    Some(OpeningsQuery { staff_id: clinician.parse().ok()?, office_id: office.parse().ok()?, service_id: service.parse().ok()?, week })
}

/// A week of openings; with `first` the first week that has any.
async fn look(portal: Portal, purpose: Purpose, mut query: OpeningsQuery, first: bool) -> Result<OpeningsWeek, Failure> {
    let ask = async |query: &OpeningsQuery| match purpose {
        Purpose::NewClient => portal.api().list_new_client_openings(&portal.slug(), query).await,
        Purpose::Request | Purpose::InPlaceOf(_) => portal.api().list_openings(query).await,
    };
    let week = ask(&query).await?;
    match week.first_with_openings.filter(|_| first && free_in(&week) == 0) {
        Some(day) => {
            query.week = day;
            ask(&query).await
        }
        None => Ok(week),
    }
}

/// How many times a week has free.
pub fn free_in(week: &OpeningsWeek) -> usize {
    week.days.iter().map(|day| day.morning.len() + day.afternoon.len()).sum()
}

/// The openings of one half of a day.
pub fn half_of(day: &OpeningsDay, half: Half) -> &[domain::booking::portal::Opening] {
    match half {
        Half::Morning => &day.morning,
        Half::Afternoon => &day.afternoon,
    }
}

/// Under this name the device remembers what was chosen last: three opaque ids.
fn key(portal: Portal) -> Option<String> {
    let login = untrack(|| portal.session.client())?.login_id;
    Some(format!("booking{}/{login}", portal.path("")))
}

fn remembered(portal: Portal, purpose: Purpose) -> [String; 3] {
    let kept = || window().local_storage().ok()??.get_item(&key(portal)?).ok()?;
    let kept = if purpose == Purpose::NewClient { None } else { kept() };
    let kept = kept.unwrap_or_default();
    let mut ids = kept.split(' ').map(str::to_owned);
    [(); 3].map(|()| ids.next().unwrap_or_default())
}

fn remember(portal: Portal, chosen: [String; 3]) {
    let Some((storage, key)) = window().local_storage().ok().flatten().zip(key(portal)) else { return };
    let _ = storage.set_item(&key, &chosen.join(" "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b4_one_choice_is_chosen_and_what_is_gone_is_dropped() {
        let ids = ["a".to_owned(), "b".to_owned()];
        assert_eq!(settled("", &ids[..1]), "a");
        assert_eq!(settled("b", &ids), "b");
        assert_eq!(settled("c", &ids), "");
        assert_eq!(settled("c", &[]), "");
    }
}
