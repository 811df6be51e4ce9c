//! Giving the second factor at sign-in.

use domain::StaffId;
use domain::access::codes;
use domain::access::second_factor::SecondFactorCode;
use domain::access::session::{App, SessionKind};
use domain::time::Timestamp;
use platform::caller::{Anyone, Held};
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use platform::session::store;
use platform::{Platform, audit};
use practice::{practices, staff};

use super::{macs_of, seal_name, totp};
use crate::holder::Holder;
use crate::pace::{Pace, Tried};
use crate::refusals;
use crate::sessions::{self, Opened};
use crate::sign_in::came_in;
use crate::store::{known_devices, recovery_codes, staff_rows};

/// Comes in fully with the app's code, or with a recovery code; each works once.
///
/// # Errors
/// 422 `wrong_code` at `/code`, 429 `wait`, 401 when the session was used in between.
pub async fn verify(platform: &Platform, held: &Held, from: &Anyone, input: &SecondFactorCode) -> Result<Opened, Problem> {
    let (db, scope, id) = (platform.db.read(), held.scope(), StaffId(held.subject_id()));
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let member = staff::find(db, scope, id).await?.ok_or_else(Problem::session_ended)?;
    let device = known_devices::find(db, scope, id.0, from.device_token.as_deref()).await?;
    let pace = Pace::of_person(platform, Tried::SecondFactor, scope, id.0, device, held.ip).await?;
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let act = claimed(platform, &tx, scope, &member, input, now).await?;
    let holder = Holder::Staff(Box::new(member));
    let Some(act) = act else {
        audit::record(platform, &*tx, scope.practice, held.actor(), holder.act("second_factor.refused")).await?;
        tx.commit().await?;
        return Err(refusals::wrong_code());
    };
    if !store::end(&tx, scope, id.0, held.session, now).await? {
        return Err(Problem::session_ended());
    }
    let opened = sessions::begin(platform, &*tx, &practice, App::Admin, SessionKind::Full, id.0, from).await?;
    pace.right(&*tx).await?;
    audit::record(platform, &*tx, scope.practice, held.actor(), holder.act(act)).await?;
    came_in(platform, &tx, scope, &holder, SessionKind::Full, from).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Uses up what was typed; what it was, where it fits.
async fn claimed(
    platform: &Platform,
    tx: &Tx,
    scope: Scope,
    member: &staff::Model,
    input: &SecondFactorCode,
    now: Timestamp,
) -> Result<Option<&'static str>, Problem> {
    let id = member.id();
    if totp::is_code(&codes::digits(&input.code)) {
        let Some(sealed) = &member.totp_sealed else { return Ok(None) };
        let secret = platform.secrets.unseal(&seal_name(id), sealed)?;
        let Some(step) = totp::step_of(&secret, &input.code, now)? else { return Ok(None) };
        return Ok(staff_rows::claim_step(&**tx, scope, id, step).await?.then_some("second_factor.given"));
    }
    let macs = macs_of(platform, id, &codes::recovery_code(&input.code));
    Ok(recovery_codes::claim(&**tx, scope, id, macs, now).await?.then_some("recovery_code.used"))
}
