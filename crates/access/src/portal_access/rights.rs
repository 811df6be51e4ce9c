//! What a client may do.

use domain::ClientId;
use domain::access::rights::Rights;
use platform::audit::{self, Act, Actor};
use platform::db::Scope;
use platform::etag::{IfMatch, etag};
use platform::problem::Problem;
use platform::session;
use platform::{Platform, db::Tx};
use practice::clients;

use crate::refusals;
use crate::store::grants;

/// Changes the client's rights; they hold at the next request, and streams that tell what is no longer theirs end.
///
/// # Errors
/// 404; 409 `not_invited`; 412 `stale`.
pub async fn update_rights(
    platform: &Platform,
    scope: Scope,
    actor: Actor,
    client: ClientId,
    if_match: IfMatch,
    rights: Rights,
) -> Result<(), Problem> {
    clients::find(platform.db.read(), scope, client).await?.ok_or_else(Problem::not_found)?;
    let tx = platform.db.write().await?;
    let grant = grant(&tx, scope, client).await?;
    if_match.allows(grant.version)?;
    if !grants::change(&*tx, scope, &grant, rights).await? {
        let now = self::grant(&tx, scope, client).await?;
        return Err(Problem::stale(etag(now.version)));
    }
    session::store::doubt(&tx, scope, grant.login_id);
    audit::record(platform, &*tx, scope.practice, actor, Act::new("portal_access.updated").client(client).on(grant.login())).await?;
    tx.commit().await
}

async fn grant(tx: &Tx, scope: Scope, client: ClientId) -> Result<grants::Model, Problem> {
    grants::of_client(&**tx, scope, client).await?.ok_or_else(refusals::not_invited)
}
