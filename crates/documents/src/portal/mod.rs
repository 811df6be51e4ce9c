//! The client's side (D3 to D10). Without the right to documents nothing of it is there.

mod consent;
mod files;
mod filling;
mod pdf;
mod reading;
mod signing;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the operations for clients, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(reading::list_my_documents)
        .service(reading::get_my_document)
        .service(reading::view_my_document)
        .service(consent::get_my_electronic_consent)
        .service(consent::give_my_electronic_consent)
        .service(signing::sign_my_document)
        .service(signing::decline_my_document)
        .service(filling::save_my_answers)
        .service(filling::submit_my_form)
        .service(files::upload_my_document_file)
        .service(files::remove_my_document_file)
        .service(files::send_my_file)
        .service(files::get_my_document_file)
        .service(pdf::get_my_document_pdf);
}
