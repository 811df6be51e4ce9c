//! The practice's choices. A practice that never saved them has the usual ones, at version 1.

use domain::messaging::{Messaging, MessagingSettings};
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, TryInsertResult};

/// The choices of one practice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messaging_settings")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    pub front_desk_open: bool,
    pub notice_delay_minutes: i64,
    pub show_seen: bool,
    pub known_devices_only: bool,
    pub emergency_line: String,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of the choices about messaging")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The choices in force.
///
/// # Errors
/// When the database does not answer.
pub async fn read(db: &impl ConnectionTrait, scope: Scope) -> Result<Messaging, DbErr> {
    let Some(row) = scoped(scope).one(db).await? else {
        return Ok(Messaging { version: 1, settings: MessagingSettings::default() });
    };
    let settings = MessagingSettings {
        front_desk_open: row.front_desk_open,
        notice_delay_minutes: u16::try_from(row.notice_delay_minutes).unwrap_or_default(),
        show_seen: row.show_seen,
        known_devices_only: row.known_devices_only,
        emergency_line: row.emergency_line,
    };
    Ok(Messaging { version: row.version, settings })
}

/// Puts `settings` in place of those at version `seen`; whether those were still in force.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &impl ConnectionTrait, scope: Scope, seen: i64, settings: &MessagingSettings) -> Result<bool, DbErr> {
    let row = Model {
        practice_id: scope.practice.0,
        front_desk_open: settings.front_desk_open,
        notice_delay_minutes: settings.notice_delay_minutes.into(),
        show_seen: settings.show_seen,
        known_devices_only: settings.known_devices_only,
        emergency_line: settings.emergency_line.trim().to_owned(),
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
