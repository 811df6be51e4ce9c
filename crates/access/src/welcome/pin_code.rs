//! E-mail and PIN code on the sign-in page (A9).

use domain::access::codes;
use domain::access::session::{App, SessionKind};
use domain::access::welcome::RedeemPinCode;
use domain::practice::audit::ActorKind;
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::caller::Anyone;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use uuid::Uuid;

use super::{NOBODY, is_code};
use crate::pace::{NetworkTry, PinGuess};
use crate::sessions::{self, Opened};
use crate::store::{grants, logins, pin_codes};
use crate::{door, refusals};

/// Begins a session that may only set a password, for who knows the six digits that staff made for this address.
///
/// # Errors
/// 401 `pin_refused`, 409 `portal_closed`, 429 `wait`.
pub async fn redeem(platform: &Platform, from: &Anyone, input: &RedeemPinCode) -> Result<Opened, Problem> {
    let practice = door::open(platform, &input.practice, App::Portal).await?.ok_or_else(refusals::pin)?;
    let (db, scope) = (platform.db.read(), practice.scope());
    let network = NetworkTry::claim(platform, from.ip).await?;
    let now = Moment::from(platform.clock.now());
    let login = logins::by_email(db, scope, &input.email).await?.filter(|login| !login.disabled).map_or(NOBODY, |login| login.id());
    let client = grants::of_login(db, scope, login).await?.map(|grant| grant.client());
    let tx = platform.db.write().await?;
    let claimed = pin_codes::claim_try(&*tx, scope, login, now).await?;
    tx.commit().await?;
    let guess = match PinGuess::claim(platform, scope, claimed.is_some()).await {
        Ok(guess) => guess,
        Err(problem) => {
            give_try_back(platform, scope, claimed.as_ref()).await?;
            return Err(problem);
        }
    };
    let typed = codes::digits(&input.code);
    let kept = claimed.as_ref().map_or(&[0; 32][..], |row| &row.code_mac);
    let right = is_code(&platform.secrets, claimed.as_ref().map_or(Uuid::nil(), |row| row.id), &typed, kept);
    let about = |name: &'static str| {
        let act = Act::new(name).on(login);
        client.map_or(act, |client| act.client(client))
    };
    let tx = platform.db.write().await?;
    if let Some(row) = claimed.as_ref().filter(|_| right)
        && pin_codes::use_up(&*tx, scope, row.id(), now).await?
    {
        let opened = sessions::begin(platform, &*tx, &practice, App::Portal, SessionKind::MustSetPassword, login.0, from).await?;
        guess.right(&*tx).await?;
        network.right(&*tx).await?;
        let actor = Actor { kind: ActorKind::Client, id: Some(login.0), ip: from.ip };
        audit::record(platform, &*tx, scope.practice, actor, about("pin_code.redeemed")).await?;
        tx.commit().await?;
        return Ok(opened);
    }
    let act = if claimed.is_some() { about("pin_code.refused") } else { Act::new("pin_code.refused") };
    audit::record(platform, &*tx, scope.practice, from.actor(), act).await?;
    tx.commit().await?;
    Err(refusals::pin())
}

async fn give_try_back(platform: &Platform, scope: Scope, claimed: Option<&pin_codes::Model>) -> Result<(), Problem> {
    let Some(code) = claimed else { return Ok(()) };
    let tx = platform.db.write().await?;
    pin_codes::give_try_back(&*tx, scope, code.id()).await?;
    tx.commit().await
}
