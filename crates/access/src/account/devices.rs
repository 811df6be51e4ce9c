//! Where somebody is signed in.

use domain::SessionId;
use domain::access::session::{Device, DevicePage};
use domain::text::PersonalText;
use platform::Platform;
use platform::audit::{self, Act};
use platform::caller::Held;
use platform::problem::Problem;
use platform::session::store;
use practice::practices;

use crate::sessions::idle_minutes;
use crate::store::known_devices;

/// The devices, this one first, then the latest used.
///
/// # Errors
/// When the database does not answer.
pub async fn list(platform: &Platform, held: &Held) -> Result<DevicePage, Problem> {
    let (db, scope) = (platform.db.read(), held.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let idle_seconds = i64::from(idle_minutes(&practice, held.app)) * 60;
    let sessions = store::of_subject(db, scope, held.app, held.subject_id(), platform.clock.now(), idle_seconds).await?;
    let mut items: Vec<Device> = sessions
        .into_iter()
        .map(|session| Device {
            id: SessionId(session.id),
            label: PersonalText::from(session.device),
            signed_in_at: session.created_at.into(),
            last_used_at: session.last_used_at.into(),
            current: session.id == held.session.0,
        })
        .collect();
    items.sort_by_key(|device| !device.current);
    Ok(DevicePage { items, next_cursor: None })
}

/// Signs one device out.
///
/// # Errors
/// 404 when it is not one of theirs, or signed out already.
pub async fn sign_out(platform: &Platform, held: &Held, device: SessionId) -> Result<(), Problem> {
    let tx = platform.db.write().await?;
    if !store::end(&tx, held.scope(), held.subject_id(), device, platform.clock.now()).await? {
        return Err(Problem::not_found());
    }
    audit::record(platform, &*tx, held.practice, held.actor(), act(held, "device.signed_out")).await?;
    tx.commit().await
}

/// Signs all devices out, this one too, and forgets them: the next sign-in of each is that of a new device.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out_everywhere(platform: &Platform, held: &Held) -> Result<(), Problem> {
    let (scope, subject) = (held.scope(), held.subject_id());
    let tx = platform.db.write().await?;
    store::end_all(&tx, scope, subject, None, platform.clock.now()).await?;
    known_devices::forget(&*tx, scope, subject).await?;
    audit::record(platform, &*tx, held.practice, held.actor(), act(held, "device.all_signed_out")).await?;
    tx.commit().await
}

fn act(held: &Held, name: &'static str) -> Act {
    let act = Act::new(name).on(held.subject_id());
    match held.client() {
        Some(client) => act.client(client),
        None => act,
    }
}
