//! The calendar file of one of the client's own appointments.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpResponse, get};
use domain::AppointmentId;
use domain::access::rights::Right;
use platform::App;
use platform::answers;
use platform::caller::Client;
use platform::checked::{Id, NoQuery};
use platform::mail::CalendarFile;
use platform::problem::Problem;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{Method, file};
use crate::letters::{self, Facts};
use crate::store::appointments;

/// Adds the operation.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_my_appointment_ics);
}

/// The file for the client's calendar (B6).
#[utoipa::path(
    tag = "booking",
    operation_id = "get_my_appointment_ics",
    summary = "Download an appointment as calendar file",
    description = "A calendar file (RFC 5545) with a neutral title. Its UID stays the same and its SEQUENCE grows with each change, so that a later file replaces an earlier one. What waits for an answer is tentative.",
    params(("id" = AppointmentId, Path, description = "The appointment.")),
    responses(answers::Read, (status = 200, description = "The file.", body = String, content_type = "text/calendar", example = json!(EXAMPLE))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/appointments/{id}/calendar-file")]
pub async fn get_my_appointment_ics(platform: App, client: Client, id: Id<AppointmentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    client.needs(Right::Appointments)?;
    let (db, scope) = (platform.db.read(), client.scope());
    let row = appointments::find(db, scope, id.0).await?.filter(|row| row.client_id == client.client.0).ok_or_else(Problem::not_found)?;
    let entries = letters::entries(&platform, db, scope, &[Facts::of(&row)]).await?;
    let text = file(Method::Publish, None, &entries);
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", CalendarFile::NAME)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text))
}

pub(crate) const EXAMPLE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Anteroom//Anteroom//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nCLASS:PRIVATE\r\nDTEND:20260303T155000Z\r\nDTSTAMP:20260201T000000Z\r\nDTSTART:20260303T150000Z\r\nLOCATION:Maple Street\\, 12 Maple Street\\, Ithaca\\, NY 14850\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:Appointment\r\nTRANSP:OPAQUE\r\nUID:018f3c5e-7a10-7000-8000-5f2b9d0c1a44@portal.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
