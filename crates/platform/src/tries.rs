//! Wrong tries, counted across processes and restarts in one statement before anything costly is done (A15, A22).

use domain::access::pace::{CountedFor, FORGOTTEN_AFTER, wait_after};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{QuerySelect, Set};

use crate::Platform;
use crate::db::Moment;
use crate::problem::Problem;

/// The tries of one subject.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wrong_tries")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub counted_for: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: Vec<u8>,
    pub failures: i64,
    pub last_at: Moment,
    pub blocked_until: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Something tries are counted for. Only a keyed hash of it is kept.
#[derive(Clone, Debug)]
pub struct Counter {
    counted: CountedFor,
    subject: Vec<u8>,
}

impl Counter {
    /// The counter of `subject` (an address, a device and an address, a network address).
    #[must_use]
    pub fn new(platform: &Platform, counted: CountedFor, subject: &str) -> Self {
        Self { counted, subject: platform.secrets.mac(counted.as_str(), subject) }
    }

    /// Counts a try as wrong before it is made, unless the subject must wait. A right try is taken back by
    /// [`Counter::forget`]; so parallel tries cannot slip past the limit between reading and writing.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn claim(&self, platform: &Platform) -> Result<(), Problem> {
        let now = platform.clock.now();
        let tx = platform.db.write().await?;
        self.ensure_row(&*tx, now).await?;
        // A counter that was left alone for a day begins again.
        self.mine(Entity::update_many().col_expr(Column::Failures, Expr::value(0_i64)))
            .filter(Column::LastAt.lt(Moment::from(now).plus(-FORGOTTEN_AFTER)))
            .exec(&*tx)
            .await?;
        let claimed = self
            .mine(
                Entity::update_many()
                    .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
                    .col_expr(Column::LastAt, Expr::value(Moment::from(now))),
            )
            .filter(Column::BlockedUntil.lte(Moment::from(now)))
            .exec_with_returning(&*tx)
            .await?;
        let Some(row) = claimed.first() else {
            let seconds = self.left(&*tx, now).await?;
            return Err(Problem::wait(Ord::max(seconds, 1)));
        };
        let wait = wait_after(self.counted, u32::try_from(row.failures).unwrap_or(u32::MAX));
        if wait > 0 {
            let until = Moment::from(now).plus(i64::try_from(wait).unwrap_or(i64::MAX));
            self.mine(Entity::update_many().col_expr(Column::BlockedUntil, Expr::value(until))).exec(&*tx).await?;
        }
        tx.commit().await
    }

    /// The try was right: nothing is held against the subject.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget(&self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        let mine =
            Entity::delete_many().filter(Column::CountedFor.eq(self.counted.as_str())).filter(Column::Subject.eq(self.subject.clone()));
        mine.exec(tx).await.map(|_| ())
    }

    /// The try was neither: the count it took is given back, and nobody waits for it, by whichever clock.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn give_back(&self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.mine(
            Entity::update_many()
                .col_expr(Column::Failures, Expr::col(Column::Failures).sub(1))
                .col_expr(Column::BlockedUntil, Expr::value(Moment(0))),
        )
        .filter(Column::Failures.gt(0))
        .exec(tx)
        .await
        .map(|_| ())
    }

    fn mine(&self, update: sea_orm::UpdateMany<Entity>) -> sea_orm::UpdateMany<Entity> {
        update.filter(Column::CountedFor.eq(self.counted.as_str())).filter(Column::Subject.eq(self.subject.clone()))
    }

    async fn ensure_row(&self, tx: &impl ConnectionTrait, now: Timestamp) -> Result<(), DbErr> {
        let row = ActiveModel {
            counted_for: Set(self.counted.as_str().into()),
            subject: Set(self.subject.clone()),
            failures: Set(0),
            last_at: Set(now.into()),
            blocked_until: Set(Moment(0)),
        };
        let once = OnConflict::columns([Column::CountedFor, Column::Subject]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(tx).await.map(|_| ())
    }

    async fn left(&self, tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
        #[expect(clippy::disallowed_methods, reason = "tries belong to no practice: a stranger has none")]
        let until: Option<i64> = Entity::find()
            .filter(Column::CountedFor.eq(self.counted.as_str()))
            .filter(Column::Subject.eq(self.subject.clone()))
            .select_only()
            .column(Column::BlockedUntil)
            .into_tuple()
            .one(tx)
            .await?;
        let micros = until.unwrap_or_default() - Moment::from(now).0;
        Ok(u64::try_from(micros).unwrap_or_default().div_ceil(1_000_000))
    }
}

/// Removes counters that were left alone for a day.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::LastAt.lt(Moment::from(now).plus(-FORGOTTEN_AFTER)));
    old.exec(tx).await.map(|done| done.rows_affected)
}
