//! Documents that are sent along with *yes* (B12), in the same transaction: somebody new finds them when they first sign in.

use actix_web::HttpRequest;
use documents::{by, share};
use domain::ClientId;
use domain::booking::request::AcceptRequest;
use domain::documents::ShareDocuments;
use platform::Platform;
use platform::caller::Staff;
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use practice::clients;

/// What is to be sent along; none where nothing is.
fn chosen(input: &AcceptRequest) -> Option<ShareDocuments> {
    let any = input.packet_id.is_some() || !input.templates.is_empty();
    any.then(|| ShareDocuments { packet_id: input.packet_id, templates: input.templates.clone(), due: None })
}

/// Holds who gets the documents, before anything is written into the audit log: that comes last, everywhere.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(tx: &Tx, scope: Scope, client: ClientId, input: &AcceptRequest) -> Result<(), Problem> {
    if chosen(input).is_some() {
        clients::hold(&**tx, scope, client).await?;
    }
    Ok(())
}

/// Sends them.
///
/// # Errors
/// 422 at `/packet_id` or `/templates`; 409 `template_archived`.
pub async fn send<R>(
    platform: &Platform,
    tx: &Tx,
    caller: &Staff<R>,
    request: &HttpRequest,
    client: ClientId,
    input: &AcceptRequest,
) -> Result<(), Problem> {
    let Some(chosen) = chosen(input) else { return Ok(()) };
    let by = by::member(&**tx, caller, request).await?;
    share::share(platform, tx, caller.scope(), client, &by, &chosen).await.map(|_| ())
}
