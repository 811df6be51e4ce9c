//! Another e-mail address for a client's login: confirmed on the new one, told to the old (A21).

use domain::access::account::{ConfirmEmailChange, RequestEmailChange};
use domain::access::link;
use domain::access::portal_access::EMAIL_CHANGE_HOURS;
use domain::access::session::{App, SessionKind};
use domain::practice::email_text::EmailKind;
use domain::text::Email;
use platform::caller::{Anyone, Client, Held};
use platform::db::{Moment, is_taken};
use platform::problem::Problem;
use platform::secrets::hash;
use platform::session::store;
use platform::{Platform, audit, outbox};
use practice::email_texts::{Added, Recipient, Valid};
use practice::practices;

use crate::holder::Holder;
use crate::pace::NetworkTry;
use crate::store::{link_tokens, logins, message_links};
use crate::{door, letters, passwords, refusals};

/// Sends a link to the new address. Nothing changes until it is used. An address that another login of the practice
/// has gets the same: whether it is taken shows only to who reads its mailbox.
///
/// # Errors
/// 422 `wrong_password` at `/password` or `same_email` at `/new_email`; 429 `wait`.
pub async fn request(platform: &Platform, client: &Client, input: &RequestEmailChange) -> Result<(), Problem> {
    let (db, scope) = (platform.db.read(), client.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let holder = Holder::by_id(db, scope, App::Portal, client.login.0).await?.ok_or_else(Problem::session_ended)?;
    passwords::confirm(platform, scope, &holder, client.actor(), &input.password, "/password").await?;
    if holder.email().key() == input.new_email.key() {
        return Err(Problem::field("/new_email", "same_email", "This is your address already."));
    }
    let (token, token_hash) = platform.secrets.link_token();
    let recipient = Recipient { to: trimmed(&input.new_email), ..letters::to(&holder, &practice) };
    let link = link::email_change(&platform.config.public_url, &practice.slug(), &token);
    let added = Added::Link { link, valid: Valid::Hours(EMAIL_CHANGE_HOURS) };
    let letter = letters::worded(platform, db, &practice, EmailKind::EmailChange, recipient, added).await?;
    let until = Moment::from(platform.clock.now()).plus(EMAIL_CHANGE_HOURS * 3600);
    let tx = platform.db.write().await?;
    logins::wish_email(&*tx, scope, client.login, &input.new_email, token_hash, until).await?;
    outbox::queue(platform, &tx, letter).await?;
    audit::record(platform, &*tx, scope.practice, client.actor(), holder.act("email_change.requested")).await?;
    tx.commit().await
}

/// Puts the new address in force, by the link that was sent there. The other sessions end; links to a new password
/// and to messages that went to the old address die, and a session that one of these opened ends, too.
///
/// # Errors
/// 401 `link_refused`, also when another login of the practice has taken the address; 409 `portal_closed`; 429 `wait`.
pub async fn confirm(platform: &Platform, from: &Anyone, own: Option<&Held>, input: &ConfirmEmailChange) -> Result<(), Problem> {
    let network = NetworkTry::claim(platform, from.ip).await?;
    let practice = door::open(platform, &input.practice, App::Portal).await?.ok_or_else(refusals::link)?;
    let (db, scope, now) = (platform.db.read(), practice.scope(), platform.clock.now());
    let token_hash = hash(input.token.as_str());
    let login = logins::by_pending_token(db, scope, &token_hash, now).await?.ok_or_else(refusals::link)?;
    let email = login.pending_email(now).ok_or_else(refusals::link)?;
    network.good(platform).await?;
    let holder = Holder::by_id(db, scope, App::Portal, login.id).await?.ok_or_else(refusals::link)?;
    // To the old address: it is still the one in force.
    let letter = letters::worded(platform, db, &practice, EmailKind::EmailChanged, letters::to(&holder, &practice), Added::Nothing).await?;
    let theirs = |held: &&Held| held.subject_id() == login.id && held.practice == scope.practice;
    let keep = own.filter(theirs).filter(|held| held.kind != SessionKind::MessageLink).map(|held| held.session);
    let tx = platform.db.write().await?;
    match logins::confirm_email(&*tx, scope, login.id(), &email, &token_hash, now).await {
        Ok(true) => {}
        Ok(false) => return Err(refusals::link()),
        Err(error) if is_taken(&error) => return Err(refusals::link()),
        Err(error) => return Err(error.into()),
    }
    link_tokens::close(&*tx, scope, login.id, now.into()).await?;
    message_links::close(&*tx, scope, login.id(), now).await?;
    store::end_all(&tx, scope, login.id, keep, now).await?;
    outbox::queue(platform, &tx, letter).await?;
    audit::record(platform, &*tx, scope.practice, holder.actor(from.ip), holder.act("email_change.confirmed")).await?;
    tx.commit().await
}

fn trimmed(email: &Email) -> Email {
    Email::from(email.as_str().trim())
}
