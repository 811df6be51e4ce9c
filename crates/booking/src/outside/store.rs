//! Calendars elsewhere, and what they say is busy.

use domain::booking::calendar::{OutsideCalendar, OutsideCalendarState};
use domain::time::Timestamp;
use domain::{OutsideCalendarId, StaffId};
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, Set, UpdateMany};

use super::fetch::Seen;

/// A calendar elsewhere.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outside_calendars")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub name: String,
    pub host: String,
    pub sealed_url: Vec<u8>,
    pub state: String,
    pub failure: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub last_read_at: Option<Moment>,
    pub next_read_at: Moment,
    pub leased_until: Option<Moment>,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a calendar says is busy.
pub mod spans {
    use super::*;

    /// A busy time.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outside_busy")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub practice_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub calendar_id: Uuid,
        pub staff_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub busy_from: Moment,
        #[sea_orm(primary_key, auto_increment = false)]
        pub busy_to: Moment,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rows a statement: five values each, well below what either database takes.
const ROWS_AT_ONCE: usize = 1_000;

/// Calendars of everybody: for the worker.
fn all() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of calendars elsewhere, and the worker that reads them")]
    Entity::find()
}

fn scoped(scope: Scope) -> Select<Entity> {
    all().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Whose.
    pub fn staff(&self) -> StaffId {
        StaffId(self.staff_id)
    }

    /// What names the version that was read.
    pub fn seen(&self) -> Seen {
        Seen { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }

    /// The calendar as staff see it: of its address, the host alone.
    pub fn to_wire(&self) -> OutsideCalendar {
        OutsideCalendar {
            id: OutsideCalendarId(self.id),
            name: self.name.clone(),
            host: self.host.clone(),
            state: OutsideCalendarState::named(&self.state).unwrap_or(OutsideCalendarState::Failing),
            last_read_at: self.last_read_at.map(Into::into),
            failure: self.failure.clone(),
        }
    }
}

/// Busy times of a clinician that reach into the time from `from` to `to`, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn busy_between(
    db: &impl ConnectionTrait,
    scope: Scope,
    staff: StaffId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(Timestamp, Timestamp)>, DbErr> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of busy times")]
    let theirs = spans::Entity::find().filter(spans::Column::PracticeId.eq(scope.practice.0)).filter(spans::Column::StaffId.eq(staff.0));
    let rows = theirs
        .filter(spans::Column::BusyTo.gt(Moment::from(from)))
        .filter(spans::Column::BusyFrom.lt(Moment::from(to)))
        .order_by_asc(spans::Column::BusyFrom)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.busy_from.into(), row.busy_to.into())).collect())
}

/// A clinician's calendars, by name.
pub async fn of_staff(db: &impl ConnectionTrait, scope: Scope, staff: StaffId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::StaffId.eq(staff.0)).order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await
}

/// The calendar `id`.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: OutsideCalendarId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// Writes a new one.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let row: ActiveModel = row.into();
    Entity::insert(row.reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// Removes it with its busy times; whether it was there.
pub async fn delete(tx: &impl ConnectionTrait, scope: Scope, id: OutsideCalendarId) -> Result<bool, DbErr> {
    let gone = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0)).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

fn claimable(now: Moment) -> Condition {
    let free = Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lt(now));
    Condition::all().add(Column::NextReadAt.lte(now)).add(free)
}

/// Ids of calendars that are due, the longest waiting first.
pub async fn due(db: &impl ConnectionTrait, now: Moment, limit: u64) -> Result<Vec<Uuid>, DbErr> {
    let oldest = all().select_only().column(Column::Id).filter(claimable(now)).order_by_asc(Column::NextReadAt).limit(limit);
    oldest.into_tuple().all(db).await
}

/// Claims a calendar that is due in one statement; none when somebody else was first.
pub async fn claim(tx: &impl ConnectionTrait, id: Uuid, now: Moment, until: Moment) -> Result<Option<Model>, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .filter(Column::Id.eq(id))
        .filter(claimable(now))
        .exec(tx)
        .await?;
    if claimed.rows_affected == 0 { Ok(None) } else { all().filter(Column::Id.eq(id)).one(tx).await }
}

/// The row, as long as the lease of `row` stands.
fn held(row: &Model) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
        .filter(Column::PracticeId.eq(row.practice_id))
        .filter(Column::Id.eq(row.id))
        .filter(Column::LeasedUntil.eq(row.leased_until))
}

/// It was read, and is read again at `next`; whether it was still ours to say.
pub async fn was_read(tx: &impl ConnectionTrait, row: &Model, seen: &Seen, now: Moment, next: Moment) -> Result<bool, DbErr> {
    let update = held(row)
        .col_expr(Column::State, Expr::value(OutsideCalendarState::Ok.as_str()))
        .col_expr(Column::Failure, Expr::value(None::<String>))
        .col_expr(Column::Etag, Expr::value(seen.etag.clone()))
        .col_expr(Column::LastModified, Expr::value(seen.last_modified.clone()))
        .col_expr(Column::LastReadAt, Expr::value(now))
        .col_expr(Column::NextReadAt, Expr::value(next));
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// It could not be read, and is tried again at `next`.
pub async fn was_not_read(tx: &impl ConnectionTrait, row: &Model, failure: &str, next: Moment) -> Result<(), DbErr> {
    let update = held(row)
        .col_expr(Column::State, Expr::value(OutsideCalendarState::Failing.as_str()))
        .col_expr(Column::Failure, Expr::value(failure))
        .col_expr(Column::NextReadAt, Expr::value(next));
    update.exec(tx).await.map(|_| ())
}

/// Puts `busy` in place of what the calendar said before.
pub async fn replace_busy(tx: &impl ConnectionTrait, row: &Model, busy: &[(Timestamp, Timestamp)]) -> Result<(), DbErr> {
    let old =
        spans::Entity::delete_many().filter(spans::Column::PracticeId.eq(row.practice_id)).filter(spans::Column::CalendarId.eq(row.id));
    old.exec(tx).await?;
    for some in busy.chunks(ROWS_AT_ONCE) {
        let rows = some.iter().map(|(from, to)| spans::ActiveModel {
            practice_id: Set(row.practice_id),
            calendar_id: Set(row.id),
            staff_id: Set(row.staff_id),
            busy_from: Set((*from).into()),
            busy_to: Set((*to).into()),
        });
        spans::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
