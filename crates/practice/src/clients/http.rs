//! The list, a record, and what staff write into it.

use actix_web::{HttpResponse, get, post, put, web};
use domain::ClientId;
use domain::practice::client::{Client, ClientInput, ClientPage, ListClients};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::{Checked, CheckedQuery, Id, NoQuery};
use platform::etag::{IfMatch, created, etag, tagged};
use platform::problem::Problem;

use super::{listing, store};
use crate::examples;

/// The practice's clients.
#[utoipa::path(
    tag = "clients",
    operation_id = "list_clients",
    summary = "List and search clients",
    description = "Words of `search` are looked for in names, e-mail addresses and the digits of telephone numbers; all must be found, in any order, without regard to case and accents. Being listed is not a look at the record and is not audited.",
    params(ListClients),
    responses(answers::Listed, (status = 200, description = "A page of clients.", body = ClientPage, example = examples::clients)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/clients")]
pub async fn list_clients(platform: App, staff: Staff<Team>, asked: CheckedQuery<ListClients>) -> Result<web::Json<ClientPage>, Problem> {
    Ok(web::Json(listing::page(&platform, staff.scope(), &asked.0).await?))
}

/// A new client.
#[utoipa::path(
    tag = "clients",
    operation_id = "create_client",
    summary = "Add a client",
    description = "A record with names, contacts, address, primary clinician and status. They are not invited to the portal by this.",
    params(answers::WriteHeaders),
    request_body(content = ClientInput, example = json!(examples::client_input())),
    responses(answers::Written, (status = 201, description = "The client.", body = Client, headers(("ETag" = String, description = "The version.")), example = examples::client)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/clients")]
pub async fn create_client(platform: App, staff: Staff<Team>, input: Checked<ClientInput>) -> Result<HttpResponse, Problem> {
    let scope = staff.scope();
    let tx = platform.db.write().await?;
    let client = store::create(&platform, &*tx, scope, &input.0).await?;
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("client.created").client(client.id())).await?;
    let answer = created(client.version, &store::to_wire(&*tx, scope, &client).await?);
    tx.commit().await?;
    Ok(answer)
}

/// A client, whole.
#[utoipa::path(
    tag = "clients",
    operation_id = "get_client",
    summary = "Show a client",
    description = "The whole record. Each look is in the audit log, and in the client's own list of looks where the practice shows it.",
    params(("id" = ClientId, Path, description = "The client.")),
    responses(answers::Read, (status = 200, description = "The client.", body = Client, headers(("ETag" = String, description = "The version.")), example = examples::client)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/clients/{id}")]
pub async fn get_client(platform: App, staff: Staff<Team>, id: Id<ClientId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), staff.scope());
    let client = store::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let record = store::to_wire(db, scope, &client).await?;
    // Nothing is shown that could not be written down.
    let tx = platform.db.write().await?;
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("client.read").client(client.id())).await?;
    tx.commit().await?;
    Ok(tagged(client.version, &record))
}

/// Saves a client's record.
#[utoipa::path(
    tag = "clients",
    operation_id = "update_client",
    summary = "Save a client",
    description = "Takes the place of the whole record. Portal access stays as it is, even when the address they sign in with is no longer among their e-mails; `change_portal_email` moves it.",
    params(("id" = ClientId, Path, description = "The client."), answers::SaveHeaders),
    request_body(content = ClientInput, example = json!(examples::client_input())),
    responses(answers::Saved, (status = 200, description = "The client as they are now.", body = Client, headers(("ETag" = String, description = "The version.")), example = examples::client)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/clients/{id}")]
pub async fn update_client(
    platform: App,
    staff: Staff<Team>,
    id: Id<ClientId>,
    if_match: IfMatch,
    input: Checked<ClientInput>,
) -> Result<HttpResponse, Problem> {
    let (scope, id, input) = (staff.scope(), id.0, input.0);
    let tx = platform.db.write().await?;
    let before = store::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    if_match.allows(before.version)?;
    // Whoever cared for them may stay written down after leaving the practice.
    if input.primary_clinician_id.map(|id| id.0) != before.primary_clinician_id {
        store::check_clinician(&*tx, scope, input.primary_clinician_id).await?;
    }
    let done = store::save(&platform, &*tx, scope, id, before.version, &input).await?;
    let after = store::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    if !done {
        return Err(Problem::stale(etag(after.version)));
    }
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("client.updated").client(id)).await?;
    let answer = tagged(after.version, &store::to_wire(&*tx, scope, &after).await?);
    tx.commit().await?;
    Ok(answer)
}
