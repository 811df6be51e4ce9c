//! What the calendar and the panels beside it know together.

use domain::booking::appointment::{Appointment, ListCalendar};
use domain::booking::settings::Scheduling;
use domain::practice::office::Office;
use domain::practice::service::Service;
use domain::practice::staff::{Role, StaffMember};
use domain::time::{Date, LocalTime};
use domain::{AppointmentId, StaffId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Choice, Failure, Fetched, fetched};

use super::hours_reading::HoursReading;
use super::labels;
use super::memory;
use super::open_hours::Hours;
use super::wish::{Span, Whose, Wish};
use crate::session::use_session;
use crate::wait::repeat;
use crate::wall;
use crate::workplace::{Workplace, use_workplace};

/// How often the line of the present moves, in milliseconds.
const TICK: u64 = 20_000;

/// The calendar around the caller.
#[derive(Clone, Copy)]
pub struct Calendar {
    /// What the address says.
    pub wish: Memo<Wish>,
    /// The local time now, in the practice's zone.
    pub now: RwSignal<LocalTime>,
    /// What stands in the days that are shown.
    pub appointments: Fetched<Vec<Appointment>>,
    /// The team.
    pub team: Fetched<Vec<StaffMember>>,
    /// Places in use.
    pub offices: Fetched<Vec<Office>>,
    /// What is on offer.
    pub services: Fetched<Vec<Service>>,
    /// The rules of booking.
    pub rules: Fetched<Scheduling>,
    /// Hours of the clinicians, as they arrive.
    pub hours: RwSignal<Vec<Hours>>,
    workplace: Workplace,
    /// Whose sessions are shown where the address does not say.
    usual: Memo<Option<StaffId>>,
    /// What was chosen last on this device.
    chosen: RwSignal<Whose>,
    reading: HoursReading,
}

/// The calendar around the caller.
pub fn use_calendar() -> Calendar {
    expect_context::<Calendar>()
}

/// Begins to read what the calendar shows, and makes it known to the panels below.
pub fn provide_calendar() -> Calendar {
    let (session, workplace) = (use_session(), use_workplace());
    let query = use_query_map();
    let wish = Memo::new(move |_| query.with(Wish::read));
    let now = RwSignal::new(wall::now(&workplace.zone()));
    repeat(TICK, move || {
        let time = wall::now(&workplace.zone());
        if now.get_untracked() != time {
            now.set(time);
        }
    });
    let today = Memo::new(move |_| now.get().date());
    let days = Memo::new(move |_| wish.get().days(today.get()));
    let appointments = fetched(move || {
        let (api, days) = (session.api(), days.get());
        async move {
            let (Some(from), Some(to)) = (days.first().copied(), days.last().copied()) else { return Ok(Vec::new()) };
            Ok(session.ask(api.list_calendar(&ListCalendar { from, to, staff_id: None })).await?.items)
        }
    });
    let team = fetched(move || {
        let api = session.api();
        async move { Ok::<_, Failure>(session.ask(api.list_staff()).await?.items) }
    });
    let offices = fetched(move || {
        let api = session.api();
        async move { Ok::<_, Failure>(session.ask(api.list_offices()).await?.items.into_iter().filter(|o| !o.archived).collect()) }
    });
    let services = fetched(move || {
        let api = session.api();
        async move { Ok::<_, Failure>(session.ask(api.list_services()).await?.items.into_iter().filter(|s| !s.archived).collect()) }
    });
    let rules = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_scheduling()).await }
    });
    let reading = HoursReading::new(session);
    let hours = reading.hours;
    let me = untrack(|| workplace.staff());
    let chosen = RwSignal::new(me.as_ref().map_or(Whose::Usual, |me| memory::remembered(me.id)));
    let own = me.filter(|me| matches!(me.role, Role::Owner | Role::Clinician)).map(|me| me.id);
    let usual = Memo::new(move |_| {
        // Until the team and the hours have arrived, there is somebody, and there are some.
        let there = |id| team.with(|team| team.iter().any(|m| m.id == id && labels::sees_clients(m))).unwrap_or(true);
        let works = |id| hours.with(|all| all.iter().find(|h| h.staff == id).is_none_or(|h| !h.windows.is_empty()));
        match chosen.get() {
            Whose::All => None,
            Whose::One(id) if there(id) => Some(id),
            _ => own.filter(|id| works(*id)),
        }
    });
    let calendar = Calendar { wish, now, appointments, team, offices, services, rules, hours, workplace, usual, chosen, reading };
    Effect::new(move |_| {
        let Some(first) = days.with(|days| days.first().copied()) else { return };
        for member in calendar.clinicians() {
            reading.reach(member.id, first, today.get());
        }
    });
    provide_context(calendar);
    calendar
}

impl Calendar {
    /// The practice's zone.
    pub fn zone(self) -> String {
        self.workplace.zone()
    }

    /// Whether this person may change the calendar; a biller only looks.
    pub fn may_write(self) -> bool {
        self.workplace.role() != Role::Biller
    }

    /// Today, in the practice's zone. Tracks.
    pub fn today(self) -> Date {
        self.now.with(|now| now.date())
    }

    /// Minutes between the usual begins of sessions. Tracks.
    pub fn grid(self) -> u16 {
        self.rules.with(|s| s.rules.grid_minutes).unwrap_or(15).clamp(5, 60)
    }

    /// Whose sessions are shown: one clinician's, or nobody's in particular. Tracks.
    pub fn shown_for(self, wish: Wish) -> Option<StaffId> {
        match wish.whose {
            Whose::Usual => self.usual.get(),
            Whose::All => None,
            Whose::One(id) => Some(id),
        }
    }

    /// Remembers on this device whose sessions somebody wants to see.
    pub fn remember(self, whose: Whose) {
        self.chosen.set(whose);
        if let Some(me) = untrack(|| self.workplace.staff()) {
            memory::remember(me.id, whose);
        }
    }

    /// How a colleague is called. Tracks.
    pub fn name_of(self, staff: StaffId) -> String {
        let name = |team: &Vec<StaffMember>| team.iter().find(|m| m.id == staff).map(|m| String::from(m.display_name.clone()));
        self.team.with(name).flatten().unwrap_or_default()
    }

    /// Clinicians whose sessions are shown. Tracks.
    pub fn clinicians(self) -> Vec<StaffMember> {
        let whose = self.shown_for(self.wish.get());
        let shown = |m: &&StaffMember| labels::sees_clients(m) && whose.is_none_or(|id| id == m.id);
        self.team.with(|team| team.iter().filter(shown).cloned().collect()).unwrap_or_default()
    }

    /// Whether a clinician's sessions are shown. Tracks.
    pub fn shows(self, staff: StaffId) -> bool {
        self.shown_for(self.wish.get()).is_none_or(|id| id == staff)
    }

    /// Whom a new appointment is with, unless somebody says otherwise.
    pub fn usual_clinician(self) -> Option<StaffId> {
        let me = untrack(|| self.workplace.staff()).filter(|me| matches!(me.role, Role::Owner | Role::Clinician)).map(|me| me.id);
        untrack(|| self.shown_for(self.wish.get())).or(me)
    }

    /// Places, to choose from. Tracks.
    pub fn office_choices(self) -> Vec<Choice> {
        self.offices.with(|all| all.iter().map(|o| Choice::new(o.id.to_string(), o.details.name.clone())).collect()).unwrap_or_default()
    }

    /// Services, to choose from. Tracks.
    pub fn service_choices(self) -> Vec<Choice> {
        let choice = |s: &Service| Choice::new(s.id.to_string(), format!("{} ({} min)", s.details.name, s.details.minutes));
        self.services.with(|all| all.iter().map(choice).collect()).unwrap_or_default()
    }

    /// Clinicians, to choose from. Tracks.
    pub fn clinician_choices(self) -> Vec<Choice> {
        self.team.with(|team| labels::clinician_choices(team)).unwrap_or_default()
    }

    /// Shows an appointment as it is now.
    pub fn put(self, appointment: Appointment) {
        self.appointments.update(|all| match all.iter_mut().find(|a| a.id == appointment.id) {
            Some(known) => *known = appointment,
            None => all.push(appointment),
        });
    }

    /// The appointment, when it is among those that are shown.
    pub fn find(self, id: AppointmentId) -> Option<Appointment> {
        self.appointments.with_untracked(|all| all.iter().find(|a| a.id == id).cloned()).flatten()
    }

    /// Reads a clinician's hours again.
    pub fn read_hours(self, staff: StaffId) {
        self.reading.again(staff, untrack(|| self.today()));
    }

    /// The address of a panel beside the calendar as it is shown. Tracks.
    pub fn beside(self, panel: &str, more: &[(&'static str, String)]) -> String {
        self.wish.get().beside(panel, more)
    }

    /// The address of an appointment's panel. Tracks.
    pub fn panel_of(self, id: AppointmentId) -> String {
        self.beside(&format!("/appointments/{id}"), &[])
    }

    /// The columns: a day for each, or a clinician for each. Tracks.
    pub fn columns(self) -> Vec<Column> {
        let (wish, today) = (self.wish.get(), self.today());
        let days = wish.days(today);
        if wish.span == Span::Day {
            let date = days.first().copied().unwrap_or(today);
            let of = |m: StaffMember| Column { date, staff: Some(m.id), name: String::from(m.display_name) };
            let columns: Vec<Column> = self.clinicians().into_iter().map(of).collect();
            if !columns.is_empty() {
                return columns;
            }
        }
        let staff = self.shown_for(wish);
        days.into_iter().map(|date| Column { date, staff, name: String::new() }).collect()
    }
}

/// A column of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its day.
    pub date: Date,
    /// Whose it is, where it is one clinician's.
    pub staff: Option<StaffId>,
    /// Who stands above it, where it is one of several clinicians' on a day.
    pub name: String,
}
