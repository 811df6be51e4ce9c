//! Signing in with e-mail and password, and out again (A17, A20, A22).

pub mod http;
mod mail;

use domain::access::session::{App, SessionKind, SignIn};
use platform::Platform;
use platform::audit::{self, Act};
use platform::caller::Anyone;
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use practice::practices;
use uuid::Uuid;

use crate::holder::Holder;
use crate::pace::{Pace, Tried};
use crate::sessions::{self, Opened};
use crate::store::{known_devices, logins};
use crate::{door, refusals};

/// Signs in. A staff member with a second factor, or who must have one, gets a session for that step only.
///
/// An address that nobody has takes the same way: the same rows are looked for, a hash is compared, a line is written.
///
/// # Errors
/// 401 `sign_in_refused`, 409 `portal_closed`, 429 `wait`, 503 `busy`.
pub async fn sign_in(platform: &Platform, from: &Anyone, input: &SignIn) -> Result<Opened, Problem> {
    let practice = door::open(platform, &input.practice, input.app).await?.ok_or_else(refusals::sign_in)?;
    let (db, scope) = (platform.db.read(), practice.scope());
    let holder = Holder::by_email(db, scope, input.app, &input.email).await?;
    let subject = holder.as_ref().map_or(Uuid::nil(), Holder::id);
    let device = known_devices::find(db, scope, subject, from.device_token.as_deref()).await?;
    let pace = Pace::of_address(platform, Tried::Password, scope, input.app, &input.email, device, from).await?;
    let right = match platform.passwords.verify(holder.as_ref().and_then(Holder::usable_password), &input.password).await {
        Ok(right) => right,
        Err(problem) => {
            pace.not_tried(platform).await?;
            return Err(problem);
        }
    };
    let tx = platform.db.write().await?;
    if let Some(holder) = holder.as_ref().filter(|_| right)
        && holder.still_fits(&*tx, scope).await?
    {
        let kind = next_step(&practice, holder);
        let opened = sessions::begin(platform, &*tx, &practice, input.app, kind, holder.id(), from).await?;
        pace.right(&*tx).await?;
        if let Some(letter) = mail::new_device(platform, &practice, holder, &from.device).filter(|_| !opened.device_known) {
            platform::outbox::queue(platform, &tx, letter).await?;
        }
        came_in(platform, &tx, scope, holder, kind, from).await?;
        tx.commit().await?;
        return Ok(opened);
    }
    let act = holder.as_ref().map_or_else(|| Act::new(FAILED), |holder| holder.act(FAILED));
    audit::record(platform, &*tx, scope.practice, from.actor(), act).await?;
    tx.commit().await?;
    Err(refusals::sign_in())
}

const FAILED: &str = "sign_in.failed";

/// What somebody whose password was right may do next (A16, A23).
pub(crate) fn next_step(practice: &practices::Model, holder: &Holder) -> SessionKind {
    match holder {
        Holder::Staff(staff) if staff.totp_sealed.is_some() => SessionKind::MustGiveSecondFactor,
        Holder::Staff(_) if practice.rules().second_factor_required => SessionKind::MustEnrolSecondFactor,
        _ => SessionKind::Full,
    }
}

/// Notes that somebody came in, or that they gave the password and one step is left.
pub(crate) async fn came_in(
    platform: &Platform,
    tx: &Tx,
    scope: Scope,
    holder: &Holder,
    kind: SessionKind,
    from: &Anyone,
) -> Result<(), Problem> {
    let full = kind == SessionKind::Full;
    let now = platform.clock.now();
    match holder {
        Holder::Login(login, _) => logins::came_in(&**tx, scope, login.id(), now).await?,
        Holder::Staff(staff) if full => practice::staff::note_sign_in(&**tx, scope, staff.id(), now).await?,
        Holder::Staff(_) => {}
    }
    let act = holder.act(if full { "sign_in" } else { "sign_in.password_given" });
    Ok(audit::record(platform, &**tx, scope.practice, holder.actor(from.ip), act).await?)
}

/// Nothing more to say, and the cookie of `app` is taken away.
pub(crate) fn farewell(platform: &Platform, app: Option<App>) -> actix_web::HttpResponse {
    let mut response = actix_web::HttpResponse::NoContent();
    if let Some(app) = app {
        response.cookie(platform::session::cookie(&platform.config, app, ""));
    }
    response.finish()
}
