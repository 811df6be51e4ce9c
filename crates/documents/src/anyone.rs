//! What anybody may ask who has a PDF: whether it was signed here (D8).

use actix_web::{post, web};
use domain::documents::{VerifiedDocument, VerifySignedDocument};
use domain::practice::slug::Slug;
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Anyone;
use platform::checked::Checked;
use platform::problem::Problem;
use practice::practices;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::verification;

/// Adds the operation for anybody, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(verify_signed_document);
}

/// Whether a file was signed here.
#[utoipa::path(
    tag = "documents",
    operation_id = "verify_signed_document",
    summary = "Ask whether a PDF was signed here",
    description = "For anyone who has the file: only its SHA-256 is sent. The answer is yes for exactly the bytes that this portal made of something that was signed or submitted there, and says nothing else; one changed byte, and it is no.",
    params(("slug" = Slug, Path, description = "The practice's portal address."), answers::WriteHeaders),
    request_body(content = VerifySignedDocument, example = json!({"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"})),
    responses(
        answers::Sent,
        (status = 404, description = "There is no such practice, or its portal is closed.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "Yes or no.", body = VerifiedDocument, example = json!({"signed_here": true}))
    ),
    security(())
)]
#[post("/public/{slug}/document-verifications")]
pub async fn verify_signed_document(
    platform: App,
    _: Anyone,
    slug: web::Path<String>,
    input: Checked<VerifySignedDocument>,
) -> Result<web::Json<VerifiedDocument>, Problem> {
    let practice = practices::by_slug(platform.db.read(), &Slug(slug.into_inner())).await?;
    let practice = practice.filter(|practice| practice.portal_open).ok_or_else(Problem::not_found)?;
    let sha256 = hex::decode(&input.0.sha256).map_err(Problem::internal)?;
    let signed_here = verification::signed_here(&platform, practice.scope(), &sha256).await?;
    Ok(web::Json(VerifiedDocument { signed_here }))
}
