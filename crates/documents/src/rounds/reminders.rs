//! Reminders three days and one day before something is due (D9), each once; all that a client is reminded of at a time
//! goes into one letter.
//!
//! That they were reminded is noted in the transaction that queues the letter.

use domain::ClientId;
use domain::documents::TrailEvent;
use domain::documents::reminder::{Reminded, reminder};
use domain::practice::email_text::EmailKind;
use platform::Platform;
use platform::db::Tx;
use platform::problem::Problem;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::{Place, by_practice, day_from_now};
use crate::letter;
use crate::store::documents::{self, Column, Model};
use crate::store::listing::waiting;
use crate::store::settings;
use crate::store::trail::{self, By};

/// Days before that somebody is first reminded.
const FIRST: i64 = 3;

/// One round over all practices.
///
/// # Errors
/// When the database does not answer.
pub async fn remind_all(platform: Platform) -> Result<(), Problem> {
    let soon = documents::of_all_practices().filter(soon_due(&platform));
    let found = soon.select_only().columns([Column::PracticeId, Column::ClientId]).distinct().into_tuple().all(platform.db.read()).await?;
    // What fails for one keeps nobody else from being reminded.
    let mut outcome = Ok(());
    for (practice, clients) in by_practice(found) {
        let Some(place) = Place::of(&platform, practice).await? else { continue };
        if !settings::read(platform.db.read(), place.scope()).await?.settings.remind {
            continue;
        }
        for client in clients {
            outcome = outcome.and(remind(&platform, &place, client).await);
        }
    }
    outcome
}

/// What may be due in the next days, wherever the practice is.
fn soon_due(platform: &Platform) -> Condition {
    waiting()
        .add(Column::Reminded.lt(Reminded::OneDay.step()))
        .add(Column::Due.gte(day_from_now(platform, -1)))
        .add(Column::Due.lte(day_from_now(platform, FIRST + 1)))
}

/// Reminds one client of everything that they are to be reminded of today.
async fn remind(platform: &Platform, place: &Place, client: Uuid) -> Result<(), Problem> {
    let ids = documents::scoped(place.scope()).filter(soon_due(platform)).filter(Column::ClientId.eq(client)).order_by_asc(Column::Id);
    let ids: Vec<Uuid> = ids.select_only().column(Column::Id).into_tuple().all(platform.db.read()).await?;
    let tx = platform.db.write().await?;
    let mut due = Vec::new();
    for id in ids {
        // Held and read again: another process may have been first, or the client just did it.
        let Some(row) = documents::hold(&*tx, place.scope(), id.into()).await? else { continue };
        if let Some(step) = step(place, &row) {
            due.push((row, step));
        }
    }
    // Who cannot be written to is not; when they can in time, they are.
    if due.is_empty() || !letter::tell(platform, &tx, &place.practice, ClientId(client), EmailKind::DocumentsDue).await? {
        return Ok(());
    }
    note(platform, &tx, due).await?;
    tx.commit().await
}

/// Which reminder of `row` is due. On the day that it was sent there was a letter already.
fn step(place: &Place, row: &Model) -> Option<Reminded> {
    let sent = access::letters::local_day(&place.practice, row.sent_at.into());
    let due = row.due().filter(|_| row.waits_for_client() && sent < place.today)?;
    reminder(due, Reminded::of_step(row.reminded), place.today)
}

async fn note(platform: &Platform, tx: &Tx, due: Vec<(Model, Reminded)>) -> Result<(), Problem> {
    let now = platform.clock.now();
    for (mut row, step) in due {
        row.reminded = step.step();
        trail::write(&**tx, &platform.secrets, &mut row, TrailEvent::Reminded, &By::system(), now).await?;
        documents::save(&**tx, &mut row).await?;
    }
    Ok(())
}
