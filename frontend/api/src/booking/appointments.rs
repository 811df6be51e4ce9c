//! The practice's side: rules, the calendar, requests (B2, B3, B12–B15).

use domain::booking::appointment::{
    Appointment, AppointmentPage, CancelAppointment, CreateAppointment, ListCalendar, MoveAppointment, SetOutcome,
};
use domain::booking::request::{AcceptRequest, DeclineRequest, ListAppointmentRequests, ProposeTimes};
use domain::booking::settings::{Scheduling, SchedulingRules};
use domain::list::PageQuery;
use domain::practice::email_text::EmailPreview;
use domain::{AppointmentId, ClientId};

use crate::{Api, Attempt, Failure};

impl Api {
    /// The rules in force.
    pub async fn get_scheduling(&self) -> Result<Scheduling, Failure> {
        self.get("/practice/scheduling").answer().await
    }

    /// Other rules; appointments that stand are not changed (B22). `stale` when `version` is not the latest.
    pub async fn update_scheduling(&self, attempt: &Attempt, version: Option<i64>, input: &SchedulingRules) -> Result<Scheduling, Failure> {
        self.put(attempt, "/practice/scheduling").if_version(version).json(input)?.answer().await
    }

    /// What stands in the calendar, at most 45 days of it.
    pub async fn list_calendar(&self, query: &ListCalendar) -> Result<AppointmentPage, Failure> {
        self.get("/practice/appointments").query(query)?.answer().await
    }

    /// One client's appointments, the latest first.
    pub async fn list_client_appointments(&self, id: ClientId, query: &PageQuery) -> Result<AppointmentPage, Failure> {
        self.get(format_args!("/practice/clients/{id}/appointments")).query(query)?.answer().await
    }

    /// One appointment.
    pub async fn get_appointment(&self, id: AppointmentId) -> Result<Appointment, Failure> {
        self.get(format_args!("/practice/appointments/{id}")).answer().await
    }

    /// Puts one into the calendar, or a series, of which it answers the first. `overlap` with what stands in the way.
    pub async fn create_appointment(&self, attempt: &Attempt, input: &CreateAppointment) -> Result<Appointment, Failure> {
        self.post(attempt, "/practice/appointments").json(input)?.answer().await
    }

    /// Another time, length, clinician or office. `overlap`; `stale` when `version` is not the latest.
    pub async fn move_appointment(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        version: Option<i64>,
        input: &MoveAppointment,
    ) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/move")).if_version(version).json(input)?.answer().await
    }

    /// Cancels it. `settled` when it is over or was cancelled already.
    pub async fn cancel_appointment(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &CancelAppointment,
    ) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/cancellation")).json(input)?.answer().await
    }

    /// What became of it: attended, no-show, cancelled late.
    pub async fn set_appointment_status(&self, attempt: &Attempt, id: AppointmentId, input: &SetOutcome) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/status")).json(input)?.answer().await
    }

    /// Requests of clients, those that wait first (B12).
    pub async fn list_appointment_requests(&self, query: &ListAppointmentRequests) -> Result<AppointmentPage, Failure> {
        self.get("/practice/appointment-requests").query(query)?.answer().await
    }

    /// Yes. `settled` when it was answered already, `overlap` with what stands in the way.
    pub async fn accept_appointment_request(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &AcceptRequest,
    ) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/acceptance")).json(input)?.answer().await
    }

    /// The e-mail that a *yes* would send; nothing is sent.
    pub async fn preview_appointment_acceptance(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &AcceptRequest,
    ) -> Result<EmailPreview, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/acceptance/preview")).json(input)?.answer().await
    }

    /// No. `settled`.
    pub async fn decline_appointment_request(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &DeclineRequest,
    ) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/decline")).json(input)?.answer().await
    }

    /// Not then, but at one of these times: the client chooses. `settled`, `taken`.
    pub async fn propose_appointment_times(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &ProposeTimes,
    ) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/proposals")).json(input)?.answer().await
    }

    /// Puts an answered request away.
    pub async fn archive_appointment_request(&self, attempt: &Attempt, id: AppointmentId) -> Result<Appointment, Failure> {
        self.post(attempt, format_args!("/practice/appointments/{id}/archival")).answer().await
    }
}
