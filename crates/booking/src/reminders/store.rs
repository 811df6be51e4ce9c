//! Reminders that went out.

use std::collections::HashSet;

use domain::AppointmentId;
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::{Set, TryInsertResult};

use crate::store::appointments;

/// A reminder that went out.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminders_sent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub appointment_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hours: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_at: Moment,
    pub sent_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of reminders")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// What went out for `appointments`: whose, how many hours before, before which begin (in microseconds).
pub async fn of(db: &impl ConnectionTrait, scope: Scope, appointments: &[appointments::Model]) -> Result<HashSet<(Uuid, i64, i64)>, DbErr> {
    let mut sent = HashSet::new();
    // Far fewer at once than the parameters either database takes.
    for some in appointments.chunks(500) {
        let rows = scoped(scope).filter(Column::AppointmentId.is_in(some.iter().map(|row| row.id))).all(db).await?;
        sent.extend(rows.into_iter().map(|row| (row.appointment_id, row.hours, row.starts_at.0)));
    }
    Ok(sent)
}

/// Notes that a reminder goes out; whether nobody else had.
pub async fn insert(
    tx: &impl ConnectionTrait,
    scope: Scope,
    appointment: AppointmentId,
    hours: u16,
    starts_at: Moment,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        appointment_id: Set(appointment.0),
        hours: Set(hours.into()),
        starts_at: Set(starts_at),
        sent_at: Set(now.into()),
    };
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}
