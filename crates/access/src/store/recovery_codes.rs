//! Recovery codes: ten that each work once in place of the authenticator app (A23).

use domain::StaffId;
use domain::time::Timestamp;
use platform::Platform;
use platform::db::{Moment, Scope};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

/// A recovery code.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub code_mac: Vec<u8>,
    pub used_at: Option<Moment>,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The practice's recovery codes.
fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of recovery codes")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// How many of them are left.
///
/// # Errors
/// When the database does not answer.
pub async fn left(db: &impl ConnectionTrait, scope: Scope, staff: StaffId) -> Result<u32, DbErr> {
    let left = scoped(scope).filter(Column::StaffId.eq(staff.0)).filter(Column::UsedAt.is_null()).count(db).await?;
    Ok(u32::try_from(left).unwrap_or(u32::MAX))
}

/// Puts new codes in place of the old ones; none takes them all away.
///
/// # Errors
/// When the database does not answer.
pub async fn replace(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    staff: StaffId,
    macs: Vec<Vec<u8>>,
) -> Result<(), DbErr> {
    let old = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::StaffId.eq(staff.0));
    old.exec(tx).await?;
    let now = platform.clock.now();
    for code_mac in macs {
        let row = ActiveModel {
            practice_id: Set(scope.practice.0),
            id: Set(platform.secrets.id(now)),
            staff_id: Set(staff.0),
            code_mac: Set(code_mac),
            used_at: Set(None),
        };
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Uses up the code with one of these keyed hashes in one statement; whether there was one.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(
    tx: &impl ConnectionTrait,
    scope: Scope,
    staff: StaffId,
    code_macs: Vec<Vec<u8>>,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let claiming = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Moment::from(now)))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::StaffId.eq(staff.0))
        .filter(Column::CodeMac.is_in(code_macs))
        .filter(Column::UsedAt.is_null());
    claiming.exec(tx).await.map(|done| done.rows_affected == 1)
}
