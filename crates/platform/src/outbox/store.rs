//! The outbox's rows.

use domain::access::portal_access::DeliveryState;
use domain::time::Timestamp;
use domain::{ClientId, MailId, PracticeId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{Condition, QueryOrder, QuerySelect, Set, UpdateMany};

use crate::db::{Moment, Scope};

const QUEUED: &str = "queued";
const SENT: &str = "sent";
const FAILED: &str = "failed";
const WITHDRAWN: &str = "withdrawn";

/// Days a mail that was sent, given up or withdrawn stays listed.
const KEPT_DAYS: i64 = 90;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Its id, also its Message-ID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The practice it speaks for.
    pub practice_id: Option<Uuid>,
    /// The client it is about.
    pub client_id: Option<Uuid>,
    /// Which e-mail.
    pub kind: String,
    /// Recipient and words; emptied when a mail server took it.
    pub sealed: Vec<u8>,
    /// `queued`, `sent`, `failed` or `withdrawn`.
    pub state: String,
    /// When it was first queued.
    pub created_at: Moment,
    /// When it is due.
    pub next_try_at: Moment,
    /// Until when one process works at it; also that process's proof that the work is still its own.
    pub leased_until: Option<Moment>,
    /// How often it was begun since it was queued.
    pub tries: i64,
    /// Why it failed, or is being tried again.
    pub reason: Option<String>,
    /// Since when it is in its state.
    pub settled_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Mail of one practice.
fn scoped(scope: Scope) -> Select<Entity> {
    all().filter(Column::PracticeId.eq(scope.practice.0))
}

/// Mail of everybody: for the worker and the built-in mailbox, which serve the installation.
fn all() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of the outbox")]
    Entity::find()
}

/// The state called `name` in the database.
pub(super) fn state(name: &str) -> DeliveryState {
    match name {
        SENT => DeliveryState::Sent,
        FAILED => DeliveryState::Failed,
        WITHDRAWN => DeliveryState::Withdrawn,
        _ => DeliveryState::Queued,
    }
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    id: MailId,
    practice: Option<PracticeId>,
    client: Option<ClientId>,
    kind: &str,
    sealed: Vec<u8>,
    now: Timestamp,
) -> Result<(), DbErr> {
    let now = Moment::from(now);
    let row = ActiveModel {
        id: Set(id.0),
        practice_id: Set(practice.map(|id| id.0)),
        client_id: Set(client.map(|id| id.0)),
        kind: Set(kind.into()),
        sealed: Set(sealed),
        state: Set(QUEUED.into()),
        created_at: Set(now),
        next_try_at: Set(now),
        leased_until: Set(None),
        tries: Set(0),
        reason: Set(None),
        settled_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

pub(super) async fn find(db: &impl ConnectionTrait, scope: Scope, id: MailId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

pub(super) async fn failed(db: &impl ConnectionTrait, scope: Scope, limit: u64) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::State.eq(FAILED)).order_by_desc(Column::SettledAt).order_by_desc(Column::Id).limit(limit).all(db).await
}

pub(super) async fn newest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    let readable = all().filter(Column::State.is_in([QUEUED, SENT])).filter(Column::Sealed.ne(Vec::<u8>::new()));
    readable.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit).all(db).await
}

pub(super) async fn readable(db: &impl ConnectionTrait, id: MailId) -> Result<Option<Model>, DbErr> {
    all().filter(Column::Id.eq(id.0)).filter(Column::Sealed.ne(Vec::<u8>::new())).one(db).await
}

/// A mail that is being handed over right now is taken back too; if the server takes it all the same, it is noted as sent.
pub(super) async fn withdraw(tx: &impl ConnectionTrait, scope: Scope, id: MailId, now: Timestamp) -> Result<bool, DbErr> {
    let withdrawing = Entity::update_many()
        .col_expr(Column::State, Expr::value(WITHDRAWN))
        .col_expr(Column::SettledAt, Expr::value(Moment::from(now)))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(QUEUED));
    Ok(withdrawing.exec(tx).await?.rows_affected == 1)
}

pub(super) async fn requeue(tx: &impl ConnectionTrait, scope: Scope, id: MailId, now: Timestamp) -> Result<bool, DbErr> {
    let now = Moment::from(now);
    let requeuing = Entity::update_many()
        .col_expr(Column::State, Expr::value(QUEUED))
        .col_expr(Column::SettledAt, Expr::value(now))
        .col_expr(Column::NextTryAt, Expr::value(now))
        .col_expr(Column::Tries, Expr::value(0_i64))
        .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
        .col_expr(Column::Reason, Expr::value(None::<String>))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(FAILED));
    Ok(requeuing.exec(tx).await?.rows_affected == 1)
}

fn claimable(now: Moment) -> Condition {
    Condition::all()
        .add(Column::State.eq(QUEUED))
        .add(Column::NextTryAt.lte(now))
        .add(Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lt(now)))
}

/// Ids of mail that is due, the longest waiting first, then put into one order so that two processes lock rows alike.
pub(super) async fn due(db: &impl ConnectionTrait, now: Moment, limit: u64) -> Result<Vec<Uuid>, DbErr> {
    let oldest = all().select_only().column(Column::Id).filter(claimable(now)).order_by_asc(Column::NextTryAt).limit(limit);
    let mut ids: Vec<Uuid> = oldest.into_tuple().all(db).await?;
    ids.sort_unstable();
    Ok(ids)
}

/// Claims the mail in one statement and gives it; none when somebody else was first or it is no longer due.
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

/// The row, as long as the lease of `row` stands.
fn held(row: &Model) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
        .filter(Column::Id.eq(row.id))
        .filter(Column::LeasedUntil.eq(row.leased_until))
}

pub(super) async fn sent(tx: &impl ConnectionTrait, row: &Model, keep_words: bool, now: Moment) -> Result<(), DbErr> {
    let mut update = held(row)
        .col_expr(Column::State, Expr::value(SENT))
        .col_expr(Column::SettledAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value(None::<String>));
    if !keep_words {
        update = update.col_expr(Column::Sealed, Expr::value(Vec::<u8>::new()));
    }
    update.exec(tx).await.map(|_| ())
}

pub(super) async fn postpone(tx: &impl ConnectionTrait, row: &Model, reason: &str, next_try_at: Moment) -> Result<(), DbErr> {
    let update = held(row)
        .col_expr(Column::NextTryAt, Expr::value(next_try_at))
        .col_expr(Column::Reason, Expr::value(reason))
        .filter(Column::State.eq(QUEUED));
    update.exec(tx).await.map(|_| ())
}

pub(super) async fn give_up(tx: &impl ConnectionTrait, row: &Model, reason: &str, now: Moment) -> Result<(), DbErr> {
    let update = held(row)
        .col_expr(Column::State, Expr::value(FAILED))
        .col_expr(Column::SettledAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value(reason))
        .filter(Column::State.eq(QUEUED));
    update.exec(tx).await.map(|_| ())
}

/// Removes mail that was settled long ago.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let old =
        Entity::delete_many().filter(Column::State.ne(QUEUED)).filter(Column::SettledAt.lt(Moment::from(now).plus(-KEPT_DAYS * 24 * 3600)));
    old.exec(tx).await.map(|done| done.rows_affected)
}
