//! The practice's choices about documents.

use actix_web::{HttpResponse, get, put};
use domain::documents::{Documents, DocumentsSettings};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Owners, Schedulers, Staff};
use platform::checked::{Checked, NoQuery};
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;

use crate::examples::templates as examples;
use crate::store::settings;

/// The practice's choices.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_documents_settings",
    summary = "Show the practice's choices about documents",
    description = "Whether clients may send files unasked, whether they are reminded, whether the front desk reads what they handed in, and when a document is due. Owners, clinicians and the front desk.",
    responses(answers::Read, (status = 200, description = "The choices in force.", body = Documents, headers(("ETag" = String, description = "The version.")), example = examples::documents_settings)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/documents-settings")]
pub async fn get_documents_settings(platform: App, caller: Staff<Schedulers>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let kept = settings::read(platform.db.read(), caller.scope()).await?;
    Ok(tagged(kept.version, &kept))
}

/// Saves the practice's choices.
#[utoipa::path(
    tag = "documents",
    operation_id = "update_documents_settings",
    summary = "Save the practice's choices about documents",
    description = "They hold from now on; what was sent keeps its date. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = DocumentsSettings, example = json!(examples::settings())),
    responses(answers::Saved, (status = 200, description = "The choices in force.", body = Documents, headers(("ETag" = String, description = "The version.")), example = examples::documents_settings)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/documents-settings")]
pub async fn update_documents_settings(
    platform: App,
    caller: Staff<Owners>,
    seen: IfMatch,
    input: Checked<DocumentsSettings>,
) -> Result<HttpResponse, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let before = settings::read(&*tx, scope).await?;
    seen.allows(before.version)?;
    if !settings::put(&*tx, scope, before.version, &input.0).await? {
        return Err(Problem::stale(etag(before.version + 1)));
    }
    audit::record(&platform, &*tx, scope.practice, caller.actor(), Act::new("documents_settings.updated")).await?;
    let kept = settings::read(&*tx, scope).await?;
    tx.commit().await?;
    Ok(tagged(kept.version, &kept))
}
