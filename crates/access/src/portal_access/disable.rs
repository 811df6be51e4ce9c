//! Keeping a client out (A8).

use domain::ClientId;
use domain::access::portal_access::AccessState;
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::Scope;
use platform::problem::Problem;
use practice::clients;

use super::close_all_ways;
use crate::refusals;
use crate::store::{grants, logins};

/// Ends every session of the client's login and keeps it out; its password is gone. Doing it twice is the same as once.
/// A new invitation enables it again.
///
/// # Errors
/// 404; 409 `not_invited`.
pub async fn disable(platform: &Platform, scope: Scope, actor: Actor, client: ClientId) -> Result<(), Problem> {
    clients::find(platform.db.read(), scope, client).await?.ok_or_else(Problem::not_found)?;
    let tx = platform.db.write().await?;
    clients::set_access(&*tx, scope, client, AccessState::Disabled).await?;
    let grant = grants::of_client(&*tx, scope, client).await?.ok_or_else(refusals::not_invited)?;
    let login = logins::find(&*tx, scope, grant.login()).await?.ok_or_else(refusals::not_invited)?;
    if login.disabled {
        return Ok(());
    }
    logins::disable(&*tx, scope, login.id()).await?;
    close_all_ways(&tx, scope, login.id(), platform.clock.now()).await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new("portal_access.disabled").client(client).on(login.id())).await?;
    tx.commit().await
}
