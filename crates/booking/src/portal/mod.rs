//! The client's side: a week of free times, requests, their own appointments, and what they do about them (B4 to B9).

mod asking;
mod cancelling;
mod choosing;
mod examples;
mod listing;
mod openings;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the operations for clients, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(openings::get_booking_options)
        .service(openings::list_openings)
        .service(listing::list_my_appointments)
        .service(asking::request_appointment)
        .service(listing::get_my_appointment)
        .service(cancelling::cancel_my_appointment)
        .service(choosing::choose_proposed_time)
        .service(asking::reschedule_my_appointment);
}
