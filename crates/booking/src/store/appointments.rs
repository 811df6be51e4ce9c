//! Appointments: a request and what became of it in one row.
//!
//! Locks are taken in one order everywhere, so that no two writes wait for each other: appointments by id
//! ([`hold`]), then clinicians and rooms ([`crate::take::hold`]), then whatever else.

mod words;

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine::Slot;
use domain::booking::portal::When;
use domain::time::Timestamp;
use domain::{AppointmentId, ClientId, OfficeId, SeriesId, ServiceId, StaffId};
use platform::db::{Moment, Scope, is_overlap};
use platform::etag::etag;
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{Condition, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use crate::refusals;
pub use words::Words;

/// An appointment.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointments")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub staff_id: Uuid,
    pub service_id: Uuid,
    pub office_id: Uuid,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub blocked_from: Moment,
    pub blocked_to: Moment,
    pub blocking: bool,
    pub overlap: bool,
    pub one_room: bool,
    pub status: String,
    pub source: String,
    pub at_once: bool,
    pub sealed_words: Option<Vec<u8>>,
    pub uid: String,
    pub sequence: i64,
    pub series_id: Option<Uuid>,
    pub series_position: Option<i64>,
    pub replaces_id: Option<Uuid>,
    pub requested_at: Option<Moment>,
    pub expires_at: Option<Moment>,
    pub archived: bool,
    pub version: i64,
    pub created_at: Moment,
    pub updated_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Appointments of all practices: for rounds in the background, which then work practice by practice.
pub(crate) fn of_all_practices() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of appointments, and the rounds that look for practices")]
    Entity::find()
}

/// The practice's appointments.
#[must_use]
pub fn scoped(scope: Scope) -> Select<Entity> {
    of_all_practices().filter(Column::PracticeId.eq(scope.practice.0))
}

/// Who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A client, in the portal.
    Portal,
    /// Somebody who was no client yet.
    Door,
    /// The practice.
    Staff,
}

impl Source {
    const ALL: [Self; 3] = [Self::Portal, Self::Door, Self::Staff];

    /// The name it has in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Door => "door",
            Self::Staff => "staff",
        }
    }
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> AppointmentId {
        AppointmentId(self.id)
    }

    /// Whose.
    #[must_use]
    pub fn client(&self) -> ClientId {
        ClientId(self.client_id)
    }

    /// With whom.
    #[must_use]
    pub fn staff(&self) -> StaffId {
        StaffId(self.staff_id)
    }

    /// For what.
    #[must_use]
    pub fn service(&self) -> ServiceId {
        ServiceId(self.service_id)
    }

    /// Where.
    #[must_use]
    pub fn office(&self) -> OfficeId {
        OfficeId(self.office_id)
    }

    /// When it begins.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.starts_at.into()
    }

    /// When it ends.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        self.ends_at.into()
    }

    /// Its time, with the buffers it was booked with.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot { start: self.start(), end: self.end(), blocked_from: self.blocked_from.into(), blocked_to: self.blocked_to.into() }
    }

    /// How far it is; what cannot be read is over.
    #[must_use]
    pub fn status(&self) -> AppointmentStatus {
        AppointmentStatus::named(&self.status).unwrap_or(AppointmentStatus::Cancelled)
    }

    /// Who made it.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::ALL.into_iter().find(|source| source.as_str() == self.source).unwrap_or(Source::Staff)
    }

    /// What it replaces once it holds.
    #[must_use]
    pub fn replaces(&self) -> Option<AppointmentId> {
        self.replaces_id.map(AppointmentId)
    }

    /// When a request lapses, if it does.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.expires_at.map(Into::into)
    }

    /// It waits for an answer, and its time for one is over: the job has not come by yet.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.status().is_pending() && self.expires().is_some_and(|expires| expires <= now)
    }

    /// Goes on to `status`; calendars hear of it by a higher sequence. `pending_holds` is the practice's rule.
    pub fn set_status(&mut self, status: AppointmentStatus, pending_holds: bool) {
        self.status = status.as_str().into();
        self.blocking = status.blocks(pending_holds);
        self.sequence += 1;
        if !status.is_pending() {
            self.expires_at = None;
        }
    }

    /// Goes to another time; calendars hear of it by a higher sequence.
    pub fn set_slot(&mut self, slot: &Slot) {
        self.starts_at = slot.start.into();
        self.ends_at = slot.end.into();
        self.blocked_from = slot.blocked_from.into();
        self.blocked_to = slot.blocked_to.into();
        self.sequence += 1;
    }
}

/// The appointment `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: AppointmentId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The appointments `ids`, by id, which nobody else changes until the transaction ends. Comes before any other lock.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, ids: &[AppointmentId]) -> Result<Vec<Model>, DbErr> {
    let held = scoped(scope).filter(Column::Id.is_in(ids.iter().map(|id| id.0))).order_by_asc(Column::Id);
    held.lock(LockType::NoKeyUpdate).all(tx).await
}

/// The appointment `id` and the one it replaces, held likewise.
///
/// # Errors
/// 404 when there is no such appointment.
pub async fn hold_with_replaced(tx: &impl ConnectionTrait, scope: Scope, id: AppointmentId) -> Result<(Model, Option<Model>), Problem> {
    // What it replaces never changes: it may be read before the lock.
    let replaced = find(tx, scope, id).await?.ok_or_else(Problem::not_found)?.replaces();
    let ids: Vec<AppointmentId> = [Some(id), replaced].into_iter().flatten().collect();
    let mut rows = hold(tx, scope, &ids).await?;
    let place = rows.iter().position(|row| row.id == id.0).ok_or_else(Problem::not_found)?;
    let row = rows.swap_remove(place);
    Ok((row, rows.pop()))
}

/// Writes a new appointment.
///
/// # Errors
/// 409 `taken`, without other times, when a wall stands in the way: the transaction is lost then.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<Model, Problem> {
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await.map_err(walled)?;
    Ok(row)
}

/// Writes `after` in place of the version it was made from; gives it with the next version.
///
/// # Errors
/// 412 `stale` when somebody else was faster; 409 `taken`, without other times, when a wall stands in the way: the
/// transaction is lost then.
pub async fn save(tx: &impl ConnectionTrait, now: Timestamp, after: Model) -> Result<Model, Problem> {
    let seen = after.version;
    let row = Model { version: seen + 1, updated_at: now.into(), ..after };
    let saved = Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::PracticeId.eq(row.practice_id))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await
        .map_err(walled)?;
    if saved.rows_affected == 1 { Ok(row) } else { Err(Problem::stale(etag(seen + 1))) }
}

fn walled(error: DbErr) -> Problem {
    if is_overlap(&error) { refusals::taken(Vec::new()) } else { error.into() }
}

/// Appointments that reach into `from` up to `to`, by begin; of one clinician or of all.
///
/// # Errors
/// When the database does not answer.
pub async fn between(
    db: &impl ConnectionTrait,
    scope: Scope,
    from: Timestamp,
    to: Timestamp,
    staff: Option<StaffId>,
) -> Result<Vec<Model>, DbErr> {
    let (from, to) = (Moment::from(from), Moment::from(to));
    let mut rows = scoped(scope)
        .filter(Column::StartsAt.lt(to))
        // None is longer than a day: the index need not be read from its begin.
        .filter(Column::StartsAt.gt(from.plus(-super::busy::LONGEST_SECONDS)))
        .filter(Column::EndsAt.gt(from));
    if let Some(staff) = staff {
        rows = rows.filter(Column::StaffId.eq(staff.0));
    }
    rows.order_by_asc(Column::StartsAt).order_by_asc(Column::Id).all(db).await
}

/// A client's appointments: those that have not ended or wait for an answer, by begin, or the others, the last first; the
/// page after the one at `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_client(
    db: &impl ConnectionTrait,
    scope: Scope,
    client: ClientId,
    when: When,
    now: Timestamp,
    after: Option<(Moment, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let upcoming = Condition::any().add(Column::EndsAt.gt(Moment::from(now))).add(Column::Status.is_in(PENDING));
    let mut rows = scoped(scope).filter(Column::ClientId.eq(client.0)).limit(limit);
    if when == When::Upcoming {
        if let Some((start, id)) = after {
            let same = Column::StartsAt.eq(start).and(Column::Id.gt(id));
            rows = rows.filter(Column::StartsAt.gt(start).or(same));
        }
        rows.filter(upcoming).order_by_asc(Column::StartsAt).order_by_asc(Column::Id).all(db).await
    } else {
        if let Some((start, id)) = after {
            let same = Column::StartsAt.eq(start).and(Column::Id.lt(id));
            rows = rows.filter(Column::StartsAt.lt(start).or(same));
        }
        rows.filter(upcoming.not()).order_by_desc(Column::StartsAt).order_by_desc(Column::Id).all(db).await
    }
}

/// The appointments of a series from `position` on, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn of_series_from(db: &impl ConnectionTrait, scope: Scope, series: SeriesId, position: i64) -> Result<Vec<Model>, DbErr> {
    let rows = scoped(scope).filter(Column::SeriesId.eq(series.0)).filter(Column::SeriesPosition.gte(position));
    rows.order_by_asc(Column::SeriesPosition).all(db).await
}

/// Requests that would replace the appointment `id` and still wait.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting_to_replace(db: &impl ConnectionTrait, scope: Scope, id: AppointmentId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::ReplacesId.eq(id.0)).filter(Column::Status.is_in(PENDING)).all(db).await
}

/// Takes the appointments `ids` out of everybody's way, until each is written anew in the same transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn lift(tx: &impl ConnectionTrait, scope: Scope, ids: &[AppointmentId]) -> Result<(), DbErr> {
    let these = Entity::update_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    these.col_expr(Column::Blocking, Expr::value(false)).exec(tx).await.map(|_| ())
}

/// Requests that wait hold their time no longer: the practice has it so from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn free_pending(tx: &impl ConnectionTrait, scope: Scope) -> Result<(), DbErr> {
    let pending = Entity::update_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Status.is_in(PENDING));
    pending.col_expr(Column::Blocking, Expr::value(false)).exec(tx).await.map(|_| ())
}

/// What waits for an answer.
pub const PENDING: [&str; 2] = [AppointmentStatus::Requested.as_str(), AppointmentStatus::Proposed.as_str()];
