//! Which practice somebody knocks at.

use domain::access::session::App;
use domain::practice::slug::Slug;
use platform::Platform;
use platform::problem::Problem;
use practice::practices::{self, Model};

use crate::refusals;

/// The practice at `slug`, with its door for `app` open; none when there is no such practice.
///
/// # Errors
/// 409 `portal_closed` when clients knock at a portal that is switched off (anybody may know that).
pub async fn open(platform: &Platform, slug: &Slug, app: App) -> Result<Option<Model>, Problem> {
    match practices::by_slug(platform.db.read(), slug).await? {
        Some(practice) if app == App::Portal && !practice.portal().open => Err(refusals::portal_closed()),
        found => Ok(found),
    }
}
