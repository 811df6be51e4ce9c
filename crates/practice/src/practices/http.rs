//! The practice's page, and its settings.

use actix_web::{HttpResponse, get, put, web};
use domain::practice::profile::{PortalSettings, Practice, PracticeProfile, PublicPractice, SignInRules};
use domain::practice::slug::Slug;
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Anyone, Owners, Staff, Team};
use platform::checked::{Checked, NoQuery};
use platform::db::{Scope, Tx, is_taken};
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;
use platform::{App, Platform};

use super::columns;
use super::store::{self, ActiveModel, Model};
use crate::examples;

/// What anybody may know about a practice.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_public_practice",
    summary = "Show a practice's portal page",
    description = "Name, telephone number, colours and whether the portal is open: what the page `/p/{slug}` shows before anybody signs in.",
    params(("slug" = Slug, Path, description = "The practice's portal address.")),
    responses(answers::Shown, (status = 200, description = "The practice.", body = PublicPractice, example = examples::public_practice)),
    security(())
)]
#[get("/public/{slug}")]
pub async fn get_public_practice(
    platform: App,
    _: Anyone,
    slug: web::Path<String>,
    _: NoQuery,
) -> Result<web::Json<PublicPractice>, Problem> {
    let practice = store::by_slug(platform.db.read(), &Slug(slug.into_inner())).await?.ok_or_else(Problem::not_found)?;
    Ok(web::Json(practice.public(&platform).await?))
}

/// The practice as its staff see it.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_practice",
    summary = "Show the practice and its settings",
    description = "Profile, portal settings and sign-in rules. The `ETag` is what a save puts into `If-Match`.",
    responses(answers::Read, (status = 200, description = "The practice.", body = Practice, headers(("ETag" = String, description = "The version.")), example = examples::practice)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice")]
pub async fn get_practice(platform: App, staff: Staff<Team>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let practice = store::get(platform.db.read(), staff.scope()).await?.ok_or_else(Problem::not_found)?;
    Ok(tagged(practice.version, &practice.to_wire(platform.db.read(), &platform.config).await?))
}

/// Saves what the practice says of itself.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_practice",
    summary = "Save the practice's profile",
    description = "Name, portal address, telephone number, zone, currency, colours. The portal address stays as it is once the first invitation went out. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = PracticeProfile, example = json!(examples::profile())),
    responses(
        answers::Saved,
        (status = 409, description = "`slug_taken`: another practice has this address. `slug_locked`: clients have been invited to it.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The practice as it is now.", body = Practice, headers(("ETag" = String, description = "The version.")), example = examples::practice)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice")]
pub async fn update_practice(
    platform: App,
    staff: Staff<Owners>,
    if_match: IfMatch,
    input: Checked<PracticeProfile>,
) -> Result<HttpResponse, Problem> {
    super::rules::check(&input.0)?;
    let (tx, before) = opened(&platform, staff.scope(), if_match).await?;
    if before.slug_locked && before.slug != input.0.slug.0 {
        return Err(Problem::conflict("slug_locked", "The portal address cannot change any more")
            .detail("Clients have been invited to it; it is in their e-mails and bookmarks."));
    }
    saved(&platform, tx, &staff, &before, columns::of_profile(&input.0, Default::default()), "practice.updated").await
}

/// Saves what clients meet in the portal.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_portal_settings",
    summary = "Save what clients meet in the portal",
    description = "Whether the portal is open, the welcome message, what new clients may do, the length of PINs, and whether clients see who looked at their record. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = PortalSettings, example = json!(examples::portal_settings())),
    responses(answers::Saved, (status = 200, description = "The practice as it is now.", body = Practice, headers(("ETag" = String, description = "The version.")), example = examples::practice)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/portal-settings")]
pub async fn update_portal_settings(
    platform: App,
    staff: Staff<Owners>,
    if_match: IfMatch,
    input: Checked<PortalSettings>,
) -> Result<HttpResponse, Problem> {
    let (tx, before) = opened(&platform, staff.scope(), if_match).await?;
    saved(&platform, tx, &staff, &before, columns::of_portal(&input.0, Default::default()), "portal_settings.updated").await
}

/// Saves how people sign in.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_sign_in_rules",
    summary = "Save how people sign in",
    description = "Idle minutes, whether staff need a second factor, and what passwords must be like. Holds from the next request on. Owners only.",
    params(answers::SaveHeaders),
    request_body(content = SignInRules, example = json!(SignInRules::default())),
    responses(answers::Saved, (status = 200, description = "The practice as it is now.", body = Practice, headers(("ETag" = String, description = "The version.")), example = examples::practice)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/sign-in-rules")]
pub async fn update_sign_in_rules(
    platform: App,
    staff: Staff<Owners>,
    if_match: IfMatch,
    input: Checked<SignInRules>,
) -> Result<HttpResponse, Problem> {
    let (tx, before) = opened(&platform, staff.scope(), if_match).await?;
    saved(&platform, tx, &staff, &before, columns::of_rules(&input.0, Default::default()), "sign_in_rules.updated").await
}

/// Begins to write and reads the practice, which must be at the version the caller saw.
async fn opened(platform: &Platform, scope: Scope, if_match: IfMatch) -> Result<(Tx, Model), Problem> {
    let tx = platform.db.write().await?;
    let practice = store::get(&*tx, scope).await?.ok_or_else(Problem::not_found)?;
    if_match.allows(practice.version)?;
    Ok((tx, practice))
}

async fn saved(
    platform: &Platform,
    tx: Tx,
    staff: &Staff<Owners>,
    before: &Model,
    change: ActiveModel,
    act: &'static str,
) -> Result<HttpResponse, Problem> {
    let scope = staff.scope();
    let done = store::save(&*tx, scope, before.version, change)
        .await
        .map_err(|error| if is_taken(&error) { store::slug_taken() } else { error.into() })?;
    let after = store::get(&*tx, scope).await?.ok_or_else(Problem::not_found)?;
    if !done {
        return Err(Problem::stale(etag(after.version)));
    }
    audit::record(platform, &*tx, staff.practice, staff.actor(), Act::new(act)).await?;
    let answer = tagged(after.version, &after.to_wire(&*tx, &platform.config).await?);
    tx.commit().await?;
    Ok(answer)
}
