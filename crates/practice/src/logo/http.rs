//! Upload, removal, and the picture itself.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use domain::practice::profile::Practice;
use domain::practice::slug::Slug;
use domain::problem::ProblemDocument;
use domain::{Check, check::Checker};
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Anyone, Owners, Staff};
use platform::checked::CheckedQuery;
use platform::db::{Scope, Tx};
use platform::etag::tagged;
use platform::problem::Problem;
use platform::{App, Platform};
use serde::Deserialize;

use super::{picture, store};
use crate::{examples, practices};

/// The most bytes of an upload.
const MOST_BYTES: usize = 1024 * 1024;
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// The bytes of a picture.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only describes; the bytes are read and written as they are")]
pub struct Picture(Vec<u8>);

/// Which picture.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LogoQuery {
    /// Changes with the picture, so that a page never shows an old one; whatever it says, the logo of today is answered.
    #[serde(default)]
    v: Option<String>,
}

impl Check for LogoQuery {
    fn check(&self, c: &mut Checker) {
        c.optional("v", self.v.as_deref().unwrap_or_default(), 64);
    }
}

/// The practice's logo.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_public_logo",
    summary = "Fetch a practice's logo",
    description = "A PNG of at most 512 pixels a side.",
    params(("slug" = Slug, Path, description = "The practice's portal address."), LogoQuery),
    responses(
        answers::Shown,
        (status = 422, description = "The query breaks a rule.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 304, description = "The picture is the one of `If-None-Match`."),
        (status = 200, description = "The picture.", body = Picture, content_type = "image/png", headers(("ETag" = String, description = "The hash of the picture.")))
    ),
    security(())
)]
#[get("/public/{slug}/logo")]
pub async fn get_public_logo(
    platform: App,
    _: Anyone,
    request: HttpRequest,
    slug: web::Path<String>,
    _: CheckedQuery<LogoQuery>,
) -> Result<HttpResponse, Problem> {
    let practice = practices::by_slug(platform.db.read(), &Slug(slug.into_inner())).await?.ok_or_else(Problem::not_found)?;
    let logo = store::get(platform.db.read(), practice.scope()).await?.ok_or_else(Problem::not_found)?;
    let etag = format!("\"{}\"", logo.digest);
    let seen = request.headers().get(IF_NONE_MATCH).and_then(|seen| seen.to_str().ok()).unwrap_or_default();
    let unchanged = seen.split(',').any(|seen| seen.trim().trim_start_matches("W/") == etag);
    let mut answer = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    // Kept by browsers, and asked about each time.
    answer.insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, "public, no-cache"));
    Ok(if unchanged { answer.finish() } else { answer.content_type("image/png").body(logo.png) })
}

/// Puts a picture in place of the logo.
#[utoipa::path(
    tag = "practice",
    operation_id = "upload_logo",
    summary = "Upload the practice's logo",
    description = "A PNG, JPEG or WebP file of at most 1 MiB. It is drawn again at no more than 512 pixels a side; what else the file held (place, camera, comments) is not kept. Owners only.",
    params(answers::WriteHeaders),
    request_body(content((Picture = "image/png"), (Picture = "image/jpeg"), (Picture = "image/webp")), description = "The file."),
    responses(
        answers::Written,
        (status = 415, description = "Not one of `image/png`, `image/jpeg`, `image/webp`.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 422, description = "`not_an_image`: the file cannot be read as a picture, or is one of more than 24 megapixels.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The practice as it is now.", body = Practice, headers(("ETag" = String, description = "The practice's version.")), example = examples::practice)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/logo")]
pub async fn upload_logo(platform: App, staff: Staff<Owners>, request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !KINDS.contains(&kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str()) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Send a PNG, JPEG or WebP picture"));
    }
    if body.len() > MOST_BYTES {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The picture is too large").detail("At most 1 MiB."));
    }
    // A decoder that gives up by panicking has not read a picture either.
    let drawn = web::block(move || picture::redraw(&body)).await.ok().flatten();
    let png = drawn.ok_or_else(|| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not_an_image", "This is not a picture that can be used")
            .detail("Choose a PNG, JPEG or WebP file of at most 24 megapixels.")
    })?;
    let tx = platform.db.write().await?;
    store::put(&*tx, staff.scope(), png).await?;
    changed(&platform, tx, &staff, "logo.uploaded").await
}

/// Takes the logo away.
#[utoipa::path(
    tag = "practice",
    operation_id = "remove_logo",
    summary = "Remove the practice's logo",
    description = "The practice's name stands in its place. Removing a logo that is not there changes nothing. Owners only.",
    params(answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The practice as it is now.", body = Practice, headers(("ETag" = String, description = "The practice's version.")), example = examples::practice)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/practice/logo")]
pub async fn remove_logo(platform: App, staff: Staff<Owners>) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    if store::remove(&*tx, staff.scope()).await? {
        return changed(&platform, tx, &staff, "logo.removed").await;
    }
    answer(&platform, &tx, staff.scope()).await
}

async fn changed(platform: &Platform, tx: Tx, staff: &Staff<Owners>, act: &'static str) -> Result<HttpResponse, Problem> {
    practices::touch(&*tx, staff.scope()).await?;
    audit::record(platform, &*tx, staff.practice, staff.actor(), Act::new(act)).await?;
    let answer = answer(platform, &tx, staff.scope()).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn answer(platform: &Platform, tx: &Tx, scope: Scope) -> Result<HttpResponse, Problem> {
    let practice = practices::get(&**tx, scope).await?.ok_or_else(Problem::not_found)?;
    Ok(tagged(practice.version, &practice.to_wire(&**tx, &platform.config).await?))
}
