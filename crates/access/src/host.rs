//! What whoever holds the host's command line can do for people who are stuck, without anybody's password.

use domain::access::link;
use domain::access::portal_access::{RECOVERY_LINKS, RECOVERY_MINUTES};
use domain::access::session::App;
use domain::practice::slug::Slug;
use domain::text::Email;
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::Moment;
use platform::problem::Problem;
use practice::{practices, staff};

use crate::second_factor;
use crate::store::link_tokens::{self, Purpose};

/// A link with which the staff member sets a new password: 30 minutes, once.
///
/// # Errors
/// 404 when there is no such practice or staff member.
pub async fn recovery_link(platform: &Platform, slug: &Slug, email: &Email) -> Result<String, Problem> {
    let (practice, member) = find(platform, slug, email).await?;
    let (token, token_hash) = platform.secrets.link_token();
    let until = Moment::from(platform.clock.now()).plus(RECOVERY_MINUTES * 60);
    let scope = practice.scope();
    let tx = platform.db.write().await?;
    link_tokens::insert(platform, &*tx, scope, Purpose::Recovery, App::Admin, member.id, token_hash, until, RECOVERY_LINKS).await?;
    audit::record(platform, &*tx, scope.practice, Actor::system(), Act::new("password_recovery.requested").on(member.id)).await?;
    tx.commit().await?;
    Ok(link::recovery(&platform.config.public_url, App::Admin, slug, &token))
}

/// Takes the staff member's second factor away, with their recovery codes and sessions.
///
/// # Errors
/// 404 when there is no such practice or staff member.
pub async fn reset_second_factor(platform: &Platform, slug: &Slug, email: &Email) -> Result<(), Problem> {
    let (practice, member) = find(platform, slug, email).await?;
    second_factor::reset(platform, practice.scope(), Actor::system(), member.id()).await.map(drop)
}

async fn find(platform: &Platform, slug: &Slug, email: &Email) -> Result<(practices::Model, staff::Model), Problem> {
    let db = platform.db.read();
    let practice = practices::by_slug(db, slug).await?.ok_or_else(Problem::not_found)?;
    let member = staff::by_email(db, practice.scope(), email).await?.ok_or_else(Problem::not_found)?;
    Ok((practice, member))
}
