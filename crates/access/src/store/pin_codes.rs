//! PIN codes: six digits that staff read out to a client who cannot get in (A9).

use domain::access::portal_access::MOST_PIN_TRIES;
use domain::{LoginId, PinCodeId};
use platform::db::{Moment, Scope};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};

/// A PIN code.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pin_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub login_id: Uuid,
    pub code_mac: Vec<u8>,
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

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> PinCodeId {
        PinCodeId(self.id)
    }
}

/// A new code until `expires_at`.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: PinCodeId,
    login: LoginId,
    code_mac: Vec<u8>,
    now: Moment,
    expires_at: Moment,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(id.0),
        login_id: Set(login.0),
        code_mac: Set(code_mac),
        tries: Set(0),
        used_at: Set(None),
        created_at: Set(now),
        expires_at: Set(expires_at),
    };
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

/// Takes all codes of the login out of force.
///
/// # Errors
/// When the database does not answer.
pub async fn close(tx: &impl ConnectionTrait, scope: Scope, login: LoginId, now: Moment) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::LoginId.eq(login.0))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Counts a try at the login's code before anything is compared: at most five, however many come at once. None when
/// there is no code to try.
///
/// # Errors
/// When the database does not answer.
pub async fn claim_try(tx: &impl ConnectionTrait, scope: Scope, login: LoginId, now: Moment) -> Result<Option<Model>, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::LoginId.eq(login.0))
        .filter(Column::Tries.lt(i64::from(MOST_PIN_TRIES)))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(tx)
        .await?;
    Ok(claimed.into_iter().next())
}

/// The try was not evaluated: it is given back.
///
/// # Errors
/// When the database does not answer.
pub async fn give_try_back(tx: &impl ConnectionTrait, scope: Scope, id: PinCodeId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).sub(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Tries.gt(0))
        .exec(tx)
        .await
        .map(|_| ())
}

/// The code was right: it works once. Whether it still did.
///
/// # Errors
/// When the database does not answer.
pub async fn use_up(tx: &impl ConnectionTrait, scope: Scope, id: PinCodeId, now: Moment) -> Result<bool, DbErr> {
    let using = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::UsedAt.is_null());
    using.exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Removes the codes of all practices that were over before `over`.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, over: Moment) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(over)).exec(tx).await.map(|_| ())
}
