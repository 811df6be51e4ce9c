//! Enrolling an authenticator app.

use domain::StaffId;
use domain::access::second_factor::{RecoveryCodes, SecondFactorCode, SecondFactorEnrolment};
use domain::access::session::{App, SessionKind};
use platform::caller::{Anyone, Held};
use platform::problem::Problem;
use platform::session::store;
use platform::{Platform, audit};
use practice::{practices, staff};

use super::{new_codes, seal_name, totp};
use crate::holder::Holder;
use crate::pace::{Pace, Tried};
use crate::refusals;
use crate::sessions::{self, Opened};
use crate::sign_in::came_in;
use crate::store::staff_rows;

/// Makes a secret for the app. It is in force once its first code was given; until then asking again makes another.
///
/// # Errors
/// 409 `second_factor_enrolled` when one is in force: it is turned off first, which asks for the password.
pub async fn start(platform: &Platform, held: &Held) -> Result<SecondFactorEnrolment, Problem> {
    let (db, scope, id) = (platform.db.read(), held.scope(), StaffId(held.subject_id()));
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let member = staff::find(db, scope, id).await?.ok_or_else(Problem::session_ended)?;
    let mut secret = [0; totp::SECRET_LENGTH];
    platform.secrets.fill(&mut secret);
    let made = totp::enrolment(&secret, &practice.name, &member.email())?;
    let tx = platform.db.write().await?;
    if !staff_rows::keep_pending(&*tx, scope, id, platform.secrets.seal(&seal_name(id), &secret)).await? {
        return Err(enrolled());
    }
    audit::record(platform, &*tx, scope.practice, held.actor(), audit::Act::new("second_factor.started").on(id)).await?;
    tx.commit().await?;
    Ok(made)
}

fn enrolled() -> Problem {
    Problem::conflict("second_factor_enrolled", "A second factor is in force already")
        .detail("Turn it off first. Where the practice demands one, an owner can reset it.")
}

/// Puts the secret in force by its first code. All sessions end and a new one begins, so that whoever signed in without
/// the second factor is out.
///
/// # Errors
/// 409 `second_factor_enrolled`, or `second_factor_not_started` when there is no secret to confirm; 422 `wrong_code` at
/// `/code`; 429 `wait`.
pub async fn confirm(
    platform: &Platform,
    held: &Held,
    from: &Anyone,
    input: &SecondFactorCode,
) -> Result<(RecoveryCodes, Opened), Problem> {
    let (db, scope, id) = (platform.db.read(), held.scope(), StaffId(held.subject_id()));
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let member = staff::find(db, scope, id).await?.ok_or_else(Problem::session_ended)?;
    if member.totp_sealed.is_some() {
        return Err(enrolled());
    }
    let sealed = member.totp_pending_sealed.clone().ok_or_else(|| {
        Problem::conflict("second_factor_not_started", "There is no key to confirm").detail("Ask for a key first, and give it to the app.")
    })?;
    let pace = Pace::of_person(platform, Tried::SecondFactor, scope, id.0, None, held.ip).await?;
    let now = platform.clock.now();
    let secret = platform.secrets.unseal(&seal_name(id), &sealed)?;
    let holder = Holder::Staff(Box::new(member));
    let tx = platform.db.write().await?;
    let Some(step) = totp::step_of(&secret, &input.code, now)? else {
        audit::record(platform, &*tx, scope.practice, held.actor(), holder.act("second_factor.refused")).await?;
        tx.commit().await?;
        return Err(refusals::wrong_code());
    };
    if !staff_rows::enrol(&*tx, scope, id, &sealed, step).await? {
        return Err(enrolled());
    }
    let codes = new_codes(platform, &*tx, scope, id).await?;
    if !store::end(&tx, scope, id.0, held.session, now).await? {
        return Err(Problem::session_ended());
    }
    store::end_all(&tx, scope, id.0, None, now).await?;
    let opened = sessions::begin(platform, &*tx, &practice, App::Admin, SessionKind::Full, id.0, from).await?;
    pace.right(&*tx).await?;
    audit::record(platform, &*tx, scope.practice, held.actor(), holder.act("second_factor.enrolled")).await?;
    if held.kind == SessionKind::MustEnrolSecondFactor {
        came_in(platform, &tx, scope, &holder, SessionKind::Full, from).await?;
    }
    tx.commit().await?;
    Ok((codes, opened))
}
