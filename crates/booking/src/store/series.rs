//! Series: appointments that were made together, week after week (B14). What they have in common stands in each of them.

use domain::SeriesId;
use domain::time::Timestamp;
use platform::Platform;
use platform::db::{Moment, Scope};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// A series.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment_series")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub every_weeks: i64,
    pub created_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A new series.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    every_weeks: u8,
    now: Timestamp,
) -> Result<SeriesId, DbErr> {
    let id = platform.secrets.id(now);
    let row =
        ActiveModel { practice_id: Set(scope.practice.0), id: Set(id), every_weeks: Set(every_weeks.into()), created_at: Set(now.into()) };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(SeriesId(id))
}
