//! Using the link.

use domain::access::welcome::RecoverPassword;
use domain::practice::email_text::EmailKind;
use platform::audit;
use platform::caller::Anyone;
use platform::db::Moment;
use platform::problem::Problem;
use platform::secrets::hash;
use platform::session::store;
use platform::{Platform, outbox};
use practice::email_texts::Added;

use crate::holder::{Holder, hashed};
use crate::letters;
use crate::pace::{NetworkTry, Pace};
use crate::store::link_tokens::{self, Purpose};
use crate::{door, refusals};

/// Sets a new password by the link. The link is used up when the password is set, not before: one that is refused as
/// too weak costs nothing. All links of the person die with it, and all sessions end; they sign in afterwards.
///
/// # Errors
/// 401 `link_refused`, 409 `portal_closed`, 422 at `/password`, 429 `wait`.
pub async fn recover(platform: &Platform, from: &Anyone, input: &RecoverPassword) -> Result<(), Problem> {
    let network = NetworkTry::claim(platform, from.ip).await?;
    let practice = door::open(platform, &input.practice, input.app).await?.ok_or_else(refusals::link)?;
    let (db, scope, now) = (platform.db.read(), practice.scope(), platform.clock.now());
    let at = Moment::from(now);
    let link =
        link_tokens::usable(db, scope, Purpose::Recovery, input.app, &hash(input.token.as_str()), at).await?.ok_or_else(refusals::link)?;
    let holder = Holder::by_id(db, scope, input.app, link.subject_id)
        .await?
        .filter(|holder| holder.usable_password().is_some())
        .ok_or_else(refusals::link)?;
    network.good(platform).await?;
    holder.judge(&practice).check("/password", &input.password).await?;
    let password = hashed(platform, &input.password).await?;
    let letter =
        letters::worded(platform, db, &practice, EmailKind::PasswordChanged, letters::to(&holder, &practice), Added::Nothing).await?;
    let tx = platform.db.write().await?;
    holder
        .set_password(&*tx, scope, &password)
        .await
        .map_err(|problem| if problem.status.is_client_error() { refusals::link() } else { problem })?;
    if !link_tokens::claim(&*tx, scope, &link, at).await? {
        return Err(refusals::link());
    }
    link_tokens::close(&*tx, scope, holder.id(), at).await?;
    store::end_all(&tx, scope, holder.id(), None, now).await?;
    Pace::forget_address(platform, &*tx, scope, input.app, &holder.email()).await?;
    outbox::queue(platform, &tx, letter).await?;
    audit::record(platform, &*tx, scope.practice, holder.actor(from.ip), holder.act("password.recovered")).await?;
    tx.commit().await
}
