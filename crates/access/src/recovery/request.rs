//! Asking for the link.

use domain::MailId;
use domain::access::link;
use domain::access::portal_access::{RECOVERY_LINKS, RECOVERY_MINUTES};
use domain::access::welcome::RequestPasswordRecovery;
use domain::practice::email_text::EmailKind;
use domain::text::PersonName;
use platform::audit::{self, Act};
use platform::caller::Anyone;
use platform::db::Moment;
use platform::problem::Problem;
use platform::{Platform, outbox};
use practice::email_texts::{Added, Recipient, Valid};
use uuid::Uuid;

use crate::door;
use crate::holder::Holder;
use crate::letters;
use crate::pace::{Pace, Tried};
use crate::store::known_devices;
use crate::store::link_tokens::{self, Purpose};

/// Sends a link to who can sign in with this address. For all others the same is done, and then taken back: the answer
/// and its time tell nothing.
///
/// # Errors
/// 409 `portal_closed`, 429 `wait`.
pub async fn request(platform: &Platform, from: &Anyone, input: &RequestPasswordRecovery) -> Result<(), Problem> {
    let Some(practice) = door::open(platform, &input.practice, input.app).await? else { return Ok(()) };
    let (db, scope) = (platform.db.read(), practice.scope());
    let holder = Holder::by_email(db, scope, input.app, &input.email).await?.filter(|holder| holder.usable_password().is_some());
    let subject = holder.as_ref().map_or(Uuid::nil(), Holder::id);
    let device = known_devices::find(db, scope, subject, from.device_token.as_deref()).await?;
    // Given back only when a link is used: a mailbox is not to be filled by a stranger.
    Pace::of_address(platform, Tried::Recovery, scope, input.app, &input.email, device, from).await?;
    let recipient = match &holder {
        Some(holder) => letters::to(holder, &practice),
        None => Recipient { to: input.email.clone(), client: None, first_name: PersonName::default(), language: practice.language() },
    };
    let (token, token_hash) = platform.secrets.link_token();
    let link = link::recovery(&platform.config.public_url, input.app, &practice.slug(), &token);
    let added = Added::Link { link, valid: Valid::Minutes(RECOVERY_MINUTES) };
    let letter = letters::worded(platform, db, &practice, EmailKind::PasswordRecovery, recipient, added).await?;
    let now = platform.clock.now();
    let until = Moment::from(now).plus(if holder.is_some() { RECOVERY_MINUTES * 60 } else { 0 });
    let tx = platform.db.write().await?;
    link_tokens::insert(platform, &*tx, scope, Purpose::Recovery, input.app, subject, token_hash, until, RECOVERY_LINKS).await?;
    let mail = outbox::queue(platform, &tx, letter).await?;
    let taken_back = if holder.is_some() { MailId(Uuid::nil()) } else { mail };
    outbox::withdraw(&*tx, scope, taken_back, now).await?;
    let act = holder.as_ref().map_or_else(|| Act::new(REQUESTED), |holder| holder.act(REQUESTED));
    audit::record(platform, &*tx, scope.practice, from.actor(), act).await?;
    tx.commit().await
}

const REQUESTED: &str = "password_recovery.requested";
