//! The practice, its people, its settings.

use domain::practice::availability::SetAvailability;
use domain::practice::profile::SignInRules;
use domain::practice::staff::Role;
use serde_json::json;

use super::{Body, pixel, to_json};
use crate::harness::{client_input, details, office, once, profile, service};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    let owner = world.owner().await;
    Some(match name {
        "get_public_logo" => {
            owner.owner().upload_logo(&once(), "image/png", pixel()).await.expect("uploaded");
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
