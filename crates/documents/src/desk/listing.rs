//! Who has what, and how much waits for the practice (D9).

use actix_web::get;
use actix_web::web::Json;
use domain::ClientId;
use domain::documents::{ClientDocuments, DocumentCounts, DocumentPage, ListDocuments};
use domain::list::PageQuery;
use domain::time::Date;
use platform::answers;
use platform::caller::{Schedulers, Staff};
use platform::checked::{CheckedQuery, Id, NoQuery};
use platform::db::Scope;
use platform::problem::Problem;
use platform::{App, Platform, page};
use practice::{clients, practices};
use sea_orm::ConnectionTrait;

use super::sent_examples as examples;
use crate::store::listing::{self, Asked, Key};

const LIST: &str = "documents";
const OF_CLIENT: &str = "client_documents";

/// The day it is at the practice.
///
/// # Errors
/// When the database does not answer.
pub async fn today(platform: &Platform, db: &impl ConnectionTrait, scope: Scope) -> Result<Date, Problem> {
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    Ok(access::letters::local_day(&practice, platform.clock.now()))
}

/// Documents of all clients.
#[utoipa::path(
    tag = "documents",
    operation_id = "list_documents",
    summary = "List documents",
    description = "Of all clients, the newest first: who has what open, what the practice is to look at or to sign. What is overdue goes by the day at the practice. What they say is not in it. Owners, clinicians and the front desk.",
    params(ListDocuments),
    responses(answers::Listed, (status = 200, description = "A page of documents.", body = DocumentPage, example = examples::documents)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/documents")]
pub async fn list_documents(
    platform: App,
    caller: Staff<Schedulers>,
    asked: CheckedQuery<ListDocuments>,
) -> Result<Json<DocumentPage>, Problem> {
    let (db, scope, asked) = (platform.db.read(), caller.scope(), asked.0);
    let limit = page::limit(asked.limit);
    let wanted = Asked {
        filter: asked.filter,
        template: asked.template_id,
        client: None,
        after: page::key::<Key>(&platform.secrets, LIST, asked.cursor.as_deref())?,
        limit: limit + 1,
    };
    let mut rows = listing::page(db, scope, wanted, today(&platform, db, scope).await?).await?;
    let last = page::cut(&mut rows, limit, Key::of);
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, LIST, &key)).transpose()?;
    Ok(Json(DocumentPage { items: listing::summaries(&platform.secrets, db, scope, &rows).await?, next_cursor }))
}

/// How much waits for the practice.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_document_counts",
    summary = "Count documents that wait for the practice",
    description = "To look at, to sign, and those that wait for their client longer than they should, by the day at the practice. Owners, clinicians and the front desk.",
    responses(answers::Read, (status = 200, description = "How many.", body = DocumentCounts, example = examples::counts)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/document-counts")]
pub async fn get_document_counts(platform: App, caller: Staff<Schedulers>, _: NoQuery) -> Result<Json<DocumentCounts>, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let today = today(&platform, db, scope).await?;
    Ok(Json(listing::counts(db, scope, today).await?))
}

/// What was sent to one client.
#[utoipa::path(
    tag = "documents",
    operation_id = "list_client_documents",
    summary = "List a client's documents",
    description = "All that was sent to them or that they sent, the newest first. What they say is not in it. Owners, clinicians and the front desk.",
    params(("id" = ClientId, Path, description = "The client."), PageQuery),
    responses(answers::Listed, (status = 200, description = "A page of documents.", body = ClientDocuments, example = examples::client_documents)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/clients/{id}/documents")]
pub async fn list_client_documents(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<ClientId>,
    asked: CheckedQuery<PageQuery>,
) -> Result<Json<ClientDocuments>, Problem> {
    let scope = caller.scope();
    clients::find(platform.db.read(), scope, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(of_client(&platform, platform.db.read(), scope, id.0, &asked.0).await?))
}

/// A page of what was sent to `client`.
///
/// # Errors
/// 422 at `/cursor`; when the database does not answer.
pub async fn of_client(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    client: ClientId,
    asked: &PageQuery,
) -> Result<ClientDocuments, Problem> {
    let limit = page::limit(asked.limit);
    let after = page::key::<Key>(&platform.secrets, OF_CLIENT, asked.cursor.as_deref())?;
    let wanted = Asked { client: Some(client), after, limit: limit + 1, ..Asked::default() };
    let mut rows = listing::page(db, scope, wanted, today(platform, db, scope).await?).await?;
    let last = page::cut(&mut rows, limit, Key::of);
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, OF_CLIENT, &key)).transpose()?;
    Ok(ClientDocuments { items: listing::summaries(&platform.secrets, db, scope, &rows).await?, next_cursor })
}
