//! Requests that nobody answered in time lapse (B2, B21).
//!
//! Their time is free the moment they are due: openings leave them out, and whoever takes a time lapses what is due
//! first, so that the database's walls hear of it, too. The round in the background is for all others, and for the
//! letters.

use domain::booking::appointment::AppointmentStatus;
use domain::{PracticeId, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Moment, Scope};
use platform::jobs::Handlers;
use platform::problem::Problem;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use crate::letters::{self, Facts};
use crate::store::appointments::{self, Column, PENDING};
use crate::store::proposals;

/// The most that one transaction lapses: SQLite's one writer is let go in between.
const AT_ONCE: u64 = 50;

/// Adds the round in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(lapse_all);
}

/// Lapses what is due, with its letters: of a clinician and of rooms, or of the whole practice. What somebody else is
/// changing right now is left to them.
///
/// # Errors
/// When the database does not answer.
pub async fn lapse_due(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, staff: Option<StaffId>) -> Result<u64, Problem> {
    let now = platform.clock.now();
    let mut due = appointments::scoped(scope).filter(overdue(now.into()));
    if let Some(staff) = staff {
        // An office of one room is shared: a stranger's old request must not keep it either.
        due = due.filter(Condition::any().add(Column::StaffId.eq(staff.0)).add(Column::OneRoom.eq(true)));
    }
    let rows =
        due.order_by_asc(Column::Id).limit(AT_ONCE).lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked).all(tx).await?;
    let mut lapsed = 0;
    for mut row in rows {
        row.set_status(AppointmentStatus::Lapsed, false);
        let row = appointments::save(tx, now, row).await?;
        proposals::replace(tx, scope, row.id(), &[]).await?;
        letters::lapsed(platform, tx, scope, &Facts::of(&row)).await?;
        let act = Act::new("appointment.lapsed").client(row.client()).on(row.id);
        audit::record(platform, tx, scope.practice, Actor::system(), act).await?;
        lapsed += 1;
    }
    Ok(lapsed)
}

/// One round over all practices. Several processes may do it at once: each row lapses once.
///
/// # Errors
/// When the database does not answer.
pub async fn lapse_all(platform: Platform) -> Result<(), Problem> {
    for practice in practices_with_due(&platform).await? {
        let scope = Scope { practice };
        loop {
            let tx = platform.db.write().await?;
            let lapsed = lapse_due(&platform, &*tx, scope, None).await?;
            tx.commit().await?;
            if lapsed < AT_ONCE {
                break;
            }
        }
    }
    Ok(())
}

async fn practices_with_due(platform: &Platform) -> Result<Vec<PracticeId>, Problem> {
    let due = appointments::of_all_practices().filter(overdue(platform.clock.now().into()));
    let ids: Vec<uuid::Uuid> = due.select_only().column(Column::PracticeId).distinct().into_tuple().all(platform.db.read()).await?;
    Ok(ids.into_iter().map(PracticeId).collect())
}

fn overdue(now: Moment) -> Condition {
    Condition::all().add(Column::Status.is_in(PENDING)).add(Column::ExpiresAt.lte(now))
}
