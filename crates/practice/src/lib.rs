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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use actix_web::App;
    use serde_json::Value;
    use utoipa_actix_web::AppExt as _;

    /// The part of the API's description that is this capability's.
    fn described() -> Value {
        let scope = utoipa_actix_web::scope("/api/v1").configure(super::routes);
        let (_, mut api) = App::new().into_utoipa_app().service(scope).split_for_parts();
        platform::answers::describe(api.components.get_or_insert_default());
        serde_json::to_value(&api).expect("a document")
    }

    fn operations(api: &Value) -> impl Iterator<Item = (&String, &Value)> {
        api["paths"].as_object().expect("paths").values().flat_map(|path| path.as_object().expect("operations"))
    }

    #[test]
    fn i9_every_operation_is_described_whole_and_shows_an_example() {
        let api = described();
        let mut ids = BTreeSet::new();
        for (method, operation) in operations(&api) {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(ids.insert(id), "{id} is there twice");
            for part in ["summary", "description"] {
                assert!(operation[part].as_str().is_some_and(|text| !text.is_empty()), "{id} has no {part}");
            }
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{id} has no tag");
            assert!(operation["security"].is_array(), "{id} does not say who may call it");
            let answers = operation["responses"].as_object().expect("answers");
            assert!(["400", "500", "503"].iter().all(|status| answers.contains_key(*status)), "{id}");
            assert_eq!(answers.contains_key("415"), method != "get", "{id}");
            for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with('2')) {
                for (kind, content) in answer["content"].as_object().into_iter().flatten() {
                    assert!(kind == "image/png" || !content["example"].is_null(), "{id} {status} shows no example");
                }
            }
        }
        assert_eq!(ids.len(), 40);
    }

    #[test]
    fn i9_whatever_is_referred_to_is_there() {
        fn walk(value: &Value, root: &Value) {
            match value {
                Value::Object(fields) => {
                    if let Some(place) = fields.get("$ref").and_then(Value::as_str) {
                        assert!(root.pointer(place.trim_start_matches('#')).is_some(), "{place} is missing");
                    }
                    fields.values().for_each(|value| walk(value, root));
                }
                Value::Array(items) => items.iter().for_each(|value| walk(value, root)),
                _ => {}
            }
        }
        let api = described();
        walk(&api, &api);
    }
}
