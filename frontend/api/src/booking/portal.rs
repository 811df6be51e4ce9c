//! The client's side (B4–B9). Without the right to appointments everything here is 404.

use domain::AppointmentId;
use domain::booking::portal::{
    BookingOptions, ChooseProposal, ListMyAppointments, OpeningsQuery, OpeningsWeek, PortalAppointment, PortalAppointmentPage,
    RequestAppointment, RescheduleAppointment,
};

use super::openings;
use crate::call::segment;
use crate::{Api, Attempt, Failure};

impl Api {
    /// With whom, where and for what the client may ask (B4).
    pub async fn get_booking_options(&self) -> Result<BookingOptions, Failure> {
        self.get("/portal/booking/options").answer().await
    }

    /// A week of openings (B5): advice, until the request is made.
    pub async fn list_openings(&self, query: &OpeningsQuery) -> Result<OpeningsWeek, Failure> {
        self.get(format_args!("/portal/booking/openings?{}", openings(query))).answer().await
    }

    /// The client's appointments (B7): upcoming ones by begin, past ones the last first.
    pub async fn list_my_appointments(&self, query: &ListMyAppointments) -> Result<PortalAppointmentPage, Failure> {
        let when = query.when.map(|when| format!("when={}", when.as_str()));
        let limit = query.limit.map(|limit| format!("limit={limit}"));
        let cursor = query.cursor.as_deref().map(|cursor| format!("cursor={}", segment(cursor)));
        let query: Vec<String> = when.into_iter().chain(limit).chain(cursor).collect();
        self.get(format_args!("/portal/appointments?{}", query.join("&"))).answer().await
    }

    /// Asks for a time (B6). `taken` with free times near it, `not_open` with the rule that closes it.
    pub async fn request_appointment(&self, attempt: &Attempt, input: &RequestAppointment) -> Result<PortalAppointment, Failure> {
        self.post(attempt, "/portal/appointments").json(input)?.answer().await
    }

    /// One of the client's appointments.
    pub async fn get_my_appointment(&self, id: AppointmentId) -> Result<PortalAppointment, Failure> {
        self.get(format_args!("/portal/appointments/{id}")).answer().await
    }

    /// Cancels it, or takes the request back (B8). `too_late_to_cancel` with the deadline, `phone_only`; both with the number.
    pub async fn cancel_my_appointment(&self, attempt: &Attempt, id: AppointmentId) -> Result<PortalAppointment, Failure> {
        self.post(attempt, format_args!("/portal/appointments/{id}/cancellation")).answer().await
    }

    /// Takes one of the times that the practice offered (B12). `taken`, `settled`.
    pub async fn choose_proposed_time(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &ChooseProposal,
    ) -> Result<PortalAppointment, Failure> {
        self.post(attempt, format_args!("/portal/appointments/{id}/choice")).json(input)?.answer().await
    }

    /// Asks for another time in its place (B9); answers the new one. `taken`, `not_open`, `too_late_to_cancel`, `phone_only`.
    pub async fn reschedule_my_appointment(
        &self,
        attempt: &Attempt,
        id: AppointmentId,
        input: &RescheduleAppointment,
    ) -> Result<PortalAppointment, Failure> {
        self.post(attempt, format_args!("/portal/appointments/{id}/rescheduling")).json(input)?.answer().await
    }

    /// It as a calendar file (B6, B23).
    pub async fn get_my_appointment_ics(&self, id: AppointmentId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/portal/appointments/{id}/calendar-file")).file().await
    }
}
