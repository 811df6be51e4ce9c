//! Facts about this installation that are no practice's.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};

use super::{Db, is_taken};
use crate::problem::Problem;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "installation")]
/// A named value.
pub struct Model {
    /// Its name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Its bytes.
    pub value: Vec<u8>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[expect(clippy::disallowed_methods, reason = "these values belong to no practice")]
fn named(name: &str) -> Select<Entity> {
    Entity::find().filter(Column::Name.eq(name))
}

/// The value of `name`.
///
/// # Errors
/// When the database does not answer.
pub async fn get(db: &Db, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    Ok(find(db.read(), name).await?)
}

/// The same, where a transaction is open.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, name: &str) -> Result<Option<Vec<u8>>, DbErr> {
    named(name).select_only().column(Column::Value).into_tuple().one(db).await
}

/// Keeps `value` unless there is one already, in an open transaction, which goes on either way; another that does the same
/// waits for its end.
///
/// # Errors
/// When the database does not answer.
pub async fn put_first(tx: &impl ConnectionTrait, name: &str, value: Vec<u8>) -> Result<(), DbErr> {
    let first = OnConflict::column(Column::Name).do_nothing().to_owned();
    let row = ActiveModel { name: Set(name.into()), value: Set(value) };
    Entity::insert(row).on_conflict(first).exec_without_returning(tx).await.map(|_| ())
}

/// Keeps `value` unless there is one already.
///
/// # Errors
/// When the database does not answer.
pub async fn put_if_absent(db: &Db, name: &str, value: Vec<u8>) -> Result<(), Problem> {
    let tx = db.write().await?;
    match Entity::insert(ActiveModel { name: Set(name.into()), value: Set(value) }).exec_without_returning(&*tx).await {
        Ok(_) => tx.commit().await,
        Err(error) if is_taken(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Puts `value` in place of what was there.
///
/// # Errors
/// When the database does not answer.
pub async fn put(db: &impl ConnectionTrait, name: &str, value: Vec<u8>) -> Result<(), DbErr> {
    take(db, name).await?;
    Entity::insert(ActiveModel { name: Set(name.into()), value: Set(value) }).exec_without_returning(db).await.map(|_| ())
}

/// Removes `name`; whether it was there.
///
/// # Errors
/// When the database does not answer.
pub async fn take(db: &impl ConnectionTrait, name: &str) -> Result<bool, DbErr> {
    Entity::delete_many().filter(Column::Name.eq(name)).exec(db).await.map(|done| done.rows_affected == 1)
}

/// Removes `name` if its value is `value`: a claim in one statement.
///
/// # Errors
/// When the database does not answer.
pub async fn take_if(db: &impl ConnectionTrait, name: &str, value: &[u8]) -> Result<bool, DbErr> {
    let matching = Entity::delete_many().filter(Column::Name.eq(name)).filter(Column::Value.eq(value.to_vec()));
    matching.exec(db).await.map(|done| done.rows_affected == 1)
}
