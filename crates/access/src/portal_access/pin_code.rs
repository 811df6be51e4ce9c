//! A PIN code for a client who is on the telephone now (A9).

use domain::access::portal_access::{AccessState, PIN_CODE_MINUTES, PinCode};
use domain::practice::email_text::EmailKind;
use domain::{ClientId, PinCodeId};
use platform::audit::{self, Act, Actor};
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::{Platform, outbox};
use practice::email_texts::{Added, Recipient};
use practice::{clients, practices};

use super::invite::language;
use crate::store::{grants, logins, pin_codes};
use crate::welcome::mac_of_code;
use crate::{letters, refusals};

/// Digits of a code.
const DIGITS: usize = 6;

/// Makes a code, shown this once; an older one stops working. The client is told by e-mail that there is one.
///
/// # Errors
/// 404; 409 `not_invited`, `disabled` or `portal_closed`.
pub async fn create(platform: &Platform, scope: Scope, actor: Actor, client: ClientId) -> Result<PinCode, Problem> {
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let client = clients::find(db, scope, client).await?.ok_or_else(Problem::not_found)?;
    if !practice.portal().open {
        return Err(refusals::portal_closed());
    }
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let grant = grants::of_client(&*tx, scope, client.id()).await?.ok_or_else(refusals::not_invited)?;
    let login = logins::hold(&*tx, scope, grant.login()).await?.ok_or_else(refusals::not_invited)?;
    if login.state() == AccessState::Disabled {
        return Err(Problem::conflict("disabled", "Access is disabled").detail("Send a new invitation to enable it again."));
    }
    let recipient = Recipient {
        to: login.email(),
        client: Some(client.id()),
        first_name: client.called().into(),
        language: language(&practice, &client, Some(&login)),
    };
    let letter = letters::worded(platform, &*tx, &practice, EmailKind::PinCodeCreated, recipient, Added::Nothing).await?;
    let (id, code) = (PinCodeId(platform.secrets.id(now)), platform.secrets.digits(DIGITS));
    let expires_at = Moment::from(now).plus(PIN_CODE_MINUTES * 60);
    pin_codes::close(&*tx, scope, login.id(), now.into()).await?;
    let mac = mac_of_code(&platform.secrets, id.0, code.as_str());
    pin_codes::insert(&*tx, scope, id, login.id(), mac, now.into(), expires_at).await?;
    outbox::queue(platform, &tx, letter).await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new("pin_code.created").client(client.id()).on(id)).await?;
    tx.commit().await?;
    Ok(PinCode { id, code, email: login.email(), expires_at: expires_at.into() })
}
