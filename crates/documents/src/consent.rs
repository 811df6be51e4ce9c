//! Agreeing to electronic records, once, before the first signature (D4).

use access::holder::Holder;
use domain::access::session::App;
use domain::documents::ElectronicConsent;
use domain::{ClientId, PracticeId};
use platform::Platform;
use platform::audit::{self, Act};
use platform::caller::Client;
use platform::db::Scope;
use platform::problem::Problem;
use practice::practices;
use sea_orm::ConnectionTrait;

use crate::disclosure::{Disclosure, disclosure, is_told_now};
use crate::refusals;
use crate::store::consents;

/// What `client` agreed to, where that is what is told now; otherwise they are asked.
///
/// # Errors
/// When the database does not answer.
pub async fn in_force(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<consents::Model>, Problem> {
    let Some(agreed) = consents::find(db, scope, client).await? else { return Ok(None) };
    let practice = practice_of(db, scope.practice).await?;
    Ok(is_told_now(&agreed.hash, &practice.name, &practice.phone)?.then_some(agreed))
}

/// What the client is told, in their language, and whether they agreed.
///
/// # Errors
/// When the database does not answer.
pub async fn told(platform: &Platform, caller: &Client) -> Result<ElectronicConsent, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let practice = practice_of(db, scope.practice).await?;
    let holder = Holder::by_id(db, scope, App::Portal, caller.login.0).await?.ok_or_else(Problem::not_found)?;
    let Disclosure { blocks, hash } = disclosure(holder.language(&practice), &practice.name, &practice.phone)?;
    let agreed = in_force(db, scope, caller.client).await?;
    Ok(ElectronicConsent { blocks, sha256: hex::encode(hash), agreed_at: agreed.map(|agreed| agreed.agreed_at.into()) })
}

/// The client agrees to the words whose hash is `sha256`, in hex. Agreed to again, the first time stands.
///
/// # Errors
/// 409 `consent_changed` when something else is told by now.
pub async fn give(platform: &Platform, caller: &Client, sha256: &str) -> Result<(), Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let hash = hex::decode(sha256).map_err(|_| refusals::consent_changed())?;
    let tx = platform.db.write().await?;
    let practice = practice_of(&*tx, scope.practice).await?;
    if !is_told_now(&hash, &practice.name, &practice.phone)? {
        return Err(refusals::consent_changed());
    }
    if in_force(&*tx, scope, caller.client).await?.is_some() {
        return Ok(());
    }
    consents::agree(&*tx, scope, caller.client, caller.login, hash, now).await?;
    let act = Act::new("electronic_consent.given").client(caller.client);
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await
}

async fn practice_of(db: &impl ConnectionTrait, practice: PracticeId) -> Result<practices::Model, Problem> {
    practices::get(db, Scope { practice }).await?.ok_or_else(Problem::not_found)
}
