//! E-mail and PIN on the Welcome page.

use domain::access::codes;
use domain::access::session::{App, SessionKind};
use domain::access::welcome::OpenWelcome;
use domain::practice::audit::ActorKind;
use domain::{ClientId, LoginId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::caller::Anyone;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::{Secrets, hash};
use uuid::Uuid;

use super::{NOBODY, is_pin_of_invitation};
use crate::pace::{NetworkTry, PinGuess};
use crate::sessions::{self, Opened};
use crate::store::{invitations, logins};
use crate::{door, refusals};

/// Begins a session that may only set a password, for who holds the link and the PIN of the newest e-mail.
///
/// The try is counted before the PIN is looked at; five are counted for an invitation, however many come at once. A
/// right PIN is used up at once: who leaves without setting a password asks the practice to send the invitation again.
/// A wrong address, a wrong PIN, a burnt one and a dead link take the same way (A15).
///
/// # Errors
/// 401 `pin_refused`, 409 `portal_closed`, 429 `wait`.
pub async fn open(platform: &Platform, from: &Anyone, input: &OpenWelcome) -> Result<Opened, Problem> {
    let practice = door::open(platform, &input.practice, App::Portal).await?.ok_or_else(refusals::pin)?;
    let scope = practice.scope();
    let network = NetworkTry::claim(platform, from.ip).await?;
    let login = holder_of_link(platform, scope, input).await?;
    let now = Moment::from(platform.clock.now());
    let claimed = claim_try(platform, scope, login, &input.email.key(), now).await?;
    let guess = match PinGuess::claim(platform, scope, claimed.is_some()).await {
        Ok(guess) => guess,
        Err(problem) => {
            give_try_back(platform, scope, claimed.as_ref()).await?;
            return Err(problem);
        }
    };
    let right = is_right(&platform.secrets, claimed.as_ref(), &codes::digits(&input.pin));
    let tx = platform.db.write().await?;
    if let Some(invitation) = claimed.as_ref().filter(|_| right)
        && invitations::use_up(&*tx, scope, invitation.id(), now).await?
    {
        let (login, client) = (invitation.login_id, ClientId(invitation.client_id));
        let opened = sessions::begin(platform, &*tx, &practice, App::Portal, SessionKind::MustSetPassword, login, from).await?;
        guess.right(&*tx).await?;
        network.right(&*tx).await?;
        let actor = Actor { kind: ActorKind::Client, id: Some(login), ip: from.ip };
        let act = Act::new("portal_invitation.opened").client(client).on(invitation.id);
        audit::record(platform, &*tx, scope.practice, actor, act).await?;
        tx.commit().await?;
        return Ok(opened);
    }
    let burnt = claimed.as_ref().is_some_and(invitations::Model::is_burnt);
    let act = Act::new(if burnt { "portal_invitation.burnt" } else { "portal_invitation.refused" });
    let act = claimed.map_or(act, |row| act.client(ClientId(row.client_id)).on(row.id));
    audit::record(platform, &*tx, scope.practice, from.actor(), act).await?;
    tx.commit().await?;
    Err(refusals::pin())
}

async fn claim_try(
    platform: &Platform,
    scope: Scope,
    login: Option<LoginId>,
    email_key: &str,
    now: Moment,
) -> Result<Option<invitations::Model>, Problem> {
    let tx = platform.db.write().await?;
    let claimed = invitations::claim_try(&*tx, scope, login.unwrap_or(NOBODY), email_key, now).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn give_try_back(platform: &Platform, scope: Scope, claimed: Option<&invitations::Model>) -> Result<(), Problem> {
    let Some(invitation) = claimed else { return Ok(()) };
    let tx = platform.db.write().await?;
    invitations::give_try_back(&*tx, scope, invitation.id()).await?;
    tx.commit().await
}

/// The login whose invitation the link belongs to, where link, typed address and the login's address agree. An earlier
/// mail's link to the same address will do (A6). As many rows are looked for when nothing agrees.
async fn holder_of_link(platform: &Platform, scope: Scope, input: &OpenWelcome) -> Result<Option<LoginId>, Problem> {
    let db = platform.db.read();
    let link = invitations::by_link(db, scope, &hash(input.link_token.as_str())).await?;
    let login = logins::find(db, scope, link.as_ref().map_or(NOBODY, |link| LoginId(link.login_id))).await?;
    let typed = input.email.key();
    let agreed = link.zip(login).filter(|(link, login)| link.email_key == typed && login.email_key == typed && !login.disabled);
    Ok(agreed.map(|(_, login)| login.id()))
}

fn is_right(secrets: &Secrets, claimed: Option<&invitations::Model>, pin: &str) -> bool {
    let kept = claimed.map_or(&[0; 32][..], |row| &row.pin_mac);
    is_pin_of_invitation(secrets, claimed.map_or(Uuid::nil(), |row| row.id), pin, kept) && claimed.is_some()
}
