//! The practice's side (D1, D2, D9, D12).

mod acting;
mod countersigning;
mod documents;
pub mod listing;
mod packets;
mod previews;
mod proposing;
mod proving;
pub mod reading;
mod sent_examples;
mod settings;
mod sharing;
mod templates;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the operations for staff, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(templates::list_document_templates)
        .service(templates::get_document_template)
        .service(templates::create_document_template)
        .service(templates::update_document_template)
        .service(templates::create_form_template)
        .service(templates::update_form_template)
        .service(templates::archive_document_template)
        .service(previews::preview_document)
        .service(packets::list_packets)
        .service(packets::create_packet)
        .service(packets::update_packet)
        .service(packets::remove_packet)
        .service(settings::get_documents_settings)
        .service(settings::update_documents_settings)
        .service(listing::list_documents)
        .service(listing::get_document_counts)
        .service(listing::list_client_documents)
        .service(sharing::share_documents)
        .service(sharing::share_file)
        .service(documents::get_document)
        .service(documents::get_document_file)
        .service(proving::get_document_pdf)
        .service(proving::verify_document)
        .service(acting::remind_document)
        .service(acting::return_document)
        .service(acting::complete_document)
        .service(acting::void_document)
        .service(countersigning::countersign_document)
        .service(proposing::settle_document_proposal);
}
