//! Looking for a time: in which week, what was found, and how far the request is.

use api::Failure;
use domain::booking::portal::{BookingOptions, OpeningsDay, OpeningsQuery, OpeningsWeek};
use domain::time::{Date, Timestamp, monday_of};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Fetched, fetched};

use super::chosen::Chosen;
use super::search::{Purpose, Search};
use super::step::{Half, Step};
use super::{moment, problems};
use crate::portal::{Portal, use_portal};

/// The search. Copy it anywhere below the page that made it.
#[derive(Clone, Copy)]
pub struct Finder {
    /// The portal.
    pub portal: Portal,
    /// What the time is for.
    pub purpose: Purpose,
    /// What there is to choose from.
    pub options: StoredValue<BookingOptions>,
    /// What is chosen of it.
    pub chosen: Chosen,
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
    /// The form that asks for a time.
    pub form: fn(Finder, Timestamp) -> AnyView,
    /// The step after the form, where there is one.
    pub code: Option<fn(Finder) -> AnyView>,
    page: StoredValue<String>,
}

impl Finder {
    /// The search of a page.
    pub fn new(search: Search, options: BookingOptions) -> Self {
        let Search { purpose, page, before, form, code, .. } = search;
        let portal = use_portal();
        let query = use_query_map();
        let step = Memo::new(move |_| query.with(Step::read));
        let options = StoredValue::new(options);
        let chosen = Chosen::new(portal, purpose, options, before);
        let asked = untrack(|| step.get()).of_box().map(|(day, _)| monday_of(day));
        let monday = RwSignal::new(asked);
        let week = fetched(move || {
            let asked = monday.get();
            let query = asked.or_else(moment::today).and_then(|week| chosen.query(week));
            async move {
                let Some(query) = query else { return Ok(None) };
                look(portal, purpose, query, asked.is_none()).await.map(Some).map_err(|failure| portal.tell(&failure))
            }
        });
        let (near, note) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
        let page = StoredValue::new(portal.path(&page));
        let finder = Self { portal, purpose, options, chosen, monday, week, step, near, note, form, code, page };
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

    /// The Monday of the week that is shown. Tracks.
    fn shown_monday(self) -> Option<Date> {
        self.week.with(|week| Some(week.as_ref()?.days.first()?.date)).flatten()
    }

    /// Whether the time was taken and others near it are offered.
    pub fn lost(self) -> Signal<bool> {
        Signal::derive(move || self.near.with(|near| !near.is_empty()))
    }

    /// What the request says of the choice.
    pub fn query(self) -> Option<OpeningsQuery> {
        untrack(|| self.chosen.query(moment::today()?))
    }

    /// A refusal in words; keeps the times near one that was taken, and looks at the week again.
    pub fn refused(self, failure: &Failure) -> ui::Failure {
        let _ = self.near.try_set(problems::free(failure));
        if problems::week_is_old(failure) {
            self.week.reload();
        }
        problems::tell(self.portal, &self.zone(), failure)
    }
}

/// A week of openings; with `first` the first week that has any.
async fn look(portal: Portal, purpose: Purpose, mut query: OpeningsQuery, first: bool) -> Result<OpeningsWeek, Failure> {
    let mut first = first;
    loop {
        let week = match purpose {
            Purpose::NewClient => portal.api().list_new_client_openings(&portal.slug(), &query).await,
            Purpose::Request | Purpose::InPlaceOf(_) => portal.api().list_openings(&query).await,
        }?;
        match week.first_with_openings.filter(|_| first && free_in(&week) == 0) {
            Some(day) => (query.week, first) = (day, false),
            None => return Ok(week),
        }
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
