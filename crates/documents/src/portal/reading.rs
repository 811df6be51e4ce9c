//! What waits for a client, what is done, and one of them (D3, D7).

use actix_web::web::Json;
use actix_web::{HttpRequest, HttpResponse, get, post};
use domain::DocumentId;
use domain::access::rights::Right;
use domain::documents::{MyDocument, MyDocuments, ViewMyDocument};
use domain::list::PageQuery;
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Client;
use platform::checked::{Checked, CheckedQuery, Id, NoQuery};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, page};

use crate::examples::documents as examples;
use crate::store::mine as rows;
use crate::store::settings;
use crate::{by, mine, signing, wire};

const LIST: &str = "my_documents";

/// My documents.
#[utoipa::path(
    tag = "documents",
    operation_id = "list_my_documents",
    summary = "List my documents",
    description = "What waits for me, in the order in which I go through it, and a page of what is done, taken back or over, the newest first. What waits stands on the first page, all of it.",
    params(PageQuery),
    responses(answers::Listed, (status = 200, description = "The documents.", body = MyDocuments, example = examples::my_documents)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/documents")]
pub async fn list_my_documents(platform: App, caller: Client, asked: CheckedQuery<PageQuery>) -> Result<Json<MyDocuments>, Problem> {
    caller.needs(Right::Documents)?;
    let (secrets, db, scope, asked) = (&platform.secrets, platform.db.read(), caller.scope(), asked.0);
    let limit = page::limit(asked.limit);
    let after = page::key(secrets, LIST, asked.cursor.as_deref())?;
    let open = if after.is_none() { rows::open(db, scope, caller.client).await? } else { Vec::new() };
    let done_before = rows::done_with(db, scope, caller.client, &open).await?;
    let mut others = rows::others(db, scope, caller.client, after, limit + 1).await?;
    let last = page::cut(&mut others, limit, rows::key_of);
    Ok(Json(MyDocuments {
        open: wire::summaries(secrets, db, scope, &open).await?,
        others: wire::summaries(secrets, db, scope, &others).await?,
        done_before: u32::try_from(done_before).map_err(Problem::internal)?,
        may_upload: settings::read(db, scope).await?.settings.clients_may_upload,
        next_cursor: last.map(|key| page::cursor(secrets, LIST, &key)).transpose()?,
    }))
}

/// One of my documents.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_my_document",
    summary = "Show one of my documents",
    description = "What it says, as the exact bytes that are hashed and signed, and what I answered. Looking at it here notes nothing.",
    params(("id" = DocumentId, Path, description = "The document.")),
    responses(answers::Read, (status = 200, description = "The document.", body = MyDocument, headers(("ETag" = String, description = "The version of the answers.")), example = examples::my_form)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/documents/{id}")]
pub async fn get_my_document(platform: App, caller: Client, id: Id<DocumentId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let db = platform.db.read();
    let row = mine::find(db, &caller, id.0).await?;
    let shown = wire::my_document(&platform, db, &row).await?;
    Ok(tagged(shown.answers_version, &shown))
}

/// I look at it.
#[utoipa::path(
    tag = "documents",
    operation_id = "view_my_document",
    summary = "Say that I look at a document",
    description = "It is on the screen, or its end is: each is noted once, with the time. What is to be signed must have been seen to its end.",
    params(("id" = DocumentId, Path, description = "The document."), answers::WriteHeaders),
    request_body(content = ViewMyDocument, example = json!(examples::view())),
    responses(
        answers::Written,
        (status = 409, description = "`document_void`, `document_expired`, `document_declined`: it is not asked for any more.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The document.", body = MyDocument, headers(("ETag" = String, description = "The version of the answers.")), example = examples::my_consent)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/documents/{id}/view")]
pub async fn view_my_document(
    platform: App,
    caller: Client,
    id: Id<DocumentId>,
    request: HttpRequest,
    input: Checked<ViewMyDocument>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Documents)?;
    let by = by::client(platform.db.read(), &caller, &request).await?;
    let row = signing::view(&platform, &caller, &by, id.0, input.0).await?;
    let shown = wire::my_document(&platform, platform.db.read(), &row).await?;
    Ok(tagged(shown.answers_version, &shown))
}
