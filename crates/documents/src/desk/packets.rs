//! Packets (D2): documents that go together, in an order.

use std::collections::HashMap;

use actix_web::web::Json;
use actix_web::{HttpResponse, delete, get, post, put};
use domain::documents::{Packet, PacketInput, PacketPage};
use domain::problem::ProblemDocument;
use domain::{PacketId, TemplateId};
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{OwnersAndClinicians, Schedulers, Staff};
use platform::checked::{Checked, Id, NoQuery};
use platform::db::Scope;
use platform::etag::{IfMatch, created, tagged};
use platform::problem::Problem;
use practice::practices;
use sea_orm::ConnectionTrait;

use crate::examples::templates as examples;
use crate::store::{packets as store, templates};

/// All packets.
#[utoipa::path(
    tag = "documents",
    operation_id = "list_packets",
    summary = "List packets",
    description = "By name, each with its documents in their order. Owners, clinicians and the front desk.",
    responses(answers::Read, (status = 200, description = "The packets.", body = PacketPage, example = examples::packets)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/document-packets")]
pub async fn list_packets(platform: App, caller: Staff<Schedulers>, _: NoQuery) -> Result<Json<PacketPage>, Problem> {
    Ok(Json(PacketPage { items: store::all(platform.db.read(), caller.scope()).await?, next_cursor: None }))
}

/// A new packet.
#[utoipa::path(
    tag = "documents",
    operation_id = "create_packet",
    summary = "Put a packet together",
    description = "Each document once, in the order in which clients go through them. One packet is for new clients: where this one is, no other is any more. Owners and clinicians.",
    params(answers::WriteHeaders),
    request_body(content = PacketInput, example = json!(examples::packet_input())),
    responses(
        answers::Written,
        (status = 409, description = "`too_many_packets`: the practice has enough.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The packet.", body = Packet, headers(("ETag" = String, description = "The version.")), example = examples::packet)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/document-packets")]
pub async fn create_packet(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    input: Checked<PacketInput>,
) -> Result<HttpResponse, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let id = PacketId(platform.secrets.id(now));
    let tx = platform.db.write().await?;
    can_be_sent(&*tx, scope, &input.0.templates).await?;
    store::insert(&*tx, scope, id, &input.0).await?;
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("document_packet.created").on(id)).await?;
    let packet = store::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok(created(packet.version, &packet))
}

/// Saves a packet.
#[utoipa::path(
    tag = "documents",
    operation_id = "update_packet",
    summary = "Save a packet",
    description = "Another name, other documents or another order; what was sent before stays. Where this one is for new clients, no other is any more. Owners and clinicians.",
    params(("id" = PacketId, Path, description = "The packet."), answers::SaveHeaders),
    request_body(content = PacketInput, example = json!(examples::packet_input())),
    responses(answers::Saved, (status = 200, description = "The packet as it is now.", body = Packet, headers(("ETag" = String, description = "The version.")), example = examples::packet)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/document-packets/{id}")]
pub async fn update_packet(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    id: Id<PacketId>,
    seen: IfMatch,
    input: Checked<PacketInput>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    practices::hold(&*tx, scope).await?;
    let before = store::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    seen.allows(before.version)?;
    can_be_sent(&*tx, scope, &input.0.templates).await?;
    store::save(&*tx, scope, id.0, &input.0).await?;
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("document_packet.updated").on(id.0)).await?;
    let packet = store::find(&*tx, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok(tagged(packet.version, &packet))
}

/// Removes a packet.
#[utoipa::path(
    tag = "documents",
    operation_id = "remove_packet",
    summary = "Remove a packet",
    description = "Its documents stay, and so does what was sent. Owners and clinicians.",
    params(("id" = PacketId, Path, description = "The packet."), answers::WriteHeaders),
    responses(answers::Written, (status = 204, description = "It is gone.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/practice/document-packets/{id}")]
pub async fn remove_packet(platform: App, caller: Staff<OwnersAndClinicians>, id: Id<PacketId>) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    practices::hold(&*tx, scope).await?;
    if !store::remove(&*tx, scope, id.0).await? {
        return Err(Problem::not_found());
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("document_packet.removed").on(id.0)).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Refuses what is no template of the practice, and what was put away.
async fn can_be_sent(db: &impl ConnectionTrait, scope: Scope, ids: &[TemplateId]) -> Result<(), Problem> {
    let known: HashMap<TemplateId, bool> = templates::archived_among(db, scope, ids).await?;
    for (place, id) in ids.iter().enumerate() {
        let (code, message) = match known.get(id) {
            Some(false) => continue,
            Some(true) => ("archived", "This one is archived. Take it out of the archive first, or leave it out."),
            None => ("template", "There is no such document."),
        };
        return Err(Problem::field(&format!("/templates/{place}"), code, message));
    }
    Ok(())
}
