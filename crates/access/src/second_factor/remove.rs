//! Turning the second factor off, new recovery codes, and the way back for somebody who lost everything.

use domain::StaffId;
use domain::access::second_factor::{ConfirmWithPassword, RecoveryCodes};
use domain::access::session::App;
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::caller::{Staff, Team};
use platform::db::Scope;
use platform::problem::Problem;
use platform::session::store;
use practice::{practices, staff};

use super::new_codes;
use crate::holder::Holder;
use crate::passwords;
use crate::store::{recovery_codes, staff_rows};

/// Turns the second factor off; the other sessions end.
///
/// # Errors
/// 409 `second_factor_required` when the practice demands one, `second_factor_not_enrolled` when there is none; 422
/// `wrong_password` at `/password`; 429 `wait`.
pub async fn remove(platform: &Platform, caller: &Staff<Team>, input: &ConfirmWithPassword) -> Result<(), Problem> {
    let (scope, id) = (caller.scope(), caller.staff);
    let practice = practices::get(platform.db.read(), scope).await?.ok_or_else(Problem::session_ended)?;
    let holder = with_second_factor(platform, caller).await?;
    if practice.rules().second_factor_required {
        return Err(Problem::conflict("second_factor_required", "The practice asks everybody for a second factor")
            .detail("It cannot be turned off."));
    }
    passwords::confirm(platform, scope, &holder, caller.actor(), &input.password, "/password").await?;
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    if staff_rows::remove_second_factor(&*tx, scope, id).await? {
        recovery_codes::replace(platform, &*tx, scope, id, Vec::new()).await?;
        store::end_all(&tx, scope, id.0, Some(caller.session), now).await?;
        audit::record(platform, &*tx, scope.practice, caller.actor(), holder.act("second_factor.removed")).await?;
    }
    tx.commit().await
}

/// Ten new recovery codes; the older ones stop working.
///
/// # Errors
/// 409 `second_factor_not_enrolled`; 422 `wrong_password` at `/password`; 429 `wait`.
pub async fn renew_codes(platform: &Platform, caller: &Staff<Team>, input: &ConfirmWithPassword) -> Result<RecoveryCodes, Problem> {
    let (scope, id) = (caller.scope(), caller.staff);
    let holder = with_second_factor(platform, caller).await?;
    passwords::confirm(platform, scope, &holder, caller.actor(), &input.password, "/password").await?;
    let tx = platform.db.write().await?;
    let codes = new_codes(platform, &*tx, scope, id).await?;
    audit::record(platform, &*tx, scope.practice, caller.actor(), holder.act("recovery_codes.renewed")).await?;
    tx.commit().await?;
    Ok(codes)
}

async fn with_second_factor(platform: &Platform, caller: &Staff<Team>) -> Result<Holder, Problem> {
    match Holder::by_id(platform.db.read(), caller.scope(), App::Admin, caller.staff.0).await? {
        Some(Holder::Staff(staff)) if staff.totp_sealed.is_some() => Ok(Holder::Staff(staff)),
        _ => Err(Problem::conflict("second_factor_not_enrolled", "There is no second factor").detail("Turn it on first.")),
    }
}

/// Takes the second factor of a staff member away, with their recovery codes and sessions: for an owner, or whoever
/// holds the host's command line.
///
/// # Errors
/// 404 when there is no such staff member.
pub async fn reset(platform: &Platform, scope: Scope, actor: Actor, id: StaffId) -> Result<staff::Model, Problem> {
    let tx = platform.db.write().await?;
    staff::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    if staff_rows::remove_second_factor(&*tx, scope, id).await? {
        recovery_codes::replace(platform, &*tx, scope, id, Vec::new()).await?;
        store::end_all(&tx, scope, id.0, None, platform.clock.now()).await?;
        audit::record(platform, &*tx, scope.practice, actor, Act::new("second_factor.reset").on(id)).await?;
    }
    let member = staff::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok(member)
}
