//! Requests whose code has not come back, and work that was handed in.

use domain::booking::new_client::FIRST_VISIT_TRIES;
use domain::time::Timestamp;
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, Set, TryInsertResult};

/// A request that does not count yet.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "first_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: Vec<u8>,
    pub code_mac: Vec<u8>,
    pub email_mac: Vec<u8>,
    pub sealed: Vec<u8>,
    pub tries: i64,
    pub used_at: Option<Moment>,
    pub created_at: Moment,
    pub expires_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Work that was handed in.
pub mod spent {
    use super::*;

    /// A challenge whose work was handed in.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "spent_challenges")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        pub expires_at: Moment,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Notes that the work for a challenge was handed in; whether it is the first time.
pub async fn spend(tx: &impl ConnectionTrait, hash: Vec<u8>, expires_at: Moment) -> Result<bool, DbErr> {
    let row = spent::ActiveModel { hash: Set(hash), expires_at: Set(expires_at) };
    let inserted = spent::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// Writes a request.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// Counts a try at the request's code, in one statement, and gives the request; none when it is used, too old or has had
/// its tries.
pub async fn try_code(tx: &impl ConnectionTrait, scope: Scope, token_hash: Vec<u8>, now: Timestamp) -> Result<Option<Model>, DbErr> {
    let tried = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(Moment::from(now)))
        .filter(Column::Tries.lt(FIRST_VISIT_TRIES))
        .exec_with_returning(tx)
        .await?;
    Ok(tried.into_iter().next())
}

/// Uses the request up, in one statement; whether nobody had.
pub async fn use_up(tx: &impl ConnectionTrait, row: &Model, now: Timestamp) -> Result<bool, DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Moment::from(now)))
        // What the person wrote is kept with the appointment from now on.
        .col_expr(Column::Sealed, Expr::value(Vec::<u8>::new()))
        .filter(Column::PracticeId.eq(row.practice_id))
        .filter(Column::Id.eq(row.id))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Removes requests and handed-in work that are over.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(platform: Platform) -> Result<(), Problem> {
    let now = Moment::from(platform.clock.now());
    let tx = platform.db.write().await?;
    Entity::delete_many().filter(Column::ExpiresAt.lt(now)).exec(&*tx).await?;
    spent::Entity::delete_many().filter(spent::Column::ExpiresAt.lt(now)).exec(&*tx).await?;
    tx.commit().await
}
