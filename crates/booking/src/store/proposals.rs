//! Times that were offered in place of the one that was asked for (B12).

use std::collections::HashMap;

use domain::AppointmentId;
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

/// A time that was offered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment_proposals")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub appointment_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of proposals")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The times offered for each of `appointments`, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, appointments: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<Timestamp>>, DbErr> {
    let mut all: HashMap<Uuid, Vec<Timestamp>> = HashMap::new();
    if appointments.is_empty() {
        return Ok(all);
    }
    let rows = scoped(scope).filter(Column::AppointmentId.is_in(appointments)).order_by_asc(Column::StartsAt).all(db).await?;
    for row in rows {
        all.entry(row.appointment_id).or_default().push(row.starts_at.into());
    }
    Ok(all)
}

/// Puts `starts` in place of what was offered; none takes the offer back.
///
/// # Errors
/// When the database does not answer.
pub async fn replace(tx: &impl ConnectionTrait, scope: Scope, appointment: AppointmentId, starts: &[Timestamp]) -> Result<(), DbErr> {
    let before = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::AppointmentId.eq(appointment.0));
    before.exec(tx).await?;
    let mut moments: Vec<Moment> = starts.iter().map(|start| Moment::from(*start)).collect();
    moments.sort_unstable();
    moments.dedup();
    if moments.is_empty() {
        return Ok(());
    }
    let rows = moments.into_iter().map(|starts_at| ActiveModel {
        practice_id: Set(scope.practice.0),
        appointment_id: Set(appointment.0),
        starts_at: Set(starts_at),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await.map(|_| ())
}
