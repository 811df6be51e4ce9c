//! People who asked before they were clients (B11): with the practice's first answer that needs the portal they are
//! invited to it, in the same transaction.

use platform::Platform;
use platform::audit::Actor;
use platform::db::{Scope, Tx};
use platform::problem::Problem;

use crate::store::appointments::{Model, Source};

/// Invites who asked for `row`, if they came by the door for new clients and nobody has invited them yet.
///
/// # Errors
/// When the database does not answer.
pub async fn invite(platform: &Platform, tx: &Tx, scope: Scope, actor: Actor, row: &Model) -> Result<(), Problem> {
    if row.source() == Source::Door {
        access::portal_access::invite_newcomer(platform, tx, scope, actor, row.client()).await?;
    }
    Ok(())
}
