//! A clinician's hours and calendars: what differs from the week, why a minute is closed, feeds out and in (B1, B15, B17).

use domain::booking::calendar::{CalendarFeed, ExplainTime, Explanation, OutsideCalendar, OutsideCalendarInput, OutsideCalendarPage};
use domain::booking::exception::{
    AvailabilityException, AvailabilityExceptionInput, AvailabilityExceptionPage, ListAvailabilityExceptions,
};
use domain::{AvailabilityExceptionId, OutsideCalendarId, StaffId};

use crate::{Api, Attempt, Failure};

impl Api {
    /// Why a minute is open or closed (B15).
    pub async fn explain_time(&self, query: &ExplainTime) -> Result<Explanation, Failure> {
        self.get("/practice/openings/explanation").query(query)?.answer().await
    }

    /// Extra hours and time off that are not over, or that were not on some day.
    pub async fn list_availability_exceptions(
        &self,
        id: StaffId,
        query: &ListAvailabilityExceptions,
    ) -> Result<AvailabilityExceptionPage, Failure> {
        self.get(format_args!("/practice/staff/{id}/availability-exceptions")).query(query)?.answer().await
    }

    /// Extra hours, or time off.
    pub async fn create_availability_exception(
        &self,
        attempt: &Attempt,
        id: StaffId,
        input: &AvailabilityExceptionInput,
    ) -> Result<AvailabilityException, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/availability-exceptions")).json(input)?.answer().await
    }

    /// Takes one back.
    pub async fn delete_availability_exception(&self, attempt: &Attempt, id: AvailabilityExceptionId) -> Result<(), Failure> {
        self.delete(attempt, format_args!("/practice/availability-exceptions/{id}")).done().await
    }

    /// Whether the clinician's calendar can be subscribed to, since when; its address is not told again.
    pub async fn get_staff_calendar_feed(&self, id: StaffId) -> Result<CalendarFeed, Failure> {
        self.get(format_args!("/practice/staff/{id}/calendar-feed")).answer().await
    }

    /// A new secret address, shown this once; the older one stops working.
    pub async fn create_staff_calendar_feed(&self, attempt: &Attempt, id: StaffId) -> Result<CalendarFeed, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/calendar-feed")).answer().await
    }

    /// The address stops working.
    pub async fn revoke_staff_calendar_feed(&self, attempt: &Attempt, id: StaffId) -> Result<(), Failure> {
        self.delete(attempt, format_args!("/practice/staff/{id}/calendar-feed")).done().await
    }

    /// Calendars elsewhere whose busy times close ours.
    pub async fn list_outside_calendars(&self, id: StaffId) -> Result<OutsideCalendarPage, Failure> {
        self.get(format_args!("/practice/staff/{id}/outside-calendars")).answer().await
    }

    /// Subscribes to one.
    pub async fn create_outside_calendar(
        &self,
        attempt: &Attempt,
        id: StaffId,
        input: &OutsideCalendarInput,
    ) -> Result<OutsideCalendar, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/outside-calendars")).json(input)?.answer().await
    }

    /// Its busy times no longer count.
    pub async fn delete_outside_calendar(&self, attempt: &Attempt, id: OutsideCalendarId) -> Result<(), Failure> {
        self.delete(attempt, format_args!("/practice/outside-calendars/{id}")).done().await
    }
}
