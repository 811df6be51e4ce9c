//! What nobody finished in time is not asked for any more (D11).

use domain::documents::TrailEvent;
use domain::documents::state::Act;
use platform::Platform;
use platform::audit::{self, Actor};
use platform::problem::Problem;
use sea_orm::{ColumnTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::{Place, by_practice, day_from_now};
use crate::store::documents::{self, Column};
use crate::store::listing::waiting;
use crate::store::trail::{self, By};

/// One round over all practices.
///
/// # Errors
/// When the database does not answer.
pub async fn expire_all(platform: Platform) -> Result<(), Problem> {
    let over = documents::of_all_practices().filter(waiting()).filter(Column::ExpiresOn.lt(day_from_now(&platform, 1)));
    let found = over.select_only().columns([Column::PracticeId, Column::Id]).into_tuple().all(platform.db.read()).await?;
    // What fails for one keeps no other waiting.
    let mut outcome = Ok(());
    for (practice, documents) in by_practice(found) {
        let Some(place) = Place::of(&platform, practice).await? else { continue };
        for document in documents {
            outcome = outcome.and(expire(&platform, &place, document).await);
        }
    }
    outcome
}

/// A transaction each: with several held, the audit log would be waited for in another order.
async fn expire(platform: &Platform, place: &Place, document: Uuid) -> Result<(), Problem> {
    let tx = platform.db.write().await?;
    let Some(mut row) = documents::hold(&*tx, place.scope(), document.into()).await? else { return Ok(()) };
    // Its last day is a whole one, at the practice.
    let is_over = row.expires_on.as_deref().is_some_and(|last| *last < *place.today.to_string());
    if !is_over || !row.waits_for_client() {
        return Ok(());
    }
    row.go_on(Act::Expire)?;
    trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Expired, &By::system(), platform.clock.now()).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document.expired").client(row.client()).on(row.id);
    audit::record(platform, &*tx, place.scope().practice, Actor::system(), act).await?;
    tx.commit().await
}
