//! Documents: what the practice authors, and its choices.

use domain::access::session::App;
use domain::documents::{ArchiveTemplate, Asks, DocumentKind, FormTemplateInput, PacketInput, PreviewDocument};
use domain::practice::profile::Language;
use domain::{PacketId, TemplateId};

use super::documents::{acting, document_input, form_input, template};
use super::{Body, to_json};
use crate::harness::once;
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    Some(match name {
        "list_document_templates" | "list_packets" | "get_documents_settings" => (none, Body::None),
        "get_document_template" => (template(world, Asks::Signature).await.to_string(), Body::None),
        "create_document_template" => (none, to_json(&document_input(Asks::Signature))),
        "update_document_template" => (template(world, Asks::Signature).await.to_string(), to_json(&document_input(Asks::Files))),
        "create_form_template" => (none, to_json(&form_input())),
        "update_form_template" => {
            let made = world.owner().await.owner().create_form_template(&once(), &form_input()).await.expect("written");
            (made.id.to_string(), to_json(&FormTemplateInput { introduction: "Hello".into(), ..form_input() }))
        }
        "archive_document_template" => (template(world, Asks::Signature).await.to_string(), to_json(&ArchiveTemplate { archived: true })),
        "preview_document" => {
            let (title, language) = ("Policies".into(), Language::En);
            (none, to_json(&PreviewDocument { title, language, kind: DocumentKind::Consent, body: "Please come on time.".into() }))
        }
        "create_packet" => {
            // Of the practice of who asks: what is another's is in no packet.
            let whose = if caller == Caller::ForeignStaff { caller } else { Caller::Owner };
            let author = acting(world, whose, App::Admin).await;
            let written = author.create_document_template(&once(), &document_input(Asks::Signature)).await.expect("written");
            (none, to_json(&packet(written.id)))
        }
        "update_packet" => {
            let template = template(world, Asks::Signature).await;
            (made(world, template).await.to_string(), to_json(&packet(template)))
        }
        "remove_packet" => {
            let template = template(world, Asks::Signature).await;
            (made(world, template).await.to_string(), Body::None)
        }
        "update_documents_settings" => {
            let now = world.owner().await.owner().get_documents_settings().await.expect("the choices");
            (none, to_json(&now.settings))
        }
        _ => return None,
    })
}

fn packet(template: TemplateId) -> PacketInput {
    PacketInput { name: "Intake".into(), templates: vec![template], for_new_clients: false }
}

async fn made(world: &World, template: TemplateId) -> PacketId {
    world.owner().await.owner().create_packet(&once(), &packet(template)).await.expect("put together").id
}
