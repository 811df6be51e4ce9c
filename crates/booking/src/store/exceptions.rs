//! Extra hours and time off.

use domain::booking::exception::{AvailabilityException, AvailabilityExceptionInput, ExceptionKind};
use domain::time::LocalTime;
use domain::{AvailabilityExceptionId, OfficeId, ServiceId, StaffId};
use platform::Platform;
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

/// Hours that differ from the week.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "availability_exceptions")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub kind: String,
    pub from_local: String,
    pub to_local: String,
    pub office_id: Option<Uuid>,
    pub service_id: Option<Uuid>,
    pub note: String,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of exceptions")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// A local time that was written by us.
fn local(text: &str) -> LocalTime {
    text.parse().unwrap_or_else(|_| LocalTime::new(domain::time::Date::MIN, 0).unwrap_or_else(|| unreachable!("midnight is a minute")))
}

impl Model {
    /// What staff wrote.
    #[must_use]
    pub fn details(&self) -> AvailabilityExceptionInput {
        AvailabilityExceptionInput {
            // What cannot be read closes rather than opens.
            kind: ExceptionKind::named(&self.kind).unwrap_or(ExceptionKind::TimeOff),
            from: local(&self.from_local),
            to: local(&self.to_local),
            office_id: self.office_id.map(OfficeId),
            service_id: self.service_id.map(ServiceId),
            note: self.note.as_str().into(),
        }
    }

    /// The exception as staff see it.
    #[must_use]
    pub fn to_wire(&self) -> AvailabilityException {
        AvailabilityException { id: AvailabilityExceptionId(self.id), staff_id: StaffId(self.staff_id), details: self.details() }
    }
}

/// Somebody's exceptions that end after `since`, by begin.
///
/// # Errors
/// When the database does not answer.
pub async fn not_over(db: &impl ConnectionTrait, scope: Scope, staff: StaffId, since: LocalTime) -> Result<Vec<Model>, DbErr> {
    let theirs = scoped(scope).filter(Column::StaffId.eq(staff.0)).filter(Column::ToLocal.gt(since.to_string()));
    theirs.order_by_asc(Column::FromLocal).order_by_asc(Column::Id).all(db).await
}

/// Somebody's exceptions that reach into `from` up to `to`.
///
/// # Errors
/// When the database does not answer.
pub async fn between(db: &impl ConnectionTrait, scope: Scope, staff: StaffId, from: LocalTime, to: LocalTime) -> Result<Vec<Model>, DbErr> {
    let theirs = scoped(scope).filter(Column::StaffId.eq(staff.0));
    theirs.filter(Column::ToLocal.gt(from.to_string())).filter(Column::FromLocal.lt(to.to_string())).all(db).await
}

/// Everybody's extra hours that end after `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn extra_hours(db: &impl ConnectionTrait, scope: Scope, now: LocalTime) -> Result<Vec<Model>, DbErr> {
    let extra = scoped(scope).filter(Column::Kind.eq(ExceptionKind::ExtraHours.as_str()));
    extra.filter(Column::ToLocal.gt(now.to_string())).all(db).await
}

/// The exception `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: AvailabilityExceptionId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// A new exception.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    staff: StaffId,
    input: &AvailabilityExceptionInput,
) -> Result<Model, DbErr> {
    let row = Model {
        practice_id: scope.practice.0,
        id: platform.secrets.id(platform.clock.now()),
        staff_id: staff.0,
        kind: input.kind.as_str().into(),
        from_local: input.from.to_string(),
        to_local: input.to.to_string(),
        office_id: input.office_id.map(|id| id.0),
        service_id: input.service_id.map(|id| id.0),
        note: input.note.as_str().trim().into(),
    };
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(row)
}

/// Takes the exception back; whether it was there.
///
/// # Errors
/// When the database does not answer.
pub async fn delete(tx: &impl ConnectionTrait, scope: Scope, id: AvailabilityExceptionId) -> Result<bool, DbErr> {
    let gone = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0)).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}
