//! The addresses that are in force: of each only a hash is kept.

use domain::{PracticeId, StaffId};
use platform::db::{Moment, Scope};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// A feed.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feeds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: Uuid,
    pub token_hash: Vec<u8>,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Feeds of everybody: whoever holds an address says no practice.
fn all() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of feeds, and the look-up by the secret alone")]
    Entity::find()
}

impl Model {
    /// The practice.
    pub fn scope(&self) -> Scope {
        Scope { practice: PracticeId(self.practice_id) }
    }

    /// Whose calendar.
    pub fn staff(&self) -> StaffId {
        StaffId(self.staff_id)
    }
}

/// The feed of a clinician.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, staff: StaffId) -> Result<Option<Model>, DbErr> {
    all().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::StaffId.eq(staff.0)).one(db).await
}

/// The feed behind an address.
pub async fn by_token(db: &impl ConnectionTrait, token_hash: Vec<u8>) -> Result<Option<Model>, DbErr> {
    all().filter(Column::TokenHash.eq(token_hash)).one(db).await
}

/// Puts a new address in place of the one there was.
pub async fn put(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let once = OnConflict::columns([Column::PracticeId, Column::StaffId]).update_columns([Column::TokenHash, Column::CreatedAt]).to_owned();
    Entity::insert(row.into_active_model().reset_all()).on_conflict(once).exec_without_returning(tx).await.map(|_| ())
}

/// Ends the address; whether there was one.
pub async fn delete(tx: &impl ConnectionTrait, scope: Scope, staff: StaffId) -> Result<bool, DbErr> {
    let mine = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::StaffId.eq(staff.0));
    Ok(mine.exec(tx).await?.rows_affected == 1)
}
