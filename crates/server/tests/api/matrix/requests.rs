//! A valid request for each operation, on an object that was made for it.

use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;
use domain::practice::profile::SignInRules;
use domain::practice::service::SetAvailability;
use domain::practice::staff::Role;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::world::{Caller, World};
use crate::harness::{Operation, PASSWORD, Raw, client_input, details, office, once, profile, service, set_up};

/// What goes with a request.
enum Body {
    None,
    Json(Value),
    Picture,
}

/// One red pixel (PNG).
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// A request that is in order: whoever is refused is refused for who they are. Sent by whoever holds the session.
pub async fn valid(world: &mut World, operation: &Operation, caller: Caller) -> impl FnOnce(&Raw) -> RequestBuilder + use<> {
    let (id, body) = match operation.id.as_str() {
        name if is_plain(name) => (String::new(), Body::None),
        name => match access(world, name, caller).await {
            Some(made) => made,
            None => practice(world, name, caller)
                .await
                .unwrap_or_else(|| panic!("{name} has no row in the access matrix: say in matrix/requests.rs how it is called")),
        },
    };
    let path = operation.path.replace("{slug}", "willow-reed").replace("{id}", &id);
    let method: Method = operation.method.parse().expect("a method");
    move |raw: &Raw| {
        let request = raw.request(method, &path);
        match body {
            Body::None => request,
            Body::Json(value) => request.json(&value),
            Body::Picture => {
                let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, PIXEL).expect("base64");
                request.header("content-type", "image/png").body(bytes)
            }
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
            | "list_my_record_access"
            | "get_practice"
            | "remove_logo"
            | "get_practice_overview"
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

/// Coming in, one's own account, and what staff do about a client's access.
async fn access(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    Some(match name {
        "set_up_practice" => {
            let token = access::set_up::offer_another(world.house.platform()).await.expect("a link");
            (none, to_json(&set_up(token, "Another practice", &format!("another-{}", world.next()))))
        }
        "sign_in" => (
            none,
            Body::Json(json!({ "app": "admin", "practice": "willow-reed", "email": world.willow.owner().email, "password": PASSWORD })),
        ),
        "open_welcome" => {
            let client = world.fresh_client().await;
            let invitation = client.invited().await;
            (
                none,
                Body::Json(
                    json!({ "practice": "willow-reed", "email": client.email, "pin": invitation.pin, "link_token": invitation.token }),
                ),
            )
        }
        "redeem_pin_code" => {
            let client = world.fresh_client().await;
            client.invited().await;
            let code = client.is_read_a_code().await;
            (none, Body::Json(json!({ "practice": "willow-reed", "email": client.email, "code": code.code })))
        }
        "set_password" => (none, Body::Json(json!({ "password": PASSWORD }))),
        "request_password_recovery" => {
            (none, Body::Json(json!({ "app": "admin", "practice": "willow-reed", "email": world.willow.owner().email })))
        }
        "recover_password" => {
            let email = world.willow.owner().email.clone();
            let ask = RequestPasswordRecovery { app: App::Admin, practice: world.willow.slug.clone(), email: email.as_str().into() };
            world.house.browser(App::Admin).request_password_recovery(&once(), &ask).await.expect("asked for");
            let token = newest(world, &email, "password_recovery").await;
            (none, Body::Json(json!({ "app": "admin", "practice": "willow-reed", "token": token, "password": PASSWORD })))
        }
        "accept_staff_invitation" => {
            world.fresh_colleague().await;
            let email = format!("colleague{}@example.com", world.made());
            let token = newest(world, &email, "staff_invitation").await;
            (none, Body::Json(json!({ "practice": "willow-reed", "email": email, "token": token, "password": PASSWORD })))
        }
        "change_password" => (none, Body::Json(json!({ "current_password": PASSWORD, "new_password": PASSWORD }))),
        "request_email_change" => {
            let email = format!("moved{}@example.com", world.next());
            (none, Body::Json(json!({ "password": PASSWORD, "new_email": email })))
        }
        "confirm_email_change" => {
            let email = format!("moved{}@example.com", world.next());
            let client = world.raw(Caller::Client).await;
            let reply = client.post("/api/v1/auth/email-changes", &json!({ "password": PASSWORD, "new_email": email })).await;
            assert_eq!(reply.status, 202, "{}", reply.text());
            let token = newest(world, &email, "email_change").await;
            (none, Body::Json(json!({ "practice": "willow-reed", "token": token })))
        }
        "update_preferences" => (none, Body::Json(json!({ "language": "en", "notices": { "new_device": true } }))),
        "sign_out_device" => {
            let (device, _) = world.session(Caller::Client).await.expect("a device of the client");
            (device.to_string(), Body::None)
        }
        "confirm_second_factor" => {
            let secret = if caller.is_staff() { pending_secret(world, caller).await } else { None };
            let code = secret.map_or_else(|| "123456".into(), |secret| code(world, &secret));
            (none, Body::Json(json!({ "code": code })))
        }
        "verify_second_factor" => {
            let secret = world.enrolled.1.as_str().to_owned();
            (none, Body::Json(json!({ "code": code(world, &secret) })))
        }
        "remove_second_factor" | "renew_recovery_codes" => {
            if caller.is_staff() {
                enrol(world, caller).await;
            }
            (none, Body::Json(json!({ "password": PASSWORD })))
        }
        "reset_second_factor" => (world.fresh_colleague().await.to_string(), Body::None),
        "get_portal_access" | "disable_portal_access" | "create_pin_code" => {
            let client = world.fresh_client().await;
            client.invited().await;
            (client.id.to_string(), Body::None)
        }
        "update_portal_access" => {
            let client = world.fresh_client().await;
            client.invited().await;
            (client.id.to_string(), Body::Json(json!({ "rights": client.access().await.rights })))
        }
        "create_portal_invitation" => {
            let client = world.fresh_client().await;
            (client.id.to_string(), Body::Json(json!({ "email": client.email })))
        }
        "preview_portal_invitation" => (
            world.fresh_client_id().await.to_string(),
            Body::Json(json!({ "wording": { "subject": "Hello", "text": "Hello {first_name}" } })),
        ),
        "change_portal_email" => {
            let client = world.fresh_client().await;
            client.invited().await;
            (client.id.to_string(), Body::Json(json!({ "email": client.email })))
        }
        "invite_staff" => {
            let name = format!("Colleague{}", world.next());
            (none, Body::Json(json!({ "email": format!("{}@example.com", name.to_lowercase()), "details": details(&name, Role::Biller) })))
        }
        "resend_staff_invitation" => (world.fresh_colleague().await.to_string(), Body::None),
        "retry_email" => (failed_mail(world).await, Body::None),
        _ => return None,
    })
}

/// The practice, its people, its settings.
async fn practice(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    let owner = world.owner().await;
    Some(match name {
        "get_public_logo" => {
            let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, PIXEL).expect("base64");
            owner.owner().upload_logo(&once(), "image/png", bytes).await.expect("uploaded");
            (none, Body::None)
        }
        "upload_logo" => (none, Body::Picture),
        "update_practice" => {
            let (name, slug) =
                if caller.is_foreign() { ("Harbor Street Counseling", "harbor-street") } else { ("Willow & Reed Therapy", "willow-reed") };
            (none, to_json(&profile(name, slug)))
        }
        "update_portal_settings" => (none, to_json(&owner.owner().get_practice().await.expect("the practice").portal)),
        "update_sign_in_rules" => (none, to_json(&SignInRules::default())),
        "update_email_text" | "preview_email_text" => (
            none,
            Body::Json(
                json!({ "kind": "password_changed", "language": "en", "wording": { "subject": "Changed", "text": "It was changed." } }),
            ),
        ),
        "reset_email_text" => (none, Body::Json(json!({ "kind": "password_changed", "language": "en" }))),
        "create_office" => (none, to_json(&office("Another"))),
        "update_office" | "archive_office" | "restore_office" => {
            let made = owner.owner().create_office(&once(), &office("Another")).await.expect("made").id;
            if name == "restore_office" {
                owner.owner().archive_office(&once(), made).await.expect("archived");
            }
            (made.to_string(), if name == "update_office" { to_json(&office("Renamed")) } else { Body::None })
        }
        "create_service" => (none, to_json(&service("Another"))),
        "update_service" | "archive_service" | "restore_service" => {
            let made = owner.owner().create_service(&once(), &service("Another")).await.expect("made").id;
            if name == "restore_service" {
                owner.owner().archive_service(&once(), made).await.expect("archived");
            }
            (made.to_string(), if name == "update_service" { to_json(&service("Renamed")) } else { Body::None })
        }
        "get_staff_member" => (world.clinician.id.to_string(), Body::None),
        "update_staff" => (world.fresh_colleague().await.to_string(), to_json(&details("Renamed", Role::Biller))),
        "deactivate_staff" | "reactivate_staff" => {
            let colleague = world.fresh_colleague().await;
            if name == "reactivate_staff" {
                owner.owner().deactivate_staff(&once(), colleague).await.expect("deactivated");
            }
            (colleague.to_string(), Body::None)
        }
        "get_availability" => (world.clinician.id.to_string(), Body::None),
        "set_availability" => (world.clinician.id.to_string(), to_json(&SetAvailability { windows: Vec::new() })),
        "create_client" => (none, to_json(&client_input("Somebody"))),
        "get_client" => (world.maya.id.to_string(), Body::None),
        "update_client" => (world.fresh_client_id().await.to_string(), to_json(&client_input("Renamed"))),
        "import_clients" => (none, Body::Json(json!({ "csv": "first_name,last_name\nAna,Ruiz\n", "dry_run": true }))),
        "get_client_import" => {
            let input = domain::practice::client_import::ImportClients { csv: "first_name,last_name\nAna,Ruiz\n".into(), dry_run: true };
            (owner.owner().import_clients(&once(), &input).await.expect("begun").id.to_string(), Body::None)
        }
        _ => return None,
    })
}

/// The token of the newest e-mail of `kind` to `address`.
async fn newest(world: &World, address: &str, kind: &str) -> String {
    let mut found = None;
    while let Some(mail) = world.house.maybe_mail_to(address).await {
        if mail.kind == kind {
            found = Some(mail.token().as_str().to_owned());
        }
    }
    found.unwrap_or_else(|| panic!("no {kind} came"))
}

/// What the authenticator app shows; each code is a new one.
fn code(world: &World, secret: &str) -> String {
    world.house.advance(30);
    let code = access::second_factor::code_at(&secret.into(), world.house.now()).expect("a code");
    code.as_str().to_owned()
}

/// A secret that waits for its confirmation, where `caller` may have one.
async fn pending_secret(world: &World, caller: Caller) -> Option<String> {
    let raw = world.raw(caller).await;
    let reply = raw.send(raw.request(Method::POST, "/api/v1/auth/second-factor/enrolment")).await;
    (reply.status == 200).then(|| reply.json()["secret"].as_str().expect("a secret").to_owned())
}

/// `caller` has a second factor from here on; their sessions of before have ended.
async fn enrol(world: &World, caller: Caller) {
    if let Some(secret) = pending_secret(world, caller).await {
        let code = code(world, &secret);
        let confirmed = world.raw(caller).await.post("/api/v1/auth/second-factor/confirmation", &json!({ "code": code })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    }
}

/// An e-mail that was given up.
async fn failed_mail(world: &mut World) -> String {
    let client = world.fresh_client().await;
    client.invited().await;
    let house = world.house.clone();
    crate::harness::within(10, "the delivery", async || {
        (house.number("SELECT count(*) FROM outbox WHERE state = 'queued'").await == 0).then_some(())
    })
    .await;
    let practice = world.owner().await;
    let newest = "SELECT max(created_at) FROM outbox";
    house
        .tamper(&format!("UPDATE outbox SET state = 'failed', reason = '550' WHERE created_at = ({newest}) AND kind = 'portal_invitation'"))
        .await;
    let overview = practice.owner().get_practice_overview().await.expect("the overview");
    overview.undelivered.first().expect("a mail that was given up").id.to_string()
}
