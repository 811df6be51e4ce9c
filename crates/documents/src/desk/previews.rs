//! What a text looks like to a client, before it is saved (D9).

use actix_web::post;
use actix_web::web::Json;
use domain::documents::{Content, PreviewDocument};
use platform::App;
use platform::answers;
use platform::caller::{OwnersAndClinicians, Staff};
use platform::checked::Checked;
use platform::problem::Problem;
use practice::{practices, staff};

use super::listing;
use crate::authoring;
use crate::content::{self, Values};
use crate::examples::templates as examples;

/// Shows a text as clients will see it.
#[utoipa::path(
    tag = "documents",
    operation_id = "preview_document",
    summary = "Look at a text as clients will see it",
    description = "With an invented client, the practice's own facts and whoever asks as clinician. Nothing is saved or sent. Owners and clinicians.",
    params(answers::WriteHeaders),
    request_body(content = PreviewDocument, example = json!(examples::preview())),
    responses(answers::Written, (status = 200, description = "What it says.", body = Content, example = examples::previewed)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/document-previews")]
pub async fn preview_document(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    input: Checked<PreviewDocument>,
) -> Result<Json<Content>, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    authoring::read("/body", &input.0.body)?;
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let clinician = staff::find(db, scope, caller.staff).await?.ok_or_else(Problem::not_found)?;
    let values = Values::invented(db, &practice, &clinician).await?;
    let today = listing::today(&platform, db, scope).await?;
    Ok(Json(content::preview(input.0, &values, today)))
}
