//! Coming in, one's own account, and what staff do about a client's access.

use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;
use domain::practice::staff::Role;
use reqwest::Method;
use serde_json::json;

use super::{Body, to_json};
use crate::harness::{PASSWORD, details, once, set_up, within};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    Some(match name {
        "set_up_practice" => {
            let token = ::access::set_up::offer_another(world.house.platform()).await.expect("a link");
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
    let code = ::access::second_factor::code_at(&secret.into(), world.house.now()).expect("a code");
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
    within(10, "the delivery", async || (house.number("SELECT count(*) FROM outbox WHERE state = 'queued'").await == 0).then_some(()))
        .await;
    let practice = world.owner().await;
    let newest = "SELECT max(created_at) FROM outbox";
    house
        .tamper(&format!("UPDATE outbox SET state = 'failed', reason = '550' WHERE created_at = ({newest}) AND kind = 'portal_invitation'"))
        .await;
    let overview = practice.owner().get_practice_overview().await.expect("the overview");
    overview.undelivered.first().expect("a mail that was given up").id.to_string()
}
