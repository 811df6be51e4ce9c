//! The hours' rows. Their version is the staff member's `availability_version`.

use std::collections::HashMap;

use domain::practice::availability::WeeklyWindow;
use domain::time::{Date, Weekday};
use domain::{OfficeId, ServiceId, StaffId};
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{QueryOrder as _, Set};

use crate::{offices, services, staff};

/// Hours of one day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "availability_windows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub weekday: i64,
    pub from_minute: i64,
    pub to_minute: i64,
    pub office_id: Option<Uuid>,
    pub service_id: Option<Uuid>,
    pub from_date: Option<String>,
    pub to_date: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of hours")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

fn number_of(day: Weekday) -> i64 {
    Weekday::ALL.iter().position(|other| *other == day).map_or(0, |place| place as i64)
}

fn window(row: &Model) -> WeeklyWindow {
    let minute = |minute: i64| u16::try_from(minute).unwrap_or(1440);
    let weekday = usize::try_from(row.weekday).ok().and_then(|place| Weekday::ALL.get(place)).copied().unwrap_or(Weekday::Monday);
    let date = |date: &Option<String>| date.as_deref().and_then(|date| date.parse::<Date>().ok());
    WeeklyWindow {
        weekday,
        from_minute: minute(row.from_minute),
        to_minute: minute(row.to_minute),
        office_id: row.office_id.map(OfficeId),
        service_id: row.service_id.map(ServiceId),
        from_date: date(&row.from_date),
        to_date: date(&row.to_date),
    }
}

/// Somebody's hours, by day and begin.
///
/// # Errors
/// When the database does not answer.
pub async fn windows(db: &impl ConnectionTrait, scope: Scope, id: StaffId) -> Result<Vec<WeeklyWindow>, DbErr> {
    let rows =
        scoped(scope).filter(Column::StaffId.eq(id.0)).order_by_asc(Column::Weekday).order_by_asc(Column::FromMinute).all(db).await?;
    Ok(rows.iter().map(window).collect())
}

/// Everybody's hours.
///
/// # Errors
/// When the database does not answer.
pub async fn of_all(db: &impl ConnectionTrait, scope: Scope) -> Result<HashMap<StaffId, Vec<WeeklyWindow>>, DbErr> {
    let mut hours: HashMap<StaffId, Vec<WeeklyWindow>> = HashMap::new();
    for row in scoped(scope).all(db).await? {
        hours.entry(StaffId(row.staff_id)).or_default().push(window(&row));
    }
    Ok(hours)
}

/// Counts a change of somebody's hours, if they are still at version `seen`; whether they were.
pub async fn claim(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, seen: i64) -> Result<bool, DbErr> {
    let claimed = counting(scope, id).filter(staff::Column::AvailabilityVersion.eq(seen)).exec(tx).await?;
    Ok(claimed.rows_affected == 1)
}

fn counting(scope: Scope, id: StaffId) -> sea_orm::UpdateMany<staff::Entity> {
    let version = staff::Column::AvailabilityVersion;
    staff::Entity::update_many()
        .col_expr(version, Expr::col(version).add(1))
        .filter(staff::Column::PracticeId.eq(scope.practice.0))
        .filter(staff::Column::Id.eq(id.0))
}

/// Puts `windows` in place of somebody's hours; gives the new version.
///
/// # Errors
/// 404 when there is no such staff member; 422 for an office that is not in use or a service that is not on offer.
pub async fn put(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: StaffId,
    windows: &[WeeklyWindow],
) -> Result<i64, Problem> {
    counting(scope, id).exec(tx).await?;
    replace(platform, tx, scope, id, windows).await?;
    let member = staff::find(tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    Ok(member.availability_version)
}

/// Refuses offices and services that clients cannot come to or ask for.
async fn check(db: &impl ConnectionTrait, scope: Scope, windows: &[WeeklyWindow]) -> Result<(), Problem> {
    if windows.iter().any(|window| window.office_id.is_some()) {
        let known = offices::in_use(db, scope).await?;
        let fits = |window: &WeeklyWindow| window.office_id.is_none_or(|id| known.iter().any(|office| office.id == id.0));
        if let Some(place) = windows.iter().position(|window| !fits(window)) {
            return Err(Problem::field(&format!("/windows/{place}/office_id"), "office", "This office is not in use."));
        }
    }
    if windows.iter().any(|window| window.service_id.is_some()) {
        let known = services::all(db, scope).await?;
        let fits =
            |window: &WeeklyWindow| window.service_id.is_none_or(|id| known.iter().any(|service| service.id == id && !service.archived));
        if let Some(place) = windows.iter().position(|window| !fits(window)) {
            return Err(Problem::field(&format!("/windows/{place}/service_id"), "service", "This service is not on offer."));
        }
    }
    Ok(())
}

/// Writes `windows` in place of what was there, after the change was counted.
pub async fn replace(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: StaffId,
    windows: &[WeeklyWindow],
) -> Result<(), Problem> {
    check(tx, scope, windows).await?;
    Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::StaffId.eq(id.0)).exec(tx).await?;
    let now = platform.clock.now();
    let rows = windows.iter().map(|window| ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(now)),
        staff_id: Set(id.0),
        weekday: Set(number_of(window.weekday)),
        from_minute: Set(window.from_minute.into()),
        to_minute: Set(window.to_minute.into()),
        office_id: Set(window.office_id.map(|office| office.0)),
        service_id: Set(window.service_id.map(|service| service.0)),
        from_date: Set(window.from_date.map(|date| date.to_string())),
        to_date: Set(window.to_date.map(|date| date.to_string())),
    });
    if !windows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_comes_back_as_itself() {
        for day in Weekday::ALL {
            let row = Model {
                practice_id: Uuid::nil(),
                id: Uuid::nil(),
                staff_id: Uuid::nil(),
                weekday: number_of(day),
                from_minute: 540,
                to_minute: 1440,
                office_id: None,
                service_id: None,
                from_date: Some("2026-03-02".into()),
                to_date: None,
            };
            let from_date = Some(Date::constant(2026, 3, 2));
            assert_eq!(window(&row), WeeklyWindow { from_date, ..WeeklyWindow::new(day, 540, 1440) });
        }
    }
}
