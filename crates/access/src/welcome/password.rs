//! Choosing a password after a PIN or PIN code (A13).

use domain::LoginId;
use domain::access::portal_access::AccessState;
use domain::access::session::SessionKind;
use domain::practice::email_text::EmailKind;
use domain::text::Secret;
use platform::audit;
use platform::caller::Anyone;
use platform::db::{Moment, Tx};
use platform::problem::Problem;
use platform::session::store;
use platform::{Platform, outbox};
use practice::email_texts::Added;
use practice::{clients, practices};

use super::Setter;
use crate::holder::{Holder, hashed};
use crate::letters;
use crate::sessions::{self, Opened};
use crate::sign_in::came_in;
use crate::store::{invitations, link_tokens, pin_codes};

/// Sets the password and signs in fully. All other sessions end, and every other way in that is under way is closed.
///
/// # Errors
/// 422 at `/password`; 401 `session_ended` when the session was used or the login disabled in between.
pub async fn set_password(platform: &Platform, setter: Setter, from: &Anyone, password: &Secret) -> Result<Opened, Problem> {
    let Setter { scope, session, app, subject } = setter;
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let holder = Holder::by_id(db, scope, app, subject).await?.ok_or_else(Problem::session_ended)?;
    holder.judge(&practice).check("/password", password).await?;
    let hash = hashed(platform, password).await?;
    let notice = match holder.usable_password() {
        Some(_) => Some(
            letters::worded(platform, db, &practice, EmailKind::PasswordChanged, letters::to(&holder, &practice), Added::Nothing).await?,
        ),
        None => None,
    };
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    if let Holder::Login(_, client) = &holder {
        clients::set_access(&*tx, scope, client.id(), AccessState::Active).await?;
    }
    holder.set_password(&*tx, scope, &hash).await?;
    // The session is the right to set a password, once: two at the same time cannot both have it.
    if !store::end(&tx, scope, subject, session, now).await? {
        return Err(Problem::session_ended());
    }
    close_other_ways(&tx, setter, now.into()).await?;
    store::end_all(&tx, scope, subject, None, now).await?;
    let opened = sessions::begin(platform, &*tx, &practice, app, SessionKind::Full, subject, from).await?;
    if let Some(letter) = notice {
        outbox::queue(platform, &tx, letter).await?;
    }
    audit::record(platform, &*tx, scope.practice, holder.actor(from.ip), holder.act("password.set")).await?;
    came_in(platform, &tx, scope, &holder, SessionKind::Full, from).await?;
    tx.commit().await?;
    Ok(opened)
}

async fn close_other_ways(tx: &Tx, setter: Setter, now: Moment) -> Result<(), Problem> {
    let (scope, login) = (setter.scope, LoginId(setter.subject));
    invitations::supersede(&**tx, scope, login, now).await?;
    pin_codes::close(&**tx, scope, login, now).await?;
    Ok(link_tokens::close(&**tx, scope, setter.subject, now).await?)
}
