//! The jobs' rows.

use domain::time::Timestamp;
use domain::{JobId, PracticeId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{Condition, QueryOrder, QuerySelect, Set, UpdateMany};

use crate::db::Moment;

const QUEUED: &str = "queued";
const DONE: &str = "done";
const FAILED: &str = "failed";

/// How often a job is begun before it is given up.
pub(super) const MOST_TRIES: i64 = 8;
/// Seconds a job that was done stays listed.
const DONE_KEPT: i64 = 24 * 3600;
/// Seconds a job that was given up stays listed.
const FAILED_KEPT: i64 = 90 * 24 * 3600;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The practice it works for.
    pub practice_id: Option<Uuid>,
    /// Which kind.
    pub kind: String,
    /// Its payload; emptied when it was done.
    pub sealed: Vec<u8>,
    /// `queued`, `done` or `failed`.
    pub state: String,
    /// When it is due; later, when it was done or given up.
    pub run_at: Moment,
    /// Until when one process works at it.
    pub leased_until: Option<Moment>,
    /// How often it was begun; also the proof of whoever works at it that the work is still its own.
    pub tries: i64,
    /// Why it failed the last time.
    pub reason: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Jobs of everybody: the worker serves the installation.
fn all() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of jobs")]
    Entity::find()
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    id: JobId,
    practice: Option<PracticeId>,
    kind: &str,
    sealed: Vec<u8>,
    run_at: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id.0),
        practice_id: Set(practice.map(|id| id.0)),
        kind: Set(kind.into()),
        sealed: Set(sealed),
        state: Set(QUEUED.into()),
        run_at: Set(run_at.into()),
        leased_until: Set(None),
        tries: Set(0),
        reason: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

fn claimable(now: Moment) -> Condition {
    Condition::all().add(Column::State.eq(QUEUED)).add(Column::RunAt.lte(now)).add(Column::Tries.lt(MOST_TRIES)).add(free(now))
}

fn free(now: Moment) -> Condition {
    Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lt(now))
}

/// Ids of jobs of `kinds` that are due, the longest waiting first, then put into one order so that two processes lock
/// rows alike.
pub(super) async fn due(db: &impl ConnectionTrait, kinds: Vec<&'static str>, now: Moment, limit: u64) -> Result<Vec<Uuid>, DbErr> {
    let oldest =
        all().select_only().column(Column::Id).filter(claimable(now)).filter(Column::Kind.is_in(kinds)).order_by_asc(Column::RunAt);
    let mut ids: Vec<Uuid> = oldest.limit(limit).into_tuple().all(db).await?;
    ids.sort_unstable();
    Ok(ids)
}

/// Claims the job in one statement and gives it; none when somebody else was first.
pub(super) async fn claim(tx: &impl ConnectionTrait, id: Uuid, now: Moment, until: Moment) -> Result<Option<Model>, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(id))
        .filter(claimable(now))
        .exec(tx)
        .await?;
    if claimed.rows_affected == 0 { Ok(None) } else { all().filter(Column::Id.eq(id)).one(tx).await }
}

/// The row, as long as nobody else has claimed it since `row` was.
fn held(row: &Model) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::Id.eq(row.id)).filter(Column::Tries.eq(row.tries)).filter(Column::State.eq(QUEUED))
}

/// Holds the job until `until`; whether it was still this process's.
pub(super) async fn renew(tx: &impl ConnectionTrait, row: &Model, until: Moment) -> Result<bool, DbErr> {
    let renewed = held(row).col_expr(Column::LeasedUntil, Expr::value(until)).exec(tx).await?;
    Ok(renewed.rows_affected == 1)
}

/// Lets the job go as if it had not been begun.
pub(super) async fn release(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    let update = held(row).col_expr(Column::LeasedUntil, Expr::value(None::<i64>)).col_expr(Column::Tries, Expr::col(Column::Tries).sub(1));
    update.exec(tx).await.map(|_| ())
}

pub(super) async fn done(tx: &impl ConnectionTrait, row: &Model, now: Moment) -> Result<(), DbErr> {
    let update = settled(row, DONE, now)
        .col_expr(Column::Sealed, Expr::value(Vec::<u8>::new()))
        .col_expr(Column::Reason, Expr::value(None::<String>));
    update.exec(tx).await.map(|_| ())
}

pub(super) async fn postpone(tx: &impl ConnectionTrait, row: &Model, reason: &str, run_at: Moment) -> Result<(), DbErr> {
    settled(row, QUEUED, run_at).col_expr(Column::Reason, Expr::value(reason)).exec(tx).await.map(|_| ())
}

pub(super) async fn give_up(tx: &impl ConnectionTrait, row: &Model, reason: &str, now: Moment) -> Result<(), DbErr> {
    settled(row, FAILED, now).col_expr(Column::Reason, Expr::value(reason)).exec(tx).await.map(|_| ())
}

fn settled(row: &Model, state: &'static str, at: Moment) -> UpdateMany<Entity> {
    held(row)
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::RunAt, Expr::value(at))
        .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
}

/// Gives up jobs whose every try ended with the process.
pub(super) async fn give_up_lost(tx: &impl ConnectionTrait, now: Moment) -> Result<u64, DbErr> {
    let lost = Entity::update_many()
        .col_expr(Column::State, Expr::value(FAILED))
        .col_expr(Column::RunAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value("lost"))
        .filter(Column::State.eq(QUEUED))
        .filter(Column::Tries.gte(MOST_TRIES))
        .filter(free(now));
    lost.exec(tx).await.map(|done| done.rows_affected)
}

/// Removes jobs that were done a day ago or given up 90 days ago.
pub(super) async fn sweep(tx: &impl ConnectionTrait, now: Moment) -> Result<u64, DbErr> {
    let over = |state: &str, seconds: i64| Condition::all().add(Column::State.eq(state)).add(Column::RunAt.lt(now.plus(-seconds)));
    let old = Entity::delete_many().filter(Condition::any().add(over(DONE, DONE_KEPT)).add(over(FAILED, FAILED_KEPT)));
    old.exec(tx).await.map(|done| done.rows_affected)
}
