//! Inviting, and inviting again.

use domain::StaffId;
use domain::access::link;
use domain::access::portal_access::STAFF_INVITATION_DAYS;
use domain::access::session::App;
use domain::practice::email_text::EmailKind;
use domain::practice::staff::{InviteStaff, StaffState};
use domain::text::Secret;
use platform::audit::{self, Act, Actor};
use platform::db::{Moment, Scope, Tx};
use platform::problem::Problem;
use platform::{Platform, outbox};
use practice::email_texts::{Added, Valid};
use practice::{practices, staff};

use crate::holder::Holder;
use crate::letters;
use crate::store::link_tokens::{self, Purpose};

/// An invitation that was queued, with what its e-mail holds.
pub struct Invited {
    /// Who is invited.
    pub member: staff::Model,
    /// The token of the link.
    pub token: Secret,
    /// The link, in full.
    pub link: String,
}

/// Invites somebody to work here.
///
/// # Errors
/// 409 `email_taken`.
pub async fn invite(platform: &Platform, scope: Scope, actor: Actor, input: &InviteStaff) -> Result<Invited, Problem> {
    let practice = practices::get(platform.db.read(), scope).await?.ok_or_else(Problem::not_found)?;
    let tx = platform.db.write().await?;
    let member = staff::insert(platform, &*tx, scope, &input.email, &input.details, StaffState::Invited).await?;
    send(platform, tx, &practice, actor, member, "staff.invited").await
}

/// Sends the invitation again; the older link stops working.
///
/// # Errors
/// 404; 409 `signed_in_already`, or `deactivated` for somebody who must be let in again first.
pub async fn resend(platform: &Platform, scope: Scope, actor: Actor, id: StaffId) -> Result<Invited, Problem> {
    let practice = practices::get(platform.db.read(), scope).await?.ok_or_else(Problem::not_found)?;
    let tx = platform.db.write().await?;
    let member = staff::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    match member.state() {
        StaffState::Invited => send(platform, tx, &practice, actor, member, "staff.invited_again").await,
        StaffState::Active => {
            Err(Problem::conflict("signed_in_already", "They have signed in already").detail("A new invitation is not needed."))
        }
        StaffState::Deactivated => Err(Problem::conflict("deactivated", "They no longer work here").detail("Reactivate them first.")),
    }
}

async fn send(
    platform: &Platform,
    tx: Tx,
    practice: &practices::Model,
    actor: Actor,
    member: staff::Model,
    act: &'static str,
) -> Result<Invited, Problem> {
    let (scope, id) = (practice.scope(), member.id());
    let (token, token_hash) = platform.secrets.link_token();
    let expires_at = Moment::from(platform.clock.now()).plus(STAFF_INVITATION_DAYS * 24 * 3600);
    link_tokens::insert(platform, &*tx, scope, Purpose::StaffInvitation, App::Admin, id.0, token_hash, expires_at, 1).await?;
    let link = link::join(&platform.config.public_url, &practice.slug(), &token, &member.email());
    let holder = Holder::Staff(Box::new(member.clone()));
    let added = Added::Link { link: link.clone(), valid: Valid::Days(STAFF_INVITATION_DAYS) };
    let letter = letters::worded(platform, &*tx, practice, EmailKind::StaffInvitation, letters::to(&holder, practice), added).await?;
    outbox::queue(platform, &tx, letter).await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new(act).on(id)).await?;
    tx.commit().await?;
    Ok(Invited { member, token, link })
}
