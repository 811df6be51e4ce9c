//! A practice that is open for booking, and the handful of things everybody does with one.

use api::Api;
use domain::booking::appointment::{Appointment, AppointmentStatus, CreateAppointment, ListCalendar, MoveAppointment, Reach};
use domain::booking::portal::{PortalAppointment, RequestAppointment};
use domain::booking::settings::SchedulingRules;
use domain::practice::availability::{SetAvailability, WeeklyWindow};
use domain::practice::service::ServiceInput;
use domain::time::{LocalTime, Timestamp, Weekday};
use domain::{OfficeId, ServiceId, StaffId};
use jiff::tz::TimeZone;

use crate::harness::{Client, Colleague, House, Practice, once};

/// Willow & Reed: Robin, the owner, works Monday to Friday from nine to five and gives one service, an hour long, at one
/// office. Maya is in care. It is Monday, 2 March 2026, ten in the morning; clocks go forward on Sunday, the 8th.
pub struct Clinic {
    /// The house it is in.
    pub house: House,
    /// The practice.
    pub practice: Practice,
    /// Somebody in care.
    pub maya: Client,
    /// Who gives the sessions: the owner.
    pub staff: StaffId,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
}

impl Clinic {
    pub async fn open(house: &House) -> Self {
        let practice = house.practice().await;
        let owner = practice.owner();
        let office = owner.list_offices().await.expect("the offices").items[0].id;
        let service = owner.list_services().await.expect("the services").items[0].id;
        works(owner, owner.id).await;
        let maya = practice.client("Maya").await;
        Self { house: house.clone(), staff: owner.id, office, service, maya, practice }
    }

    pub fn owner(&self) -> &Colleague {
        self.practice.owner()
    }

    /// The same when so many hours have passed: the owner, whose session has ended, signs in again.
    pub async fn hours_later(self, hours: i64) -> Self {
        self.house.advance(hours * 3600);
        Self { practice: self.practice.another_day().await, ..self }
    }

    /// The same when the sessions of before have ended: the owner signs in again.
    pub async fn another_day(&self) -> Self {
        let practice = self.practice.another_day().await;
        Self { house: self.house.clone(), maya: self.maya.clone(), practice, ..*self }
    }

    /// Changes the rules of booking.
    pub async fn rules(&self, change: impl FnOnce(&mut SchedulingRules)) {
        let now = self.owner().get_scheduling().await.expect("the rules");
        let mut rules = now.rules;
        change(&mut rules);
        self.owner().update_scheduling(&once(), Some(now.version), &rules).await.expect("the rules are saved");
    }

    /// Changes the service.
    pub async fn offers(&self, change: impl FnOnce(&mut ServiceInput)) {
        let now = self.owner().list_services().await.expect("the services").items.remove(0);
        let mut details = now.details;
        change(&mut details);
        self.owner().update_service(&once(), now.id, Some(now.version), &details).await.expect("the service is saved");
    }

    /// What staff write to book Maya at `start`; she is not told.
    pub fn session(&self, start: &str) -> CreateAppointment {
        CreateAppointment {
            client_id: self.maya.id,
            staff_id: self.staff,
            service_id: self.service,
            office_id: self.office,
            start: local(start),
            minutes: None,
            note: "".into(),
            allow_overlap: false,
            tell_client: false,
            recurrence: None,
        }
    }

    /// Staff book Maya at `start`, quietly.
    pub async fn books(&self, start: &str) -> Appointment {
        self.owner().create_appointment(&once(), &self.session(start)).await.expect("booked")
    }

    /// What a client sends to ask for `start`.
    pub fn wish(&self, start: &str) -> RequestAppointment {
        RequestAppointment {
            staff_id: self.staff,
            office_id: self.office,
            service_id: self.service,
            start: moment(start),
            note: "".into(),
            replaces: None,
        }
    }

    /// The client of this browser asks for `start`.
    pub async fn asks(&self, browser: &Api, start: &str) -> PortalAppointment {
        browser.request_appointment(&once(), &self.wish(start)).await.expect("the request is taken")
    }

    /// The appointment as staff see it.
    pub async fn shown(&self, id: domain::AppointmentId) -> Appointment {
        self.owner().get_appointment(id).await.expect("the appointment")
    }

    /// Begins of what stands between two days, in local time.
    pub async fn calendar(&self, from: &str, to: &str) -> Vec<String> {
        let query = ListCalendar { from: from.parse().expect("a day"), to: to.parse().expect("a day"), staff_id: None };
        let page = self.owner().list_calendar(&query).await.expect("the calendar");
        page.items.iter().filter(|item| item.status == AppointmentStatus::Confirmed).map(|item| wall(item.start)).collect()
    }
}

/// Monday to Friday, nine to five.
pub async fn works(owner: &Colleague, staff: StaffId) {
    let windows = Weekday::ALL[..5].iter().map(|day| WeeklyWindow::new(*day, 9 * 60, 17 * 60)).collect();
    owner.set_availability(&once(), staff, None, &SetAvailability { windows }).await.expect("the hours are saved");
}

/// A move of one appointment to `start`, quietly.
pub fn to(start: &str) -> MoveAppointment {
    MoveAppointment {
        start: local(start),
        minutes: None,
        staff_id: None,
        office_id: None,
        reach: Reach::ThisOne,
        allow_overlap: false,
        tell_client: false,
    }
}

/// A local time.
pub fn local(text: &str) -> LocalTime {
    text.parse().expect("a local time")
}

/// The moment of a local time in New York.
pub fn moment(text: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = text.parse().expect("a local time");
    civil.to_zoned(new_york()).expect("a moment").timestamp()
}

/// What the clock on the wall shows in New York.
pub fn wall(at: Timestamp) -> String {
    new_york().to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

fn new_york() -> TimeZone {
    TimeZone::get("America/New_York").expect("a zone")
}
