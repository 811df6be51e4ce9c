//! The practice's choices. A practice that never saved them has the usual ones, at version 1.

use domain::documents::{Documents, DocumentsSettings};
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, TryInsertResult};

/// The choices of one practice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents_settings")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    pub clients_may_upload: bool,
    pub remind: bool,
    pub front_desk_reads: bool,
    pub due_after_days: Option<i64>,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of the choices about documents")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The choices in force.
///
/// # Errors
/// When the database does not answer.
pub async fn read(db: &impl ConnectionTrait, scope: Scope) -> Result<Documents, DbErr> {
    let Some(row) = scoped(scope).one(db).await? else {
        return Ok(Documents { version: 1, settings: DocumentsSettings::default() });
    };
    let settings = DocumentsSettings {
        clients_may_upload: row.clients_may_upload,
        remind: row.remind,
        front_desk_reads: row.front_desk_reads,
        due_after_days: row.due_after_days.and_then(|days| u16::try_from(days).ok()),
    };
    Ok(Documents { version: row.version, settings })
}

/// Puts `settings` in place of those at version `seen`; whether those were still in force.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &impl ConnectionTrait, scope: Scope, seen: i64, settings: &DocumentsSettings) -> Result<bool, DbErr> {
    let row = Model {
        practice_id: scope.practice.0,
        clients_may_upload: settings.clients_may_upload,
        remind: settings.remind,
        front_desk_reads: settings.front_desk_reads,
        due_after_days: settings.due_after_days.map(i64::from),
        version: seen + 1,
    };
    let row = row.into_active_model().reset_all();
    let saved = Entity::update_many()
        .set(row.clone())
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if saved.rows_affected == 1 || seen != 1 {
        return Ok(saved.rows_affected == 1);
    }
    // The first time there is no row yet; of two who save at once, one is first.
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}
