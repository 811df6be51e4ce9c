//! Requests that nobody answered in time lapse (B2, B21).
//!
//! Their time is free the moment they are due: openings leave them out, and whoever takes a time first lapses what is due
//! and stands in its way, so that the database's walls hear of it, too. All others are left to the round in the background.

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine::Span;
use domain::time::Timestamp;
use domain::{AppointmentId, OfficeId, PracticeId, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Moment, Scope, Tx};
use platform::jobs::Handlers;
use platform::problem::Problem;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait as _, Condition, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use crate::letters::{self, Facts};
use crate::store::appointments::{self, Column, PENDING};
use crate::store::busy::reaching_into;
use crate::store::proposals;

/// The most that one transaction lapses: SQLite's one writer is let go in between.
const AT_ONCE: u64 = 50;

/// Adds the round in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(lapse_all);
}

/// A time that is about to be taken.
pub struct Wanted {
    /// With whom.
    pub staff: StaffId,
    /// Where, if there is only one room: it is shared, and a stranger's old request must not keep it either.
    pub room: Option<OfficeId>,
    /// When, buffers included.
    pub span: Span,
}

impl Wanted {
    /// Keeps this time.
    fn keeping(&self) -> Condition {
        let theirs = Condition::any().add(Column::StaffId.eq(self.staff.0));
        reaching_into(self.span).add(theirs.add_option(self.room.map(|room| Column::OfficeId.eq(room.0))))
    }
}

/// Has whatever holds the time that is `wanted` and should not let it go: what is due by `now` lapses; and where requests
/// hold nothing, one that was written just when that was decided holds nothing either.
///
/// # Errors
/// When the database does not answer.
pub async fn make_way(
    platform: &Platform,
    tx: &Tx,
    scope: Scope,
    pending_holds: bool,
    now: Timestamp,
    wanted: &Wanted,
) -> Result<(), Problem> {
    while lapse_due(platform, tx, scope, now, Some(wanted)).await? == AT_ONCE {}
    if !pending_holds {
        let pending = appointments::scoped(scope).filter(wanted.keeping()).filter(Column::Status.is_in(PENDING));
        let rows = pending.lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked).all(&**tx).await?;
        let ids: Vec<AppointmentId> = rows.iter().map(appointments::Model::id).collect();
        appointments::lift(&**tx, scope, &ids).await?;
    }
    Ok(())
}

/// Lapses what is due, with its letters: what keeps the time that is wanted, or all of the practice. What somebody else is
/// changing right now is left to them.
async fn lapse_due(platform: &Platform, tx: &Tx, scope: Scope, now: Timestamp, wanted: Option<&Wanted>) -> Result<u64, Problem> {
    let mut due = appointments::scoped(scope).filter(overdue(now.into()));
    if let Some(wanted) = wanted {
        due = due.filter(wanted.keeping());
    }
    let rows =
        due.order_by_asc(Column::Id).limit(AT_ONCE).lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked).all(&**tx).await?;
    let mut lapsed = 0;
    for mut row in rows {
        row.set_status(AppointmentStatus::Lapsed, false);
        let row = appointments::save(&**tx, now, row).await?;
        proposals::replace(&**tx, scope, row.id(), &[]).await?;
        letters::lapsed(platform, tx, scope, &Facts::of(&row)).await?;
        let act = Act::new("appointment.lapsed").client(row.client()).on(row.id);
        audit::record(platform, &**tx, scope.practice, Actor::system(), act).await?;
        lapsed += 1;
    }
    Ok(lapsed)
}

/// One round over all practices. Several processes may do it at once: each row lapses once.
///
/// # Errors
/// When the database does not answer.
pub async fn lapse_all(platform: Platform) -> Result<(), Problem> {
    // What fails in one practice keeps no other waiting.
    let mut outcome = Ok(());
    for practice in practices_with_due(&platform).await? {
        outcome = outcome.and(lapse_all_of(&platform, Scope { practice }).await);
    }
    outcome
}

async fn lapse_all_of(platform: &Platform, scope: Scope) -> Result<(), Problem> {
    loop {
        let tx = platform.db.write().await?;
        let lapsed = lapse_due(platform, &tx, scope, platform.clock.now(), None).await?;
        tx.commit().await?;
        if lapsed < AT_ONCE {
            return Ok(());
        }
    }
}

async fn practices_with_due(platform: &Platform) -> Result<Vec<PracticeId>, Problem> {
    let due = appointments::of_all_practices().filter(overdue(platform.clock.now().into()));
    let ids: Vec<uuid::Uuid> = due.select_only().column(Column::PracticeId).distinct().into_tuple().all(platform.db.read()).await?;
    Ok(ids.into_iter().map(PracticeId).collect())
}

fn overdue(now: Moment) -> Condition {
    Condition::all().add(Column::Status.is_in(PENDING)).add(Column::ExpiresAt.lte(now))
}
