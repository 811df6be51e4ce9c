//! The rows of keys and their answers.

use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, OnConflict};

use crate::Platform;
use crate::db::Moment;
use crate::problem::Problem;

/// Seconds an answer is kept.
const KEPT: i64 = 24 * 3600;
/// Seconds a request may be at work before another one with its key may run.
const LEASE: i64 = 60;
/// A lease that is over by any clock.
const LONG_OVER: Moment = Moment(0);

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Whose: a hash.
    #[sea_orm(primary_key, auto_increment = false)]
    pub caller: Vec<u8>,
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// For which request: a hash.
    pub fingerprint: Vec<u8>,
    /// The answer; none while the request is at work, or where it is not kept.
    pub sealed_answer: Option<Vec<u8>>,
    /// When it was claimed.
    pub created_at: Moment,
    /// Until when the claim holds.
    pub leased_until: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A request that wants to be the one with its key.
pub(super) struct Claim {
    pub caller: Vec<u8>,
    pub key: String,
    pub fingerprint: Vec<u8>,
    pub at: Moment,
}

impl Claim {
    pub fn seal_name(&self) -> String {
        format!("idempotency:{}:{}", hex::encode(&self.caller), self.key)
    }

    fn until(&self) -> Moment {
        self.at.plus(LEASE)
    }
}

/// What became of a claim.
pub(super) enum Claimed {
    /// The request is to run.
    Ours,
    /// It ran; the sealed answer.
    Answered(Vec<u8>),
    /// It runs.
    AtWork,
    /// The key stands for another request.
    Reused,
}

fn of_caller(claim: &Claim) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "keys belong to a caller, not to a practice: this is their scoped()")]
    Entity::find().filter(Column::Caller.eq(claim.caller.clone())).filter(Column::Key.eq(claim.key.clone()))
}

/// Claims the key in one statement: it is new, or what it stood for is a day old, or the same request is not at work: it
/// was left behind by a process that died, or let go without an answer.
pub(super) async fn claim(platform: &Platform, claim: &Claim) -> Result<Claimed, Problem> {
    let row = ActiveModel {
        caller: Set(claim.caller.clone()),
        key: Set(claim.key.clone()),
        fingerprint: Set(claim.fingerprint.clone()),
        sealed_answer: Set(None),
        created_at: Set(claim.at),
        leased_until: Set(claim.until()),
    };
    let left_behind =
        Column::SealedAnswer.is_null().and(Column::LeasedUntil.lt(claim.at)).and(Column::Fingerprint.eq(claim.fingerprint.clone()));
    let over = Column::CreatedAt.lt(claim.at.plus(-KEPT));
    let free = OnConflict::columns([Column::Caller, Column::Key])
        .update_columns([Column::Fingerprint, Column::SealedAnswer, Column::CreatedAt, Column::LeasedUntil])
        .action_and_where(over.or(left_behind))
        .to_owned();
    let tx = platform.db.write().await?;
    let claimed = Entity::insert(row).on_conflict(free).exec_without_returning(&*tx).await;
    match claimed {
        Ok(1..) => {
            tx.commit().await?;
            return Ok(Claimed::Ours);
        }
        Ok(0) | Err(DbErr::RecordNotInserted) => drop(tx),
        Err(error) => return Err(error.into()),
    }
    Ok(match of_caller(claim).one(platform.db.read()).await? {
        Some(row) if row.fingerprint != claim.fingerprint => Claimed::Reused,
        Some(Model { sealed_answer: Some(sealed), .. }) => Claimed::Answered(sealed),
        // Still at work, or just given back.
        _ => Claimed::AtWork,
    })
}

/// Keeps the answer for the key. What cannot be kept was logged; the caller has the answer in any case.
pub(super) async fn keep(platform: &Platform, claim: &Claim, sealed: Vec<u8>) {
    let keeping = async {
        let tx = platform.db.write().await?;
        Entity::update_many()
            .col_expr(Column::SealedAnswer, Expr::value(sealed))
            .filter(Column::Caller.eq(claim.caller.clone()))
            .filter(Column::Key.eq(claim.key.clone()))
            .filter(Column::LeasedUntil.eq(claim.until()))
            .exec(&*tx)
            .await?;
        tx.commit().await
    };
    let _: Result<(), Problem> = keeping.await;
}

/// The row of a claim that is this process's still.
fn at_work(claim: &Claim) -> Condition {
    Condition::all()
        .add(Column::Caller.eq(claim.caller.clone()))
        .add(Column::Key.eq(claim.key.clone()))
        .add(Column::LeasedUntil.eq(claim.until()))
        .add(Column::SealedAnswer.is_null())
}

/// Ends the claim without an answer: the key goes on standing for this request, which may run again, and for no other one.
/// What cannot be noted ends with its lease.
pub(super) async fn let_go(platform: &Platform, claim: &Claim) {
    let letting_go = async {
        let tx = platform.db.write().await?;
        Entity::update_many().col_expr(Column::LeasedUntil, Expr::value(LONG_OVER)).filter(at_work(claim)).exec(&*tx).await?;
        tx.commit().await
    };
    let _: Result<(), Problem> = letting_go.await;
}

/// Gives the key back: the request may run again. What cannot be given back ends with its lease.
pub(super) async fn forget(platform: &Platform, claim: &Claim) {
    let forgetting = async {
        let tx = platform.db.write().await?;
        Entity::delete_many().filter(at_work(claim)).exec(&*tx).await?;
        tx.commit().await
    };
    let _: Result<(), Problem> = forgetting.await;
}

/// Removes keys that are over.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let over = Entity::delete_many().filter(Column::CreatedAt.lt(Moment::from(now).plus(-KEPT)));
    over.exec(tx).await.map(|done| done.rows_affected)
}
