//! Everything the *Client Portal* tab shows (A2).

use domain::ClientId;
use domain::access::invitation::{bar, resends_left};
use domain::access::portal_access::{AccessState, Delivery, DeliveryState, EmailChoice, InvitationSummary, PortalAccess};
use domain::practice::email_text::EmailKind;
use domain::text::Email;
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::Scope;
use platform::outbox;
use platform::problem::Problem;
use practice::{clients, email_texts, practices};
use sea_orm::ConnectionTrait;

use super::invite::language;
use crate::letters;
use crate::store::{grants, invitations, logins};

/// The client's portal access, and that somebody looked at it.
///
/// # Errors
/// 404.
pub async fn read(platform: &Platform, scope: Scope, actor: Actor, client: ClientId) -> Result<PortalAccess, Problem> {
    let shown = show(platform, scope, client).await?;
    let tx = platform.db.write().await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new("portal_access.read").client(client)).await?;
    tx.commit().await?;
    Ok(shown)
}

/// The client's portal access as it is now.
///
/// # Errors
/// 404.
pub async fn show(platform: &Platform, scope: Scope, client: ClientId) -> Result<PortalAccess, Problem> {
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let client = clients::find(db, scope, client).await?.ok_or_else(Problem::not_found)?;
    let grant = grants::of_client(db, scope, client.id()).await?;
    let login = match &grant {
        Some(grant) => logins::find(db, scope, grant.login()).await?,
        None => None,
    };
    let state = login.as_ref().map_or(AccessState::NotInvited, logins::Model::state);
    let choices = clients::emails(db, scope, client.id()).await?.into_iter();
    let email_choices: Vec<EmailChoice> = choices.map(|email| EmailChoice { address: email.address, email_ok: email.email_ok }).collect();
    let sent = invitations::sent(db, scope, client.id()).await?;
    let left = resends_left(platform.clock.now(), &letters::zone(&practice), &sent);
    let language = language(&practice, &client, login.as_ref());
    Ok(PortalAccess {
        version: grant.as_ref().map_or(0, |grant| grant.version),
        state,
        email: login.as_ref().map(logins::Model::email),
        bar: bar(practice.portal().open, state, &email_choices, left),
        email_choices,
        rights: grant.map_or(practice.portal().usual_rights, |grant| grant.rights()),
        first_signed_in_at: login.as_ref().and_then(|login| login.first_signed_in_at).map(Into::into),
        last_signed_in_at: login.as_ref().and_then(|login| login.last_signed_in_at).map(Into::into),
        invitation: last_invitation(db, scope, client.id()).await?,
        resends_left: left,
        wording: email_texts::wording(db, scope, EmailKind::PortalInvitation, language).await?,
    })
}

async fn last_invitation(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<InvitationSummary>, Problem> {
    let Some(row) = invitations::newest(db, scope, client).await? else { return Ok(None) };
    let delivery = outbox::delivery(db, scope, domain::MailId(row.mail_id)).await?;
    Ok(Some(InvitationSummary {
        id: row.id(),
        sent_to: Email::from(row.email.as_str()),
        created_at: row.created_at.into(),
        expires_at: row.expires_at.into(),
        burnt: row.is_burnt(),
        // Settled mail is forgotten after a while; what failed stays failed on the page for as long as it matters.
        delivery: delivery.unwrap_or(Delivery { state: DeliveryState::Sent, at: row.created_at.into(), reason: None }),
    }))
}
