//! A valid request for each operation, on an object that was made for it.

mod access;
mod authored_documents;
mod booking;
mod documents;
mod door;
pub(super) mod messaging;
mod portal;
mod practice;
mod sent_documents;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::world::{Caller, World};
use crate::harness::{Operation, Raw};

/// What goes with a request.
enum Body {
    None,
    Json(Value),
    Query(String),
    Picture,
    File,
}

/// One red pixel.
fn pixel() -> Vec<u8> {
    const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, PNG).expect("base64")
}

/// A request that is in order: whoever is refused is refused for who they are. Sent by whoever holds the session.
pub async fn valid(world: &mut World, operation: &Operation, caller: Caller) -> impl FnOnce(&Raw) -> RequestBuilder + use<> {
    let (id, body) = match operation.id.as_str() {
        name if is_plain(name) => (String::new(), Body::None),
        name => match access::of(world, name, caller).await {
            Some(made) => made,
            None => match booking::of(world, name, caller).await {
                Some(made) => made,
                None => match portal::of(world, name, caller).await {
                    Some(made) => made,
                    None => match door::of(world, name, caller).await {
                        Some(made) => made,
                        None => match messaging::of(world, name, caller).await {
                            Some(made) => made,
                            None => match documents::of(world, name, caller).await {
                                Some(made) => made,
                                None => practice::of(world, name, caller).await.unwrap_or_else(|| {
                                    panic!("{name} has no row in the access matrix: say in matrix/requests how it is called")
                                }),
                            },
                        },
                    },
                },
            },
        },
    };
    let path = operation.path.replace("{slug}", "willow-reed").replace("{id}", &id).replace("{token}", &id);
    let method: Method = operation.method.parse().expect("a method");
    move |raw: &Raw| {
        let request = raw.request(method.clone(), &path);
        match body {
            Body::None => request,
            Body::Json(value) => request.json(&value),
            Body::Query(query) => raw.request(method, &format!("{path}?{query}")),
            Body::Picture => request.header("content-type", "image/png").body(pixel()),
            Body::File => request.header("content-type", "application/octet-stream").body("a"),
        }
    }
}

/// Operations that take nothing and need nothing to be there but the practice.
fn is_plain(name: &str) -> bool {
    matches!(
        name,
        "get_installation"
            | "sign_out"
            | "renew_session"
            | "get_me"
            | "get_password_setter"
            | "list_devices"
            | "sign_out_everywhere"
            | "start_second_factor"
            | "get_public_practice"
            | "get_my_home"
            | "get_booking_options"
            | "list_my_appointments"
            | "list_my_record_access"
            | "get_practice"
            | "remove_logo"
            | "get_practice_overview"
            | "get_scheduling"
            | "list_appointment_requests"
            | "list_email_texts"
            | "list_offices"
            | "list_services"
            | "list_staff"
            | "list_clients"
            | "list_audit_events"
            | "export_audit_events"
            | "get_audit_chain"
    )
}

fn to_json(value: &impl serde::Serialize) -> Body {
    Body::Json(serde_json::to_value(value).expect("JSON"))
}
