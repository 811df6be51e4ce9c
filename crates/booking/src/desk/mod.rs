//! The staff's side: the rules of booking, the calendar and what is done in it, the answers to requests, hours that
//! differ from the week, and why a time is closed (B2, B12 to B15).
//!
//! Staff are past every rule but one: two sessions of a clinician, or two in a room, overlap only where somebody ticks
//! that they may, and that is recorded (B13, B18).

mod accepting;
mod along;
mod answering;
mod calendar;
mod cancelling;
mod creating;
mod examples;
mod exceptions;
mod explaining;
mod moving;
mod newcomers;
mod overlaps;
mod overview;
mod refusals;
mod requests;
mod scheduling;
mod series;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the operations for staff, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(overview::get_practice_overview)
        .service(scheduling::get_scheduling)
        .service(scheduling::update_scheduling)
        .service(calendar::list_calendar)
        .service(calendar::list_client_appointments)
        .service(creating::create_appointment)
        .service(calendar::get_appointment)
        .service(moving::move_appointment)
        .service(cancelling::cancel_appointment)
        .service(cancelling::set_appointment_status)
        .service(requests::list_appointment_requests)
        .service(requests::archive_appointment_request)
        .service(accepting::accept_appointment_request)
        .service(accepting::preview_appointment_acceptance)
        .service(answering::decline_appointment_request)
        .service(answering::propose_appointment_times)
        .service(explaining::explain_time)
        .service(exceptions::list_availability_exceptions)
        .service(exceptions::create_availability_exception)
        .service(exceptions::delete_availability_exception);
}
