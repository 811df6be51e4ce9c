//! The logos' rows.

use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// A practice's logo.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "practice_logos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    pub png: Vec<u8>,
    pub digest: String,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of logos")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The hash of the logo, where there is one.
pub async fn digest(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<String>, DbErr> {
    scoped(scope).select_only().column(Column::Digest).into_tuple().one(db).await
}

/// The logo, where there is one.
pub async fn get(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Model>, DbErr> {
    scoped(scope).one(db).await
}

/// Puts `png` in place of what was there.
pub async fn put(tx: &impl ConnectionTrait, scope: Scope, png: Vec<u8>) -> Result<(), DbErr> {
    let digest = hex::encode(platform::secrets::hash(&png));
    let row = ActiveModel { practice_id: Set(scope.practice.0), png: Set(png), digest: Set(digest) };
    let replace = OnConflict::column(Column::PracticeId).update_columns([Column::Png, Column::Digest]).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await.map(|_| ())
}

/// Takes the logo away; whether there was one.
pub async fn remove(tx: &impl ConnectionTrait, scope: Scope) -> Result<bool, DbErr> {
    Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).exec(tx).await.map(|done| done.rows_affected == 1)
}
