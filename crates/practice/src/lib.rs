//! The practice: what it is called and how it is reached, where it works and what it offers, who works there and who is
//! in its care, the words of its e-mails, and the log of who did or read what. Whatever staff enter about their practice
//! and their clients is kept here; who may come in, and how, is *access*.

mod address;
pub mod audit_log;
pub mod availability;
pub mod clients;
pub mod email_texts;
mod examples;
pub mod logo;
mod names;
pub mod offices;
pub mod portal_home;
pub mod practices;
pub mod services;
pub mod staff;
#[cfg(test)]
mod testing;

use platform::jobs::Handlers;
use platform::secrets::reseal::{Key, Sealed};
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(practices::http::get_public_practice)
        .service(logo::http::get_public_logo)
        .service(portal_home::get_my_home)
        .service(audit_log::record_access::list_my_record_access)
        .service(practices::http::get_practice)
        .service(practices::http::update_practice)
        .service(practices::http::update_portal_settings)
        .service(practices::http::update_sign_in_rules)
        .service(logo::http::upload_logo)
        .service(logo::http::remove_logo)
        .service(email_texts::http::list_email_texts)
        .service(email_texts::http::update_email_text)
        .service(email_texts::http::reset_email_text)
        .service(email_texts::http::preview_email_text)
        .service(offices::http::list_offices)
        .service(offices::http::create_office)
        .service(offices::http::update_office)
        .service(offices::http::archive_office)
        .service(offices::http::restore_office)
        .service(services::http::list_services)
        .service(services::http::create_service)
        .service(services::http::update_service)
        .service(services::http::archive_service)
        .service(services::http::restore_service)
        .service(staff::http::list_staff)
        .service(staff::http::get_staff_member)
        .service(staff::http::update_staff)
        .service(staff::http::deactivate_staff)
        .service(staff::http::reactivate_staff)
        .service(availability::http::get_availability)
        .service(availability::http::set_availability)
        .service(clients::http::list_clients)
        .service(clients::http::create_client)
        .service(clients::http::get_client)
        .service(clients::http::update_client)
        .service(clients::import::http::import_clients)
        .service(clients::import::http::get_client_import)
        .service(audit_log::http::list_audit_events)
        .service(audit_log::http::export_audit_events)
        .service(audit_log::http::get_audit_chain);
}

/// Adds who does this capability's work in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.on(clients::import::KIND, clients::import::run).also_tidy(clients::import::give_up_forgotten);
}

/// What this capability seals, for when the master key is exchanged.
#[must_use]
pub fn sealed() -> Vec<Sealed> {
    let import = |column, name| Sealed {
        table: "client_imports",
        column,
        key: &[Key::Id("practice_id"), Key::Id("id")],
        also: &[],
        only: &[],
        name,
        longest: 8 * 1024 * 1024,
    };
    vec![
        import("sealed_csv", |row| Ok(format!("client_import_csv:{}", row.id("id")?))),
        import("sealed_rows", |row| Ok(format!("client_import_rows:{}", row.id("id")?))),
    ]
}
