//! Booking: a client asks for a time, the practice answers.
//!
//! Clients see a week of free times, ask for one, and later cancel it or choose another; people who are no clients yet
//! come in by a door of their own. The practice accepts, declines or offers other times, keeps its calendar, and is told
//! why a time is closed. Nobody's time is given twice, however many press at once: there is one way to take time
//! ([`take`]), and the database has a wall behind it.

pub mod book;
pub mod choices;
pub mod day;
mod desk;
pub mod expiry;
pub mod feeds;
pub mod first_visit;
pub mod ics;
pub mod letters;
pub mod outside;
pub mod portal;
mod refusals;
pub mod reminders;
pub mod store;
pub mod take;
mod words;

pub use day::zone;
use platform::jobs::Handlers;
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .configure(portal::routes)
        .configure(desk::routes)
        .configure(ics::http::routes)
        .configure(feeds::routes)
        .configure(outside::routes)
        .configure(first_visit::routes);
}

/// Adds who does this capability's work in the background.
pub fn jobs(handlers: &mut Handlers) {
    expiry::jobs(handlers);
    reminders::jobs(handlers);
    outside::jobs(handlers);
    first_visit::jobs(handlers);
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

    #[test]
    fn i9_every_operation_is_described_whole_and_shows_an_example() {
        let api = described();
        let mut ids = BTreeSet::new();
        let paths = api["paths"].as_object().expect("paths");
        for (method, operation) in paths.values().flat_map(|path| path.as_object().expect("operations")) {
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
                for (_, content) in answer["content"].as_object().into_iter().flatten() {
                    assert!(!content["example"].is_null(), "{id} {status} shows no example");
                }
            }
        }
        assert!(ids.len() > 30, "{}", ids.len());
    }
}
