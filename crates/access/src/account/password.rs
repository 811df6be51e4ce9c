//! Another password, by somebody who knows the old one.

use domain::access::password::ChangePassword;
use domain::practice::email_text::EmailKind;
use platform::caller::Held;
use platform::problem::Problem;
use platform::session::store;
use platform::{Platform, audit, outbox};
use practice::email_texts::Added;
use practice::practices;

use crate::holder::{Holder, hashed};
use crate::store::link_tokens;
use crate::{letters, passwords};

/// Changes the password. The other sessions end, and links to a new password die.
///
/// # Errors
/// 422 `wrong_password` at `/current_password`, or at `/new_password`; 429 `wait`.
pub async fn change_password(platform: &Platform, held: &Held, input: &ChangePassword) -> Result<(), Problem> {
    let (db, scope) = (platform.db.read(), held.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let holder = Holder::by_id(db, scope, held.app, held.subject_id()).await?.ok_or_else(Problem::session_ended)?;
    passwords::confirm(platform, scope, &holder, held.actor(), &input.current_password, "/current_password").await?;
    holder.judge(&practice).check("/new_password", &input.new_password).await?;
    let hash = hashed(platform, &input.new_password).await?;
    let letter =
        letters::worded(platform, db, &practice, EmailKind::PasswordChanged, letters::to(&holder, &practice), Added::Nothing).await?;
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    // Somebody else may have set another one since it was asked for.
    if !holder.still_fits(&*tx, scope).await? {
        return Err(Problem::session_ended());
    }
    holder.set_password(&*tx, scope, &hash).await?;
    link_tokens::close(&*tx, scope, holder.id(), now.into()).await?;
    store::end_all(&tx, scope, holder.id(), Some(held.session), now).await?;
    outbox::queue(platform, &tx, letter).await?;
    audit::record(platform, &*tx, scope.practice, held.actor(), holder.act("password.changed")).await?;
    tx.commit().await
}
